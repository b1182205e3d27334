// What the system says of a process: its processor time, by thread if wanted, its memory, its threads.
import { readFile, readdir } from 'node:fs/promises';
import { pause } from '../e2e/lib/giaoban.mjs';

const CLOCK_TICKS = 100; // of /proc/PID/stat on Linux

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
    try {
      const name = (await readFile(`${folder}/comm`, 'utf8')).trim();
      found.set(name, (found.get(name) ?? 0) + await cpuSeconds(folder));
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error; // it has just ended
    }
  }
  return found;
}

// A line of /proc/PID/status: 'VmRSS' in kB, 'Threads'.
export async function status(pid, name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]);
}

// Cores that a process uses while something lasts, and its threads.
export async function coresDuring(pid, doing) {
  const [cpu, threads, began] = [await cpuSeconds(`/proc/${pid}`), await secondsOfThreads(pid), performance.now()];
  const result = await doing();
  const passed = (performance.now() - began) / 1000;
  const cores = (await cpuSeconds(`/proc/${pid}`) - cpu) / passed;
  return { cores, result, profile: new Map([...await secondsOfThreads(pid)].map(([name, end]) => [name, (end - (threads.get(name) ?? 0)) / passed])) };
}

// What all processors were used for since the start, in seconds of one.
async function machineSeconds() {
  const [user, nice, system, , , irq, softirq] = (await readFile('/proc/stat', 'utf8')).split('\n', 1)[0].split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq) / CLOCK_TICKS;
}

// From now on: the function that it gives says how many processors each of these processes used since, and how many all others did.
export async function sharesFrom(pids) {
  const [machine, each, began] = [await machineSeconds(), await Promise.all(pids.map((pid) => cpuSeconds(`/proc/${pid}`))), performance.now()];
  return async () => {
    const passed = (performance.now() - began) / 1000;
    const shares = await Promise.all(pids.map(async (pid, i) => (await cpuSeconds(`/proc/${pid}`) - each[i]) / passed));
    return { shares, others: Math.max(0, (await machineSeconds() - machine) / passed - shares.reduce((sum, share) => sum + share, 0)) };
  };
}

export const coresOf = (pid, seconds) => coresDuring(pid, () => pause(seconds * 1000));
