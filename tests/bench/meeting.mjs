// A meeting of bots, and what the MCU spends on it.
import { readFile, readdir } from 'node:fs/promises';
import { Giaoban, pause } from '../e2e/lib/giaoban.mjs';

const CLOCK_TICKS = 100; // of /proc/PID/stat on Linux
const SETTLE_MS = 6000; // the joining is not what is measured
const BESIDE_S = 60; // more than what runs beside it needs; they are stopped when all is measured

// CPU seconds since the start, user and system, of a process or one of its threads.
async function cpuSeconds(folder) {
  const fields = (await readFile(`${folder}/stat`, 'utf8')).split(') ').at(-1).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS;
}

// The same by the threads' names. The clock's ticks are coarse, but a thread runs for hundreds of them.
async function secondsOfThreads(pid) {
  const found = new Map();
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const folder = `/proc/${pid}/task/${thread}`;
    const name = (await readFile(`${folder}/comm`, 'utf8')).trim();
    found.set(name, (found.get(name) ?? 0) + await cpuSeconds(folder));
  }
  return found;
}

async function status(pid, name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]);
}

// Cores that a process uses in so many seconds, and its threads.
async function coresOf(pid, seconds) {
  const [cpu, threads, began] = [await cpuSeconds(`/proc/${pid}`), await secondsOfThreads(pid), performance.now()];
  await pause(seconds * 1000);
  const passed = (performance.now() - began) / 1000;
  const cores = (await cpuSeconds(`/proc/${pid}`) - cpu) / passed;
  return { cores, profile: new Map([...await secondsOfThreads(pid)].map(([name, end]) => [name, (end - (threads.get(name) ?? 0)) / passed])) };
}

// What one viewer more costs the MCU of a meeting of `sites`: measured with `few` viewers, then with so many more.
export async function viewersOf({ sites, words, few, more, seconds }) {
  const giaoban = await Giaoban.start({ 'meeting.sites_max': 300 });
  const groups = [];
  let there = 0;
  const come = async (count, own) => {
    groups.push(giaoban.bots('bench', count, [...own, '--first', there + 1, '--no-probe', '--seconds', 0]));
    there += count;
    while ((await giaoban.metrics()).giaoban_legs < there) await pause(200);
    await giaoban.goFirst();
    await pause(SETTLE_MS);
  };
  const measure = async () => {
    const [pid] = await giaoban.mcus();
    const { cores } = await coresOf(pid, seconds);
    const sent = (await giaoban.metrics()).giaoban_send_bits_per_second;
    return { cores, sent, memory: await status(pid, 'VmRSS'), threads: await status(pid, 'Threads') };
  };
  try {
    await giaoban.meeting('bench');
    await come(sites, words);
    await come(few, ['--role', 'viewer']);
    const before = await measure();
    await come(more, ['--role', 'viewer']);
    const after = await measure();
    for (const group of groups) group.stop();
    await Promise.all(groups.map(({ done }) => done));
    const each = (name) => (after[name] - before[name]) / more;
    return { ms: 1000 * each('cores'), kB: each('memory'), threads: after.threads - before.threads, sent: each('sent') };
  } finally {
    await giaoban.stop();
  }
}

// Of two times of the same length.
function mean(one, other) {
  const names = new Set([...one.profile.keys(), ...other.profile.keys()]);
  const both = [...names].map((name) => [name, ((one.profile.get(name) ?? 0) + (other.profile.get(name) ?? 0)) / 2]);
  return { cores: (one.cores + other.cores) / 2, profile: new Map(both.sort(([, a], [, b]) => b - a)) };
}

// Cores are those of `seconds` of the meeting: half of them before `beside` is run while it goes on, half of them after
// it, since a machine that is shared is faster in one minute and slower in the next. `prepare`: gives further words for the bots.
export async function meetingOf({ sites, words, seconds, beside, settings = {}, prepare = () => [] }) {
  const giaoban = await Giaoban.start({ 'meeting.sites_max': 300, ...settings });
  try {
    const code = await giaoban.meeting('bench');
    const bots = giaoban.bots(code, sites, [...words, ...await prepare(giaoban), '--seconds', seconds + SETTLE_MS / 1000 + BESIDE_S]);
    let pid;
    while (!pid) {
      await pause(200);
      [pid] = await giaoban.mcus();
    }
    await giaoban.goFirst();
    await pause(SETTLE_MS);
    const before = await coresOf(pid, seconds / 2);
    const found = await beside();
    const { cores, profile } = mean(before, await coresOf(pid, seconds / 2));
    const [memory, threads] = [(await status(pid, 'VmRSS')) / 1024, await status(pid, 'Threads')];
    bots.stop();
    return { cores, profile, memory, threads, beside: found, report: await bots.done };
  } finally {
    await giaoban.stop();
  }
}
