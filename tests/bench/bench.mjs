// Benchmarks of the product: each prints a table, beside a floor measured in the same run, and writes JSON if asked.
//
//     scripts/bench [main|rooms|rooms-sip|viewers|recording|compose|codecs|legs|all] [--json FILE] [--seconds N]
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { meetingOf, viewersOf } from './meeting.mjs';
import { recordingCost } from './recording.mjs';
import { gapsOf, PEER, sipRooms } from './sip_rooms.mjs';

const run = promisify(execFile);
const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');
const TALKERS = 3;

const figure = (name, value, unit, target = null, met = null) => ({ figure: name, value: Number(value.toFixed(3)), unit, target, met });
const figureIfAny = (name, value, unit) => (value === null ? [] : [figure(name, value, unit)]);
// What the MCU left undone costs nothing: a ratio of a meeting that lacked pictures says nothing, and is not met.
const FPS_WHOLE = 24.8;
const ratioOf = (name, { cores, floor, report }, target = null) => {
  const whole = report.fps_min >= FPS_WHOLE;
  const ratio = cores / floor.all;
  return figure(whole ? name : `${name} (void: pictures are missing)`, ratio, 'ratio', target, target === null ? null : whole && ratio <= target);
};
const LEAST_CORES = 0.001; // of a thread that is worth a line
const profileOf = (what, { profile }) => [...profile].filter(([, cores]) => cores >= LEAST_CORES)
  .map(([name, cores]) => figure(`${what}: of the CPU, thread ${name}`, cores, 'cores'));
// Beside what is known of a peer.
const beside = (peer, entry) => ({ ...entry, peer });
const atMost = (name, value, unit, target) => figure(name, value, unit, target, value <= target);
const atLeast = (name, value, unit, target) => figure(name, value, unit, target, value >= target);

// Runs a measuring program of the build and gives its figures.
async function measured(program, words = []) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'giaoban-bench-'));
  const file = path.join(folder, 'figures.json');
  try {
    // It stands back for a meeting that runs beside it.
    await run('nice', ['-n', '10', path.join(root, 'build/tests/bench', program), ...words, '--json', file], { maxBuffer: 1 << 26 });
    return JSON.parse(await readFile(file, 'utf8')).figures;
  } finally {
    await rm(folder, { recursive: true });
  }
}

// The floor: the same clips decoded, drawn and encoded by one thread that does nothing else. Measured twice: alone on the
// machine before the meeting, and while the meeting runs, when processors are as fast or slow as they were for the MCU.
async function floorOf(sites, video, fixed) {
  const talkers = Math.min(TALKERS, sites);
  const found = await measured('meeting_floor', ['--clips', path.join(root, 'build/tests/bots/clips.bin'), '--sites', sites, '--video', video,
    '--talk', talkers, '--seconds', 10, ...(fixed ? ['--fixed-size'] : [])].map(String));
  const stages = Object.fromEntries(found.map((entry) => [entry.figure, entry.value / 1000]));
  const all = Object.values(stages).reduce((sum, value) => sum + value, 0);
  return { all, text: Object.entries(stages).map(([stage, value]) => `${stage} ${value.toFixed(3)}`).join(', ') };
}

async function measuredMeeting(sites, video, fixed, seconds, kind = {}) {
  const calm = await floorOf(sites, video, fixed);
  const words = ['--video', video, '--talk', Math.min(TALKERS, sites), ...(fixed ? ['--fixed-size'] : [])];
  const meeting = await meetingOf({ sites, words, seconds, beside: () => floorOf(sites, video, fixed), ...kind });
  return { ...meeting, calm, floor: meeting.beside };
}

const benches = {
  async main({ seconds }) {
    const figures = [];
    for (const [video, fixed] of [['320x180', false], ['640x360', true]]) {
      const what = `16 sites at ${video}, ${TALKERS} talk`;
      const meeting = await measuredMeeting(16, video, fixed, seconds);
      const { cores, memory, threads, calm, floor, report } = meeting;
      const judged = (name, value, unit, target) => (fixed ? figure(name, value, unit) : atMost(name, value, unit, target));
      figures.push(
        judged(`${what}: CPU`, cores, 'cores', 0.5),
        ...profileOf(what, meeting),
        figure(`${what}: codec floor while it ran (${floor.text})`, floor.all, 'cores'),
        ratioOf(`${what}: CPU / that floor`, meeting, fixed ? null : 1.3),
        figure(`${what}: codec floor alone before it (${calm.text})`, calm.all, 'cores'),
        figure(`${what}: CPU / that floor, the meeting's neighbours counted against it`, cores / calm.all, 'ratio'),
        figure(`${what}: memory`, memory, 'MB'),
        figure(`${what}: threads`, threads, 'threads'),
        atLeast(`${what}: frames received, the worst`, report.fps_min, 'fps', FPS_WHOLE),
        atMost(`${what}: longest gap between frames`, report.max_gap_ms, 'ms', 100),
        atLeast(`${what}: sound packets received, the worst`, report.sound_pps_min, 'packets/s', 49.5),
        atMost(`${what}: picture through the MCU, median`, report.flash_ms.median, 'ms', 60),
        atMost(`${what}: picture through the MCU, p95`, report.flash_ms.p95, 'ms', 80),
        atMost(`${what}: sound through the MCU, median`, report.beep_ms.median, 'ms', 30),
        figure(`${what}: sound through the MCU, p95`, report.beep_ms.p95, 'ms'),
        figure(`${what}: a bot costs beside it`, report.cpu_ms_per_s_per_bot, 'ms/s'),
      );
    }
    return figures;
  },

  // Meetings of every size: senders that send what they are asked for, and senders that always send 640x360. Of more sites
  // than fit a page the one that flashes is not to be seen.
  async rooms({ seconds }) {
    const figures = [];
    for (const sites of [2, 4, 8, 16, 25, 40]) {
      for (const fixed of [false, true]) {
        const what = `${sites} sites, 640x360 ${fixed ? 'always' : 'at most, as asked for'}`;
        const meeting = await measuredMeeting(sites, '640x360', fixed, Math.min(seconds, 15));
        const { cores, floor, report } = meeting;
        figures.push(
          figure(`${what}: CPU`, cores, 'cores'),
          ...(sites === 16 ? profileOf(what, meeting) : []),
          figure(`${what}: codec floor while it ran (${floor.text})`, floor.all, 'cores'),
          ratioOf(`${what}: CPU / floor`, meeting, sites === 16 && !fixed ? 1.3 : null),
          figure(`${what}: frames received, the worst`, report.fps_min, 'fps'),
          ...figureIfAny(`${what}: picture through the MCU, median`, report.flash_ms.median, 'ms'),
          ...figureIfAny(`${what}: picture through the MCU, p95`, report.flash_ms.p95, 'ms'),
          ...figureIfAny(`${what}: sound through the MCU, median`, report.beep_ms.median, 'ms'),
        );
      }
    }
    return figures;
  },
  // Rooms with SIP devices, which send 640x360 whatever is shown of them.
  async 'rooms-sip'({ seconds }) {
    const what = `16 SIP rooms, 640x360, ${TALKERS} talk`;
    const meeting = await measuredMeeting(16, '640x360', true, seconds, sipRooms(16));
    const { cores, memory, threads, calm, floor, report } = meeting;
    return [
      beside(PEER.cores, figure(`${what}: CPU`, cores, 'cores')),
      ...profileOf(what, meeting),
      figure(`${what}: codec floor while it ran (${floor.text})`, floor.all, 'cores'),
      ratioOf(`${what}: CPU / that floor`, meeting),
      figure(`${what}: codec floor alone before it (${calm.text})`, calm.all, 'cores'),
      beside(PEER.memory, figure(`${what}: memory`, memory, 'MB')),
      beside(PEER.threads, figure(`${what}: threads`, threads, 'threads')),
      beside(PEER.fps, atLeast(`${what}: frames received, the worst`, report.fps_min, 'fps', FPS_WHOLE)),
      beside(PEER.gaps, figure(`${what}: gaps of more than 60 ms`, gapsOf(report), 'a second and receiver')),
      figure(`${what}: longest gap between frames`, report.max_gap_ms, 'ms'),
      atLeast(`${what}: sound packets received, the worst`, report.sound_pps_min, 'packets/s', 49.5),
      beside(PEER.flash_median, figure(`${what}: picture through the MCU, median`, report.flash_ms.median, 'ms')),
      beside(PEER.flash_p95, figure(`${what}: picture through the MCU, p95`, report.flash_ms.p95, 'ms')),
      beside(PEER.beep_median, figure(`${what}: sound through the MCU, median`, report.beep_ms.median, 'ms')),
      figure(`${what}: a bot costs beside it`, report.cpu_ms_per_s_per_bot, 'ms/s'),
    ];
  },

  // One viewer more in the whole MCU, beside the same legs without a room and the bare system calls.
  async viewers({ seconds }) {
    const [few, more] = [20, 60];
    const { ms, kB, threads, sent } = await viewersOf({ sites: 4, words: ['--video', '640x360', '--talk', 2], few, more, seconds: Math.min(seconds, 15) });
    const what = `one viewer more, of ${few} to ${few + more}`;
    return [
      atMost(`${what}: CPU`, ms, 'ms/s', 2),
      atMost(`${what}: memory`, kB, 'kB', 150),
      atMost(`${what}: threads of all ${more}`, threads, 'threads', 0),
      figure(`${what}: is sent`, sent / 1e6, 'Mbit/s'),
      ...await benches.legs(),
    ];
  },
  // A recording writes what is encoded already: beside it, what a second encode of the same pictures takes.
  async recording({ seconds }) {
    const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
    const { off, on, second_encode: again, mbps } = await recordingCost({ seconds: Math.min(seconds, 10) });
    const more = middle(on.map((cores, i) => cores - off[i]));
    return [
      figure('4 sites, not recorded: CPU', middle(off), 'cores'),
      figure('4 sites, recorded: CPU', middle(on), 'cores'),
      atMost('what the recording costs', more, 'cores', 0.02),
      figure('what a second encode of its pictures costs', again, 'cores'),
      figure('what is written', mbps, 'Mbit/s'),
    ];
  },
  compose: () => measured('compose_bench'),
  codecs: () => measured('codec_floor', ['--seconds', '4']),
  legs: () => measured('legs_bench', ['--legs', '160', '--senders', '0', '--seconds', '10']),
};

function print(figures) {
  const width = Math.max(...figures.map((entry) => entry.figure.length));
  for (const { figure: name, value, unit, target, met, peer } of figures) {
    const judged = target === null ? '' : `  ${met ? 'met' : 'NOT MET'} (target ${target})`;
    console.log(`${name.padEnd(width)}  ${String(Number(value.toFixed(3))).padStart(10)} ${unit}${judged}${peer ? `  (FreeSWITCH: ${peer})` : ''}`);
  }
}

async function main() {
  const words = process.argv.slice(2);
  const option = (name, fallback) => {
    const at = words.indexOf(name);
    return at < 0 ? fallback : words.splice(at, 2)[1];
  };
  const json = option('--json', null);
  const seconds = Number(option('--seconds', 30));
  const name = words[0] ?? 'main';
  const wanted = name === 'all' ? Object.keys(benches) : [name];
  if (!wanted.every((one) => benches[one])) {
    console.error(`scripts/bench: no bench ${name}; there are: ${Object.keys(benches).join(', ')}, all`);
    process.exit(2);
  }
  const figures = [];
  for (const one of wanted) figures.push(...await benches[one]({ seconds }));
  const machine = `${os.cpus()[0].model}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Linux ${os.release()}`;
  console.log(machine);
  print(figures);
  if (figures.some(({ peer }) => peer)) console.log('FreeSWITCH: mod_conference 1.11.3-dev with this load, as it was measured on another day and machine (two cores of a Xeon).');
  if (json) await writeFile(json, JSON.stringify({ name, machine, figures }, null, 2));
}

await main();
