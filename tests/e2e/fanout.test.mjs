// What grows with the number of sites, and what does not: encoders are counted, and what is heard is compared bit by bit.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { Giaoban, until } from './lib/giaoban.mjs';
import { commonRun } from './lib/hashes.mjs';

const SOUND = ['--talk', 2, '--no-probe', '--hash-sound'];
const LISTENERS_FROM = 2; // the first bots are those who talk

let giaoban;

before(async () => { giaoban = await Giaoban.start(); });
after(async () => { await giaoban?.stop(); });

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

async function show(meeting, view, layout) {
  const token = await giaoban.token(meeting, 'Chủ tọa', 'chair');
  const { status } = await giaoban.request(`/api/v1/meetings/${meeting}/layouts/${view}`, {
    method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(layout),
  });
  assert.ok(status < 300, `${view}: ${status}`);
}

// What is encoded, as a report of the MCU tells it that was made after now: which sizes of which views, and how many encoders.
async function encoded() {
  let last = (await giaoban.metrics()).giaoban_frames_encoded;
  let reports = 0;
  await until(async () => {
    const { giaoban_frames_encoded: encoded } = await giaoban.metrics();
    reports += encoded > last ? 1 : 0;
    last = encoded;
    return reports >= 2; // the first may have been on its way
  }, 'the MCU reports');
  const feeds = (await giaoban.series('giaoban_feed_receivers')).filter(({ value }) => value > 0);
  return { encoders: (await giaoban.metrics()).giaoban_encoders, feeds: feeds.map(({ view, height }) => `${view} ${height}`).sort() };
}

test('S-14: as many encoders as views and sizes that are watched: for 64 as for 4', async () => {
  const meeting = await giaoban.meeting('dong');
  const groups = [];
  let there = 0;
  const come = async (count, ...words) => {
    const all = ['--video', '320x180', '--no-probe', '--seconds', 0, '--first', there + 1, ...words];
    groups.push(giaoban.bots(meeting, count, all));
    there += count;
    await until(async () => (await giaoban.metrics()).giaoban_legs === there, `${there} are there`);
    // Who has just come may still be given other sizes for a while.
    await until(async () => {
      const now = await encoded();
      return now.encoders === wanted.length && isDeepStrictEqual(now.feeds, wanted);
    }, `${there} sites: ${wanted}`).catch(async () => assert.deepEqual(await encoded(), { encoders: wanted.length, feeds: wanted }));
  };

  let wanted = ['sites 720'];
  await come(3, '--talk', 2);
  await come(1, '--role', 'chair'); // whose view shows the same: it is made once
  wanted = ['chair 720', 'sites 720'];
  await show(meeting, 'chair', { mode: 'focus' });
  await come(12);
  wanted = ['chair 720', 'sites 360', 'sites 720'];
  await come(4, '--rate-cap', 800); // too little for the large picture
  await come(44);
  for (const group of groups) group.stop();
  for (const { done } of groups) await done;
});
