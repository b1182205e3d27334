// Firefox on a line that becomes narrow and wide again: each change of the picture's size is clean, and none is a freeze.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Site, isColor, launchFirefox } from './lib/browser.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Line } from './lib/line.mjs';
import { Machine } from './lib/machine.mjs';

const MEETING = 'doi-co-hinh';
const COLOR = '#2060c0';
const TOP_PX = 720;
const FREEZE_MS = 1000;
const BACK_SECONDS = 15;
const SOUND_ALONE_KBPS = 70; // too little for any picture: who sends takes nothing of the line that is measured
const POINTS = [[0.25, 0.2], [0.75, 0.2], [0.5, 0.45], [0.25, 0.7], [0.75, 0.7]]; // above the name and what moves

let line, giaoban, machine, firefox, viewer;

// The server is behind the line here: Firefox cannot be, since it is spoken to over the network.
before(async () => {
  line = await Line.open({ both: 'delay=20', 'to-near': 'rate=0,queue=30' });
  giaoban = await Giaoban.start({ 'http.address': line.far, 'media.address': line.far }, { namespace: line.namespace });
  await giaoban.meeting(MEETING);
  firefox = await launchFirefox();
  const link = await giaoban.link(MEETING, 'Kiên Hải', 'site', ['--rate-cap', SOUND_ALONE_KBPS]);
  const shown = await Site.open(firefox, link, { color: COLOR });
  await shown.enter({ microphone: false });
  viewer = await Site.open(firefox, await giaoban.link(MEETING, 'Phòng họp số 1', 'viewer'));
  await viewer.enter({ microphone: false });
  await giaoban.goFirst([firefox.process().pid]);
  machine = await giaoban.watchMachine([firefox.process().pid, line.child.pid]);
});
after(async () => {
  await firefox?.close();
  await giaoban?.stop();
  await line?.close();
});

// In the page: when each picture was shown, how high it is, and the colours at the points.
function lookAtEach(points) {
  const { tests } = window;
  tests.seen = [];
  const next = (now, { height }) => {
    tests.seen.push({ at_ms: Date.now(), height, colors: tests.colors(points) });
    tests.video.requestVideoFrameCallback(next);
  };
  tests.video.requestVideoFrameCallback(next);
}

test('S-33: down and up again, each picture whole, and no freeze', async () => {
  await until(async () => (await viewer.colors(POINTS))?.every((rgb) => isColor(rgb, COLOR)), 'the site is seen');
  await until(async () => (await viewer.received('video')).frameHeight === TOP_PX, 'it is on the top rung');
  await viewer.page.evaluate(lookAtEach, POINTS);
  const seen = [];
  const look = async () => seen.push(...await viewer.page.evaluate(() => window.tests.seen.splice(0)));
  const pictures = async (count) => {
    await look();
    const end = seen.length + count;
    await until(async () => { await look(); return seen.length >= end; }, `${count} pictures`);
  };
  const isAt = (is, what) => until(async () => { await look(); return is(seen.at(-1)?.height); }, what);

  await pictures(25);
  await line.set('to-near', 'rate=300');
  await isAt((height) => height < TOP_PX, 'it is on a lower rung');
  await pictures(50);
  await line.set('to-near', 'rate=3000');
  const from = Machine.now();
  await isAt((height) => height === TOP_PX, 'it is back on the top rung');
  const seconds = (Machine.now() - from) / 1000;
  await pictures(25);
  await machine.settle();

  const gaps = seen.slice(1).map(({ at_ms }, i) => {
    const ms = at_ms - seen[i].at_ms;
    return { ms, own: ms - machine.lost(Machine.at(at_ms) - ms, Machine.at(at_ms)) };
  });
  const longest = gaps.reduce((most, gap) => (gap.own > most.own ? gap : most));
  const heights = seen.map(({ height }) => height).filter((height, i, all) => height !== all[i - 1]);
  console.log(`# ${seen.length} pictures, heights ${heights}, back after ${seconds.toFixed(1)} s, longest gap ${longest.ms} ms, ${longest.own.toFixed(0)} without the machine's part; ${machine.summary}`);
  assert.ok(heights.length >= 3 && heights[0] === TOP_PX, `heights: ${heights}`);
  const broken = seen.findIndex(({ colors }) => !colors.every((rgb) => isColor(rgb, COLOR)));
  assert.equal(broken, -1, `picture ${broken} of ${seen.length} is broken: ${JSON.stringify(seen[broken])}`);
  assert.ok(longest.own <= FREEZE_MS, `a freeze of ${longest.own} ms`);
  assert.ok(seconds <= BACK_SECONDS + machine.lost(from, Machine.now(), { least: 30 }) / 1000, `back after ${seconds} s`);
  assert.deepEqual(viewer.faults, []);
});
