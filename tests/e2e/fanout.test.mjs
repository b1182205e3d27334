// What grows with the number of sites, and what does not: encoders are counted, and what is heard is compared bit by bit.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Giaoban, pause, until } from './lib/giaoban.mjs';

const SOUND = ['--talk', 2, '--no-probe', '--hash-sound'];
const LISTENERS_FROM = 2; // the first bots are those who talk

let giaoban;

before(async () => { giaoban = await Giaoban.start(); });
after(async () => { await giaoban?.stop(); });

// The longest run of packets that two sites have in common. Both lists end within the same moment, in order.
function commonRun(one, other) {
  let longest = 0;
  for (let shift = -one.length; shift <= other.length; shift++) {
    let run = 0;
    for (let i = Math.max(0, -shift); i < one.length && i + shift < other.length; i++) {
      run = one[i] === other[i + shift] ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}

test('who is silent hears the same packets bit by bit, who talks has a mix of its own', async () => {
  const meeting = await giaoban.meeting('tieng');
  const { bots } = await giaoban.bots(meeting, 6, [...SOUND, '--video', 'none', '--seconds', 9]).done;
  const heard = bots.map(({ sound_hashes: hashes }) => hashes);
  for (const hashes of heard) assert.ok(hashes.length >= 250, `${hashes.length} packets are told`);
  const [first, ...listeners] = heard.slice(LISTENERS_FROM);
  assert.ok(new Set(first).size > 200, 'what is heard is not silence');
  for (const [i, other] of listeners.entries()) {
    const run = commonRun(first, other);
    assert.ok(run >= 200, `${bots[LISTENERS_FROM + 1 + i].site} hears only ${run} packets in a row as ${bots[LISTENERS_FROM].site} does`);
  }
  // Where one talker is silent, the other hears what all hear; but the encoder is another one, so that hardly any packet is the same.
  const all = new Set(first);
  for (const [i, own] of heard.slice(0, LISTENERS_FROM).entries()) {
    const same = own.filter((hash) => all.has(hash)).length;
    assert.ok(same < own.length / 4, `${bots[i].site}, who talks, hears ${same} of ${own.length} packets as the listeners do`);
  }
  const both = heard[0].filter((hash) => heard[1].includes(hash)).length;
  assert.ok(both < heard[0].length / 4, `the two who talk hear ${both} packets the same`);
});

// The number of encoders, as two more reports of the MCU tell it: the first may have been on its way.
async function encoders() {
  let last = (await giaoban.metrics()).giaoban_frames_encoded;
  for (let reports = 0; reports < 2;) {
    const { giaoban_frames_encoded: encoded } = await giaoban.metrics();
    reports += encoded > last ? 1 : 0;
    last = encoded;
    await pause(50);
  }
  return (await giaoban.metrics()).giaoban_encoders;
}

test('encoders are as many for 64 sites as for 4', async () => {
  const meeting = await giaoban.meeting('dong');
  const words = ['--video', '320x180', '--no-probe', '--seconds', 0];
  const groups = [];
  const counted = [];
  for (const [first, count] of [[1, 4], [5, 12], [17, 48]]) {
    groups.push(giaoban.bots(meeting, count, [...words, '--first', first, '--talk', first === 1 ? 2 : 0]));
    await until(async () => (await giaoban.metrics()).giaoban_legs === first + count - 1, `${first + count - 1} are there`);
    counted.push(await encoders());
  }
  console.log(`# encoders of 4, 16, 64 sites: ${counted}`);
  for (const group of groups) group.stop();
  for (const { done } of groups) await done;
  assert.equal(new Set(counted).size, 1, `encoders of 4, 16, 64 sites: ${counted}`);
});
