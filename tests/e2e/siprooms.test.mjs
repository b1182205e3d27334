// Rooms with SIP devices: from their meeting's time to the attendance; who dials in and is asked by a voice; cameras that are
// moved from afar.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Baresip } from './lib/baresip.mjs';
import { launchChromium, Site } from './lib/browser.mjs';
import { Chair } from './lib/chair.mjs';
import { FarCamera } from './lib/far_camera.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Office } from './lib/office.mjs';
import { SIP, sipPort, sipSites } from './lib/sip_sites.mjs';
import { sipp, SippCall } from './lib/sipp.mjs';
import { SINE_DB, writeTone } from './lib/tones.mjs';

const PAGE = { color: '#2040c0', hz: 2600, db: 20 * Math.log10(0.25 / Math.SQRT2) };
const ROOM = { code: '911', color: '#c02020', hz: 300 };
const GUEST = { code: '912', hz: 700 };
const NEAR_DB = 1;
const NOT_HEARD_DB = -50;
const SPOKEN_DB = -35; // a voice between its pauses
const SOON_MS = 3000;
const MEETING_MS = 3600e3;
// Sentences of the office's own, so that each can be told by its pitch. What is not among them is spoken as it is built in.
const TONES = { dial_pin: 900, dial_wrong_pin: 1300, dial_welcome: 1700 };

let giaoban, chromium, operator, server, prompts;
const sites = {}; // what a site's device, or somebody at its keys, shows of itself

before(async () => {
  prompts = await mkdtemp(path.join(tmpdir(), 'giaoban-prompts-'));
  await Promise.all(Object.entries(TONES).map(([name, hz]) => writeTone(path.join(prompts, `${name}.wav`), hz, { seconds: 2 })));
  giaoban = await Giaoban.start({
    ...SIP, 'sip.dial_in': 'all', 'sip.dial_in_plain': 'on', 'sip.prompts_dir': prompts,
    'attendance.merge_gap_s': 1, 'video.width': 640, 'video.height': 360, 'video.fps': 15, 'sound.bitrate_kbps': 64,
  });
  server = `127.0.0.1:${sipPort(giaoban)}`;
  chromium = await launchChromium();
  const admin = await Office.with(giaoban, 'quan.tri', 'quan_tri');
  operator = await Office.with(giaoban, 'van.hanh', 'van_hanh');
  const accounts = await sipSites(admin, [ROOM.code, GUEST.code], { plain: true });
  for (const account of accounts) {
    const { body } = await admin.ask('POST', `/sites/${account.username}/pin`);
    sites[account.username] = { account, pin: body.pin };
  }
});
after(async () => {
  await chromium?.close();
  await giaoban?.stop();
  if (prompts) await rm(prompts, { recursive: true });
});

const iso = (ms) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

async function planned(code, begins, more) {
  const plan = { code, title: 'Họp giao ban', kind: 'giao_ban', start: iso(begins), end: iso(begins + MEETING_MS), nosecret: true, ...more };
  const { status, body } = await operator.ask('POST', '/meetings', plan);
  assert.equal(status, 201, JSON.stringify(body));
  return body.code;
}

// In the upper third, where what concerns one room alone is written over its picture.
const UPPER = Array.from({ length: 80 * 15 }, (_, i) => [(i % 80 + 0.5) / 80, (Math.floor(i / 80) + 0.5) / 45]);

// At how many points a device's picture is another than the page's.
async function difference(device, page) {
  const [own, others] = [await device.colors(UPPER), await page.colors(UPPER)];
  return own && others && own.filter((color, i) => color.some((part, k) => Math.abs(part - others[i][k]) > 60)).length;
}

// Since when and until when media came from it, as the log of the meeting has it.
async function presenceOf(code, site) {
  const events = (await giaoban.command('events', '--meeting', code)).split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const changes = events.filter(({ kind }) => kind === 'media').flatMap(({ detail }) => detail.changes);
  return changes.filter((change) => change.site === site).map(({ on }) => (on ? 'on' : 'off')).join(' ');
}

async function attendanceOf(code, name) {
  const [head, ...lines] = (await giaoban.command('attendance', '--meeting', code)).replace('\uFEFF', '').trim().split('\r\n').map((line) => line.split(','));
  const at = (column) => head.indexOf(column);
  const line = lines.find((cells) => cells[at('diem_cau')] === name);
  return { state: line?.[at('trang_thai')], spoke: line?.[at('phat_bieu_lan')], spans: (line?.[at('khoang')] ?? '').split(';').filter(Boolean) };
}

// What the log of who came and went says of a site.
async function joinsOf(code, site) {
  const lines = (await giaoban.joins(code)).split('\n').filter((line) => line.includes(`code:${site}`));
  return lines.map((line) => line.split(',')[5]).join(' ');
}

test('the life of a hardware room: it is called when its meeting begins, answers the roll call, asks for the floor by its keys, reads so on its screen, speaks, and is counted', async () => {
  const [code, site] = ['hoi-truong', `code:${ROOM.code}`];
  const near = ([db]) => Math.abs(db - SINE_DB) <= NEAR_DB;
  const quiet = ([db]) => db < NOT_HEARD_DB;
  const device = await Baresip.start(server, sites[ROOM.code].account, { picture: 'VP8', sound: 'PCMA', color: ROOM.color, hz: ROOM.hz, looks: true, answers: true });
  let chair, page;
  try {
    await until(() => giaoban.log.some((line) => line.includes(`device of site ${ROOM.code} is registered`)), 'it is registered');
    const begins = Math.floor(Date.now() / 1000) * 1000 + SOON_MS;
    await planned(code, begins, { sites: [ROOM.code], calls: true });
    const answered = await device.heard('CALL_ESTABLISHED');
    assert.ok(answered.at >= begins, `it is called ${begins - answered.at} ms before the time`);
    await until(async () => await joinsOf(code, ROOM.code) === 'joined connected', 'it is in the meeting, into which nobody else has come', 60);

    chair = await Chair.enter(giaoban, code);
    page = await Site.open(chromium, await giaoban.link(code, 'Điểm cầu Hà Tiên'), PAGE);
    await page.enter({ microphone: false });
    await chair.orders({ type: 'begin' });
    await until(async () => await chair.rollOf(site) === 'present', 'it is seen and heard in the roll call', 60);
    await chair.orders({ type: 'roll_confirm' });

    await chair.orders({ type: 'govern', on: true });
    await until(async () => quiet(await page.tones([ROOM.hz])), 'its microphone is off, as all are', 60);
    await until(async () => await difference(device, page) < UPPER.length / 100, 'its picture is that of all', 60);
    device.tell('sndcode', '*5');
    const { queue } = await chair.told((state) => state.queue.length > 0);
    assert.equal(queue[0].site, site);
    await until(async () => await difference(device, page) > UPPER.length / 50, 'its place in the queue is written over its picture', 60);

    await chair.orders({ type: 'floor', site });
    await until(async () => near(await page.tones([ROOM.hz])), 'it is heard', 60);
    await chair.orders({ type: 'floor', site: '' });
    await until(async () => quiet(await page.tones([ROOM.hz])), 'it has spoken', 60);

    device.tell('hangup');
    await until(async () => await presenceOf(code, site) === 'on off', 'it is gone', 60);
    device.events.length = 0;
    await device.call(code);
    await until(async () => await presenceOf(code, site) === 'on off on', 'it is back', 60);
    await chair.orders({ type: 'end' });
    const counted = await until(async () => {
      const now = await attendanceOf(code, `Điểm cầu ${ROOM.code}`);
      return now.spans.length === 2 && now;
    }, 'both intervals are counted', 60);
    assert.equal(counted.state, 'Có mặt');
    assert.equal(counted.spoke, '1');
  } finally {
    await device.stop();
    await page?.page.close();
    await chair?.client.close();
  }
});

test('S-26: who dials a meeting without a password is asked by a voice, and gets in with the keys of a site and its PIN', async () => {
  const code = await planned('3366', Date.now(), { sites: [GUEST.code] });
  const { pin } = sites[GUEST.code];
  const wrong = pin.replace(/./g, (digit) => String(9 - Number(digit)));
  const page = await Site.open(chromium, await giaoban.link(code, 'Chủ tọa', 'chair'), PAGE);
  const guest = await Baresip.start(server, { username: 'khach' }, { sound: 'PCMA', hz: GUEST.hz, looks: true, registers: false });
  // A voice, or one of the tones, which then is all that is heard.
  const hears = (is, what) => until(async () => {
    const [loudness, tones] = [await guest.loudness(), await guest.tones(Object.values(TONES))];
    return tones && loudness > SPOKEN_DB && is(tones.findIndex((db) => db > loudness - NEAR_DB));
  }, what, 30);
  const isAsked = () => hears((tone) => tone < 0, 'a voice asks for the site');
  const enters = (keys, answer) => {
    guest.tell('sndcode', `${keys}#`);
    return hears((tone) => Object.keys(TONES)[tone] === answer, `it is told ${answer}`);
  };
  try {
    await page.enter();
    await guest.call(code);
    await isAsked();
    await enters(GUEST.code, 'dial_pin');
    await enters(wrong, 'dial_wrong_pin');
    await isAsked();
    await enters(GUEST.code, 'dial_pin');
    assert.equal(await joinsOf(code, GUEST.code), '', 'nobody is in without a PIN');
    await enters(pin, 'dial_welcome');
    await until(async () => await joinsOf(code, GUEST.code) === 'joined connected', 'it is in the meeting', 30);
    await until(async () => Math.abs((await guest.tones([PAGE.hz]))?.[0] - PAGE.db) <= NEAR_DB, 'it hears the meeting', 30);
    await until(async () => Math.abs((await page.tones([GUEST.hz]))?.[0] - SINE_DB) <= NEAR_DB, 'and is heard in it', 30);
  } finally {
    await guest.stop();
    await page.page.close();
  }
});

test('a device that dials the server, and whose keys are INFO requests, enters the number of the meeting as well', async () => {
  const code = await planned('3367', Date.now(), { sites: [GUEST.code] });
  const keys = `${code}#${GUEST.code}#${sites[GUEST.code].pin}#`;
  const chair = await Chair.enter(giaoban, code);
  let over;
  const dialling = sipp('keys', server, { fields: [keys], hz: GUEST.hz, seconds: 60 }).then((done) => { over = done; return done; });
  await until(async () => over || await joinsOf(code, GUEST.code) === 'joined connected', 'it is in the meeting', 60);
  assert.equal(over?.output, undefined);
  await chair.orders({ type: 'drop', site: `code:${GUEST.code}` });
  const { code: exit, output } = await dialling;
  assert.equal(exit, 0, output);
  await chair.client.close();
});

test("the camera of a room's device is moved from the console and over HTTP; one that has none is none the worse for it", async () => {
  const [code, site] = ['may-quay', `code:${ROOM.code}`];
  await giaoban.meeting(code);
  const chair = await Chair.enter(giaoban, code);
  const camera = await FarCamera.open();
  const command = (said) => operator.ask('POST', `/meetings/${code}/commands`, { site, ...said });
  let device = await SippCall.start(server, sites[ROOM.code].account, ROOM.hz, camera.lines);
  try {
    await device.call(code);
    await until(async () => { // only what it has said that it can is asked of it
      await chair.orders({ type: 'camera', site, move: 'left' });
      return camera.said.includes('1: 01 80 00');
    }, 'the camera goes to the left', 30);
    await chair.orders({ type: 'camera', site, move: 'stop' });
    await camera.told('1: 03 80');
    assert.equal((await command({ type: 'camera', move: 'up' })).status, 204);
    await camera.told('1: 01 30 00');
    await camera.told('1: 03 30'); // by itself, since nobody says so again
    assert.equal((await command({ type: 'camera_preset', number: 2, action: 'store' })).status, 204);
    await camera.told('1: 07 20');
    assert.equal((await command({ type: 'camera_preset', number: 2, action: 'recall' })).status, 204);
    await camera.told('1: 08 20');

    camera.said.length = 0; // what it wants of a camera here is passed over: there is none, as it is told when it asks
    camera.moves(0x01, 0xc0, 0x00);
    camera.moves(0x08, 0x10);
    camera.say(0, [0x02, 0xff, 0x81]);
    await camera.told('0: 02 00 81 00');
    assert.deepEqual(camera.said, ['0: 02 00 81 00']);
    assert.equal(await joinsOf(code, ROOM.code), 'joined connected');

    await device.stop();
    device = await SippCall.start(server, sites[ROOM.code].account, ROOM.hz);
    await device.call(code);
    await until(async () => /returned$/.test(await joinsOf(code, ROOM.code)), 'it is back, without a camera', 60);
    await chair.orders({ type: 'camera', site, move: 'left' });
    assert.equal((await command({ type: 'camera', move: 'left' })).status, 204);
    assert.equal((await command({ type: 'camera', move: 'left', site: 'code:nobody' })).status, 404);
    assert.equal((await command({ type: 'camera', move: 'somewhere' })).status, 400);
    assert.match(await joinsOf(code, ROOM.code), /returned$/);
  } finally {
    await device.stop();
    camera.close();
    await chair.client.close();
  }
});
