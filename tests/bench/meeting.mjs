// A meeting of bots, and what the MCU spends on it.
import { Giaoban, pause } from '../e2e/lib/giaoban.mjs';
import { figure } from './figures.mjs';
import { floorOf } from './floors.mjs';
import { coresOf, status } from './processes.mjs';

const SETTLE_MS = 6000; // the joining is not what is measured
export const TALKERS = 3;
const BESIDE_S = 60; // more than what runs beside it needs; they are stopped when all is measured

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
export function mean(one, other) {
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

// The same with its floor, measured twice: alone on the machine before the meeting, and while the meeting runs, when processors
// are as fast or slow as they were for the MCU.
export async function measuredMeeting(sites, video, fixed, seconds, kind = {}) {
  const load = { sites, video, fixed, talkers: Math.min(TALKERS, sites) };
  const calm = await floorOf(load);
  const words = ['--video', video, '--talk', load.talkers, ...(fixed ? ['--fixed-size'] : [])];
  const meeting = await meetingOf({ sites, words, seconds, beside: () => floorOf(load), ...kind });
  return { ...meeting, calm, floor: meeting.beside };
}

// What the MCU left undone costs nothing: a ratio of a meeting that lacked pictures says nothing, and is not met.
export const FPS_WHOLE = 24.8;
export function ratioOf(name, { cores, floor, report }, target = null) {
  const whole = report.fps_min >= FPS_WHOLE;
  const ratio = cores / floor.all;
  return figure(whole ? name : `${name} (void: pictures are missing)`, ratio, 'ratio', target, target === null ? null : whole && ratio <= target);
}
