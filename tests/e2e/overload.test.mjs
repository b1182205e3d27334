// A machine that others keep busy: what is left out of the pictures, in which order, and that it comes back; nobody hears it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Client } from './lib/client.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Machine } from './lib/machine.mjs';
import { Office } from './lib/office.mjs';

const MEETING = 'qua-tai';
const HOGS = 8; // programs that never sleep
const STEPS = 5;
const SHED_ENCODERS = 2;
const BACK_S = 10;
const SOUND_PPS = 49.5;
const SOUND_GAP_MS = 100;
const WORDS = ['--video', '320x180', '--no-probe', '--seconds', 0];
// Three sizes are in use, by what the sites' lines carry, and two views: what the chair sees, and what the sites see.
const SITES = [
  { count: 1, words: ['--role', 'chair'] },
  { count: 9, words: ['--first', 2, '--talk', 2] },
  { count: 3, words: ['--first', 11, '--rate-cap', 700] },
  { count: 3, words: ['--first', 14, '--rate-cap', 300] },
];
const LEGS = SITES.reduce((sum, { count }) => sum + count, 0);

let giaoban, desk;
const hogs = [];

before(async () => {
  giaoban = await Giaoban.start();
  await giaoban.meeting(MEETING);
  const operator = await Office.with(giaoban, 'vanhanh', 'van_hanh');
  desk = await Client.open(giaoban, { cookie: operator.cookie });
  const welcome = await desk.ask({ type: 'hello', protocol: 1, client: 'console', meeting: MEETING }, 'welcome', 'error');
  assert.equal(welcome.type, 'welcome', JSON.stringify(welcome));
});
after(async () => {
  for (const hog of hogs) hog.kill('SIGKILL');
  await desk?.close();
  await giaoban?.stop();
});

const figure = async (name) => (await giaoban.metrics())[`giaoban_${name}`] ?? 0;

// Each in a session of its own, weighed as the MCU's is (sched(7), autogroup): where the machine weighs otherwise there are
// still more of them than it has processors.
function hog() {
  const child = spawn('/bin/sh', ['-c', 'while :; do :; done'], { detached: true, stdio: 'ignore' });
  try {
    writeFileSync(`/proc/${child.pid}/autogroup`, '-10');
  } catch { /* only root may */ }
  hogs.push(child);
}

// The MCU's own steps, in their order.
const steps = () => giaoban.log.map((line) => / warning load: .* step (\d) of/.exec(line)).filter(Boolean).map(([, step]) => Number(step));

// What the views took of a processor at each step, by the MCU's own clocks: of the last change from it that the MCU told. A second
// of pictures means the same work however few of them a processor that is shared got done.
function needs() {
  const at = [];
  let step = 0;
  for (const line of giaoban.log) {
    const [, next, need] = / warning load: .* step (\d) of .* ([0-9.]+) processors needed/.exec(line) ?? [];
    if (next === undefined) continue;
    at[step] = Number(need);
    step = Number(next);
  }
  return at;
}

test('shed in a fixed order, told to the centre, taken back; the sound goes on', async () => {
  const machine = await giaoban.watchMachine();
  await giaoban.goFirst();
  const groups = SITES.map(({ count, words }) => giaoban.bots(MEETING, count, [...words, ...WORDS]));
  await until(async () => await figure('legs') === LEGS, 'all are there');
  await giaoban.goFirst();
  await desk.ask({ type: 'begin', id: 1 }, 'done');
  await desk.ask({ type: 'layout', id: 2, view: 'sites', mode: 'focus' }, 'done');
  await giaoban.hasSounded(MEETING, 6);
  await until(async () => await figure('shed_step') === 0, 'the machine keeps up');
  const encoders = await figure('encoders');
  const calm = steps().length;
  desk.heard.length = 0;

  for (let i = 0; i < HOGS; i++) hog();
  await until(async () => await figure('shed_step') === STEPS, 'all is left out that can be');
  await until(async () => await figure('encoders') <= SHED_ENCODERS, 'what is left is one view, in the sizes that nothing can replace');
  for (const child of hogs) child.kill('SIGKILL');
  const from = Machine.now();
  await until(async () => await figure('shed_step') === 0, 'all has come back', 60);
  const to = Machine.now();
  await until(async () => await figure('encoders') === encoders, 'all sizes and views too');

  for (const group of groups) group.stop();
  const bots = (await Promise.all(groups.map(({ done }) => done))).flatMap((report) => report.bots);
  await machine.settle();
  const back_s = (to - from - machine.lost(from, to, { least: 30 })) / 1000;
  // Of the machine's part only what bots themselves waited for counts, and its pauses: the MCU's sound is not to wait for anybody.
  machine.waits = machine.waits.filter(({ program }) => program === 'giaoban-bots');
  const told = desk.heard.filter(({ type }) => type === 'overload').map(({ step }) => step);
  const worst = Math.max(...bots.map((bot) => bot.sound_max_gap_ms));
  console.log(`# steps ${steps()}; ${encoders} encoders at first; back after ${back_s.toFixed(1)} s, ${((to - from) / 1000).toFixed(1)} with the machine's part`);
  console.log(`# sound: ${Math.min(...bots.map((bot) => bot.sound_pps))} packets a second at least, a gap of ${worst} ms; ${machine.summary}`);

  console.log(`# views need ${needs().map((need, step) => `${need} at step ${step} (${Math.round(100 * need / needs()[0])} %)`).join(', ')}`);

  assert.equal(bots.length, LEGS);
  const after = steps().slice(calm);
  assert.ok(after.every((step, i) => Math.abs(step - (after[i - 1] ?? 0)) === 1), `one step after the other: ${after}`);
  assert.deepEqual([after.includes(STEPS), after.at(-1)], [true, 0]);
  assert.deepEqual(told.filter((step, i) => step && told.indexOf(step) === i), ['tiles', 'rungs', 'views']);
  assert.equal(told.at(-1), '');
  assert.ok(encoders > SHED_ENCODERS, `${encoders} encoders at first`);
  assert.ok(back_s <= BACK_S, `back after ${back_s} s`);
  for (const bot of bots) {
    assert.equal(bot.connections, 1, `${bot.site} was lost`);
    assert.ok(machine.soundPps(bot) >= SOUND_PPS, `${bot.site}: ${bot.sound_pps} sound packets a second`);
    assert.ok(machine.soundGap(bot) <= SOUND_GAP_MS, `${bot.site}: a gap of ${machine.soundGap(bot)} ms in the sound`);
  }
  const events = (await giaoban.command('events', '--meeting', MEETING)).split('\n').map((line) => JSON.parse(line));
  const watched = events.filter(({ kind, detail }) => kind === 'watch' && detail.what === 'overload').map(({ detail }) => detail.on);
  assert.deepEqual(watched.slice(-2), [true, false]);
});
