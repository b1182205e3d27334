// What was recorded is there, whole, in one file and one entry: whatever was killed meanwhile.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launchChromium, Site } from './lib/browser.mjs';
import { Client } from './lib/client.mjs';
import { Giaoban, pause, until } from './lib/giaoban.mjs';
import { Office } from './lib/office.mjs';
import { book, decode, fileOf, loudness, marked, Recordist, soundHashes } from './lib/recordings.mjs';
import { lagsOf, samplesOf } from './lib/sound_lag.mjs';

const MEETING = 'ghi-hinh';
const TALKERS = 2; // of its three sites
const DARK = 'hoi-truong-toi'; // where nobody speaks, and all cameras are covered

const STILL = 'hinh-dung'; // where a camera sends the same picture again and again

const NOTICE_S = 4.2; // the sentence that is built in, or a little less
const HEARD_S = 4.6; // the listener tells of the last five seconds

let giaoban, bots, recordist, operator, browser;

before(async () => {
  giaoban = await Giaoban.start({ 'recording.leftover_s': 5, 'recording.quota_gb': 1 });
  await giaoban.meeting(MEETING);
  bots = giaoban.bots(MEETING, 3, ['--video', '320x180', '--talk', TALKERS, '--seconds', 0, '--no-probe']);
  await until(async () => (await giaoban.metrics()).giaoban_legs === 3, 'the sites are there');
  recordist = new Recordist(giaoban, MEETING);
  await recordist.enter();
  operator = await Office.with(giaoban, 'vanhanh', 'van_hanh');
});
after(async () => { await browser?.close(); bots?.stop(); await giaoban?.stop(); });

// Whether what the sites see now says that it is recorded; no more than one still a second is given.
async function isMarked(on) {
  const file = path.join(giaoban.folder, 'still.jpg');
  await until(async () => {
    const { cookie, csrf } = operator;
    const { status, body } = await giaoban.request(`/api/v1/meetings/${MEETING}/snapshot`, { method: 'POST', headers: { cookie, 'x-csrf-token': csrf }, bytes: true });
    if (status !== 200) return false;
    writeFileSync(file, body);
    return (await marked(file)) === on;
  }, `the red mark is ${on ? 'there' : 'gone'}`, 30);
}

const events = async () => (await giaoban.command('events', '--meeting', MEETING)).trim().split('\n').map((line) => JSON.parse(line)).map(({ kind, detail }) => ({ ...detail, kind }));

test('S-16: begun, paused, resumed and ended by the chair: one file, one entry, two spans', async () => {
  assert.equal((await recordist.record('pause')).type, 'error');
  assert.equal((await recordist.record('begin')).type, 'done');
  await recordist.stateIs('recording');
  await isMarked(true);
  await recordist.lasts(3);
  assert.equal((await recordist.record('pause')).type, 'done');
  await recordist.stateIs('paused');
  await isMarked(false);
  await recordist.record('resume');
  await recordist.stateIs('recording');
  await recordist.lasts(6);
  await recordist.record('end');
  await recordist.stateIs('off');
  await isMarked(false);
  const one = await recordist.ready();
  for (const at_s of [1, one.duration_us / 1e6 - 1]) assert.ok(await marked(fileOf(giaoban, one), at_s), `the mark is in the recording at ${at_s} s`);
  assert.equal(one.reason, '');
  assert.equal(one.spans.length, 2);
  assert.equal(one.width, 1280);
  assert.match(one.sha256, /^[0-9a-f]{64}$/);
  const ends = one.spans.at(-1);
  assert.ok(Math.abs(ends.file_start_us + ends.wall_end_us - ends.wall_start_us - one.duration_us) < 1000, 'the spans fill the file');
  const seen = await recordist.plays(one);
  assert.ok(seen.frames > seen.duration_s * 5, `${seen.frames} pictures in ${seen.duration_s} s`);
  assert.ok(seen.packets > seen.duration_s * 45, `${seen.packets} packets of sound in ${seen.duration_s} s`);
  assert.deepEqual(readdirSync(path.dirname(fileOf(giaoban, one))), [path.basename(one.path)]);
  assert.ok(existsSync(fileOf(giaoban, one)));
});

test('S-54: what was recorded is looked through: it plays, is as long as the clock of the meeting says, and lacks nothing', async () => {
  const [{ id }] = await book(giaoban);
  const found = JSON.parse(await until(async () => (await book(giaoban)).find((one) => one.id === id).check_json, 'it is checked'));
  assert.equal(found.plays, true, JSON.stringify(found));
  assert.ok(Math.abs(found.duration_ms - found.expected_ms) < 500, `${found.duration_ms} ms, by the clock ${found.expected_ms} ms`);
  assert.ok(found.sync_ms <= 40, `${found.sync_ms} ms`);
  for (const kind of ['no_picture', 'black', 'frozen', 'silent']) assert.equal(found[kind].count, 0, `${kind}: ${JSON.stringify(found[kind])}`);
});

test('the log says who was there when it was recorded, and who has said that it knows', async () => {
  const begin = (await events()).find(({ kind, action }) => kind === 'record' && action === 'begin');
  assert.equal(begin.sites.length, 4); // the chair, three bots
  await until(async () => {
    const acks = (await events()).filter(({ kind, recording }) => kind === 'record_ack' && recording === begin.recording);
    return acks.length === 3 && acks.every(({ site }) => begin.sites.includes(site));
  }, 'the bots have said so');
});

// Which programs die, and how: the media server's recording ends where it was killed, the other's goes on.
const DEATHS = {
  mcu: async () => { for (const pid of await giaoban.mcus()) process.kill(pid, 'SIGKILL'); },
  giaoban: async () => { await giaoban.kill(); await giaoban.serve(); },
  both: async () => { for (const pid of await giaoban.mcus()) process.kill(pid, 'SIGKILL'); await giaoban.kill(); await giaoban.serve(); },
};
const KILLS = Number(process.env.RECORDING_KILLS ?? 5); // in a long run: 100
const LOST_MAX_US = 2e6;

const LAST_S = 8; // the last stretch: so long that who speaks has said enough in it …
const FOUND_MIN = 3; // … to be found so often
const APART_S = 0.04; // what nobody hears, between a site's sound and the recording

async function comeBack() {
  if (recordist.chair.ended) await until(() => recordist.enter().then(() => true, () => false), 'the chair is back');
}

test(`S-21: killed ${KILLS} times at any moment, the recording is one entry and one file, and plays`, async () => {
  const before_it = (await book(giaoban)).length;
  const moments = [];
  await recordist.record('begin', { stems: true });
  await recordist.stateIs('recording');
  let since = Date.now() * 1000; // from when on it is recorded
  for (let round = 0; round < KILLS; round++) {
    const [name, kill] = Object.entries(DEATHS)[(round + 2) % 3];
    await pause(500 + Math.random() * 2500); // the moment, which nothing announces
    const mcus = await giaoban.mcus();
    if (name !== 'giaoban') moments.push({ at: Date.now() * 1000, since });
    await kill();
    await until(() => recordist.chair.ended || name === 'mcu', 'the chair hears of it');
    await comeBack();
    if (name !== 'giaoban') await until(async () => { const now = await giaoban.mcus(); return now.length === 1 && !mcus.includes(now[0]); }, 'another media server');
    await until(async () => (await recordist.newest()).spans.filter(({ wall_end_us: end }) => end === 0).length === 1 && (await giaoban.metrics()).giaoban_legs === 3, 'it is recorded again');
    if (name !== 'giaoban') since = Date.now() * 1000;
    recordist.chair.heard.length = 0;
  }
  await giaoban.hasSounded(MEETING, LAST_S);
  await recordist.record('end');
  const one = await recordist.ready();
  assert.equal((await book(giaoban)).length, before_it + 1);
  assert.equal(one.reason, '');
  // Who is killed at once has nothing on the disk yet: a stretch may be missing, and what it lost counts from its beginning.
  assert.ok(one.spans.length <= moments.length + 1, `${one.spans.length} stretches`);
  const lost = moments.map(({ at, since: from }) => at - Math.max(from, ...one.spans.map(({ wall_end_us: end }) => end).filter((end) => end <= at + 2e5)));
  console.log(`# lost: ${lost.map((us) => (us / 1e6).toFixed(2)).join(' ')} s`);
  assert.ok(lost.every((us) => us <= LOST_MAX_US), 'no kill costs more than two seconds');
  await recordist.plays(one);
  await until(() => !readdirSync(path.dirname(fileOf(giaoban, one))).some((name) => /^\d+-/.test(name)), 'the segments are gone');
});

test('S-54: the sound of each site stands beside it, one file each whatever was killed, in time with the recording', async () => {
  const one = await recordist.newest();
  assert.equal(one.stems.length, 3, JSON.stringify(one.stems));
  const { body: list } = await operator.ask('GET', `/recordings/${one.id}/stems`);
  assert.deepEqual(list.items.map(({ name }) => name), one.stems.map(({ name }) => name));
  const whole = await samplesOf(fileOf(giaoban, one));
  const lags = [];
  for (const { number, bytes, sha256, name } of one.stems) {
    const { status, body } = await giaoban.request(`/api/v1/recordings/${one.id}/stems/${number}?whom=thu%20ky`, { headers: { cookie: operator.cookie }, bytes: true });
    assert.deepEqual([status, body.length, createHash('sha256').update(body).digest('hex')], [200, bytes, sha256]);
    const file = path.join(giaoban.folder, `stem-${number}.webm`);
    writeFileSync(file, body);
    const seen = await decode(file);
    assert.equal(seen.complaints, '', name);
    assert.ok(Math.abs(seen.duration_s - one.duration_us / 1e6) < 0.15, `${name}: ${seen.duration_s} s of ${one.duration_us / 1e6} s`);
    const own = await samplesOf(file);
    const found = one.spans.map(({ file_start_us: from, wall_start_us: began, wall_end_us: ended }) => lagsOf(own, whole, from / 1e6, (from + ended - began) / 1e6));
    if (found.flat().length > 0) console.log(`# the recording behind ${name}: ${found.map((list) => list.map((lag_s) => (lag_s === undefined ? '?' : (lag_s * 1000).toFixed(0))).join(' ')).join(' | ')} ms`);
    lags.push(found);
  }
  const known = (list) => list.filter((lag_s) => lag_s !== undefined);
  assert.equal(lags.filter((found) => known(found.at(-1)).length >= FOUND_MIN).length, TALKERS, 'who speaks is found in the recording');
  for (const list of one.spans.map((_, i) => lags.flatMap((found) => found[i]))) {
    assert.ok(list.length < FOUND_MIN || known(list).length >= list.length / 2, 'who speaks is found in each stretch');
  }
  assert.ok(known(lags.flat(2)).every((lag_s) => Math.abs(lag_s) <= APART_S), 'each is heard in its own file when it is heard in the recording');
});

test('S-21: a meeting that nobody comes back to: its recording is ended and completed by itself', async () => {
  await recordist.record('begin');
  await recordist.stateIs('recording');
  await giaoban.hasSounded(MEETING, 2.5);
  bots.stop();
  for (const pid of await giaoban.mcus()) process.kill(pid, 'SIGKILL');
  await giaoban.kill();
  await giaoban.serve();
  const one = await recordist.ready();
  assert.equal(one.reason, 'abandoned');
  await recordist.plays(one);
});

// They go on while another meeting is tested.
let dark, dark_desk, dark_sites, notice_hashes;
let still, still_site;

const legsOf = async (meeting) => (await giaoban.series('giaoban_legs')).find((one) => one.meeting === meeting)?.value ?? 0;

test('the notice is spoken, and the console shows who knows of it', async () => {
  await giaoban.meeting(DARK);
  dark_sites = giaoban.bots(DARK, 2, ['--video', '320x180', '--talk', 0, '--seconds', 0, '--no-probe', '--faults', '1:black,2:black']);
  const listener = giaoban.bots(DARK, 1, ['--first', 3, '--role', 'viewer', '--seconds', 0, '--no-probe', '--hash-sound']);
  await until(async () => await legsOf(DARK) === 3, 'the dark sites are there');
  dark = new Recordist(giaoban, DARK);
  await dark.enter();
  dark_desk = await Client.open(giaoban, { cookie: operator.cookie });
  assert.equal((await dark_desk.ask({ type: 'hello', protocol: 1, client: 'console', meeting: DARK }, 'welcome', 'error')).type, 'welcome');
  await dark.record('begin');
  await dark.stateIs('recording');
  await giaoban.hasSounded(DARK, HEARD_S);
  listener.stop();
  notice_hashes = new Set((await listener.done).bots[0].sound_hashes);
  const known = dark_desk.heard.filter(({ type, how }) => type === 'record_told' && how === 'seen').map(({ site }) => site);
  assert.equal(new Set(known).size, 3, `the console shows who has acknowledged: ${known}`);
});

test('a site whose picture stands still is recorded', async () => {
  browser = await launchChromium();
  await giaoban.meeting(STILL);
  still_site = await Site.open(browser, await giaoban.link(STILL, 'An Biên'), { color: '#2060c0', hz: 700, prepare: [() => { globalThis.testsStill = true; }] });
  await still_site.enter();
  still = new Recordist(giaoban, STILL);
  await still.enter();
  await still.record('begin');
  await still.stateIs('recording');
});

test('a meeting that is to be recorded is, from its opening to its end', async () => {
  const at = (ms) => new Date(Date.now() + ms).toISOString().replace(/\.\d+Z$/, 'Z');
  const { status, body: plan } = await operator.ask('POST', '/meetings', { title: 'Họp có ghi hình', form: 'online', nosecret: true, records: true, start: at(6e5), end: at(42e5) });
  assert.equal(status, 201, JSON.stringify(plan));
  const sites = giaoban.bots(plan.code, 1, ['--video', '320x180', '--talk', 1, '--seconds', 0, '--no-probe']);
  await until(async () => await legsOf(plan.code) === 1, 'the site is there');
  const other = new Recordist(giaoban, plan.code);
  await other.enter();
  const before_it = (await book(giaoban)).length;
  other.chair.say({ type: 'begin' });
  await other.stateIs('recording');
  await other.lasts(1);
  other.chair.say({ type: 'end' });
  const one = await other.ready();
  assert.equal((await book(giaoban)).length, before_it + 1);
  assert.deepEqual([one.reason, one.meeting], ['', plan.code]);
  await other.plays(one);
  sites.stop();
  await sites.done;
});

test('the operator is told that what is recorded is black and silent, and the recording has the notice as a site heard it', async () => {
  for (const word of ['black', 'silent']) {
    await until(() => dark_desk.heard.some(({ type, alarms }) => type === 'recording' && alarms.includes(word)), `the alarm: ${word}`, 60);
  }
  await dark.record('end');
  dark_sites.stop();
  const one = await dark.ready();
  const file = fileOf(giaoban, one);
  const [spoken, silent] = [await loudness(file, 0, NOTICE_S), await loudness(file, NOTICE_S + 1.5, 2)];
  console.log(`# the notice ${spoken} dB, after it ${silent} dB`);
  assert.ok(spoken > -20 && silent < -50, `${spoken} dB, ${silent} dB`);
  const packets = (await soundHashes(file)).slice(0, NOTICE_S * 50);
  const same = packets.filter((hash) => notice_hashes.has(hash)).length;
  assert.ok(same >= 0.8 * packets.length, `the listener heard ${same} of ${packets.length} packets of the notice; it told of ${notice_hashes.size}`);
});

test('S-27: the console says that the recorded picture stands still, until it moves', async () => {
  const desk = await Site.open(browser, `${giaoban.url}/console/${STILL}`);
  await (await desk.find('gb-login-form >>> #username')).type('vanhanh');
  await (await desk.find('gb-password-field >>> input')).type(operator.password);
  await desk.press('Đăng nhập');
  await desk.find('gb-recording-control >>> .bad::-p-text(Hình trong bản ghi đứng yên)');
  await still_site.page.evaluate(() => { globalThis.testsStill = false; });
  const control = await desk.find('gb-recording-control');
  const text = () => control.evaluate((element) => element.shadowRoot.textContent);
  await until(async () => !(await text()).includes('đứng yên'), 'the alarm is over');
  assert.match(await text(), /Đang ghi hình/);
  await still.record('end');
  const one = await still.ready();
  assert.equal(one.reason, '');
  await still.plays(one);
  for (const page of [desk, still_site]) assert.deepEqual(page.faults, []);
});

test('S-16: the quota is used up: the recording ends with the reason and is whole, the meeting goes on, and no other one begins', async () => {
  const [first] = await book(giaoban);
  bots = giaoban.bots(MEETING, 1, ['--video', '320x180', '--talk', 1, '--seconds', 0, '--no-probe']);
  await until(async () => await legsOf(MEETING) === 1, 'the site is there');
  await recordist.enter();
  const mcus = await giaoban.mcuOf(MEETING);
  await recordist.record('begin');
  await recordist.stateIs('recording');
  await recordist.lasts(1);
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', path.join(giaoban.folder, 'giaoban.db'), `UPDATE recordings SET bytes = 2000000000 WHERE id = ${first.id}`]);
  assert.equal((await recordist.stateIs('off')).reason, 'quota');
  const one = await recordist.ready();
  assert.equal(one.reason, 'quota');
  await recordist.plays(one);
  assert.deepEqual(await giaoban.mcuOf(MEETING), mcus);
  assert.equal(await legsOf(MEETING), 1);
  assert.equal((await recordist.record('begin')).type, 'error');
});
