// A screen shared from Chromium, read by another Chromium and by Firefox: text of 12 px stays legible; its sound is in the mix.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Site, launchChromium, launchFirefox } from './lib/browser.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';

const MEETING = 'trinh-chieu';
const SCREEN = { width: 1280, height: 720 };
const REGION = { x: 40, y: 40, width: 640, height: 320 }; // full of text
const LEGIBLE = 0.95;
const TONE_HZ = 1700;
const TONE_DB = 20 * Math.log10(0.25 / Math.SQRT2);

let giaoban, chromium, firefox, presenter;
const readers = {};

// Without a desktop there is no screen to share, so a canvas stands for it: a page of text on which one line is marked, as a
// cursor would; and a tone for the sound of a page. What is captured is known to the pixel.
function replaceScreen({ width, height, hz, name }) {
  navigator.mediaDevices.getDisplayMedia = async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const pen = canvas.getContext('2d');
    window.screenCanvas = canvas;
    const draw = (n) => {
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, width, height);
      pen.fillStyle = '#ffe9a0';
      pen.fillRect(720, 40 + (n % 20) * 16, 520, 16); // beside the text that is measured
      pen.fillStyle = '#151530';
      pen.font = '12px sans-serif';
      pen.textBaseline = 'top';
      for (let line = 0; line < 40; line++) {
        pen.fillText(`${name} ${line + 1}. Ủy ban nhân dân các xã, phường, đặc khu báo cáo tiến độ giải ngân: ${60 + ((line * 7) % 40)},${line % 10} % kế hoạch năm; thu ngân sách ${100 + line * 37} tỷ đồng.`, 40, 40 + line * 16);
      }
    };
    let n = 0;
    draw(n);
    setInterval(() => draw(++n), 200);
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: hz });
    const out = context.createMediaStreamDestination();
    tone.connect(new GainNode(context, { gain: 0.25 })).connect(out);
    tone.start();
    return new MediaStream([...canvas.captureStream(15).getVideoTracks(), ...out.stream.getAudioTracks()]);
  };
}

async function enter(browser, name, color) {
  const site = await Site.open(browser, await giaoban.link(MEETING, name), {
    color, prepare: [replaceScreen, { ...SCREEN, hz: TONE_HZ, name }],
  });
  await site.enter({ microphone: false });
  return site;
}

// The brightness of a region, of the screen that is captured or of the slides as they are received; null while there is none.
const sent = (site) => site.page.evaluate(({ x, y, width, height }) => {
  const pixels = window.screenCanvas?.getContext('2d').getImageData(x, y, width, height).data;
  return pixels ? Array.from({ length: width * height }, (_, i) => Math.round(0.299 * pixels[4 * i] + 0.587 * pixels[4 * i + 1] + 0.114 * pixels[4 * i + 2])) : null;
}, REGION);

const received = (site) => site.page.evaluate(({ region: { x, y, width, height }, screen }) => {
  const track = window.giaoban.pc?.getTransceivers()[2]?.receiver.track;
  const tests = (window.tests ??= {});
  if (track && tests.slidesTrack !== track) {
    tests.slidesTrack = track;
    tests.slides = Object.assign(document.createElement('video'), { muted: true, autoplay: true, playsInline: true });
    tests.slides.srcObject = new MediaStream([track]);
    void tests.slides.play();
  }
  const video = tests.slides;
  if (video?.videoWidth !== screen.width || video.videoHeight !== screen.height) return null;
  const canvas = Object.assign(document.createElement('canvas'), screen);
  const pen = canvas.getContext('2d');
  pen.drawImage(video, 0, 0);
  const pixels = pen.getImageData(x, y, width, height).data;
  return Array.from({ length: width * height }, (_, i) => Math.round(0.299 * pixels[4 * i] + 0.587 * pixels[4 * i + 1] + 0.114 * pixels[4 * i + 2]));
}, { region: REGION, screen: SCREEN });

// Wang et al. 2004: structural similarity, the mean over windows of 8 x 8 at every fourth pixel.
function ssim(a, b, { width, height }) {
  const [c1, c2, side] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2, 8];
  let [sum, windows] = [0, 0];
  for (let y = 0; y + side <= height; y += 4) {
    for (let x = 0; x + side <= width; x += 4) {
      let [ma, mb, aa, bb, ab] = [0, 0, 0, 0, 0];
      for (let dy = 0; dy < side; dy++) {
        for (let i = (y + dy) * width + x, end = i + side; i < end; i++) {
          ma += a[i]; mb += b[i]; aa += a[i] * a[i]; bb += b[i] * b[i]; ab += a[i] * b[i];
        }
      }
      const n = side * side;
      ma /= n; mb /= n;
      const [va, vb, cov] = [aa / n - ma * ma, bb / n - mb * mb, ab / n - ma * mb];
      sum += ((2 * ma * mb + c1) * (2 * cov + c2)) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
      windows++;
    }
  }
  return sum / windows;
}

async function isLegible(from, to, who) {
  const original = await sent(from);
  assert.ok(original, 'the screen is captured');
  let best = 0;
  await until(async () => {
    const picture = await received(to);
    best = picture ? Math.max(best, ssim(original, picture, REGION)) : best;
    return best >= LEGIBLE;
  }, `${who} reads the text`).catch(() => assert.fail(`${who}: SSIM ${best.toFixed(3)}`));
  console.log(`# ${who} reads text of 12 px: SSIM ${best.toFixed(3)}`);
}

const slidesFrames = (site) => site.page.evaluate(async () => {
  const receiver = window.giaoban.pc.getTransceivers()[2].receiver;
  for (const entry of (await receiver.getStats()).values()) {
    if (entry.type === 'inbound-rtp') return entry.framesReceived ?? 0;
  }
  return 0;
});

before(async () => {
  giaoban = await Giaoban.start({ 'http.address': '10.99.0.1', 'media.address': '10.99.0.1' });
  [chromium, firefox] = await Promise.all([launchChromium(), launchFirefox()]);
  await giaoban.meeting(MEETING);
  presenter = await enter(chromium, 'Kiên Lương', '#336699');
  readers.Chromium = await enter(chromium, 'Gò Quao', '#993333');
  readers.Firefox = await enter(firefox, 'Tân Hiệp', '#339933');
});
after(async () => {
  await chromium?.close();
  await firefox?.close();
  await giaoban?.stop();
});

test('before anybody shares there are no slides', async () => {
  for (const site of Object.values(readers)) assert.equal(await slidesFrames(site), 0);
});

test('text of 12 px on a shared screen is legible in Chromium and in Firefox', async () => {
  await presenter.press('Trình chiếu');
  for (const [who, site] of Object.entries(readers)) await isLegible(presenter, site, who);
});

test('the sound of what is shared is heard by the others, and not by who shares it', async () => {
  await until(async () => Math.abs((await readers.Chromium.tones([TONE_HZ]))[0] - TONE_DB) <= 1.5, 'the tone is in the mix');
  assert.ok((await presenter.tones([TONE_HZ]))[0] < TONE_DB - 40);
});

test('who shares does not get the own slides back', async () => {
  assert.equal(await slidesFrames(presenter), 0);
});

test('one who comes later sees them at once', async () => {
  readers.late = await enter(chromium, 'Vĩnh Thuận', '#993399');
  await isLegible(presenter, readers.late, 'one who came later');
});

test('when sharing ends the stream stops', async () => {
  await presenter.press('Dừng trình chiếu');
  const now = async () => ({ frames: await slidesFrames(readers.Chromium), sound: (await readers.Chromium.received('audio')).packetsReceived });
  let last = await now();
  await until(async () => {
    const { frames, sound } = await now();
    if (frames !== last.frames) last = { frames, sound };
    return sound >= last.sound + 100;
  }, 'no frame comes in two seconds of sound');
});

test('the next presenter is seen, not the one before', async () => {
  await readers.late.press('Trình chiếu');
  await isLegible(readers.late, presenter, 'who presented before');
  await isLegible(readers.late, readers.Firefox, 'Firefox');
});

test('no page complained of anything', () => {
  for (const site of [presenter, ...Object.values(readers)]) assert.deepEqual(site.faults, []);
});
