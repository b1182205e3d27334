// A meeting of bots, and what the MCU spends on it.
import { readFile } from 'node:fs/promises';
import { Giaoban, pause } from '../e2e/lib/giaoban.mjs';

const CLOCK_TICKS = 100; // of /proc/PID/stat on Linux
const SETTLE_MS = 6000; // the joining is not what is measured
const BESIDE_S = 60; // more than what runs beside it needs; they are stopped when all is measured

// CPU seconds of a process since its start, user and system.
async function cpuSeconds(pid) {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS;
}

async function status(pid, name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]);
}

// Cores that a process uses in so many seconds.
async function coresOf(pid, seconds) {
  const [cpu, began] = [await cpuSeconds(pid), performance.now()];
  await pause(seconds * 1000);
  return ((await cpuSeconds(pid)) - cpu) / ((performance.now() - began) / 1000);
}

// Cores are those of `seconds` of the meeting: half of them before `beside` is run while it goes on, half of them after
// it, since a machine that is shared is faster in one minute and slower in the next.
export async function meetingOf({ sites, words, seconds, beside }) {
  const giaoban = await Giaoban.start({ 'meeting.sites_max': 300 });
  try {
    const code = await giaoban.meeting('bench');
    const bots = giaoban.bots(code, sites, [...words, '--seconds', seconds + SETTLE_MS / 1000 + BESIDE_S]);
    let pid;
    while (!pid) {
      await pause(200);
      [pid] = await giaoban.mcus();
    }
    await giaoban.goFirst();
    await pause(SETTLE_MS);
    const before = await coresOf(pid, seconds / 2);
    const found = await beside();
    const cores = (before + await coresOf(pid, seconds / 2)) / 2;
    const [memory, threads] = [(await status(pid, 'VmRSS')) / 1024, await status(pid, 'Threads')];
    bots.stop();
    return { cores, memory, threads, beside: found, report: await bots.done };
  } finally {
    await giaoban.stop();
  }
}
