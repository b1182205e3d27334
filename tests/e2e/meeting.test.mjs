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

test('the MCU is killed: everybody sees and hears again within three seconds, once, without ghosts', async () => {
  const meeting = await giaoban.meeting('mcu-dies');
  const bots = giaoban.bots(meeting, SITES, ['--video', '320x180', '--talk', 3, '--seconds', 25]);
  await until(async () => (await giaoban.metrics()).giaoban_legs === SITES, 'all are connected');
  const before = new Set(await giaoban.mcus());
  const [victim] = await giaoban.mcuOf(meeting);
  process.kill(victim, 'SIGKILL');
  await until(async () => (await giaoban.mcuOf(meeting)).some((pid) => !before.has(pid)), 'another MCU is there', 10);
  await until(async () => (await giaoban.metrics()).giaoban_legs === SITES, 'all are back');
  const report = await bots.done;
  for (const bot of report.bots) {
    assert.equal(bot.connections, 2, `${bot.site} connected ${bot.connections} times`);
    assert.ok(bot.max_gap_ms <= 3000, `${bot.site} saw nothing for ${bot.max_gap_ms} ms`);
    assert.ok(bot.sound_max_gap_ms <= 3000, `${bot.site} heard nothing for ${bot.sound_max_gap_ms} ms`);
  }
  assert.equal((await giaoban.metrics()).giaoban_mcu_restarts_total, 1);
});

test('giaoban is killed and started again: nobody misses a frame, and the pages resume', async () => {
  const meeting = await giaoban.meeting('giaoban-dies');
  const bots = giaoban.bots(meeting, SITES, ['--video', '320x180', '--talk', 3, '--seconds', 25]);
  await until(async () => (await giaoban.metrics()).giaoban_legs >= SITES, 'all are connected');
  const mcu = await giaoban.mcuOf(meeting);
  await giaoban.kill('SIGKILL');
  await giaoban.serve();
  const report = await bots.done;
  assert.deepEqual(await giaoban.mcuOf(meeting), mcu, 'the same MCU goes on');
  for (const bot of report.bots) {
    assert.equal(bot.connections, 1, `${bot.site} kept its media`);
    assert.equal(bot.web_sockets, 2, `${bot.site} came back to the server`);
    assert.ok(bot.max_gap_ms <= 100, `${bot.site}: a gap of ${bot.max_gap_ms} ms`);
    assert.ok(bot.sound_max_gap_ms <= 100, `${bot.site}: a gap of ${bot.sound_max_gap_ms} ms in the sound`);
  }
});

test('the attendance lists every join and leave', async () => {
  const meeting = await giaoban.meeting('co-mat');
  await giaoban.bots(meeting, 3, ['--video', 'none', '--seconds', 5]).done;
  await until(async () => (await giaoban.metrics()).giaoban_participants === 0, 'they have left');
  const lines = (await giaoban.attendance(meeting)).split(/\r?\n/);
  for (const event of ['joined', 'connected', 'left']) {
    assert.equal(lines.filter((line) => line.includes(event)).length, 3, `${event} of three sites:\n${lines.join('\n')}`);
  }
});
