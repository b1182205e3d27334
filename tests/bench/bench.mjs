// Benchmarks of the product: each prints a table, beside a floor measured in the same run, and writes JSON if asked.
//
//     scripts/bench [main|rooms|compose|codecs|legs|all] [--json FILE] [--seconds N]
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { meetingOf } from './meeting.mjs';

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

async function measuredMeeting(sites, video, fixed, seconds) {
  const calm = await floorOf(sites, video, fixed);
  const words = ['--video', video, '--talk', Math.min(TALKERS, sites), ...(fixed ? ['--fixed-size'] : [])];
  const meeting = await meetingOf({ sites, words, seconds, beside: () => floorOf(sites, video, fixed) });
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
  compose: () => measured('compose_bench'),
  codecs: () => measured('codec_floor', ['--seconds', '4']),
  legs: () => measured('legs_bench', ['--legs', '160', '--senders', '0', '--seconds', '10']),
};

function print(figures) {
  const width = Math.max(...figures.map((entry) => entry.figure.length));
  for (const { figure: name, value, unit, target, met } of figures) {
    const judged = target === null ? '' : `  ${met ? 'met' : 'NOT MET'} (target ${target})`;
    console.log(`${name.padEnd(width)}  ${String(Number(value.toFixed(3))).padStart(10)} ${unit}${judged}`);
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
  if (json) await writeFile(json, JSON.stringify({ name, machine, figures }, null, 2));
}

await main();
