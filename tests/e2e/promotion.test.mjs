// From a small tile to the whole screen and back: how soon the picture is sharp, and that the page's own one goes on meanwhile.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Site, launchChromium, launchFirefox } from './lib/browser.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Machine } from './lib/machine.mjs';

const SMALL_SITES = 10; // with the browsers: a grid of tiles of 320x180
const SHARP_MS = 500;
const PROMOTIONS = 5;
const STALL_MS = 20; // shorter waits are those of our own programs for each other: two browsers keep any machine busy
const SIZE = { width: 1280, height: 720 };
const PERIOD = 3; // pixels: no picture of less than 2/3 of the size can carry such stripes
const STRIPES = { x: 480, y: 240, width: 240, height: 96 };

let giaoban, machine, chromium, firefox;

before(async () => {
  giaoban = await Giaoban.start({ 'http.address': '10.99.0.1', 'media.address': '10.99.0.1' });
  [chromium, firefox] = await Promise.all([launchChromium(), launchFirefox({ camera: true })]);
  await giaoban.goFirst([chromium.process().pid]);
  machine = await giaoban.watchMachine([chromium.process().pid]);
});
after(async () => {
  await chromium?.close();
  await firefox?.close();
  await giaoban?.stop();
});

const small = (meeting, count, words = []) => giaoban.bots(meeting, count, ['--video', '320x180', '--no-probe', '--seconds', 0, ...words]);
const idOf = (site) => site.page.evaluate(() => window.giaoban.state.self.id);
const legs = (count) => until(async () => (await giaoban.metrics()).giaoban_legs === count, `${count} are there`);

async function layout(meeting, body, view = 'sites') {
  const token = await giaoban.token(meeting, 'Chủ tọa', 'chair');
  return async () => {
    const from_ms = Date.now();
    const answer = await giaoban.request(`/api/v1/meetings/${meeting}/layouts/${view}`, {
      method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    assert.ok(answer.status < 300, `${answer.status} ${answer.body}`);
    return from_ms;
  };
}

// In the page: a camera of 1280x720 that shows stripes and something that moves.
function stripedCamera({ size, stripes, period }) {
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement('canvas'), size);
    const pen = canvas.getContext('2d');
    let n = 0;
    setInterval(() => {
      pen.fillStyle = '#406080';
      pen.fillRect(0, 0, size.width, size.height);
      pen.fillStyle = '#fff';
      for (let x = 0; x < stripes.width; x += period) pen.fillRect(stripes.x + x, stripes.y, 1, stripes.height);
      pen.fillRect((n++ * 7) % size.width, 560, 80, 80);
    }, 40);
    return canvas.captureStream(25);
  };
}

// In the page: how strong the stripes are in each frame that is shown, and when.
function lookForStripes({ stripes, period }) {
  const { tests } = window;
  tests.seen = [];
  const canvas = Object.assign(document.createElement('canvas'), { width: stripes.width, height: 1 });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const next = () => {
    const at_ms = Date.now();
    pen.drawImage(tests.video, stripes.x, stripes.y + stripes.height / 2, stripes.width, 1, 0, 0, stripes.width, 1);
    const { data } = pen.getImageData(0, 0, stripes.width, 1);
    let [re, im] = [0, 0];
    for (let x = 0; x < stripes.width; x++) {
      re += data[4 * x] * Math.cos((2 * Math.PI * x) / period);
      im += data[4 * x] * Math.sin((2 * Math.PI * x) / period);
    }
    tests.seen.push({ at_ms, strength: (2 * Math.hypot(re, im)) / stripes.width });
    tests.video.requestVideoFrameCallback(next);
  };
  tests.video.requestVideoFrameCallback(next);
}

test('a small tile, and a site that nobody saw, that becomes the whole screen is sharp at once', async () => {
  const meeting = await giaoban.meeting('len-hinh');
  const bots = small(meeting, SMALL_SITES);
  const words = { size: SIZE, stripes: STRIPES, period: PERIOD };
  const striped = await Site.open(chromium, await giaoban.link(meeting, 'Hà Tiên'), { prepare: [stripedCamera, words] });
  await striped.enter({ microphone: false });
  const viewer = await Site.open(chromium, await giaoban.link(meeting, 'Phòng họp số 1', 'viewer'));
  await viewer.enter({ microphone: false });
  await legs(SMALL_SITES + 2);
  await until(async () => await viewer.watch() && (await viewer.received('video'))?.frameHeight === SIZE.height, 'the viewer gets the whole picture');
  const sent = () => striped.page.evaluate(async () => {
    for (const entry of (await window.giaoban.pc.getStats()).values()) if (entry.type === 'outbound-rtp' && entry.kind === 'video' && entry.frameWidth) return entry.frameWidth;
    return 0;
  });
  const isSmall = () => until(async () => { const width = await sent(); return width > 0 && width <= SIZE.width / 4; }, 'it sends what its tile needs');
  const seen = () => viewer.page.evaluate(() => window.tests.seen.splice(0));
  const [pin, grid] = [await layout(meeting, { mode: 'pin', pinned: await idOf(striped) }), await layout(meeting, { mode: 'grid' })];

  await viewer.page.evaluate(lookForStripes, words);
  await pin();
  let full = 0; // as strong as they get
  let still = 0;
  await until(async () => {
    const best = Math.max(0, ...(await seen()).map(({ strength }) => strength));
    still = best > 1.02 * full ? 0 : still + 1;
    full = Math.max(full, best);
    return full > 20 && still >= 40;
  }, 'the stripes are seen');

  // Who is pinned does not see itself but the view of the floor, and there another one.
  const others = await viewer.page.evaluate((id) => window.giaoban.state.roster.sites.filter((site) => site.id !== id && site.role === 'site').map(({ id }) => id), await idOf(striped));
  const hide = await layout(meeting, { mode: 'pin', pinned: others[0] });
  const isHidden = () => until(() => striped.page.evaluate(() => {
    const camera = window.giaoban.pc.getTransceivers()[1].sender;
    return camera.getParameters().encodings[0].active === false;
  }), 'it sends nothing');
  const promoted = async (away, isAway) => {
    const waits = [];
    const own = []; // without the machine's part
    for (let n = 0; n < PROMOTIONS; n++) {
      await away();
      await isAway();
      await until(async () => (await seen()).every(({ strength }) => strength < full / 4), 'they are gone');
      const from_ms = await pin();
      const sharp = await until(async () => (await seen()).find(({ at_ms, strength }) => at_ms >= from_ms && strength >= full / 2), 'it is sharp');
      await machine.settle();
      waits.push(sharp.at_ms - from_ms);
      own.push(Math.round(waits.at(-1) - machine.lost(Machine.at(from_ms), Machine.at(sharp.at_ms), { least: STALL_MS })));
    }
    return { waits, own, median: [...own].sort((a, b) => a - b)[Math.floor(PROMOTIONS / 2)] };
  };
  await (await layout(meeting, { mode: 'pin', pinned: others[1] }, 'floor'))();
  for (const [from, away, isAway] of [['a small tile', grid, isSmall], ['nowhere', hide, isHidden]]) {
    const { waits, own, median } = await promoted(away, isAway);
    console.log(`# from ${from} sharp after ${waits} ms, ${own} of them not the machine's; stripes of ${full.toFixed(0)}; ${machine.summary}`);
    assert.ok(median <= SHARP_MS, `from ${from} sharp after ${waits} ms, ${own} of them not the machine's`);
  }
  await viewer.page.close();
  await striped.page.close();
  bots.stop();
  await bots.done;
});

// Firefox starts the stream that it receives anew when its sender is told anything: its counters go back to zero then.
test('Firefox sends what its tile needs, and the picture that it receives goes on', async () => {
  const meeting = await giaoban.meeting('doi-co');
  const bots = small(meeting, 3);
  const fox = await Site.open(firefox, await giaoban.link(meeting, 'An Minh'));
  await fox.enter({ microphone: false });
  await legs(4);
  const modes = [
    ['grid', await layout(meeting, { mode: 'grid' }), 640],
    ['pin', await layout(meeting, { mode: 'pin', pinned: await idOf(fox) }), 1280],
  ];
  const figures = () => fox.page.evaluate(async () => {
    const found = {};
    for (const entry of (await window.giaoban.pc.getStats()).values()) {
      if (entry.kind !== 'video') continue;
      if (entry.type === 'outbound-rtp' && entry.frameWidth) found.width = entry.frameWidth;
      if (entry.type === 'inbound-rtp' && entry.framesDecoded) Object.assign(found, { decoded: entry.framesDecoded, plis: entry.pliCount });
    }
    return found;
  });
  await until(async () => { const { width, decoded } = await figures(); return width === 640 && decoded > 50; }, 'it is in the grid');
  const first = await figures();
  let last = first;
  for (const [mode, change, width] of [...modes, ...modes, ...modes]) {
    await change();
    const from = last.decoded;
    await until(async () => {
      const now = await figures();
      assert.ok(now.decoded >= last.decoded, `${mode}: the received stream began anew: ${last.decoded} pictures, then ${now.decoded}`);
      last = now;
      return now.width === width && now.decoded > from + 25;
    }, `${mode}: ${width} pixels wide are sent, and pictures come`);
  }
  console.log(`# ${last.decoded - first.decoded} pictures decoded, ${last.plis - first.plis} key frames asked for`);
  await fox.page.close();
  bots.stop();
  await bots.done;
});
