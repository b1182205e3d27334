// Lips and voice: a flash and a beep that one site sends together leave the mix together, whatever its line does to one.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Line } from './lib/line.mjs';
import { Machine } from './lib/machine.mjs';

const SECONDS = 32;
const SCREEN_SECONDS = 28;
const SETTLE_SECONDS = 12; // of them the meter leaves out; a flash comes each two seconds
const ERROR_MS = 40;
const FLASH_MS = 75;
const JITTER_MS = 150;
const STRETCH_MS = 100; // in which a flash or a beep goes through the mix
const [SOUND, PICTURE] = [111, 96]; // the bots' payload types

// The last bot flashes and beeps over the line; the first one, on the same line but in its calm direction, looks.
async function measured(words, { seconds = SECONDS, more = [] } = {}) {
  const line = await Line.open(words);
  const giaoban = await Giaoban.start({ 'http.address': line.near, 'media.address': line.near });
  try {
    const meeting = await giaoban.meeting('hinh-va-tieng');
    await giaoban.goFirst();
    const machine = await giaoban.watchMachine([line.child.pid]);
    const bots = giaoban.bots(meeting, 2, ['--video', '640x360', '--talk', 1, '--seconds', seconds, '--probe', '--bind', line.far, ...more],
      { namespace: line.namespace });
    await until(async () => (await giaoban.metrics()).giaoban_legs === 2, 'both are there');
    const from = Machine.now();
    const report = await bots.done;
    await machine.settle();
    const lost = (share) => machine.usual(from, Machine.now(), STRETCH_MS, share);
    report.machine_ms = { median: lost(0.5), p95: lost(0.95) };
    console.log(`# ${JSON.stringify(words)}: lips ${JSON.stringify(report.lipsync_ms)} flash ${JSON.stringify(report.flash_ms)} beep ${JSON.stringify(report.beep_ms)} machine ${JSON.stringify(report.machine_ms)}: ${machine.summary}`);
    assert.equal(report.exit, 0);
    return { ...report, seconds };
  } finally {
    await giaoban.stop();
    await line.close();
  }
}

// What the machine itself is usually late with is no error of the mix, nor what it seldom is of the seldom ones.
function assertTogether({ lipsync_ms: error, machine_ms: machine, seconds }) {
  assert.ok(error.count >= (seconds - SETTLE_SECONDS) / 3, `${error.count} flashes with their beeps`);
  assert.ok(error.median <= ERROR_MS + machine.median, `an error of ${error.median} ms, and the machine ${machine.median}`);
  assert.ok(error.p95 <= ERROR_MS + machine.p95, `an error of ${error.p95} ms, and the machine ${machine.p95}`);
}

// Each has a server, a line and a meeting of its own, which leave most of the machine idle.
describe('lips and voice', { concurrency: 2 }, () => {
  test('on a calm line they go together, and the picture waits for nothing', async () => {
    const report = await measured({ both: 'delay=5' });
    assertTogether(report);
    assert.ok(report.flash_ms.median <= FLASH_MS + report.machine_ms.median, `a flash takes ${report.flash_ms.median} ms, 10 of them on the line`);
  });

  test('with 150 ms of jitter on the sound the picture waits for it', async () => {
    assertTogether(await measured({ both: 'delay=5', 'to-near': `jitter=${JITTER_MS},type=${SOUND}` }));
  });

  test('with 150 ms of jitter on the picture the sound waits for it', async () => {
    assertTogether(await measured({ both: 'delay=5', 'to-near': `jitter=${JITTER_MS},type=${PICTURE}` }));
  });

  // Not the mixed picture is looked at here, but the slides as they are passed on; their sound is in the mix.
  test('slides go together with their own sound, which is late', async () => {
    assertTogether(await measured({ both: 'delay=5', 'to-near': `jitter=${JITTER_MS},type=${SOUND}` }, { seconds: SCREEN_SECONDS, more: ['--on-screen'] }));
  });
});
