// The roll call of a whole province: 160 sites, by the server alone, and one after the other by whoever calls them.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Client } from './lib/client.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';

const SITES = 160;
const TALKERS = 4;
// The others' microphones are open, and nothing is heard of them: not even their rooms.
const SILENT = Array.from({ length: SITES - TALKERS }, (_, i) => `${i + TALKERS + 1}:silent`).join();
const SITES_A_LINE = 40;
const AUTO_MAX_MS = 10_000;
const CHAIR_MAX_S = 360;
const LOOK_S = 2; // what a chair needs to look at a site, hear its answer and press a key; the rest is ours

let giaoban, bots, chair, next_id = 0;

before(async () => {
  giaoban = await Giaoban.start({ 'meeting.sites_max': SITES + 10, 'roll.stills': 'on' });
  const meeting = await giaoban.meeting('diem-danh');
  bots = giaoban.bots(meeting, SITES, ['--video', 'none', '--talk', TALKERS, '--faults', SILENT, '--seconds', 0, '--no-probe']);
  await until(async () => (await giaoban.metrics()).giaoban_legs === SITES, `${SITES} sites are there`);
  chair = await enter(meeting);
});
after(async () => { bots?.stop(); await giaoban?.stop(); });

async function enter(meeting) {
  const client = await Client.enter(giaoban, { token: await giaoban.token(meeting, 'Chủ tọa', 'chair') });
  assert.equal(client.welcome?.type, 'welcome', JSON.stringify(client.welcome));
  return client;
}

async function answerTo(message) {
  const id = ++next_id;
  chair.say({ ...message, id });
  for (;;) {
    const said = await chair.hear('done', 'error');
    if (said.id === id) return said;
  }
}

async function must(message) {
  const said = await answerTo(message);
  assert.equal(said.type, 'done', JSON.stringify(said));
}

async function rollThat(is) {
  for (;;) {
    const { state } = await chair.hear('proceedings');
    if (is(state.roll)) return state.roll;
  }
}

test('by the server alone, within ten seconds', async () => {
  const began = Date.now();
  await must({ type: 'roll_begin', mode: 'auto' });
  const roll = await rollThat(({ ended }) => ended !== '');
  const took_ms = Date.now() - began;
  console.log(`# ${SITES} sites marked in ${took_ms} ms`);
  assert.equal(roll.sites.length, SITES);
  assert.ok(roll.sites.every(({ answer }) => answer === 'sound_only' || answer === 'no_answer'), 'nobody sends a picture');
  assert.ok(took_ms <= AUTO_MAX_MS, `${took_ms} ms`);
  await until(async () => { // each of them was heard once
    await must({ type: 'roll_begin', mode: 'auto' });
    const { sites } = await rollThat(({ ended }) => ended !== '');
    return sites.filter(({ answer }) => answer === 'sound_only').length === TALKERS;
  }, 'those who talk are heard');
  await must({ type: 'roll_confirm' });
});

test('one after the other, within six minutes of the chair', async () => {
  await must({ type: 'roll_begin', mode: 'assisted' });
  const { sites } = await rollThat(({ mode, sites: listed }) => mode === 'assisted' && listed.length === SITES);
  const began = Date.now();
  for (const [n, { site }] of sites.entries()) {
    // Nobody presses so fast: a connection that says so much in a few seconds is closed. So a fresh one now and then.
    if (n % SITES_A_LINE === SITES_A_LINE - 1) {
      await chair.close();
      chair = await enter('diem-danh');
    }
    await must({ type: 'roll_call', site });
    await must({ type: 'roll_mark', site, answer: 'present' });
  }
  await must({ type: 'roll_end' });
  const ours_s = (Date.now() - began) / 1000;
  const chair_s = SITES * LOOK_S + ours_s;
  console.log(`# ${SITES} sites called: ${chair_s.toFixed(0)} s of the chair, ${ours_s.toFixed(1)} s of them the server's`);
  assert.ok(chair_s <= CHAIR_MAX_S, `${chair_s} s`);
  const roll = await rollThat(({ ended, mode }) => ended !== '' && mode === 'assisted');
  assert.ok(roll.sites.every(({ answer }) => answer === 'present'));
});

// Width and height out of a JPEG's frame header.
function sizeOf(jpeg) {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if (jpeg[at + 1] === 0xc0) return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)];
  }
  return null;
}

test('each site that is seen leaves a small picture, named by its hash, which is in the chain of events', async () => {
  bots.stop();
  await bots.done;
  await chair.close();
  const meeting = await giaoban.meeting('co-hinh');
  bots = giaoban.bots(meeting, 2, ['--video', '1280x720', '--talk', 2, '--seconds', 0]);
  chair = await enter(meeting);
  const folder = path.join(giaoban.folder, 'stills');
  const stills = () => (existsSync(folder) ? readdirSync(folder) : []).filter((name) => /^[0-9a-f]{64}$/.test(name));
  await until(async () => {
    if ((await answerTo({ type: 'roll_begin', mode: 'auto' })).type !== 'done') return false; // nobody is there yet
    const { sites } = await rollThat(({ ended }) => ended !== '');
    if (sites.filter(({ answer }) => answer === 'present' || answer === 'picture_only').length < 2) return false;
    return stills().length >= 2;
  }, 'two pictures');
  for (const name of stills()) {
    const jpeg = readFileSync(path.join(folder, name));
    assert.equal(createHash('sha256').update(jpeg).digest('hex'), name);
    const [width, height] = sizeOf(jpeg);
    assert.ok(width > 100 && width <= 640 && height > 50 && height <= 360, `${width}x${height}`);
  }
  const events = (await giaoban.command('events', '--meeting', meeting)).split('\n').map((line) => JSON.parse(line));
  const told = events.filter(({ kind }) => kind === 'roll_still').map(({ detail }) => detail.sha256);
  assert.ok(told.length >= 2 && told.every((hash) => stills().includes(hash)), told.join());
});
