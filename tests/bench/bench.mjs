// Benchmarks of the product: each prints a table, beside a floor measured in the same run, and writes JSON if asked.
//
//     scripts/bench [main|codecs|legs|all] [--json FILE] [--seconds N]
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Giaoban, pause } from '../e2e/lib/giaoban.mjs';

const run = promisify(execFile);
const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');
const CLOCK_TICKS = 100; // of /proc/PID/stat on Linux
const SITES = 16;
const TALKERS = 3;
const FPS = 25;
const TICKS = 50;

const figure = (name, value, unit, target = null, met = null) => ({ figure: name, value: Number(value.toFixed(3)), unit, target, met });
const atMost = (name, value, unit, target) => figure(name, value, unit, target, value <= target);
const atLeast = (name, value, unit, target) => figure(name, value, unit, target, value >= target);

// CPU seconds of a process since its start, user and system.
async function cpuSeconds(pid) {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS;
}

async function status(pid, name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]);
}

// Runs a measuring program of the build and gives its figures by name.
async function measured(program, words = []) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'giaoban-bench-'));
  const file = path.join(folder, 'figures.json');
  try {
    await run(path.join(root, 'build/tests/bench', program), [...words, '--json', file], { maxBuffer: 1 << 26 });
    return JSON.parse(await readFile(file, 'utf8')).figures;
  } finally {
    await rm(folder, { recursive: true });
  }
}

// What the codecs and the drawing alone cost for such a meeting, in cores: the floor under every MCU.
function floorOf(codecs, size) {
  const find = (pattern) => {
    const found = codecs.find((entry) => pattern.test(entry.figure));
    if (!found) throw new Error(`the codec floor has no figure ${pattern}`);
    return found.value / 1000;
  };
  const canvas = codecs.findIndex((entry) => entry.figure.startsWith('canvas') && entry.figure.includes(`of ${size}`));
  const decode = SITES * FPS * find(new RegExp(`^VP8 decode ${size}`));
  const draw = (FPS * codecs[canvas].value) / 1000;
  const encode = (FPS * codecs[canvas + 1].value) / 1000;
  const sound = TICKS * ((TALKERS + 1) * find(/^Opus encode.*complexity 5/) + TALKERS * find(/^Opus decode/));
  return { decode, draw, encode, sound, all: decode + draw + encode + sound };
}

// A meeting of sixteen bots, and what the MCU spends on it.
async function meetingOf(size, seconds) {
  const giaoban = await Giaoban.start();
  try {
    const code = await giaoban.meeting('bench');
    const bots = giaoban.bots(code, SITES, ['--video', size, '--fixed-size', '--talk', TALKERS, '--seconds', seconds + 8]);
    let pid;
    while (!pid) {
      await pause(200);
      [pid] = await giaoban.mcus();
    }
    await pause(6000); // the joining is not what is measured
    const [cpu, began] = [await cpuSeconds(pid), performance.now()];
    await pause((seconds - 2) * 1000);
    const cores = ((await cpuSeconds(pid)) - cpu) / ((performance.now() - began) / 1000);
    const [memory, threads] = [(await status(pid, 'VmRSS')) / 1024, await status(pid, 'Threads')];
    return { cores, memory, threads, report: await bots.done };
  } finally {
    await giaoban.stop();
  }
}

const benches = {
  async main({ seconds }) {
    const codecs = await measured('codec_floor', ['--seconds', '4']);
    const figures = [];
    for (const size of ['320x180', '640x360']) {
      const { cores, memory, threads, report } = await meetingOf(size, seconds);
      const floor = floorOf(codecs, size);
      const what = `${SITES} sites at ${size}, ${TALKERS} talk`;
      figures.push(
        size === '320x180' ? atMost(`${what}: CPU`, cores, 'cores', 0.5) : figure(`${what}: CPU`, cores, 'cores'),
        figure(`${what}: codec floor of the same run (decode ${floor.decode.toFixed(3)}, draw ${floor.draw.toFixed(3)}, encode ${floor.encode.toFixed(3)}, sound ${floor.sound.toFixed(3)})`, floor.all, 'cores'),
        size === '320x180' ? atMost(`${what}: CPU / floor`, cores / floor.all, 'ratio', 1.15) : figure(`${what}: CPU / floor`, cores / floor.all, 'ratio'),
        figure(`${what}: memory`, memory, 'MB'),
        figure(`${what}: threads`, threads, 'threads'),
        atLeast(`${what}: frames received, the worst`, report.fps_min, 'fps', 24.8),
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
  codecs: () => measured('codec_floor', ['--seconds', '4']),
  legs: () => measured('legs_bench', ['--legs', '160', '--senders', '0', '--seconds', '10']),
};

function print(figures) {
  const width = Math.max(...figures.map((entry) => entry.figure.length));
  for (const { figure: name, value, unit, target, met } of figures) {
    const judged = target === null ? '' : `  ${met ? 'met' : 'NOT MET'} (target ${target})`;
    console.log(`${name.padEnd(width)}  ${String(value).padStart(10)} ${unit}${judged}`);
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
