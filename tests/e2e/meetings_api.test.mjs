// Planned meetings over REST: the form, the states, what is refused, papers, documents, and who sees what.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Client } from './lib/client.mjs';
import { Giaoban } from './lib/giaoban.mjs';
import { Office } from './lib/office.mjs';
import { offer } from './lib/sdp.mjs';

const HOUR = 3600e3;
const iso = (ms) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
const start = Math.ceil((Date.now() + 30 * 24 * HOUR) / HOUR) * HOUR;

let giaoban, operator, chair;

before(async () => {
  giaoban = await Giaoban.start({ 'media.address': '127.0.0.1,127.0.0.2,127.0.0.3', 'media.wan_address': '127.0.0.2', 'media.internet_address': '127.0.0.3' });
  const admin = await Office.with(giaoban, 'quantri2', 'quan_tri');
  for (const [code, name, kind, parent, position] of [['91', 'UBND tỉnh', 'tinh', '', 0], ['899', 'UBND thành phố Rạch Giá', 'huyen', '91', 1], ['903', 'UBND huyện Hòn Đất', 'huyen', '91', 4]]) {
    const unit = await admin.ask('POST', '/units', { code, name, kind, parent, position });
    assert.equal(unit.status, 201, JSON.stringify(unit.body));
  }
  for (const [code, name, network] of [['899', 'Điểm cầu Rạch Giá', 'internet'], ['903', 'Điểm cầu Hòn Đất', 'wan']]) {
    const site = await admin.ask('POST', '/sites', { code, unit: code, name, network, active: true });
    assert.equal(site.status, 201, JSON.stringify(site.body));
  }
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

test('S-31: a meeting is planned, found, changed, and goes through its states', async () => {
  const meeting = await made({ title: 'Họp giao ban tháng mười hai', place: 'Phòng 1' });
  assert.equal(meeting.state, 'scheduled');
  assert.equal(meeting.created_by, 'vanhanh');
  const list = await operator.ask('GET', `/meetings?q=${encodeURIComponent('thang MUOI hai')}&from=${iso(start)}&to=${iso(start + 1000)}`);
  assert.deepEqual(list.body.items.map((item) => item.code), [meeting.code]);
  const changed = await operator.ask('PATCH', `/meetings/${meeting.code}`, { invite_no: '05/GM-UBND', sites_max: 40 });
  assert.equal(changed.body.sites_max, 40, JSON.stringify(changed.body));
  const byNumber = await operator.ask('GET', `/meetings?q=${encodeURIComponent('05/gm-ubnd')}`);
  assert.deepEqual(byNumber.body.items.map((item) => item.code), [meeting.code], 'by the number of its invitation');
  for (const [state, status] of [['ended', 409], ['trial', 200], ['live', 200], ['cancelled', 409], ['ended', 200], ['live', 409]]) {
    const step = await operator.ask('POST', `/meetings/${meeting.code}/state`, { state });
    assert.equal(step.status, status, `${state}: ${JSON.stringify(step.body)}`);
  }
  assert.equal((await operator.ask('PATCH', `/meetings/${meeting.code}`, { start: iso(start + HOUR) })).status, 409);
  const other = await made();
  assert.equal((await operator.ask('POST', `/meetings/${other.code}/state`, { state: 'cancelled' })).body.field, 'cancel_reason');
  assert.equal((await operator.ask('POST', `/meetings/${other.code}/state`, { state: 'cancelled', reason: 'bão' })).body.state, 'cancelled');
});

test('S-39: what must not be is refused in Vietnamese, and nothing is stored', async () => {
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

test('S-04: a monthly meeting is a series, an unscheduled one is live at once', async () => {
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

test('S-37: agenda, invitation and iCalendar file', async () => {
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
  const rtf = await operator.ask('GET', `/meetings/${code}/invitation.rtf`);
  assert.match(rtf.headers['content-type'], /^application\/rtf/);
  assert.match(rtf.headers['content-disposition'], new RegExp(`giay-moi-${code}\\.rtf`));
  assert.match(rtf.body, /^\{\\rtf1/);
  const calendar = await operator.ask('GET', `/meetings/${code}/invitation.ics`);
  assert.match(calendar.body, /\r\nLOCATION:Phòng 1\\, tầng 2\r\n/);
  assert.match(calendar.headers['content-disposition'], /attachment/);
});

test('S-40: a paper comes back byte for byte, only with a declaration, and never as a page', async () => {
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
  const again = (headers) => operator.ask('GET', `/meetings/${code}/papers/${paper.body.id}`, undefined, headers);
  const part = await again({ range: 'bytes=8-12' });
  assert.deepEqual([part.status, part.body, part.headers['content-range']], [206, 'alert', `bytes 8-12/${bytes.length}`]);
  assert.equal((await again({ 'if-none-match': back.headers.etag })).status, 304, 'what is known is not sent again');
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

const tokenOf = (url) => decodeURIComponent(/token=([^&]+)/.exec(url)[1]);

test('S-18: a site is offered the candidates of its own network alone; the chair those of all', async () => {
  const meeting = await made({ sites: ['899', '903'] });
  await operator.ask('POST', `/meetings/${meeting.code}/state`, { state: 'trial' });
  const links = (await operator.ask('GET', `/meetings/${meeting.code}/links`)).body.items;
  for (const [site, wanted] of [['899', ['127.0.0.3']], ['903', ['127.0.0.2']], ['', ['127.0.0.1', '127.0.0.2', '127.0.0.3']]]) {
    const token = tokenOf(links.find((link) => link.site === site).url);
    const { status, body } = await giaoban.request(`/whip/${meeting.code}`, {
      method: 'POST', headers: { 'content-type': 'application/sdp', authorization: `Bearer ${token}` }, body: offer({ direction: 'sendonly', sessionLevel: true }),
    });
    assert.equal(status, 201, body);
    const offered = [...body.matchAll(/^a=candidate:\S+ 1 udp \d+ (\S+) /gim)].map(([, address]) => address);
    assert.deepEqual([...new Set(offered)].sort(), wanted, `${site}: ${body}`);
  }
});

test('invited sites have links, and their seats in the order of the list', async () => {
  const { body: meeting } = await operator.ask('POST', '/meetings/adhoc', { title: 'Họp đột xuất', nosecret: true, sites: ['899', '903'], waiting_room: true });
  assert.ok(meeting.code, JSON.stringify(meeting));
  const links = (await operator.ask('GET', `/meetings/${meeting.code}/links`)).body.items;
  assert.deepEqual(links.map(({ site, name, role }) => [site, name, role]),
    [['', 'Điểm cầu trung tâm', 'chair'], ['899', 'Điểm cầu Rạch Giá', 'site'], ['903', 'Điểm cầu Hòn Đất', 'site']]);
  const technician = await Office.with(giaoban, 'kt.rachgia', 'ky_thuat', { unit: '899', site: '899' });
  const own = await technician.ask('GET', `/meetings/${meeting.code}/own-link`);
  assert.deepEqual([own.body.site, own.body.name, own.body.role], ['899', 'Điểm cầu Rạch Giá', 'site'], 'a technician goes in as the own site');
  assert.equal((await technician.ask('GET', `/meetings/${meeting.code}/links`)).status, 403);
  assert.equal((await operator.ask('GET', `/meetings/${meeting.code}/own-link`)).body.code, 'no_site');
  const enter = (index) => Client.enter(giaoban, { token: tokenOf(index === 1 ? own.body.url : links[index].url) });
  const second = await enter(2);
  const first = await enter(1);
  assert.equal(first.welcome.type, 'welcome', JSON.stringify(first.welcome));
  assert.equal(first.welcome.self.id, 'code:899');
  assert.deepEqual(first.welcome.sites.map(({ id }) => id), ['code:899', 'code:903']);
  const stranger = await Client.open(giaoban);
  assert.equal((await stranger.ask({ type: 'hello', protocol: 1, client: 'web', meeting: meeting.code, site: 'Điểm cầu Rạch Giá' }, 'welcome', 'waiting', 'error')).type, 'waiting',
    'a typed name is not invited');
  assert.equal((await operator.ask('POST', `/meetings/${meeting.code}/state`, { state: 'ended' })).status, 200);
  assert.equal((await first.hear('closed')).reason, 'ended');
  const late = await enter(1);
  assert.equal(late.welcome.code, 'meeting_ended');
  for (const client of [first, second, stranger, late]) await client.close();
});

test('before its hour nobody gets in', async () => {
  const { code } = await made({ sites: ['899'] });
  const [, link] = (await operator.ask('GET', `/meetings/${code}/links`)).body.items;
  const early = await Client.enter(giaoban, { token: tokenOf(link.url) });
  assert.equal(early.welcome.code, 'not_open');
  await early.close();
  const clash = (await operator.ask('GET', `/meeting-conflicts?from=${iso(start)}&to=${iso(start + HOUR)}&sites=899,903`)).body.items;
  assert.ok(clash.some((item) => item.code === code && item.what === 'site'));
  assert.equal((await operator.ask('PUT', `/meetings/${code}/sites`, { items: ['nowhere'] })).body.field, 'items');
  assert.deepEqual((await operator.ask('PUT', `/meetings/${code}/sites`, { items: ['903', '899'] })).body.items.map((item) => item.site), ['903', '899']);
});

test('each sees what its role and unit let it see', async () => {
  const province = await made({ unit: '91', chair_account: 'chutoa', sites: ['899'] });
  const district = await Office.with(giaoban, 'ct903', 'chu_toa', { unit: '903' });
  const technician = await Office.with(giaoban, 'kt899', 'ky_thuat', { unit: '899', site: '899' });
  const own = await made({ title: 'Giao ban huyện' }, district);
  assert.deepEqual([own.unit, own.chair_account], ['903', 'ct903']);
  const sees = async (office, code) => (await office.ask('GET', `/meetings/${code}`)).status;
  const lists = async (office) => (await office.ask('GET', '/meetings?limit=1000')).body.items.map((item) => item.code);
  assert.deepEqual([await sees(district, province.code), await sees(district, own.code)], [404, 200], 'a guessed code tells nothing');
  assert.deepEqual([await sees(technician, province.code), await sees(technician, own.code)], [200, 404]);
  assert.deepEqual(await lists(district), [own.code]);
  assert.ok((await lists(technician)).includes(province.code));
  assert.ok((await lists(operator)).includes(own.code));
  assert.equal((await technician.ask('POST', '/meetings', form())).status, 403);
  assert.equal((await technician.ask('GET', `/meetings/${province.code}/links`)).status, 403);
  assert.equal((await district.ask('PATCH', `/meetings/${province.code}`, { title: 'x' })).status, 404);
  assert.equal((await district.ask('POST', '/meetings', form({ unit: '91' }))).body.field, 'unit');
  // Named in it: commanded too; of the same unit, but not named: read only.
  assert.equal((await chair.ask('POST', `/meetings/${province.code}/state`, { state: 'trial' })).status, 200);
});
