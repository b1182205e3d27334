// What a recording costs the media server: the same meeting with and without it, in turns, so that what the machine does
// besides hits both; and what a second encode of the same pictures would cost.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Giaoban, pause, until } from '../e2e/lib/giaoban.mjs';
import { fileOf, Recordist } from '../e2e/lib/recordings.mjs';
import { atMost, figure } from './figures.mjs';
import { coresOf } from './processes.mjs';

const run = promisify(execFile);
const MEETING = 'do-ghi-hinh';
const SETTLE_MS = 2000;

// User and system time of a program that runs to its end.
async function costOf(program, words) {
  const { stderr } = await run('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$0" "$@" > /dev/null 2>&1', program, ...words]);
  return stderr.trim().split(' ').reduce((sum, word) => sum + Number(word), 0);
}

async function recordingCost({ sites = 4, rounds = 4, seconds = 10 } = {}) {
  const giaoban = await Giaoban.start();
  const cores = { off: [], on: [] };
  let bots;
  try {
    await giaoban.meeting(MEETING);
    bots = giaoban.bots(MEETING, sites, ['--video', '640x360', '--talk', 2, '--seconds', 0, '--no-probe']);
    await until(async () => (await giaoban.metrics()).giaoban_legs === sites, 'the sites are there');
    const recordist = new Recordist(giaoban, MEETING);
    await recordist.enter();
    const [pid] = await giaoban.mcus();
    await pause(SETTLE_MS);
    for (let round = 0; round < rounds; round++) {
      cores.off.push((await coresOf(pid, seconds)).cores);
      await recordist.record('begin');
      await recordist.stateIs('recording');
      await pause(SETTLE_MS);
      cores.on.push((await coresOf(pid, seconds)).cores);
      await recordist.record('end');
      await recordist.stateIs('off');
      await pause(SETTLE_MS);
    }
    const one = await recordist.ready();
    const file = fileOf(giaoban, one);
    const vp8 = ['-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1500k', '-threads', '1', '-an', '-f', 'webm'];
    const decoded = await costOf('ffmpeg', ['-y', '-threads', '1', '-i', file, '-an', '-f', 'null', '-']);
    const encoded = await costOf('ffmpeg', ['-y', '-threads', '1', '-i', file, '-c:v', 'libvpx', ...vp8, '/dev/null']);
    return { ...cores, second_encode: (encoded - decoded) / (one.duration_us / 1e6), mbps: one.bytes * 8 / one.duration_us };
  } finally {
    bots?.stop();
    await giaoban.stop();
  }
}

// A recording writes what is encoded already: beside it, what a second encode of the same pictures takes.
export async function recording({ seconds }) {
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
}
