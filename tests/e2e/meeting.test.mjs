// A meeting of sixteen: everybody gets an even picture and an even sound, whatever dies around them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Giaoban, until } from './lib/giaoban.mjs';

const SITES = 16;
const FPS = 24.8;
const CALM_GAP_MS = 100;
const BACK_MS = 3000;
let giaoban, machine;

before(async () => {
  giaoban = await Giaoban.start();
  machine = await giaoban.watchMachine();
});
after(async () => { await giaoban?.stop(); });

// All figures of a bot are judged without what the machine itself had its part in.
function assertNoGap(bot, gap_ms) {
  assert.ok(machine.gap(bot) <= gap_ms, `${bot.site}: a gap of ${machine.gap(bot)} ms, ${bot.max_gap_ms} with the machine's part`);
  assert.ok(machine.soundGap(bot) <= gap_ms, `${bot.site}: a gap of ${machine.soundGap(bot)} ms in the sound, ${bot.sound_max_gap_ms} with the machine's part`);
}

async function ended(bots) {
  const report = await bots.done;
  await machine.settle();
  console.log(`# fps ${report.fps_min}, gap ${report.max_gap_ms} ms, sound ${report.sound_pps_min} a second, gap ${report.sound_max_gap_ms} ms; the machine: ${machine.summary}`);
  assert.equal(report.bots.length, SITES);
  return report;
}

// Resolves when all have been there for so long that what they miss from now on counts: the first 5 seconds do not.
async function settled(meeting) {
  const made = async () => (await giaoban.series('giaoban_sound_ticks')).find((one) => one.meeting === meeting)?.value ?? 0;
  await until(async () => {
    await giaoban.goFirst(); // its MCU too, as soon as there is one
    return (await giaoban.metrics()).giaoban_legs === SITES;
  }, 'all are connected');
  const from = await made();
  await until(async () => await made() >= from + 6 * 50, 'six seconds of sound are made');
}

test('S-04: sixteen sites, three talk, a minute: 25 frames and 50 sound packets a second for each', async () => {
  const meeting = await giaoban.meeting('even');
  const bots = giaoban.bots(meeting, SITES, ['--video', '640x360', '--talk', 3, '--seconds', 60]);
  await settled(meeting);
  const report = await ended(bots);
  assert.equal(report.exit, 0);
  for (const bot of report.bots) {
    assert.ok(machine.fps(bot) >= FPS, `${bot.site}: ${bot.fps} frames a second`);
    assert.ok(machine.soundPps(bot) >= 49.5, `${bot.site}: ${bot.sound_pps} sound packets a second`);
    assertNoGap(bot, CALM_GAP_MS);
  }
  console.log(`# flash ${JSON.stringify(report.flash_ms)} beep ${JSON.stringify(report.beep_ms)}`);
});

test('S-21: the MCU is killed: everybody sees and hears again within three seconds, once, without ghosts', async () => {
  const meeting = await giaoban.meeting('mcu-dies');
  const bots = giaoban.bots(meeting, SITES, ['--video', '320x180', '--talk', 3, '--seconds', 0]);
  await settled(meeting);
  const before = new Set(await giaoban.mcus());
  const [victim] = await giaoban.mcuOf(meeting);
  process.kill(victim, 'SIGKILL');
  await until(async () => (await giaoban.mcuOf(meeting)).some((pid) => !before.has(pid)), 'another MCU is there');
  await settled(meeting);
  bots.stop();
  const report = await ended(bots);
  for (const bot of report.bots) {
    assert.equal(bot.connections, 2, `${bot.site} connected ${bot.connections} times`);
    assert.ok(bot.max_gap_ms > CALM_GAP_MS, `${bot.site} missed something`);
    assertNoGap(bot, BACK_MS);
  }
  assert.equal((await giaoban.metrics()).giaoban_mcu_restarts_total, 1);
});

test('giaoban is killed and started again: nobody misses a frame, and the pages resume', async () => {
  const meeting = await giaoban.meeting('giaoban-dies');
  const bots = giaoban.bots(meeting, SITES, ['--video', '320x180', '--talk', 3, '--seconds', 0]);
  await settled(meeting);
  const mcu = await giaoban.mcuOf(meeting);
  await giaoban.kill('SIGKILL');
  await giaoban.serve();
  await until(async () => (await giaoban.metrics()).giaoban_websockets === SITES, 'all have come back to the server');
  bots.stop();
  const report = await ended(bots);
  assert.deepEqual(await giaoban.mcuOf(meeting), mcu, 'the same MCU goes on');
  for (const bot of report.bots) {
    assert.equal(bot.connections, 1, `${bot.site} kept its media`);
    assert.equal(bot.web_sockets, 2, `${bot.site} came back to the server`);
    assertNoGap(bot, CALM_GAP_MS);
  }
});

test('the attendance lists every join and leave', async () => {
  const meeting = await giaoban.meeting('co-mat');
  await giaoban.bots(meeting, 3, ['--video', 'none', '--seconds', 5]).done;
  await until(async () => (await giaoban.metrics()).giaoban_participants === 0, 'they have left');
  const lines = (await giaoban.joins(meeting)).split(/\r?\n/);
  for (const event of ['joined', 'connected', 'left']) {
    assert.equal(lines.filter((line) => line.includes(event)).length, 3, `${event} of three sites:\n${lines.join('\n')}`);
  }
});
