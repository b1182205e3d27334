// Real browsers as sites of a meeting: each sends a colour and a tone of its own, and tells what it sees and hears.
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import { until } from './giaoban.mjs';
import { toneLevels } from './tones.mjs';

const CHROMIUM_FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=fps=25',
  '--allow-loopback-in-peer-connection', '--autoplay-policy=no-user-gesture-required', '--lang=vi',
  '--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows',
];
const FIREFOX_PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'app.update.auto': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'media.gmp-manager.updateEnabled': false,
};

// What does not come in such a time does not come at all.
export const PATIENCE_MS = 120_000;

// On a machine whose disk is busy (builds came just before) a browser was seen to need more than half a minute.
function launch(options) {
  return puppeteer.launch({ timeout: 180_000, ...options });
}

export function launchChromium(flags = []) {
  return launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, acceptInsecureCerts: true, args: [...CHROMIUM_FLAGS, ...flags],
  });
}

// The same on the far side of a Line: in its namespace, spoken to over a pipe, which needs no way through the line.
export async function launchChromiumBehind(line, flags = []) {
  const folder = await mkdtemp(path.join(tmpdir(), 'giaoban-e2e-browser-'));
  const script = path.join(folder, 'chromium');
  await writeFile(script, `#!/bin/sh\nexec ip netns exec ${line.namespace} ${process.env.CHROMIUM ?? '/usr/bin/chromium'} "$@"\n`);
  await chmod(script, 0o755);
  return launch({ executablePath: script, headless: true, pipe: true, acceptInsecureCerts: true, args: [...CHROMIUM_FLAGS, ...flags] });
}

// Its fake devices have one size whatever is asked of them. `camera`: a fake below its own capture instead, which scales as
// that of a real camera does; there is no microphone then.
export function launchFirefox({ camera = false } = {}) {
  return launch({
    browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr', headless: true, acceptInsecureCerts: true,
    extraPrefsFirefox: {
      ...FIREFOX_PREFERENCES, 'media.navigator.streams.fake': !camera, 'media.getusermedia.camera.fake.force': camera,
    },
  });
}

// In the page: camera and microphone become a moving picture of one colour and a tone of one pitch.
// `window.testsColor` changes the colour later, and while `window.testsStill` is true the picture stands still.
function replaceDevices({ color, hz }) {
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const tracks = [];
    if (wanted.video) {
      const canvas = document.createElement('canvas');
      canvas.width = 640;
      canvas.height = 360;
      const pen = canvas.getContext('2d');
      let n = 0;
      setInterval(() => {
        pen.fillStyle = globalThis.testsColor ?? color;
        pen.fillRect(0, 0, 640, 360);
        pen.fillStyle = '#fff';
        pen.fillRect((n * 7) % 640, 300, 40, 40);
        n += globalThis.testsStill ? 0 : 1;
      }, 40);
      tracks.push(...canvas.captureStream(25).getTracks());
    }
    if (wanted.audio && hz) {
      const context = new AudioContext();
      const tone = new OscillatorNode(context, { frequency: hz });
      const gain = new GainNode(context, { gain: 0.25 });
      const out = context.createMediaStreamDestination();
      tone.connect(gain).connect(out);
      tone.start();
      tracks.push(...out.stream.getTracks());
    }
    return new MediaStream(tracks);
  };
}

// A site's page. `color` and `hz` replace its devices; without them the browser's own fake ones are used. `prepare`: a
// function and its argument, run in the page before anything of its own.
export class Site {
  static async open(browser, url, { color, hz, width = 1366, height = 768, prepare } = {}) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.setViewport({ width, height });
    const site = new Site(page);
    page.on('pageerror', (error) => site.faults.push(String(error)));
    page.on('console', (line) => { if (line.type() === 'error') site.faults.push(line.text()); });
    if (color) await page.evaluateOnNewDocument(replaceDevices, { color, hz });
    if (prepare) await page.evaluateOnNewDocument(...prepare);
    await page.goto(url);
    return site;
  }

  constructor(page) {
    this.page = page;
    this.faults = [];
  }

  find(selector) {
    return this.page.waitForSelector(`gb-app >>> ${selector}`, { visible: true });
  }

  async press(text) {
    const button = await this.find(`button::-p-text(${text})`);
    await button.click();
  }

  // From the join page into the room, with the microphone as wanted.
  async enter({ microphone = true } = {}) {
    await this.find('::-p-text(Vào phòng họp)');
    const on = await this.page.$("gb-app >>> button::-p-text(Bật micro)");
    if (microphone && on) await on.click();
    await this.press('Vào phòng họp');
    await until(() => this.connected(), 'the page is connected');
  }

  connected() {
    return this.page.evaluate(() => window.giaoban?.pc?.connectionState === 'connected');
  }

  // Colours of the mixed picture at points given as fractions of it, or null while there is none.
  async colors(points) {
    if (!await this.watch()) return null;
    return this.page.evaluate((points) => window.tests.colors(points), points);
  }

  // From now on the colours at these points in every frame that the page shows; frames() takes them.
  async record(points) {
    await until(() => this.watch(), 'there is a picture to record');
    return this.page.evaluate((points) => {
      const { tests } = window;
      tests.frames = [];
      const next = () => {
        if (!tests.frames) return;
        tests.frames.push(tests.colors(points));
        tests.video.requestVideoFrameCallback(next);
      };
      tests.video.requestVideoFrameCallback(next);
    }, points);
  }

  // The frames recorded since record(), which ends.
  frames() {
    return this.page.evaluate(() => {
      const { frames } = window.tests;
      window.tests.frames = null;
      return frames;
    });
  }

  // Makes a video of the mixed picture that belongs to the tests alone; false while there is none.
  watch() {
    return this.page.evaluate(() => {
      const receiver = window.giaoban.pc?.getReceivers().find(({ track }) => track?.kind === 'video');
      if (!receiver) return false;
      const tests = (window.tests ??= {});
      if (tests.track !== receiver.track) {
        tests.track = receiver.track;
        tests.video = Object.assign(document.createElement('video'), { muted: true, autoplay: true, playsInline: true });
        tests.video.srcObject = new MediaStream([receiver.track]);
        void tests.video.play();
        const canvas = document.createElement('canvas');
        const pen = canvas.getContext('2d', { willReadFrequently: true });
        tests.draw = () => {
          Object.assign(canvas, { width: tests.video.videoWidth, height: tests.video.videoHeight });
          pen.drawImage(tests.video, 0, 0);
          return canvas;
        };
        tests.colors = (points) => {
          const { width, height } = tests.draw();
          return points.map(([x, y]) => [...pen.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1).data.slice(0, 3)]);
        };
      }
      return tests.video.videoWidth > 0;
    });
  }

  // The mixed picture as it is received, as a PNG.
  async picture() {
    await until(() => this.watch(), 'there is a picture');
    const url = await this.page.evaluate(() => window.tests.draw().toDataURL('image/png'));
    return Buffer.from(url.split(',')[1], 'base64');
  }

  // The loudness of tones in the mixed sound, in dB of full scale (RMS), over a third of a second.
  async tones(pitches) {
    const { samples, rate } = await this.page.evaluate(async () => {
      const receiver = window.giaoban.pc.getReceivers().find(({ track }) => track?.kind === 'audio');
      const tests = (window.tests ??= {});
      if (tests.sound !== receiver.track) {
        tests.sound = receiver.track;
        tests.context ??= new AudioContext();
        tests.analyser = new AnalyserNode(tests.context, { fftSize: 16384 });
        new MediaStreamAudioSourceNode(tests.context, { mediaStream: new MediaStream([receiver.track]) }).connect(tests.analyser);
        // Until the sound in its window is all that of this track, by the clock of the sound.
        const full = tests.context.currentTime + (2 * tests.analyser.fftSize) / tests.context.sampleRate;
        while (tests.context.currentTime < full) await new Promise((resolve) => { setTimeout(resolve, 20); });
      }
      const samples = new Float32Array(tests.analyser.fftSize);
      tests.analyser.getFloatTimeDomainData(samples);
      return { samples: Array.from(samples), rate: tests.context.sampleRate };
    });
    return toneLevels(samples, rate, pitches);
  }

  // getStats() of one kind of received stream.
  received(kind) {
    return this.page.evaluate(async (kind) => {
      const report = await window.giaoban.pc.getStats();
      for (const entry of report.values()) {
        if (entry.type === 'inbound-rtp' && entry.kind === kind) return { ...entry };
      }
      return null;
    }, kind);
  }
}

// Whether a colour read from a decoded picture is the one that was sent.
export function isColor(rgb, hex, tolerance = 40) {
  if (!rgb) return false;
  const wanted = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return wanted.every((value, i) => Math.abs(value - rgb[i]) <= tolerance);
}
