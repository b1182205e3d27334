// Three Chromium pages and one Firefox in one meeting, as their users would meet.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Site, isColor, launchChromium, launchFirefox } from './lib/browser.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';

const SENT_DB = 20 * Math.log10(0.25 / Math.SQRT2);
const MEETING = 'trinh-duyet';
const SITES = [
  { name: 'Rạch Giá', color: '#c02020', hz: 440 },
  { name: 'Hà Tiên', color: '#20a020', hz: 1000 },
  { name: 'Hòn Đất', color: '#2040c0', hz: 2500 },
];
const PITCHES = SITES.map(({ hz }) => hz);
// The middles of the tiles, above the names: the last row of three stands in the middle.
const MIDDLES = { 3: [[0.25, 0.2], [0.75, 0.2], [0.5, 0.7]], 4: [[0.25, 0.2], [0.75, 0.2], [0.25, 0.7], [0.75, 0.7]] };

let giaoban, chromium, firefox;
const pages = [];

before(async () => {
  giaoban = await Giaoban.start({ 'http.address': '10.99.0.1', 'media.address': '10.99.0.1' });
  [chromium, firefox] = await Promise.all([launchChromium(), launchFirefox()]);
  await giaoban.meeting(MEETING);
});
after(async () => {
  await chromium?.close();
  await firefox?.close();
  await giaoban?.stop();
});

async function sees(site, expected, what) {
  let last;
  await until(async () => {
    last = await site.colors(MIDDLES[expected.length]);
    return last && expected.every((color, i) => color === null || isColor(last[i], color));
  }, `${what}; it sees ${JSON.stringify(last)}`).catch(() => assert.fail(`${what}: sees ${JSON.stringify(last)}, not ${expected}`));
}

test('S-25: three sites see each other in their tiles, in the order of coming', async () => {
  for (const [i, { name, color, hz }] of SITES.entries()) {
    pages[i] = await Site.open(chromium, await giaoban.link(MEETING, name), { color, hz });
    await pages[i].enter();
  }
  for (const page of pages) await sees(page, SITES.map(({ color }) => color), 'a site sees all three');
});

test('each hears the others as loud as they are, and not itself', async () => {
  for (const [i, page] of pages.entries()) {
    let levels;
    await until(async () => {
      levels = await page.tones(PITCHES);
      return levels.every((level, k) => (k === i ? level < SENT_DB - 40 : Math.abs(level - SENT_DB) <= 1));
    }, 'levels').catch(() => assert.fail(`${SITES[i].name} hears ${levels.map((level) => level.toFixed(1))}, sent ${SENT_DB.toFixed(1)}`));
  }
});

test('Firefox joins them, sees and is seen, hears and is heard', async () => {
  const site = await Site.open(firefox, await giaoban.link(MEETING, 'An Minh'), { color: '#c0c020' });
  pages.push(site);
  await site.enter({ microphone: false });
  await sees(site, [...SITES.map(({ color }) => color), '#c0c020'], 'Firefox sees all four');
  await sees(pages[0], [...SITES.map(({ color }) => color), '#c0c020'], 'Chromium sees Firefox');
  const first = await site.received('audio');
  await until(async () => {
    const now = await site.received('audio');
    return now.packetsReceived - first.packetsReceived > 50 && now.totalAudioEnergy > first.totalAudioEnergy + 0.001;
  }, 'Firefox hears the tones');
});

test('a muted microphone is silent for all', async () => {
  await pages[0].press('Tắt micro');
  await until(async () => (await pages[1].tones([SITES[0].hz]))[0] < SENT_DB - 40, 'the tone is gone');
  await until(async () => Math.abs((await pages[1].tones([SITES[2].hz]))[0] - SENT_DB) <= 1, 'the others are still there');
});

test('one large and several small: the large one follows the voice', async () => {
  const chair = await Site.open(chromium, await giaoban.link(MEETING, 'Chủ tọa', 'chair'), { color: '#707070' });
  await chair.enter({ microphone: false });
  await pages[1].press('Tắt micro'); // only the third talks now
  await chair.press('Bố cục hình ảnh');
  await (await chair.find('label::-p-text(Một hình lớn)')).click();
  await until(async () => isColor((await pages[0].colors([[0.3, 0.4]]))?.[0], SITES[2].color), 'the third is large');
  await pages[1].press('Bật micro');
  await pages[2].press('Tắt micro');
  await until(async () => isColor((await pages[0].colors([[0.3, 0.4]]))?.[0], SITES[1].color), 'the second is large');
  await (await chair.find('label::-p-text(Lưới các điểm cầu)')).click();
  await chair.press('Rời phòng họp');
});

test('a page that is loaded anew comes back to its tile, and leaves no ghost', async () => {
  await sees(pages[0], [...SITES.map(({ color }) => color), '#c0c020'], 'the grid is back');
  await pages[1].page.reload();
  await until(() => pages[1].connected(), 'it is connected again');
  await sees(pages[0], [...SITES.map(({ color }) => color), '#c0c020'], 'the second is in its old tile');
  const figures = await giaoban.metrics();
  assert.equal(figures.giaoban_legs, 4);
});

test('no page complained of anything', () => {
  for (const page of pages) assert.deepEqual(page.faults, []);
});
