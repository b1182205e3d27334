// A disk that is full, stands still, can only be read, or lost its folder: the meeting goes on, the operator is told, and
// what was written plays. And what is on it when the power goes.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Giaoban, pause, until } from './lib/giaoban.mjs';
import { decode, Recordist } from './lib/recordings.mjs';

const run = promisify(execFile);
const MEETING = 'dia-loi';
const DISK_MB = 48;
const ROOM_BYTES = 800_000; // what a disk has that is about to be full
const LATE_MS = 5000; // from which on the operator is told
const LOST_MAX_S = 2;
const POWER_CUTS = Number(process.env.RECORDING_POWER_CUTS ?? 2); // in a long run: 30

let folder, disk, giaoban, bots, recordist;

// A file system of its own in a file, mounted where only this test sees it: tests/e2e/in_namespace.
async function mount(image, name, ...options) {
  const place = path.join(folder, name);
  mkdirSync(place, { recursive: true });
  await run('mount', ['-o', ['loop', ...options].join(), image, place]);
  return place;
}

// What completes and checks recordings is killed with the server, and may still be waiting for the disk when that has ended.
const unmount = (place) => until(() => run('umount', [place]).then(() => true, () => false), `nobody has ${place} any more`, 30);

const mounted = () => readFileSync('/proc/self/mounts', 'utf8').split('\n').map((line) => line.split(' ')[1]).filter((place) => place?.startsWith(folder));

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'giaoban-disk-'));
  const image = path.join(folder, 'disk');
  await run('truncate', ['-s', `${DISK_MB}M`, image]);
  await run('mkfs.ext4', ['-q', '-m', '0', image]);
  disk = await mount(image, 'recordings');
  giaoban = await Giaoban.start({ 'recording.dir': disk, 'recording.reserve_mb': 0 });
  await giaoban.meeting(MEETING);
  bots = giaoban.bots(MEETING, 3, ['--video', '320x180', '--talk', 2, '--seconds', 0, '--no-probe']);
  await until(async () => (await giaoban.metrics()).giaoban_legs === 3, 'the sites are there');
  recordist = new Recordist(giaoban, MEETING);
  await recordist.enter();
});
after(async () => {
  bots?.stop();
  await giaoban?.stop();
  for (const place of mounted()) await unmount(place);
  rmSync(folder, { recursive: true, force: true });
});

// The meeting went on: nobody was lost, and the media server is the same.
async function goesOn(mcus) {
  assert.equal((await giaoban.metrics()).giaoban_legs, 3);
  assert.deepEqual(await giaoban.mcus(), mcus);
}

// Leaves a little room. Who still reads what was taken away gives its room back later, and the disk is not full any more.
function fill() {
  const { bavail, bsize } = statfsSync(disk);
  if (bavail * bsize > 2 * ROOM_BYTES) appendFileSync(path.join(disk, 'filler'), Buffer.alloc(bavail * bsize - ROOM_BYTES, 1));
}

async function begin() {
  recordist.chair.heard.length = 0;
  await recordist.record('begin');
  await recordist.stateIs('recording');
  return giaoban.mcus();
}

test('S-16: a disk that stands still: the operator is told, and nothing is lost once it goes on', async () => {
  const mcus = await begin();
  await giaoban.hasSounded(MEETING, 1.5);
  await run('fsfreeze', ['-f', disk]);
  try {
    const { behind_ms } = await recordist.news(({ alarms }) => alarms.includes('late'));
    assert.ok(behind_ms >= LATE_MS, `${behind_ms} ms`);
    await goesOn(mcus);
  } finally {
    await run('fsfreeze', ['-u', disk]);
  }
  await recordist.news(({ alarms }) => !alarms.includes('late'));
  await recordist.record('end');
  const one = await recordist.ready();
  const [{ wall_start_us: from, wall_end_us: to }] = one.spans;
  const seen = await recordist.plays(one);
  assert.ok(Math.abs(seen.packets / 50 - (to - from) / 1e6) < 0.5, `${seen.packets} packets of sound in ${(to - from) / 1e6} s`);
});

test(`S-16: the power goes ${POWER_CUTS} times: what is on the disk at that moment plays, and at most two seconds are lost`, async () => {
  await begin();
  for (let round = 0; round < POWER_CUTS; round++) {
    await pause(2000 + Math.random() * 1500); // the moment, which nothing announces
    const one = await recordist.newest();
    const pids = [...await giaoban.mcus(), giaoban.server.pid];
    for (const pid of pids) process.kill(pid, 'SIGSTOP'); // nothing is written while the disk is copied
    const now_us = Date.now() * 1000;
    await run('cp', ['--sparse=always', path.join(folder, 'disk'), path.join(folder, 'copy')]);
    for (const pid of pids) process.kill(pid, 'SIGCONT');
    const place = await mount(path.join(folder, 'copy'), 'cut');
    const [span] = one.spans;
    const file = path.join(place, 'one.webm');
    const { stdout } = await run(giaoban.program('mcu/giaoban-mcu'), ['--complete', file, path.join(place, span.path)]);
    const { start_us } = JSON.parse(stdout).segments[0];
    const seen = await decode(file);
    await unmount(place);
    assert.equal(seen.complaints, '');
    const lost_s = (now_us - start_us) / 1e6 - seen.duration_s;
    console.log(`# lost: ${lost_s.toFixed(2)} s of ${((now_us - start_us) / 1e6).toFixed(2)} s`);
    assert.ok(lost_s <= LOST_MAX_S, `${lost_s} s`);
  }
  await recordist.record('end');
  await recordist.plays(await recordist.ready());
});

test('S-16: the folder is gone: it is made again, and the recording goes on in the same entry', async () => {
  const mcus = await begin();
  await giaoban.hasSounded(MEETING, 1.5);
  rmSync(path.join(disk, MEETING), { recursive: true });
  await recordist.news(({ alarms }) => alarms.includes('interrupted'));
  await recordist.stateIs('recording');
  await giaoban.hasSounded(MEETING, 2.5);
  await goesOn(mcus);
  await recordist.record('end');
  const one = await recordist.ready();
  assert.equal(one.spans.length, 1, 'of what was taken away nothing is there');
  await recordist.plays(one);
});

test('S-16: a disk that is full: the recording ends with the reason, and is whole', async () => {
  const mcus = await begin();
  await giaoban.hasSounded(MEETING, 1.5);
  let over = false;
  const off = recordist.stateIs('off').finally(() => { over = true; });
  off.catch(() => {}); // it is awaited below
  await until(() => { fill(); return over; }, 'the disk is full');
  const { reason } = await off;
  assert.equal(reason, 'disk_full');
  await goesOn(mcus);
  const one = await recordist.ready();
  assert.equal(one.reason, 'disk_full');
  await recordist.plays(one);
  rmSync(path.join(disk, 'filler'));
});

test('S-16: a disk that can only be read: the recording ends with the reason after some tries', async () => {
  await until(async () => (await recordist.record('begin')).type === 'done', 'there is room again');
  await recordist.stateIs('recording');
  await recordist.lasts(1); // of less there may be no picture yet, and nothing to keep
  await recordist.record('end');
  await recordist.ready();
  const mcus = await giaoban.mcus();
  await run('mount', ['-o', 'remount,ro', disk]);
  await recordist.record('begin');
  const { reason } = await recordist.news(({ state, reason: why }) => state === 'off' && why !== '');
  assert.equal(reason, 'read_only');
  await goesOn(mcus);
  await until(async () => (await recordist.newest()).state === 'failed', 'nothing of it is there');
  await run('mount', ['-o', 'remount,rw', disk]);
  assert.ok(readdirSync(disk).includes(MEETING));
});
