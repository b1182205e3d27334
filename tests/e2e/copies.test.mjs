// Copies of recordings in other forms, and packages of meetings: made in the background, fetched, checked.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Office } from './lib/office.mjs';

const SHORT_S = 10;
const LONG_TIMES = 120; // of the short one: minutes of encoding at the lowest priority
const GREY = 128;
const BRIGHT = 180; // only the letters of the mark are

let giaoban, secretary, code, short, long;

const ffmpeg = (...words) => execFileSync('ffmpeg', ['-v', 'error', '-y', ...words]);
const probe = (file) => JSON.parse(execFileSync('ffprobe', ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file]));
const codecs = (file) => probe(file).streams.map(({ codec_name: name }) => name).sort().join(' ');
const fileOf = ({ id, form }) => path.join(giaoban.folder, 'copies', `${id}.${form === 'package' ? 'zip' : form}`);

async function made(office, where, body) {
  const answer = await office.ask('POST', where, body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
}

function addRecording(name, duration) {
  const columns = 'meeting, state, path, start_us, end_us, duration_us, bytes, width, height, video_codec, reason, begun_by, sha256, check_json';
  const start = Date.now() * 1000;
  const sql = `INSERT INTO recordings (${columns}) VALUES ('${code}', 'ready', '${name}', ${start}, ${start + duration * 1e6}, ${duration * 1e6}, 1, 640, 360, 'VP8', '', 'thuky', '', ''); SELECT last_insert_rowid();`;
  return Number(execFileSync('sqlite3', ['-cmd', '.timeout 5000', path.join(giaoban.folder, 'giaoban.db'), sql], { encoding: 'utf8' }));
}

const rowsOf = async (where, id) => (await secretary.ask('GET', where)).body.items.find((row) => row.id === id);

// Until the copy is as asked for; the machine may be busy with other things, and then the copy waits.
const copyIs = (where, id, is) => until(async () => {
  const row = await rowsOf(where, id);
  assert.notEqual(row.state, 'failed', row.fault);
  return is(row) && row;
}, `copy ${id} comes so far`);

async function copy(recording, wish) {
  const where = `/recordings/${recording}/copies`;
  const { id } = await made(secretary, where, wish);
  return copyIs(where, id, ({ state }) => state === 'ready');
}

before(async () => {
  giaoban = await Giaoban.start();
  const admin = await Office.with(giaoban, 'quantri2', 'quan_tri');
  await made(admin, '/units', { code: '91', name: 'Ủy ban nhân dân tỉnh', kind: 'tinh', parent: '', position: 0 });
  secretary = await Office.with(giaoban, 'thuky', 'thu_ky', { unit: '91' });
  ({ code } = await made(secretary, '/meetings', {
    title: 'Họp giao ban', unit: '91', form: 'online', kind: 'giao_ban', secretary_account: 'thuky', nosecret: true,
    start: new Date(Date.now() + 864e5).toISOString().replace(/\.\d+Z$/, 'Z'), end: new Date(Date.now() + 9e7).toISOString().replace(/\.\d+Z$/, 'Z'),
  }));
  const folder = path.join(giaoban.folder, 'recordings');
  mkdirSync(folder, { recursive: true });
  ffmpeg('-f', 'lavfi', '-i', `color=gray:s=640x360:r=25:d=${SHORT_S}`, '-f', 'lavfi', '-i', `sine=440:r=48000:d=${SHORT_S}`,
    '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-g', '25', '-c:a', 'libopus', path.join(folder, 'short.webm'));
  ffmpeg('-stream_loop', String(LONG_TIMES - 1), '-i', path.join(folder, 'short.webm'), '-c', 'copy', path.join(folder, 'long.webm'));
  short = addRecording('short.webm', SHORT_S);
  long = addRecording('long.webm', SHORT_S * LONG_TIMES);
});
after(() => giaoban?.stop());

// The brightest that stands in the lower right corner of a picture in the middle.
function brightest(file) {
  const grey = execFileSync('ffmpeg', ['-v', 'error', '-ss', '1', '-i', file, '-frames:v', '1', '-vf', 'crop=iw/2:ih/5:iw/2:4*ih/5', '-f', 'rawvideo', '-pix_fmt', 'gray', '-']);
  return grey.reduce((most, value) => Math.max(most, value), 0);
}

test('a part as MP4, with the name of who gets it in the picture or without', async () => {
  const marked = await copy(short, { form: 'mp4', from_ms: 2000, to_ms: 6000, mark: true, recipient: "Sở Nội vụ: 'a' %{n}" });
  const plain = await copy(short, { form: 'mp4', from_ms: 2000, to_ms: 6000 });
  for (const row of [marked, plain]) {
    assert.equal(codecs(fileOf(row)), 'aac h264');
    assert.ok(Math.abs(probe(fileOf(row)).format.duration - 4) < 0.2, 'four seconds');
    assert.equal(row.bytes, statSync(fileOf(row)).size);
  }
  assert.ok(brightest(fileOf(plain)) < GREY + 20, 'nothing is written into it');
  assert.ok(brightest(fileOf(marked)) > BRIGHT, 'something is');
});

test('sound alone, and WebM, as recorded', async () => {
  assert.equal(codecs(fileOf(await copy(short, { form: 'opus' }))), 'opus');
  assert.equal(codecs(fileOf(await copy(short, { form: 'mp3', to_ms: 3000 }))), 'mp3');
  assert.equal(codecs(fileOf(await copy(short, { form: 'webm', from_ms: 1000 }))), 'opus vp8');
});

test('what is fetched is the file, whole or a part, and stands in the audit log', async () => {
  const row = await copy(short, { form: 'mp3', recipient: 'Sở Tài chính' });
  const part = await secretary.ask('GET', `/copies/${row.id}/file`, undefined, { range: 'bytes=0-9' });
  assert.equal(part.status, 206);
  assert.equal(part.headers['content-range'], `bytes 0-9/${row.bytes}`);
  assert.match(part.headers['content-disposition'], /attachment/);
  assert.equal((await secretary.ask('GET', `/copies/${row.id}/file`, undefined, { range: `bytes=${row.bytes}-` })).status, 416);
  const log = await giaoban.command('audit', 'export');
  for (const action of ['copy.add', 'copy.read']) assert.ok(log.split('\n').map((line) => JSON.parse(line)).some((entry) => entry.action === action && entry.object === `copy:${row.id}`), action);
  assert.ok(log.includes('Sở Tài chính'), 'for whom');
});

test('one after the other, with progress; given up, it is gone; after a crash it is begun anew', async () => {
  const where = `/recordings/${long}/copies`;
  const first = await made(secretary, where, { form: 'mp4' });
  const next = await made(secretary, where, { form: 'opus' });
  await copyIs(where, first.id, ({ state, permille }) => state === 'running' && permille > 0);
  assert.equal((await rowsOf(where, next.id)).state, 'queued');
  await giaoban.kill('SIGKILL');
  await giaoban.serve();
  await copyIs(where, first.id, ({ state, permille }) => state === 'running' && permille > 0);
  assert.equal((await secretary.ask('DELETE', `/copies/${first.id}`)).status, 204);
  await copyIs(where, next.id, ({ state }) => state === 'ready');
  assert.ok(!existsSync(fileOf(first)) && !existsSync(`${fileOf(first)}.part`), 'nothing is left of it');
  assert.equal((await secretary.ask('GET', `/copies/${first.id}/file`)).status, 404);
});

test('what cannot be made is said so', async () => {
  for (const wish of [{ form: 'mp3', mark: true }, { from_ms: 5, to_ms: 5 }, { form: 'package' }, { form: 'avi' }]) {
    assert.equal((await secretary.ask('POST', `/recordings/${short}/copies`, wish)).status, 422, JSON.stringify(wish));
  }
  const broken = addRecording('not-there.webm', 1);
  const { id } = await made(secretary, `/recordings/${broken}/copies`, { form: 'opus' });
  await until(async () => (await rowsOf(`/recordings/${broken}/copies`, id)).state === 'failed', 'the copy has failed');
  assert.equal((await secretary.ask('GET', `/copies/${id}/file`)).status, 409);
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', path.join(giaoban.folder, 'giaoban.db'), `DELETE FROM recordings WHERE id = ${broken}`]);
});

// The sound of one site beside a recording, whose name holds what no archive has in one.
function addStem(recording, name) {
  const folder = path.join(giaoban.folder, 'recordings', name.replace(/webm$/, 'stems'));
  mkdirSync(folder);
  writeFileSync(path.join(folder, '1.webm'), 'the sound of one site');
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', path.join(giaoban.folder, 'giaoban.db'), `INSERT INTO recording_stems VALUES (${recording}, 1, 'xa-an-binh', 'Xã An Bình: hội trường', 21, '')`]);
}

test('S-54: the package of the meeting: any archiver opens it, verify passes elsewhere, one flipped byte is named', async () => {
  const where = `/meetings/${code}/packages`;
  addStem(short, 'short.webm');
  const paper = await secretary.ask('POST', `/meetings/${code}/papers?name=${encodeURIComponent('Báo cáo.pdf')}&nosecret=1`, Buffer.from('%PDF-1.4 report'));
  assert.equal(paper.status, 201);
  const { id } = await made(secretary, where, { recipient: 'Lưu trữ tỉnh' });
  const row = await copyIs(where, id, ({ state }) => state === 'ready');
  const names = execFileSync('python3', ['-c', 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print("\\n".join(z.namelist()))', fileOf(row)], { encoding: 'utf8' }).trim().split('\n');
  for (const name of ['manifest.json', 'manifest.sig', `ghi-hinh/${short}.webm`, `ghi-hinh/tieng-${short}/01-Xã An Bình_ hội trường.webm`, 'diem-danh/diem-danh.csv', 'nhat-ky/su-kien.jsonl']) assert.ok(names.includes(name), name);
  assert.ok(names.some((name) => name.startsWith('tai-lieu/') && name.endsWith('Báo cáo.pdf')), names.join(', '));

  const key = await giaoban.command('recording', 'key');
  const verify = (file, ...words) => execFileSync(giaoban.program('signaling/giaoban'), ['recording', 'verify', file, ...words], { encoding: 'utf8', stdio: 'pipe', env: {} });
  assert.match(verify(fileOf(row), '--key', key), /^intact$/m);
  assert.throws(() => verify(fileOf(row), '--key', key.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))));
  const bytes = readFileSync(fileOf(row));
  const damaged = path.join(giaoban.folder, 'damaged.zip');
  bytes[bytes.indexOf('su-kien.jsonl', bytes.indexOf('PK\x03\x04', 5)) + 2] ^= 1;
  writeFileSync(damaged, bytes);
  assert.throws(() => verify(damaged), ({ stdout, stderr }) => /^DAMAGED\t/m.test(stdout) && /is damaged/.test(stderr));
});

test('only who sees the recording has copies of it', async () => {
  const { id } = await copy(short, { form: 'opus' });
  const others = [['quantri3', 'quan_tri', {}, 403], ['vanthukhac', 'van_thu', { unit: '92' }, 404]];
  const admin = await Office.with(giaoban, 'quantri4', 'quan_tri');
  await made(admin, '/units', { code: '92', name: 'Tỉnh khác', kind: 'tinh', parent: '', position: 1 });
  for (const [name, role, words, status] of others) {
    const office = await Office.with(giaoban, name, role, words);
    for (const [method, where, body] of [['GET', `/recordings/${short}/copies`], ['POST', `/recordings/${short}/copies`, {}], ['GET', `/copies/${id}/file`],
      ['DELETE', `/copies/${id}`], ['GET', `/meetings/${code}/packages`], ['POST', `/meetings/${code}/packages`, {}]]) {
      assert.equal((await office.ask(method, where, body)).status, status, `${role} ${method} ${where}`);
    }
  }
  const clerk = await Office.with(giaoban, 'vanthu', 'van_thu', { unit: '91' });
  assert.equal((await clerk.ask('GET', `/copies/${id}/file`, undefined, { range: 'bytes=0-3' })).status, 206);
});
