// Lips and voice: a flash and a beep that one site sends together leave the mix together, whatever its line does to one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Line } from './lib/line.mjs';

const SECONDS = 40;
const ERROR_MS = 40;
const JITTER_MS = 150;
const [SOUND, PICTURE] = [111, 96]; // the bots' payload types

// The last bot flashes and beeps over the line; the first one, on the same line but in its calm direction, looks.
async function measured(words) {
  const line = await Line.open(words);
  const giaoban = await Giaoban.start({ 'http.address': line.near, 'media.address': line.near });
  try {
    const meeting = await giaoban.meeting('hinh-va-tieng');
    await giaoban.goFirst();
    const bots = giaoban.bots(meeting, 2, ['--video', '640x360', '--talk', 1, '--seconds', SECONDS, '--probe', '--bind', line.far],
      { namespace: line.namespace });
    await until(async () => (await giaoban.metrics()).giaoban_legs === 2, 'both are there');
    let late_ms = 0;
    const look = setInterval(async () => {
      late_ms = Math.max(late_ms, 1000 * (await giaoban.metrics()).giaoban_picture_late_max_seconds);
    }, 2000);
    const report = { ...await bots.done, get late_ms() { return late_ms; } };
    clearInterval(look);
    console.log(`# ${JSON.stringify(words)}: lips ${JSON.stringify(report.lipsync_ms)} flash ${JSON.stringify(report.flash_ms)} beep ${JSON.stringify(report.beep_ms)} pictures made ${report.late_ms.toFixed(0)} ms late at most`);
    assert.equal(report.exit, 0);
    return report;
  } finally {
    await giaoban.stop();
    await line.close();
  }
}

// A flash is composed with the next picture: what the machine itself was late with is no error of the mix.
function assertTogether({ lipsync_ms: error, late_ms }) {
  assert.ok(error.count >= SECONDS / 4, `${error.count} flashes with their beeps`);
  assert.ok(error.median <= ERROR_MS, `an error of ${error.median} ms`);
  assert.ok(error.p95 <= ERROR_MS + late_ms, `an error of ${error.p95} ms, and ${late_ms} ms late at most`);
}

test('on a calm line they go together, and the picture waits for nothing', async () => {
  const report = await measured({ both: 'delay=5' });
  assertTogether(report);
  assert.ok(report.flash_ms.median <= 75 + report.late_ms, `a flash takes ${report.flash_ms.median} ms, 10 of them on the line`);
});

test('with 150 ms of jitter on the sound the picture waits for it', async () => {
  assertTogether(await measured({ both: 'delay=5', 'to-near': `jitter=${JITTER_MS},type=${SOUND}` }));
});

test('with 150 ms of jitter on the picture the sound waits for it', async () => {
  assertTogether(await measured({ both: 'delay=5', 'to-near': `jitter=${JITTER_MS},type=${PICTURE}` }));
});
