// Three of sixteen sites stall, lose nearly a third of their packets or are killed, at random: the others do not notice.
// CHAOS_SECONDS=180 scripts/test chaos: for longer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Giaoban, pause, until } from './lib/giaoban.mjs';
import { Line } from './lib/line.mjs';

const MEETING = 'hon-loan';
const OTHERS = 13;
const VICTIMS = 3;
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 20);
const SEED = Number(process.env.CHAOS_SEED ?? Date.now() % 100000);
const EACH_MS = [200, 900]; // between two misfortunes
const STALL_MS = [300, 3000];
const SOUND_GAP_MS = 100;
const SOUND_PPS = 49.5;
const WORDS = ['--video', '320x180', '--no-probe', '--seconds', 0];

let giaoban, line, machine;

before(async () => {
  line = await Line.open({ both: 'delay=10' });
  giaoban = await Giaoban.start({ 'http.address': line.near, 'media.address': line.near });
  machine = await giaoban.watchMachine([line.child.pid]);
  await giaoban.meeting(MEETING);
});
after(async () => {
  await giaoban?.stop();
  await line?.close();
});

// The same each time for the same seed (Numerical Recipes' generator).
class Dice {
  constructor(seed) {
    this.state = seed;
  }

  within([least, most]) {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return least + Math.floor(this.state / 2 ** 32 * (most - least));
  }
}

// A site behind the line, in a process of its own.
class Victim {
  constructor(number) {
    this.number = number;
    this.stopped = [];
    this.begin();
  }

  begin() {
    this.bots = giaoban.bots(MEETING, 1, ['--first', this.number, '--talk', 1, '--bind', line.far, ...WORDS], { namespace: line.namespace });
  }

  async stall(ms) {
    this.bots.child.kill('SIGSTOP');
    await pause(ms);
    this.bots.child.kill('SIGCONT');
  }

  async die() {
    this.bots.child.kill('SIGKILL');
    await this.bots.done.catch(() => {}); // it has nothing to say
    this.begin();
  }
}

test(`three of ${OTHERS + VICTIMS} come to grief for ${SECONDS} s, and nobody else sees or hears it`, async () => {
  const dice = new Dice(SEED);
  const counts = { stall: 0, die: 0, lose: 0, mend: 0 };
  await giaoban.goFirst();
  const others = giaoban.bots(MEETING, OTHERS, ['--talk', 2, ...WORDS]);
  await until(async () => (await giaoban.metrics()).giaoban_legs === OTHERS, 'the others are there');
  await giaoban.goFirst();
  const victims = Array.from({ length: VICTIMS }, (_, i) => new Victim(OTHERS + 1 + i));
  await giaoban.hasSounded(MEETING, 6); // what is missed before does not count

  const misfortunes = {
    stall: (victim) => victim.stall(dice.within(STALL_MS)),
    die: (victim) => victim.die(),
    lose: () => Promise.all(['to-far', 'to-near'].map((way) => line.set(way, 'loss=30'))),
    mend: () => Promise.all(['to-far', 'to-near'].map((way) => line.set(way, 'loss=0'))),
  };
  const names = Object.keys(misfortunes);
  const busy = new Map(); // one at a time of each victim
  for (const end = performance.now() + SECONDS * 1000; performance.now() < end;) {
    const name = names[dice.within([0, names.length])];
    const victim = victims[dice.within([0, VICTIMS])];
    counts[name]++;
    busy.set(victim, (busy.get(victim) ?? Promise.resolve()).then(() => misfortunes[name](victim)));
    await pause(dice.within(EACH_MS));
  }
  await Promise.all(busy.values());
  others.stop();
  const { bots } = await others.done;
  await machine.settle();

  const worst = (of) => Math.max(...bots.map(of)).toFixed(0);
  console.log(`# seed ${SEED}: ${JSON.stringify(counts)}; gaps of ${worst((bot) => machine.gap(bot))} ms in pictures (${worst((bot) => bot.max_gap_ms)} with the machine's part), ${worst((bot) => machine.soundGap(bot))} ms in sound (${worst((bot) => bot.sound_max_gap_ms)}), at most ${worst((bot) => machine.longGaps(bot))} of ${bots[0].frames} pictures late; ${machine.summary}`);
  assert.equal(bots.length, OTHERS);
  for (const bot of bots) {
    assert.equal(bot.connections, 1, `${bot.site} was lost`);
    const late = machine.longGaps(bot);
    assert.ok(late <= Math.ceil(bot.frames / 1000), `${bot.site}: ${late} of ${bot.frames} pictures came after more than 60 ms`);
    assert.ok(machine.soundGap(bot) <= SOUND_GAP_MS, `${bot.site}: a gap of ${machine.soundGap(bot)} ms in the sound`);
    assert.ok(machine.soundPps(bot) >= SOUND_PPS, `${bot.site}: ${bot.sound_pps} sound packets a second`);
    assert.equal(bot.lost, 0, `${bot.site} lost packets`);
  }
});
