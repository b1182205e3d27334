// A meeting that is governed: who is heard is what the chair, the secretary and the operator say, from any of their consoles.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { launchChromium, Site } from './lib/browser.mjs';
import { Client } from './lib/client.mjs';
import { Giaoban, until } from './lib/giaoban.mjs';
import { Office } from './lib/office.mjs';

const MEETING = 'dieu-hanh';
const HEARD_DB = -35; // who is heard is at -16
const NOT_HEARD_DB = -50; // in short windows the others' tones reach -57 at a pitch that nobody sounds
const HZ = { chair: 400, a: 700, b: 1000 };
const TOLD_MS = 1000;

let giaoban, operator, secretary, chromium, protocol;
let id = 0;

before(async () => {
  giaoban = await Giaoban.start({ 'http.address': '10.99.0.1', 'media.address': '10.99.0.1' });
  await giaoban.meeting(MEETING);
  operator = await Office.with(giaoban, 'vanhanh', 'van_hanh');
  secretary = await Office.with(giaoban, 'thuky', 'thu_ky');
  protocol = new Ajv2020({ strict: false }).addSchema(JSON.parse((await giaoban.request('/api/v1/room-protocol.json')).body), 'room');
  chromium = await launchChromium(['--disable-features=WebRtcHideLocalIpsWithMdns']);
});
after(async () => {
  await chromium?.close();
  await giaoban?.stop();
});

// A console of an account; null when it is not let in.
async function console_(office, meeting = MEETING) {
  const client = await Client.open(giaoban, { from: '10.99.0.1', cookie: office?.cookie });
  client.welcome = await client.ask({ type: 'hello', protocol: 1, client: 'console', meeting }, 'welcome', 'error');
  return client;
}

// Whether what was said, and what was heard, is as the protocol is described.
function described(side, messages) {
  const fits = protocol.getSchema(`room#/$defs/${side}`);
  for (const message of messages) assert.ok(fits(message), `${side}: ${JSON.stringify(message)}`);
}

async function must(client, command) {
  described('client', [{ ...command, id: 1 }]);
  const answer = await client.ask({ ...command, id: ++id }, 'done', 'error');
  assert.equal(answer.type, 'done', JSON.stringify(answer));
  assert.equal(answer.id, id);
}

async function refused(client, command) {
  const answer = await client.ask({ ...command, id: ++id }, 'done', 'error');
  assert.equal(answer.type, 'error', `${JSON.stringify(command)} was carried out`);
  return answer.code;
}

// The state that the client is told, once it is so.
async function told(client, is) {
  for (;;) {
    const { state } = await client.hear('proceedings');
    if (is(state)) return state;
  }
}

async function site(name, role) {
  const token = await giaoban.token(MEETING, name, role);
  const client = await Client.open(giaoban, { from: '10.99.0.1' });
  client.welcome = await client.ask({ type: 'hello', protocol: 1, client: 'web', token }, 'welcome', 'error');
  return client;
}

test('S-17, S-28: accounts conduct a meeting; each sees within a second what the other does', async () => {
  assert.equal((await console_(null)).welcome.code, 'no_login');
  assert.equal((await console_(secretary)).welcome.code, 'forbidden', 'a secretary who is not named');
  assert.equal((await console_(operator, 'khong-co')).welcome.code, 'unknown_meeting');
  const one = await console_(operator);
  const heard = [];
  one.socket.on('message', (data) => heard.push(JSON.parse(data)));
  assert.equal(one.welcome.self.role, 'operator');
  const two = await console_(operator);
  const chair = await site('Chủ tọa', 'chair');
  const hall = await site('Điểm cầu Hòn Đất', 'site');

  const start = Date.now();
  await must(one, { type: 'govern', on: true });
  await Promise.all([two, chair, hall].map((client) => told(client, (state) => state.governed)));
  await must(chair, { type: 'govern', on: false });
  await Promise.all([one, two].map((client) => told(client, (state) => !state.governed)));
  assert.ok(Date.now() - start < 2 * TOLD_MS, `${Date.now() - start} ms`);

  // A site: asks, is ordered, called, written to; and may nothing else.
  await must(hall, { type: 'ask', subject: 'Đê biển' });
  const { queue } = await told(one, (state) => state.queue.length === 1);
  assert.equal(queue[0].subject, 'Đê biển');
  assert.equal(await refused(hall, { type: 'floor', site: queue[0].site }), 'forbidden');
  assert.equal(await refused(hall, { type: 'mute', site: '*', on: true }), 'forbidden');
  await must(two, { type: 'floor', site: queue[0].site, limit_s: 300 });
  const { floor } = await told(hall, (state) => state.floor.site !== '');
  assert.equal(floor.limit_s, 300);
  await must(one, { type: 'message', site: queue[0].site, text: 'Còn 1 phút', seconds: 60 });
  assert.equal((await hall.hear('message')).text, 'Còn 1 phút');
  await must(hall, { type: 'chat', text: 'Xin thêm thời gian' });
  assert.equal((await two.hear('chat')).text, 'Xin thêm thời gian');
  await must(one, { type: 'layout', view: 'sites', mode: 'grid' });
  await must(two, { type: 'site_layout', site: queue[0].site, layout: 'chair' });
  const { site_layouts: [own] } = await told(one, (state) => state.site_layouts.length === 1);
  assert.deepEqual(own, { site: queue[0].site, layout: 'chair', pinned: '' });
  await must(one, { type: 'site_layout', site: queue[0].site, layout: '' });

  await must(two, { type: 'agenda', number: 2, text: 'Báo cáo' });
  assert.equal((await told(hall, (state) => state.agenda.number === 2)).agenda.text, 'Báo cáo');
  assert.equal(await refused(hall, { type: 'agenda', number: 0 }), 'forbidden');
  assert.equal(await refused(one, { type: 'agenda', number: 3, text: '' }), 'bad_message');

  // The same over HTTP, and the log of it all.
  const path = `/meetings/${MEETING}`;
  assert.equal((await operator.ask('POST', `${path}/commands`, { type: 'floor', site: '' })).status, 204);
  assert.equal((await operator.ask('POST', `${path}/commands`, { type: 'floor', site: 'site:x' })).body.code, 'unknown_site');
  assert.equal((await operator.ask('POST', `${path}/commands`, { type: 'floor' })).body.code, 'bad_message');
  assert.equal((await secretary.ask('POST', `${path}/commands`, { type: 'begin' })).status, 403);
  assert.equal((await operator.ask('GET', `${path}/proceedings`)).body.state.floor.site, '');
  const { body } = await operator.ask('GET', `${path}/events`);
  const kinds = body.trim().split('\n').map((line) => JSON.parse(line).kind);
  const said = Object.fromEntries(['floor', 'layout', 'site_layout'].map((kind) => [kind, kinds.filter((one) => one === kind).length]));
  assert.deepEqual(said, { floor: 2, layout: 1, site_layout: 2 }, kinds.join());

  // A vote by site with a quorum.
  await must(one, { type: 'vote_open', question: 'Thông qua nghị quyết?', quorum_percent: 100 });
  await must(hall, { type: 'vote', choice: 'for' });
  assert.equal((await told(one, (state) => state.vote?.cast === 1)).vote.quorum_met, false);
  await must(chair, { type: 'vote', choice: 'abstain' });
  await must(two, { type: 'vote_close' });
  const { vote } = await told(hall, (state) => state.vote && !state.vote.open);
  assert.deepEqual([vote.voters_count, vote.connected, vote.for, vote.against, vote.abstain, vote.not_voted, vote.quorum_met], [2, 2, 1, 0, 1, 0, true]);
  assert.equal(await refused(hall, { type: 'vote', choice: 'for' }), 'wrong_state');
  assert.equal(await refused(hall, { type: 'chat', text: '' }), 'bad_message');
  described('server', [one.welcome, two.welcome, chair.welcome, hall.welcome, ...[one, two, chair, hall].flatMap((client) => client.heard), ...heard]);
  assert.ok(new Set(heard.map(({ type }) => type)).size > 5, 'all kinds of messages were looked at');
  for (const client of [one, two, chair, hall]) await client.close();
});

test('governed: only the chair and the floor are in the mixed sound', async () => {
  const open = async (name, role, hz) => {
    const page = await Site.open(chromium, await giaoban.link(MEETING, name, role), { color: '#2060c0', hz });
    await page.enter();
    return page;
  };
  const chair = await open('Chủ tọa', 'chair', HZ.chair);
  const a = await open('A', 'site', HZ.a);
  await open('B', 'site', HZ.b);
  const listener = await open('Nghe', 'viewer');
  const desk = await console_(operator);
  const names = Object.fromEntries(desk.welcome.sites.map((one) => [one.name, one.id]));
  const hears = async (...wanted) => {
    await until(async () => {
      const levels = await listener.tones([HZ.chair, HZ.a, HZ.b]);
      return Object.keys(HZ).every((who, i) => (wanted.includes(who) ? levels[i] > HEARD_DB : levels[i] < NOT_HEARD_DB));
    }, `only ${wanted} are heard`, 60);
  };

  await hears('chair', 'a', 'b');
  await must(desk, { type: 'govern', on: true });
  await hears('chair');
  await a.press('Đăng ký phát biểu');
  await told(desk, (state) => state.queue.some(({ site }) => site === names.A));
  await a.find('button::-p-text(Hủy đăng ký)');
  await must(desk, { type: 'floor', site: names.A, limit_s: 120 });
  await hears('chair', 'a');
  await a.find('::-p-text(Thời gian phát biểu)');
  await must(desk, { type: 'floor', site: names.B });
  await hears('chair', 'b');

  // Another device of A takes its place and tries to speak by itself.
  const stubborn = await site('A', 'site');
  const answer = await stubborn.ask({ type: 'set', mic: true, camera: true }, 'error');
  assert.equal(answer.code, 'muted_by_op');
  await stubborn.close();

  // The media server dies: the next one knows who may be heard.
  const [victim] = await giaoban.mcuOf(MEETING);
  process.kill(victim, 'SIGKILL');
  await until(async () => (await giaoban.mcuOf(MEETING)).some((pid) => pid !== victim), 'another MCU is there');
  await until(() => listener.connected(), 'the listener is back');
  await hears('chair', 'b'); // who has the floor comes back with an open microphone
  assert.deepEqual(chair.faults, []);
  for (const page of await chromium.pages()) await page.close();
  await desk.close();
});

test('a page waits before the door, enters by itself when it may, and votes', async () => {
  const desk = await console_(operator);
  await must(desk, { type: 'waiting', on: true });
  const guest = await Site.open(chromium, await giaoban.link(MEETING, 'Khách', 'site'), { color: '#a02020', hz: 1300 });
  await guest.find('::-p-text(Vào phòng họp)');
  await guest.press('Vào phòng họp');
  await until(() => guest.page.$('gb-app >>> h1::-p-text(Phòng chờ)'), 'the page says that it waits');
  assert.ok(!await guest.connected());
  await must(desk, { type: 'admit', site: '*' });
  await until(() => guest.connected(), 'the guest is in');
  await must(desk, { type: 'vote_open', question: 'Thông qua?', quorum_percent: 50 });
  await guest.press('Tán thành');
  await told(desk, (state) => state.vote?.for === 1);
  await must(desk, { type: 'vote_close' });
  await must(desk, { type: 'waiting', on: false });
  await guest.page.close();
  await desk.close();
});

test('S-39: who waits hears nothing and is let in by one press; a locked room takes nobody new', async () => {
  const desk = await console_(operator);
  await must(desk, { type: 'waiting', on: true });
  const guest = await Client.open(giaoban, { from: '10.99.0.1' });
  const hello = { type: 'hello', protocol: 1, client: 'web', meeting: MEETING, site: 'Khách mời' };
  await guest.ask(hello, 'waiting');
  const { waiting } = await told(desk, (state) => state.waiting.length === 1);
  assert.equal(waiting[0].name, 'Khách mời');
  assert.equal((await guest.ask({ type: 'offer', id: 1, sdp: 'v=0', fresh: true }, 'error')).code, 'bad_message');
  await must(desk, { type: 'admit', site: '*' });
  await guest.hear('admitted');
  assert.equal((await guest.ask(hello, 'welcome', 'error')).type, 'welcome');
  await must(desk, { type: 'waiting', on: false });
  await must(desk, { type: 'lock', on: true });
  const late = await Client.open(giaoban, { from: '10.99.0.1' });
  assert.equal((await late.ask({ ...hello, site: 'Đến muộn' }, 'welcome', 'error')).code, 'locked');
  await must(desk, { type: 'drop', site: waiting[0].site });
  assert.equal((await guest.hear('closed')).reason, 'removed');
  for (const client of [desk, guest, late]) await client.close();
});
