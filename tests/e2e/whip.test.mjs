// WHIP (RFC 9725) and WHEP: publishers and viewers that know nothing of us, and every answer that the protocol has.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { PATIENCE_MS, isColor, launchChromium } from './lib/browser.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { offer } from './lib/sdp.mjs';

const MEETING = 'whip';
const COLOR = '#2060c0';
const SDP = 'application/sdp';
const FRAGMENT = 'application/trickle-ice-sdpfrag';

let giaoban, chromium, pages, token;

before(async () => {
  giaoban = await Giaoban.start({ 'http.address': '10.99.0.1', 'media.address': '10.99.0.1' });
  await giaoban.meeting(MEETING);
  await giaoban.meeting('khac');
  token = await giaoban.token(MEETING, 'Máy phát');
  pages = await servePages();
  // A candidate that is hidden by a name is registered by multicast, which a namespace may not carry: then none comes at all.
  chromium = await launchChromium(['--disable-features=WebRtcHideLocalIpsWithMdns']);
});
after(async () => {
  await chromium?.close();
  pages?.close();
  await giaoban?.stop();
});

// The clients of npm as they are, in an empty page of another origin.
async function servePages() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { WHIPClient } from '@eyevinn/whip-web-client'; export { WebRTCPlayer } from '@eyevinn/webrtc-player';`,
      resolveDir: path.dirname(new URL(import.meta.url).pathname),
    },
    bundle: true, write: false, format: 'iife', globalName: 'clients', define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'error',
  });
  const server = createServer((request, response) => {
    const script = request.url === '/clients.js';
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ? outputFiles[0].contents : '<!doctype html><title>clients</title><script src="/clients.js"></script>');
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return server;
}

// @param codec  the only one that the page offers for pictures; else all of them
async function openPage(codec) {
  const context = await chromium.createBrowserContext();
  const page = await context.newPage();
  if (codec) await page.evaluateOnNewDocument(offerOnly, `video/${codec}`);
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints = [];
  page.on('console', (line) => complaints.push(line.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  const answers = [];
  page.on('response', (response) => answers.push(`${response.request().method()} ${response.status()}`));
  await page.goto(`http://127.0.0.1:${pages.address().port}/`);
  return { page, complaints, answers };
}

function offerOnly(type) {
  const { createOffer } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.createOffer = function (...options) {
    for (const line of this.getTransceivers().filter(({ receiver }) => receiver.track.kind === 'video')) {
      const { codecs } = (line.direction === 'recvonly' ? RTCRtpReceiver : RTCRtpSender).getCapabilities('video');
      line.setCodecPreferences(codecs.filter(({ mimeType }) => [type, 'video/rtx'].includes(mimeType)));
    }
    return createOffer.apply(this, options);
  };
}

function publish(page, endpoint, authkey, color = COLOR) {
  return page.evaluate(async ({ endpoint, authkey, color }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const pen = canvas.getContext('2d');
    let n = 0;
    setInterval(() => {
      pen.fillStyle = color;
      pen.fillRect(0, 0, 640, 360);
      pen.fillStyle = '#fff';
      pen.fillRect((n++ * 7) % 640, 300, 40, 40);
    }, 40);
    const sound = new AudioContext();
    const out = sound.createMediaStreamDestination();
    const tone = new OscillatorNode(sound, { frequency: 700 });
    tone.connect(new GainNode(sound, { gain: 0.25 })).connect(out);
    tone.start();
    const stream = new MediaStream([...canvas.captureStream(25).getTracks(), ...out.stream.getTracks()]);
    window.client = new clients.WHIPClient({ endpoint, opts: { authkey, iceServers: [] } });
    await window.client.ingest(stream);
    return window.client.getResourceUrl();
  }, { endpoint, authkey, color });
}

function watch(page, endpoint, authkey) {
  return page.evaluate(async ({ endpoint, authkey }) => {
    const video = Object.assign(document.createElement('video'), { autoplay: true, playsInline: true });
    document.body.append(video);
    window.player = new clients.WebRTCPlayer({ video, type: 'whep', iceServers: [] });
    await window.player.load(new URL(endpoint), `Bearer ${authkey}`);
  }, { endpoint, authkey });
}

// What the viewer's page shows: the colour at a place of its picture, in the middle unless said, and what its decoders did.
function seen(page, { x = 1 / 2, y = 1 / 3 } = {}) {
  return page.evaluate(async ({ x, y }) => {
    const video = document.querySelector('video');
    const report = (await window.player?.peer?.getStats?.()) ?? new Map();
    const inbound = [...report.values()].filter(({ type }) => type === 'inbound-rtp');
    const picture = inbound.find(({ kind }) => kind === 'video') ?? {};
    const sound = inbound.find(({ kind }) => kind === 'audio') ?? {};
    let color = null;
    if (video?.videoWidth) {
      const canvas = Object.assign(document.createElement('canvas'), { width: video.videoWidth, height: video.videoHeight });
      const pen = canvas.getContext('2d');
      pen.drawImage(video, 0, 0);
      color = [...pen.getImageData(canvas.width * x, canvas.height * y, 1, 1).data.slice(0, 3)];
    }
    return {
      color, width: video?.videoWidth, frames: picture.framesDecoded ?? 0, energy: sound.totalAudioEnergy ?? 0,
      codec: report.get(picture.codecId)?.mimeType,
    };
  }, { x, y });
}

test('a published camera is seen and heard by a viewer, and gone when it stops', async () => {
  const publisher = await openPage();
  const viewer = await openPage();
  const resource = await publish(publisher.page, `${giaoban.url}/whip/${MEETING}`, token);
  assert.ok(resource.startsWith(`${giaoban.url}/whip/${MEETING}/`), resource);
  await watch(viewer.page, `${giaoban.url}/whep/${MEETING}`, await giaoban.token(MEETING, 'Màn hình', 'viewer'));

  let last;
  await until(async () => {
    last = await seen(viewer.page);
    return isColor(last.color, COLOR) && last.energy > 0.001;
  }, 'the colour and the tone arrive').catch((error) => assert.fail(
    `${error.message}; ${JSON.stringify(last)}\n${[...publisher.complaints, ...viewer.complaints].join('\n')}`));
  assert.equal(last.width, 1280);
  await until(async () => (await seen(viewer.page)).frames > last.frames + 50, 'the pictures go on');

  await until(() => publisher.answers.includes('PATCH 204'), 'its candidates are taken').catch((error) => assert.fail(
    `${error.message}: ${publisher.answers}`));

  await publisher.page.evaluate(() => window.client.destroy());
  await until(() => publisher.answers.includes('DELETE 200'), 'its session is ended');
  await until(async () => !isColor((await seen(viewer.page)).color, COLOR), 'the tile goes');
  await viewer.page.evaluate(() => window.player.unload());
  await until(async () => (await giaoban.metrics()).giaoban_legs === 0, 'no leg is left');
});

test('who has H.264 alone is seen by all and sees all, beside VP8', async () => {
  const codecs = ['H264', 'VP8'];
  const colors = [COLOR, '#208040'];
  const places = [{ x: 1 / 4, y: 1 / 2 }, { x: 3 / 4, y: 1 / 2 }]; // in the order in which they came
  const publishers = [];
  const viewers = [];
  for (const [i, codec] of codecs.entries()) {
    publishers.push(await openPage(codec));
    await publish(publishers[i].page, `${giaoban.url}/whip/${MEETING}`, await giaoban.token(MEETING, `Máy ${codec}`), colors[i]);
  }
  for (const codec of codecs) {
    viewers.push(await openPage(codec));
    await watch(viewers.at(-1).page, `${giaoban.url}/whep/${MEETING}`, await giaoban.token(MEETING, `Màn ${codec}`, 'viewer'));
  }
  for (const [i, { page, complaints }] of viewers.entries()) {
    const last = [];
    await until(async () => {
      for (const [k, place] of places.entries()) last[k] = await seen(page, place);
      return last.every(({ color }, k) => isColor(color, colors[k]));
    }, `both tiles in ${codecs[i]}`).catch((error) => assert.fail(`${error.message}; ${JSON.stringify(last)}\n${complaints.join('\n')}`));
    assert.equal(last[0].codec, `video/${codecs[i]}`);
    await until(async () => (await seen(page)).frames > last[0].frames + 25, 'the pictures go on');
  }
  await until(async () => {
    const feeds = (await giaoban.series('giaoban_feed_receivers')).filter(({ value }) => value > 0);
    return feeds.map(({ view, codec }) => `${view} ${codec}`).sort().join() === 'sites H264,sites VP8';
  }, 'the view is encoded once in each codec');

  for (const { page } of viewers) await page.evaluate(() => window.player.unload());
  for (const { page } of publishers) await page.evaluate(() => window.client.destroy());
  await until(async () => (await giaoban.metrics()).giaoban_legs === 0, 'no leg is left');
});

// One request of the protocol with the publisher's token.
function ask(method, path, { type, body, auth = `Bearer ${token}`, headers = {} } = {}) {
  const all = { ...headers };
  if (auth) all.Authorization = auth;
  if (type) all['Content-Type'] = type;
  if (body !== undefined) all['Content-Length'] = Buffer.byteLength(body);
  return giaoban.request(path, { method, headers: all, body });
}

const publishOffer = (options) => offer({ direction: 'sendonly', sessionLevel: true, ...options });
const post = (body = publishOffer(), options = {}) => ask('POST', `/whip/${MEETING}`, { type: SDP, body, ...options });
const mLines = (sdp) => sdp.split(/^(?=m=)/m).slice(1);

test('an offer as OBS makes it: no candidates, credentials for the whole session', async () => {
  for (const setup of ['actpass', 'active']) {
    const { status, headers, body } = await post(publishOffer({ setup }));
    assert.equal(status, 201, body);
    assert.match(headers['content-type'], /^application\/sdp/);
    assert.match(headers.etag, /^"[^"]+"$/);
    assert.match(headers.location, new RegExp(`^(https://[^/]+)?/whip/${MEETING}/[\\w-]{16,}$`));
    assert.equal(mLines(body).length, 2);
    for (const line of mLines(body)) {
      assert.match(line, /^m=\w+ [1-9]\d* /, 'no m-line is refused');
      assert.match(line, /^a=recvonly\r$/m);
      assert.match(line, /^a=rtcp-mux\r$/m);
    }
    assert.match(body, /^a=group:BUNDLE 0 1\r$/m);
    assert.match(body, /^a=setup:passive\r$/m);
    assert.match(body, /^a=fingerprint:sha-256 /m);
    assert.match(body, /^a=candidate:\S+ 1 (udp|UDP) \d+ 10\.99\.0\.1 \d+ typ host/m, 'our candidates are inside');
    assert.equal((await ask('DELETE', new URL(headers.location, giaoban.url).pathname)).status, 200);
  }
});

test('a viewer gets what it asks for, and sends nothing', async () => {
  const auth = `Bearer ${await giaoban.token(MEETING, 'Màn hình', 'viewer')}`;
  const { status, headers, body } = await ask('POST', `/whep/${MEETING}`, { type: SDP, body: offer({ direction: 'recvonly' }), auth });
  assert.equal(status, 201, body);
  for (const line of mLines(body)) assert.match(line, /^a=sendonly\r$/m);
  assert.equal((await ask('DELETE', headers.location, { auth })).status, 200);
});

test('an offer is refused as a whole, with a clear word', async () => {
  const rows = [
    ['H.265 alone', publishOffer({ video: 'H265' }), 422, 'no_codec'],
    ['no codec of ours at all', publishOffer({ audio: 'PCMU', video: 'H264' }), 422, 'no_codec'],
    ['nothing', '', 400, 'bad_offer'],
    ['no SDP', 'hello', 400, 'bad_offer'],
    ['binary', 'v=0\r\n\0\r\n', 400, 'bad_offer'],
    ['no m-line', publishOffer().split('m=')[0], 400, 'bad_offer'],
    ['no fingerprint', publishOffer().replace(/a=fingerprint.*\r\n/g, ''), 400, 'bad_offer'],
    ['no credentials', publishOffer().replace(/a=ice-ufrag.*\r\n/g, ''), 400, 'bad_offer'],
    ['too long', publishOffer() + 'a=x\r\n'.repeat(30000), 400, 'bad_offer'],
  ];
  for (const [what, body, status, code] of rows) {
    const answer = await post(body);
    assert.equal(answer.status, status, `${what}: ${answer.status} ${answer.body}`);
    assert.match(answer.headers['content-type'], /json/, what);
    const problem = JSON.parse(answer.body);
    assert.equal(problem.code, code, what);
    assert.match(problem.title, /[àáâăạảãèéêìíòóôơùúưđĐ]/, `${what}: a sentence in Vietnamese`);
    assert.equal(answer.headers.location, undefined, what);
  }
  assert.equal((await post('x'.repeat(300_000)).catch(() => ({ status: 413 }))).status, 413, 'larger than any body');
});

test('only who holds a token for this meeting gets in', async () => {
  const none = await post(publishOffer(), { auth: null });
  assert.equal(none.status, 401);
  assert.match(none.headers['www-authenticate'], /^Bearer/);
  assert.equal((await post(publishOffer(), { auth: 'Bearer x.y' })).status, 401);
  assert.equal((await post(publishOffer(), { auth: `Bearer ${token.slice(0, -2)}AA` })).status, 401);
  assert.equal((await post(publishOffer(), { auth: 'Basic YTpi' })).status, 401);
  assert.equal((await post(publishOffer(), { auth: `Bearer ${await giaoban.token('khac', 'Máy phát')}` })).status, 403);
  const viewer = await giaoban.token(MEETING, 'Màn hình', 'viewer');
  assert.equal((await post(publishOffer(), { auth: `Bearer ${viewer}` })).status, 403, 'a viewer does not publish');
});

test('the session: trickle, tags, types, its end', async () => {
  const { status, headers } = await post();
  assert.equal(status, 201);
  const session = new URL(headers.location, giaoban.url).pathname;
  const fragment = 'a=ice-ufrag:Ofra\r\na=ice-pwd:0123456789012345678901\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n'
    + 'a=candidate:1 1 udp 2130706431 10.99.0.77 50000 typ host\r\na=end-of-candidates\r\n';
  const patch = (body, options) => ask('PATCH', session, { type: FRAGMENT, body, ...options });

  const trickled = await patch(fragment);
  assert.equal(trickled.status, 204, trickled.body);
  assert.equal(trickled.headers.etag, undefined);
  assert.equal((await patch(fragment, { headers: { 'If-Match': headers.etag } })).status, 204, 'with the tag of the answer');
  assert.equal((await patch(fragment, { headers: { 'If-Match': '"another"' } })).status, 412);
  assert.equal((await patch(fragment, { headers: { 'If-Match': '*' } })).status, 422, 'no restarts over PATCH');
  assert.equal((await patch(fragment, { type: SDP })).status, 415);
  assert.equal((await patch('')).status, 400);
  assert.equal((await patch('no fragment')).status, 400);
  assert.equal((await patch(`${fragment}a=candidate:${'x'.repeat(5000)}\r\n`)).status, 400);
  assert.equal((await patch(fragment, { auth: null })).status, 401);
  assert.equal((await patch(fragment, { auth: `Bearer ${await giaoban.token('khac', 'Máy phát')}` })).status, 403);
  for (const method of ['GET', 'PUT', 'POST']) {
    const answer = await ask(method, session);
    assert.equal(answer.status, 405, method);
    assert.match(answer.headers.allow, /PATCH/);
  }
  assert.equal((await ask('DELETE', session, { auth: null })).status, 401);
  assert.equal((await ask('DELETE', session, { headers: { 'If-Match': '"another"' } })).status, 200, 'an end asks for no tag');
  assert.equal((await ask('DELETE', session)).status, 404);
  assert.equal((await patch(fragment)).status, 404);
});

test('what there is not, and what is not done', async () => {
  const answer = await ask('GET', `/whip/${MEETING}`);
  assert.equal(answer.status, 405);
  assert.match(answer.headers.allow, /POST/);
  const wrongType = await post(publishOffer(), { type: 'text/plain' });
  assert.equal(wrongType.status, 415);
  assert.equal(wrongType.headers['accept-post'], SDP);
  assert.equal((await post(publishOffer(), { type: `${SDP}; charset=utf-8` })).status, 201, 'parameters of the type do not matter');
  assert.equal((await ask('DELETE', `/whip/${MEETING}/${'x'.repeat(22)}`)).status, 404);
  assert.equal((await ask('POST', '/whip/')).status, 404);
  assert.equal((await ask('POST', `/whop/${MEETING}`, { type: SDP, body: publishOffer() })).status, 404);
});

test('pages of other origins may ask, and read what they need', async () => {
  const headers = { Origin: 'https://studio.example', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization,content-type' };
  for (const path of [`/whip/${MEETING}`, `/whip/${MEETING}/${'x'.repeat(22)}`, `/whep/${MEETING}`]) {
    const answer = await ask('OPTIONS', path, { auth: null, headers });
    assert.ok([200, 204].includes(answer.status), `${path}: ${answer.status}`);
    assert.equal(answer.headers['access-control-allow-origin'], '*');
    assert.match(answer.headers['access-control-allow-headers'], /Authorization/i);
    assert.match(answer.headers['access-control-allow-headers'], /Content-Type/i);
    assert.match(answer.headers['access-control-allow-headers'], /If-Match/i);
  }
  assert.equal((await ask('OPTIONS', `/whip/${MEETING}`, { auth: null })).headers['accept-post'], SDP);
  const answer = await post();
  assert.equal(answer.status, 201);
  for (const name of ['Location', 'ETag', 'Link']) assert.match(answer.headers['access-control-expose-headers'], new RegExp(name));
});
