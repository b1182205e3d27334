// Planned meetings over REST: the form, the states, what is refused, papers, documents, and who sees what.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Giaoban } from './lib/giaoban.mjs';
import { Office } from './lib/office.mjs';

const HOUR = 3600e3;
const iso = (ms) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
const start = Math.ceil((Date.now() + 30 * 24 * HOUR) / HOUR) * HOUR;

let giaoban, operator, chair;

before(async () => {
  giaoban = await Giaoban.start();
  operator = await Office.with(giaoban, 'vanhanh', 'van_hanh');
  chair = await Office.with(giaoban, 'chutoa', 'chu_toa');
});
after(() => giaoban?.stop());

const form = (more = {}) => ({ title: 'Họp giao ban', start: iso(start), end: iso(start + HOUR), nosecret: true, kind: 'giao_ban', ...more });

async function made(more = {}, office = operator) {
  const { status, body } = await office.ask('POST', '/meetings', form(more));
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

test('a meeting is planned, found, changed, and goes through its states', async () => {
  const meeting = await made({ title: 'Họp giao ban tháng mười hai', place: 'Phòng 1' });
  assert.equal(meeting.state, 'scheduled');
  assert.equal(meeting.created_by, 'vanhanh');
  const list = await operator.ask('GET', `/meetings?q=${encodeURIComponent('thang MUOI hai')}&from=${iso(start)}&to=${iso(start + 1000)}`);
  assert.deepEqual(list.body.items.map((item) => item.code), [meeting.code]);
  const changed = await operator.ask('PATCH', `/meetings/${meeting.code}`, { invite_no: '05/GM-UBND', sites_max: 40 });
  assert.equal(changed.body.sites_max, 40, JSON.stringify(changed.body));
  for (const [state, status] of [['ended', 409], ['trial', 200], ['live', 200], ['cancelled', 409], ['ended', 200], ['live', 409]]) {
    const step = await operator.ask('POST', `/meetings/${meeting.code}/state`, { state });
    assert.equal(step.status, status, `${state}: ${JSON.stringify(step.body)}`);
  }
  assert.equal((await operator.ask('PATCH', `/meetings/${meeting.code}`, { start: iso(start + HOUR) })).status, 409);
  const other = await made();
  assert.equal((await operator.ask('POST', `/meetings/${other.code}/state`, { state: 'cancelled' })).body.field, 'cancel_reason');
  assert.equal((await operator.ask('POST', `/meetings/${other.code}/state`, { state: 'cancelled', reason: 'bão' })).body.state, 'cancelled');
});

test('what must not be is refused in Vietnamese, and nothing is stored', async () => {
  const count = async () => (await operator.ask('GET', '/meetings')).body.items.length;
  const before = await count();
  for (const [why, body, status, code, field] of [
    ['no declaration', form({ nosecret: false }), 422, 'no_declaration'],
    ['a secret', form({ title: 'Họp (Mật)' }), 422, 'secret_title'],
    ['no title', form({ title: '  ' }), 422, 'bad_field', 'title'],
    ['a title too long', form({ title: 'x'.repeat(301) }), 422, 'bad_field', 'title'],
    ['not a text', form({ title: 5 }), 422, 'bad_field', 'title'],
    ['a control character', form({ title: 'a\u0000b' }), undefined, undefined],
    ['ends before it begins', form({ end: iso(start - HOUR) }), 422, 'bad_field', 'end'],
    ['no date', form({ start: '2026-13-01T00:00:00Z' }), 422, 'bad_field', 'start'],
    ['its own state', form({ state: 'live' }), 422, 'bad_field', 'state'],
    ['an unknown member', form({ bad: 1 }), 422, 'bad_field', 'bad'],
    ['an unknown kind', form({ kind: "x' OR '1'='1" }), 422, 'bad_field', 'kind'],
    ['a path for a code', form({ code: '../../etc' }), 422, 'bad_field', 'code'],
    ['too many months', form({ repeat_months: 25 }), 422, 'bad_field', 'repeat_months'],
    ['a list that is none', form({ sites: 'x' }), 422, 'bad_field', 'sites'],
    ['SQL for a site', form({ sites: ["'; DROP TABLE meetings; --"] }), 422, 'bad_field', 'sites'],
    ['no account', form({ chair_account: 'nobody' }), 422, 'bad_field', 'chair_account'],
    ['a list', [], 422],
  ]) {
    const answer = await operator.ask('POST', '/meetings', body);
    if (status) assert.equal(answer.status, status, `${why}: ${JSON.stringify(answer.body)}`);
    assert.ok(answer.status >= 400 && answer.status < 500, `${why}: ${answer.status}`);
    if (code) assert.equal(answer.body.code, code, why);
    if (field) assert.equal(answer.body.field, field, why);
    assert.match(answer.body.title, /\p{L}.*[.]$/u, why);
  }
  assert.equal(await count(), before);
});

test('a monthly meeting is a series, an unscheduled one is live at once', async () => {
  const first = await made({ repeat_months: 3, repeat_by: 'weekday' });
  const { body } = await operator.ask('GET', '/meetings?limit=1000');
  const series = body.items.filter((item) => item.series === first.series);
  assert.equal(series.length, 3);
  assert.equal(new Set(series.map((item) => new Date(item.start).getUTCDay())).size, 1);
  const adhoc = await operator.ask('POST', '/meetings/adhoc', { title: 'Họp đột xuất về bão', nosecret: true });
  assert.equal(adhoc.status, 201, JSON.stringify(adhoc.body));
  assert.equal(adhoc.body.state, 'live');
  assert.equal(adhoc.body.adhoc, true);
  assert.equal(adhoc.body.late_days, 0);
});

test('agenda, invitation and iCalendar file', async () => {
  const { code } = await made({ title: 'Họp <b>giao ban</b>', place: 'Phòng 1, tầng 2', invite_no: '07/GM-UBND', chair_title: 'Chủ tịch' });
  const agenda = await operator.ask('PUT', `/meetings/${code}/agenda`, { items: [{ title: 'Khai mạc', minutes: 5 }, { title: 'Bế mạc' }] });
  assert.deepEqual(agenda.body.items.map((item) => [item.position, item.title]), [[1, 'Khai mạc'], [2, 'Bế mạc']], JSON.stringify(agenda.body));
  assert.equal((await operator.ask('PUT', `/meetings/${code}/agenda`, { items: [{ minutes: 5 }] })).body.field, 'title');
  const page = await operator.ask('GET', `/meetings/${code}/invitation`);
  assert.match(page.headers['content-type'], /^text\/html/);
  for (const text of ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'GIẤY MỜI', 'Số: 07/GM-UBND', 'Khai mạc (5 phút)', 'Kết nối thử']) {
    assert.ok(page.body.includes(text), `${text}:\n${page.body}`);
  }
  assert.ok(!page.body.includes('<b>giao'), 'a title is no markup');
  assert.equal((await operator.ask('GET', '/print.css')).status, 200);
  const calendar = await operator.ask('GET', `/meetings/${code}/invitation.ics`);
  assert.match(calendar.body, /\r\nLOCATION:Phòng 1\\, tầng 2\r\n/);
  assert.match(calendar.headers['content-disposition'], /attachment/);
});

test('a paper comes back byte for byte, only with a declaration, and never as a page', async () => {
  const { code } = await made();
  const bytes = Buffer.from('<script>alert(1)</script>\0\xff', 'latin1');
  const add = (query) => operator.ask('POST', `/meetings/${code}/papers?${query}`, bytes);
  assert.equal((await add('name=a.html')).body.code, 'no_declaration');
  for (const name of ['', '..%2f..%2fetc%2fpasswd', '.bashrc', 'a%5cb', 'x'.repeat(201)]) {
    assert.equal((await add(`name=${name}&nosecret=1`)).status, 422, name);
  }
  const paper = await add(`name=${encodeURIComponent('Báo cáo.html')}&nosecret=1`);
  assert.equal(paper.status, 201, JSON.stringify(paper.body));
  assert.equal(paper.body.sha256, createHash('sha256').update(bytes).digest('hex'));
  const back = await operator.ask('GET', `/meetings/${code}/papers/${paper.body.id}`);
  assert.equal(back.headers['content-type'], 'application/octet-stream');
  assert.match(back.headers['content-disposition'], /^attachment/);
  assert.equal(back.headers['x-content-type-options'], 'nosniff');
  const { code: other } = await made();
  assert.equal((await operator.ask('GET', `/meetings/${other}/papers/${paper.body.id}`)).status, 404, 'a paper belongs to its meeting');
  assert.equal((await operator.ask('DELETE', `/meetings/${code}/papers/${paper.body.id}`)).status, 204);
  assert.equal((await operator.ask('GET', `/meetings/${code}/papers/${paper.body.id}`)).status, 404);
  const audit = await giaoban.command('audit', 'export');
  assert.ok(audit.includes(paper.body.sha256) && audit.includes('declared_no_secret'), 'who declared what is in the log');
});

test('clashes of rooms', async () => {
  const at = start + 100 * HOUR;
  const { code } = await made({ place: 'Hội trường A', start: iso(at), end: iso(at + HOUR) });
  const ask = async (query) => (await operator.ask('GET', `/meeting-conflicts?${query}`)).body;
  const time = `from=${iso(at + HOUR / 2)}&to=${iso(at + 2 * HOUR)}`;
  assert.deepEqual((await ask(`${time}&place=${encodeURIComponent('HỘI TRƯỜNG A')}`)).items.map((item) => [item.code, item.what]), [[code, 'place']]);
  assert.deepEqual((await ask(`${time}&place=B`)).items, []);
  assert.deepEqual((await ask(`${time}&place=${encodeURIComponent('hội trường a')}&except=${code}`)).items, []);
  assert.equal((await ask('from=x&to=y')).field, 'from');
});

test('500 meetings are listed at once', async () => {
  for (let i = 0; i < 21; i++) await made({ repeat_months: 24, title: `Họp ${i}` });
  const from = Date.now();
  const { body } = await operator.ask('GET', '/meetings?limit=500');
  const took = Date.now() - from;
  assert.equal(body.items.length, 500);
  console.log(`500 meetings in ${took} ms`);
});
