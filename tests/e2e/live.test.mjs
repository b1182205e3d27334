// Who only looks on: HLS of the sites' view beside a meeting, and streams to other servers; players are those of FFmpeg and of the page.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { launchChromium, Site } from './lib/browser.mjs';
import { CalmMeeting } from './lib/calm.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Office } from './lib/office.mjs';

const run = promisify(execFile);
const VIEWERS = 50;
const ROUNDS = 3; // a segment each

const KEY = 'khoa-bi-mat';

let giaoban, bots, token, port, srt_port;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address();
  server.close();
  await once(server, 'close');
  return free;
}

const live = (file, of = token) => giaoban.request(`/live/${of}/${file}`);
const segmentsOf = ({ body }) => body.split('\n').filter((line) => line.endsWith('.ts'));

// @param except  a segment that is known: there is one behind it
function playlist(least = 1, except = '') {
  return until(async () => {
    const answer = await live('index.m3u8');
    const segments = answer.status === 200 ? segmentsOf(answer) : [];
    return segments.length >= least && segments.at(-1) !== except && answer;
  }, 'there is a stream');
}

const streamsOf = async (what) => JSON.parse((await run('ffprobe', ['-v', 'error', '-show_entries', 'stream=codec_name,width,height', '-of', 'json', what])).stdout).streams
  .map(({ codec_name: codec, width = 0, height = 0 }) => ({ codec, width, height }));

function isMeeting(streams) {
  assert.ok(streams.some(({ codec, width, height }) => codec === 'h264' && width === 1280 && height === 720), JSON.stringify(streams));
  assert.ok(streams.some(({ codec }) => codec === 'aac'), JSON.stringify(streams));
}

before(async () => {
  [port, srt_port] = [await freePort(), await freePort()];
  giaoban = await Giaoban.start({ 'stream.hls': 'on', 'stream.push': `rtmp://127.0.0.1:${port}/live/${KEY}-{meeting};srt://127.0.0.1:${srt_port}` });
  await giaoban.meeting('truc-tiep');
  token = await giaoban.token('truc-tiep', 'Phòng xem', 'viewer');
  assert.equal((await live('index.m3u8')).status, 404, 'no meeting, no stream');
  bots = giaoban.bots('truc-tiep', 2, ['--seconds', 0]);
});
after(async () => {
  bots?.stop();
  await giaoban?.stop();
});

test('a player plays the meeting by HLS: H.264 and AAC, live', async () => {
  const first = await playlist();
  assert.match(first.headers['content-type'], /mpegurl/);
  assert.match(first.headers['cache-control'], /no-store/);
  isMeeting(await streamsOf(`${giaoban.url}/live/${token}/${segmentsOf(first).at(-1)}`));
});

test('a server that is there late gets the stream by RTMP, and HLS goes on without it', async () => {
  const file = path.join(giaoban.folder, 'rtmp.mkv');
  const server = spawn('ffmpeg', ['-v', 'error', '-y', '-listen', '1', '-i', `rtmp://127.0.0.1:${port}/live/${KEY}-truc-tiep`, '-map', '0:v', '-map', '0:a', '-t', '2', '-c', 'copy', file], { stdio: 'ignore', timeout: 120_000 });
  const [code] = await once(server, 'exit');
  assert.equal(code, 0);
  isMeeting(await streamsOf(file));
  rmSync(file);
});

test('the same by SRT; and no command says the key of a stream', async () => {
  const file = path.join(giaoban.folder, 'srt.ts');
  const server = spawn('ffmpeg', ['-v', 'error', '-y', '-i', `srt://127.0.0.1:${srt_port}?mode=listener`, '-map', '0:v', '-map', '0:a', '-t', '2', '-c', 'copy', file], { stdio: 'ignore', timeout: 120_000 });
  const [code] = await once(server, 'exit');
  assert.equal(code, 0);
  isMeeting(await streamsOf(file));
  rmSync(file);
  const commands = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/exe`) === giaoban.program('mcu/giaoban-stream') ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8')] : [];
    } catch {
      return []; // it has just ended
    }
  });
  assert.ok(commands.length >= 1, 'it runs');
  assert.ok(!commands.some((words) => words.includes('://')), commands.join());
});

test('S-25: who only looks on opens a page and sees the meeting, moving', async () => {
  await playlist();
  const browser = await launchChromium();
  try {
    const operator = await Office.with(giaoban, 'vanhanh', 'van_hanh');
    const { url } = (await operator.ask('GET', '/meetings/truc-tiep/links')).body.items.find(({ role }) => role === 'viewer');
    const site = await Site.open(browser, url);
    const video = await site.find('gb-live-page >>> video');
    await site.page.waitForFunction((one) => one.videoWidth === 1280 && one.currentTime > 0, {}, video);
    await site.page.waitForFunction((one) => !one.getRootNode().querySelector('.cover'), {}, video);
    if (process.env.SHOTS) await site.page.screenshot({ path: path.join(process.env.SHOTS, 'live-page.png') });
    const sums = await site.page.evaluate(async (one) => {
      const pen = Object.assign(document.createElement('canvas'), { width: 160, height: 90 }).getContext('2d', { willReadFrequently: true });
      const seen = new Set();
      while (seen.size < 3) { // pictures that are different ones
        pen.drawImage(one, 0, 0, 160, 90);
        const { data } = pen.getImageData(0, 0, 160, 90);
        const [least, most, sum] = data.reduce(([low, high, all], value, i) => (i % 4 === 3 ? [low, high, all] : [Math.min(low, value), Math.max(high, value), all + value]), [255, 0, 0]);
        if (most - least > 100) seen.add(sum); // there is something in it
        await new Promise((resolve) => { one.requestVideoFrameCallback(resolve); });
      }
      return [...seen];
    }, video);
    assert.equal(sums.length, 3);
    await site.press('Bật tiếng');
    assert.equal(await site.page.evaluate((one) => one.muted, video), false);
    assert.deepEqual(site.faults, []);
    const other = await Site.open(browser, `${giaoban.url}/watch#${token}x`);
    await other.find('gb-live-page >>> gb-notice ::-p-text(hết hạn)');
  } finally {
    await browser.close();
  }
});

// Each as a player does it: the playlist, and the segment that is new in it.
test(`${VIEWERS} viewers at once do no harm to the meeting`, async () => {
  const calm = await CalmMeeting.begin(giaoban, 'truc-tiep', 2, ['--first', 3]);
  const took = [];
  let last;
  while (took.length < ROUNDS) {
    const name = segmentsOf(await playlist(2, last)).at(-1);
    last = name;
    const from = Date.now();
    const answers = await Promise.all(Array.from({ length: VIEWERS }, async () => [await live('index.m3u8'), await live(name)]));
    for (const [list, segment] of answers) assert.deepEqual([list.status, segment.status], [200, 200]);
    took.push(Date.now() - from);
  }
  const { status } = await giaoban.request('/healthz');
  assert.equal(status, 200);
  console.log(`# ${VIEWERS} viewers were served in ${took.join(', ')} ms; ${await calm.unharmed()}`);
});

test('only who has a good link looks on, and only at files of the stream', async () => {
  await giaoban.meeting('khac');
  const other = await giaoban.token('khac', 'Phòng xem', 'viewer');
  assert.equal((await live('index.m3u8', other)).status, 404, 'of another meeting');
  assert.equal((await live('index.m3u8', `${token}x`)).status, 401);
  assert.equal((await live('index.m3u8', 'x')).status, 401);
  // What is no path at all, the web server does not answer.
  const refused = (file) => live(file).then(({ status }) => status >= 400, ({ code }) => code === 'ECONNRESET');
  for (const file of ['..%2f..%2fgiaoban.db', '.hidden', 'none.ts', '%2e%2e', 'a%00b']) assert.ok(await refused(file), file);
});

test('the media server and the stream die: both come back', async () => {
  const [mcu] = await giaoban.mcus();
  const known = segmentsOf(await playlist()).at(-1);
  process.kill(mcu, 'SIGKILL');
  await until(async () => (await giaoban.mcus()).some((pid) => pid !== mcu), 'there is another media server');
  isMeeting(await streamsOf(`${giaoban.url}/live/${token}/${segmentsOf(await playlist(1, known)).at(-1)}`));
});
