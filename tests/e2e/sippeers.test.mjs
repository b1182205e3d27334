// Real SIP devices in one meeting with Chromium and bots: each is seen in its tile and heard as loud as it is, sees and hears
// the others, and never itself. What they were tried with is a table: build/test-output/sip_table.txt. SIP_TABLE=all tries
// every combination, which takes minutes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Baresip } from './lib/baresip.mjs';
import { isColor, launchChromium, Site } from './lib/browser.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Linphone } from './lib/linphone.mjs';
import { Office } from './lib/office.mjs';
import { SIP, sipPort, sipSites } from './lib/sip_sites.mjs';
import { SippCall } from './lib/sipp.mjs';
import { everyCombination, tell } from './lib/sip_table.mjs';
import { SINE_DB } from './lib/tones.mjs';

const PAGE = { color: '#2040c0', hz: 2600, db: 20 * Math.log10(0.25 / Math.SQRT2) };
// With the page as many as are mixed at once. Their pitches lie far apart: codecs of speech are at their worst with such a chord.
const SEATS = [
  { code: '911', color: '#c02020', hz: 300 }, { code: '912', color: '#20a020', hz: 700 }, { code: '913', color: '#c0c020', hz: 1100 },
  { code: '914', color: '#a020a0', hz: 1500 }, { code: '915', color: '#20a0a0', hz: 2000 },
];
const TILES = 9; // the page, the devices, and bots in the rest
const NEAR_DB = 1;
const ITSELF_DB = -50;
const SILENCE_DB = -180;
const PEERS = {
  baresip: (at, seat, row) => Baresip.start(at, seat.account, { ...row, color: seat.color, hz: seat.hz, looks: true }),
  linphone: (at, seat, row) => Linphone.start(at, seat.account, { ...row, hz: seat.hz }),
  sipp: (at, seat) => SippCall.start(at, seat.account, seat.hz),
};
const FEW = [
  { peer: 'baresip', picture: 'H264/0', sound: 'opus', security: 'DTLS', transport: 'udp' },
  { peer: 'baresip', picture: 'H264/1', sound: 'G722', security: 'SDES', transport: 'tcp' },
  { peer: 'baresip', picture: 'VP8', sound: 'PCMA', security: 'plain', transport: 'tls' },
  { peer: 'linphone', sound: 'opus', security: 'SDES', transport: 'tcp', note: 'has no picture where there is no screen' },
  { peer: 'sipp', sound: 'PCMU', security: 'plain', transport: 'udp', note: 'has no picture, and does not tell what it hears' },
];

// The middles of the tiles, above the names, in the order of the seats.
const MIDDLES = Array.from({ length: TILES }, (_, i) => [(i % 3 + 0.5) / 3, (Math.floor(i / 3) + 0.4) / 3]);

let giaoban, chromium, office, server, tls_server;
const rows = [];

before(async () => {
  giaoban = await Giaoban.start({ ...SIP, 'sip.tls_port': 5061, 'video.width': 640, 'video.height': 360, 'video.fps': 15, 'sound.bitrate_kbps': 64 });
  server = `127.0.0.1:${sipPort(giaoban)}`;
  tls_server = `127.0.0.1:${giaoban.settings['sip.tls_port']}`;
  chromium = await launchChromium();
  office = await Office.with(giaoban, 'quan.tri', 'quan_tri');
  const accounts = await sipSites(office, SEATS.map(({ code }) => code), { plain: true });
  for (const [i, seat] of SEATS.entries()) seat.account = accounts[i];
});
after(async () => {
  if (rows.length > 0) await tell(rows);
  await chromium?.close();
  await giaoban?.stop();
});

// Until what is measured is as it should be, and is so a second time: what rises passes by as well. What it was in the end is
// told either way.
async function measured(measure, is) {
  let [last, before] = [];
  await until(async () => {
    before = last;
    last = await measure() ?? last;
    return before && is(before) && is(last);
  }, 'it is as it should be', 20).catch(() => {});
  return last;
}

// What the page sees and hears of the devices goes into their rows.
async function judgeAtPage(page, calls) {
  const near = (db) => Math.abs(db - SINE_DB) <= NEAR_DB;
  const isThere = (colors) => calls.map(({ seat, row }, i) => !row.picture || isColor(colors[i], seat.color));
  const colors = await measured(() => page.colors(MIDDLES.slice(1, 1 + calls.length)), (found) => isThere(found).every(Boolean));
  const levels = await measured(() => page.tones(calls.map(({ seat }) => seat.hz)), (found) => found.every(near));
  for (const [i, { row }] of calls.entries()) {
    if (row.picture) row.is_seen = colors !== undefined && isThere(colors)[i];
    row.is_heard_db = (levels?.[i] ?? SILENCE_DB) - SINE_DB;
  }
}

// What a device sees and hears of all the others.
async function judgeAtDevice({ device, seat, row }, calls) {
  const colors = MIDDLES.map((_, i) => (i === 0 ? PAGE.color : calls[i - 1]?.row.picture && calls[i - 1].seat.color));
  const right = (found) => colors.every((color, i) => !color || isColor(found[i], color));
  if (row.picture) {
    const seen = await measured(() => device.colors(MIDDLES), right);
    row.sees = seen !== undefined && right(seen);
  }
  const sent = [PAGE, ...calls.filter((call) => call.device !== device).map(({ seat: other }) => ({ hz: other.hz, db: SINE_DB }))];
  const worst = (levels) => sent.map(({ db }, i) => levels[i] - db).reduce((a, b) => (Math.abs(a) > Math.abs(b) ? a : b));
  const levels = await measured(() => device.tones([...sent.map(({ hz }) => hz), seat.hz]), (all) => Math.abs(worst(all)) <= NEAR_DB && all.at(-1) < ITSELF_DB)
    ?? [...sent, seat].map(() => SILENCE_DB);
  const hears = sent.map(({ hz, db }, i) => `${hz} Hz ${(levels[i] - db).toFixed(2)} dB`);
  Object.assign(row, { hears_db: worst(levels), hears, itself_db: levels.at(-1), agreed: device.agreed() });
}

// They call one meeting, in which a page and bots are.
async function meet(code, combinations) {
  await giaoban.meeting(code);
  const page = await Site.open(chromium, await giaoban.link(code, 'Chủ tọa', 'chair'), PAGE);
  const calls = [];
  let bots;
  try {
    await page.enter();
    await giaoban.goFirst([chromium.process().pid]); // what is judged is no matter of who else is at work here
    const started = combinations.map(async (row, i) => {
      const seat = SEATS[i];
      const at = row.transport === 'tls' ? tls_server : server;
      return { device: await PEERS[row.peer](at, seat, row, code), seat, row };
    });
    for (const starting of started) { // in the order of their tiles
      calls.push(await starting);
      await calls.at(-1).device.call(code);
    }
    bots = giaoban.bots(code, TILES - 1 - calls.length, ['--video', '320x180', '--talk', 0, '--no-probe', '--seconds', 0]);
    await until(async () => (await giaoban.metrics()).giaoban_legs === TILES, 'all are there');
    for (const call of calls) rows.push(call.row);
    await judgeAtPage(page, calls);
    for (const call of calls.filter(({ device }) => device.tones)) await judgeAtDevice(call, calls);
  } finally {
    bots?.stop();
    const headers = { authorization: `Bearer ${await giaoban.token(code, 'Chủ tọa', 'chair')}` };
    await giaoban.request(`/api/v1/meetings/${code}`, { method: 'DELETE', headers });
    await Promise.all(calls.map(({ device }) => device.stop()));
    await page.page.close();
    await until(async () => !((await giaoban.metrics()).giaoban_legs > 0), 'the meeting is over');
  }
  return calls.map(({ row }) => row);
}

function isRight(row) {
  const pictures = !row.picture || (row.is_seen && row.sees);
  const hears = row.hears_db === undefined ? row.note : Math.abs(row.hears_db) <= NEAR_DB && row.itself_db < ITSELF_DB;
  return pictures && hears && Math.abs(row.is_heard_db) <= NEAR_DB;
}

test('S-26, S-35: devices of every kind are seen, heard and see and hear in one meeting with Chromium and bots', async () => {
  const all = process.env.SIP_TABLE === 'all' ? [...everyCombination(['udp', 'tcp', 'tls']), ...FEW.slice(-2)] : FEW;
  for (let from = 0; from < all.length; from += SEATS.length) {
    await meet(`thiet-bi-${from}`, all.slice(from, from + SEATS.length));
  }
  assert.deepEqual(rows.filter((row) => !isRight(row)), []);
});
