// A whole meeting with every C program under AddressSanitizer and UndefinedBehaviorSanitizer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Giaoban, until } from './lib/giaoban.mjs';

test('sixteen sites meet, leave and come back, and no sanitizer has a word to say', async () => {
  const giaoban = await Giaoban.start({ 'meeting.seat_hold_s': 2 }, { build: 'build-asan' });
  try {
    const meeting = await giaoban.meeting('sach');
    const first = giaoban.bots(meeting, 16, ['--video', '320x180', '--talk', 3, '--seconds', 20]);
    const report = await first.done;
    assert.equal(report.exit, 0);
    for (const bot of report.bots) {
      assert.ok(bot.fps > 0 && bot.sound_pps > 0, `${bot.site} gets a picture and a sound`);
    }
    const [mcu] = await giaoban.mcus();
    const again = giaoban.bots(meeting, 4, ['--video', '320x180', '--talk', 1, '--seconds', 15]);
    await until(async () => (await giaoban.metrics()).giaoban_legs === 4, 'four are back');
    process.kill(mcu, 'SIGTERM'); // ends in order, and is started anew: leaks are looked for at its end
    assert.equal((await again.done).exit, 0);
  } finally {
    await giaoban.stop();
  }
  const complaints = giaoban.log.filter((line) => /Sanitizer|runtime error|\(process:\d+\): .*CRITICAL/.test(line));
  assert.deepEqual(complaints, []);
});
