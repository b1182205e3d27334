// A meeting of sixteen: everybody gets an even picture and an even sound, whatever dies around them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Giaoban, until } from './lib/giaoban.mjs';

const SITES = 16;
let giaoban;

before(async () => { giaoban = await Giaoban.start(); });
after(async () => { await giaoban.stop(); });

// What a tenth of a second means to a test on a busy machine: the frames between are counted, not the clock.
function assertEven(report, { fps = 24.8, gap = 100 } = {}) {
  for (const bot of report.bots) {
    assert.ok(bot.fps >= fps, `${bot.site}: ${bot.fps} frames a second`);
    assert.ok(bot.max_gap_ms <= gap, `${bot.site}: a gap of ${bot.max_gap_ms} ms`);
    assert.ok(bot.sound_pps >= 49.5, `${bot.site}: ${bot.sound_pps} sound packets a second`);
  }
}

test('sixteen sites, three talk, a minute: 25 frames and 50 sound packets a second for each', async () => {
  const meeting = await giaoban.meeting('even');
  const report = await giaoban.bots(meeting, SITES, ['--video', '640x360', '--talk', 3, '--seconds', 60]).done;
  assert.equal(report.exit, 0);
  assert.equal(report.bots.length, SITES);
  assertEven(report);
  console.log(`# flash ${JSON.stringify(report.flash_ms)} beep ${JSON.stringify(report.beep_ms)}`);
});
