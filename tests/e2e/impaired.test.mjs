// One site of sixteen on a bad line: it hears and sees on, and nobody else notices.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Line } from './lib/line.mjs';
import { Machine } from './lib/machine.mjs';

const OTHERS = 15;
const SECONDS = 40;
// A key frame has to be asked for and to come, either of which may be lost once: it is asked for again each 500 ms.
const PICTURE_GAP_MS = 2000;
// Of sound, four packets in a row may be lost: five are once in a thousand runs.
const SOUND_GAP_MS = 120;
// What a calm meeting gives: two pictures, four packets of sound. Of each gap the machine's own part is taken off.
const CALM_GAP_MS = 100;
const MEETING = 'duong-truyen-xau';

let giaoban, line, machine;

before(async () => {
  line = await Line.open({ both: 'delay=80,loss=5' });
  giaoban = await Giaoban.start({ 'http.address': line.near, 'media.address': line.near });
  machine = await giaoban.watchMachine([line.child.pid]);
  await giaoban.meeting(MEETING);
});
after(async () => {
  await giaoban?.stop();
  await line?.close();
});

test('5 % loss and 80 ms each way: sound without gaps, pictures that recover, fifteen who do not notice', async () => {
  const others = giaoban.bots(MEETING, OTHERS, ['--video', '640x360', '--talk', 2, '--seconds', 0, '--no-probe']);
  await until(async () => (await giaoban.metrics()).giaoban_legs === OTHERS, 'the others are there');
  await giaoban.goFirst();
  const impaired = giaoban.bots(MEETING, 1, ['--first', OTHERS + 1, '--video', '640x360', '--talk', 1, '--seconds', SECONDS, '--no-probe',
    '--bind', line.far], { namespace: line.namespace });
  const { bots: [bad], exit } = await impaired.done;
  others.stop();
  const { bots } = await others.done;
  await machine.settle();
  const counts = await line.close();
  line = null;

  const worst = (key) => Math.max(...bots.map((bot) => bot[key]));
  const least = (key) => Math.min(...bots.map((bot) => bot[key]));
  console.log(`# on the bad line: ${Machine.text(bad)}`);
  console.log(`# the others: fps ${least('fps')}, gap ${worst('max_gap_ms')} ms, sound ${least('sound_pps')} a second, gap ${worst('sound_max_gap_ms')} ms`);
  console.log(`# the machine: ${machine.summary}; without it a gap of ${Math.max(...bots.map((bot) => machine.gap(bot))).toFixed(0)} ms`);
  console.log(`# the line: ${counts.join('; ')}`);
  assert.equal(exit, 0);
  assert.equal(bots.length, OTHERS);

  // The line did what it should: about a twentieth of the packets is gone in each direction.
  for (const text of counts) {
    const [, packets, lost] = /: (\d+) packets, (\d+) lost/.exec(text);
    assert.ok(lost / packets > 0.035 && lost / packets < 0.065, text);
  }

  // Its sound: nothing but the lost packets is missing, and never five of them in a row.
  assert.ok(machine.soundGap(bad) <= SOUND_GAP_MS, `a gap of ${machine.soundGap(bad)} ms in its sound`);
  assert.ok(machine.soundPps(bad) >= 50 * 0.95 * 0.97, `${bad.sound_pps} sound packets a second`);

  // Its picture: what was lost came again, or a key frame did, to the end and without a new connection.
  assert.equal(bad.connections, 1);
  assert.ok(bad.recovered > 0, 'packets came again');
  assert.ok(bad.fps >= 0.8 * least('fps'), `${bad.fps} frames a second, the others ${least('fps')}`);
  assert.ok(machine.gap(bad) <= PICTURE_GAP_MS, `a gap of ${machine.gap(bad)} ms in its picture, the end counted too`);

  // The others: what a calm meeting gives.
  for (const bot of bots) {
    assert.equal(bot.connections, 1, bot.site);
    assert.ok(machine.soundPps(bot) >= 49.5, `${bot.site}: ${bot.sound_pps} sound packets a second`);
    assert.ok(machine.soundGap(bot) <= CALM_GAP_MS, `${bot.site}: a gap of ${machine.soundGap(bot)} ms in the sound`);
    assert.ok(machine.gap(bot) <= CALM_GAP_MS, `${bot.site}: a gap of ${machine.gap(bot)} ms in the picture`);
    assert.ok(machine.longGaps(bot) <= bot.frames / 100, `${bot.site}: ${machine.longGaps(bot)} long gaps in ${bot.frames} pictures`);
    assert.equal(bot.lost, 0, `${bot.site} lost packets`);
    assert.equal(bot.plis, 0, `${bot.site} needed a key frame`);
  }
});
