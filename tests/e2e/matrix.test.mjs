// Who may do what: every role at every route of /api/v1, guessed ids included, as the table of roles has it; and every answer
// as openapi.json describes it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Api } from './lib/api.mjs';
import { Client } from './lib/client.mjs';
import { Giaoban } from './lib/giaoban.mjs';
import { Office } from './lib/office.mjs';

// The table of roles as it stands on paper, by what is done. The first line that fits an operation says who may do it.
const ROLES = { q: 'quan_tri', v: 'van_hanh', c: 'chu_toa', t: 'thu_ky', k: 'ky_thuat', w: 'van_thu' };
const TABLE = [
  ['the own account', 'qvctkw', /^(GET \/session|POST \/(logout|password|totp|totp\/confirm))$/],
  ['unlock at once, before a meeting', 'qv', /^(GET \/accounts|GET \/accounts\/{username}|POST \/accounts\/{username}\/unlock)$/],
  ['what the installation reports of itself is for the centre', 'qv', /^GET \/alerts$/],
  ['accounts, settings, the log', 'q', /^\w+ \/(accounts|texts|audit|webhooks|settings)\b/],
  ['units are read by who plans, administers or files', 'qvctw', /^GET \/(units|unit-kinds)\b/],
  ['units', 'q', /^\w+ \/(units|unit-kinds)\b/],
  ['groups of sites serve plans', 'vct', /^\w+ \/site-groups\b/],
  ['sites are read by who plans or administers, and their own', 'qvctk', /^GET \/sites\b/],
  ['where their devices are is seen with them', 'qvctk', /^GET \/site-devices\b/],
  ['sites', 'q', /^\w+ \/sites\b/],
  ['links let anybody in', 'vct', /^GET \/(meetings\/{code}\/links|meeting-conflicts|hosts)$/],
  ['who may be in a meeting gets in as the own site', 'vctk', /^GET \/meetings\/{code}\/own-link$/],
  ['statistics are for who plans and files', 'ctw', /^GET \/statistics(\.\w+)?$/],
  ['targets are read by who sees units', 'qvctw', /^GET \/statistics\/targets$/],
  ['targets are settings', 'q', /^PUT \/statistics\/targets$/],
  ['lines are seen by who sees sites', 'qvctk', /^GET \/line-report\b/],
  ['what shows who was there is for who reads the attendance', 'ctw', /^GET \/meetings\/{code}\/stills\b/],
  ['kinds and relations are settings', 'q', /^(POST|PUT|PATCH|DELETE) \/(meeting-kinds|relations)\b/],
  ['they are read by all', 'qvctkw', /^GET \/(meeting-kinds|relations)\b/],
  ['attendance is read by who chairs, writes and files', 'ctw', /^GET \/meetings\/{code}\/attendance\b/],
  ['attendance is corrected and confirmed by the chair and the secretary', 'ct', /^POST \/meetings\/{code}\/attendance\/(corrections|confirm)$/],
  ['minutes are written by the secretary', 't', /^(PUT \/meetings\/{code}\/minutes|POST \/meetings\/{code}\/minutes\/fill)$/],
  ['minutes are filed by the clerk', 'w', /^POST \/meetings\/{code}\/(minutes\/signed|notice)$/],
  ['minutes are led on by all three', 'ctw', /^POST \/meetings\/{code}\/minutes\/state$/],
  ['minutes are read by those who make them', 'ctw', /^GET \/(conclusion-notices|meetings\/{code}\/(minutes|notice)\b)/],
  ['holidays are settings', 'q', /^PUT \/holidays$/],
  ['holidays are read by all', 'qvctkw', /^GET \/holidays$/],
  ['copies and packages are for who sees recordings', 'vctw', /^\w+ \/(recordings\/{id}\/copies|copies|meetings\/{code}\/packages)\b/],
  ['devices of rooms are called by who runs the meeting', 'vct', /^\w+ \/meetings\/{code}\/calls\b/],
  ['meetings are read by all but who administers', 'vctkw', /^GET \/meetings\b/],
  ['links to recordings are given out by who chairs, writes and files', 'ctw', /^\w+ \/recordings\/{id}\/shares\b/],
  ['how long a recording is kept is the clerk\'s to say, who also asks to erase it', 'w', /^(PUT \/recordings\/{id}\/keeping|POST \/recordings\/{id}\/erasures|DELETE \/recordings\/{id}\/erasures\/{n})$/],
  ['the administrator erases it', 'q', /^(POST \/recordings\/{id}\/erasures\/{n}\/decision|GET \/recording-erasures)$/],
  ['recordings', 'vctw', /^\w+ \/recordings\b(?!\/{id}\/copies)/],
  ['how long is a setting', 'q', /^PUT \/retention-/],
  ['which is read by all', 'qvctkw', /^GET \/retention-/],
  ['stills are for who sees recordings', 'vctw', /^POST \/meetings\/{code}\/snapshot$/],
  ['meetings', 'vct', /^(POST|PUT|PATCH|DELETE) \/meetings\b/],
];

const OPEN = /^(POST \/login|POST \/site-entry|GET \/texts\/{name}|GET \/openapi.json|GET \/room-protocol.json|GET \/shared\/{token}(\/file)?)$/;

let giaoban, api;
const offices = {}; // of the district "hon-dat"
const elsewhere = { username: 'chu.toa.phu.quoc' }; // and of another one

async function makeUnits() {
  const root = await Office.with(giaoban, 'goc.quan.tri', 'quan_tri');
  for (const [code, parent] of [['tinh', ''], ['hon-dat', 'tinh'], ['phu-quoc', 'tinh']]) {
    const made = await root.ask('POST', '/units', { code, name: code, kind: 'huyen', block: 'nha_nuoc', parent });
    assert.equal(made.status, 201, JSON.stringify(made.body));
  }
}

before(async () => {
  giaoban = await Giaoban.start();
  api = await Api.of(giaoban);
  await makeUnits();
  for (const [letter, role] of Object.entries(ROLES)) offices[letter] = await Office.with(giaoban, `ma.tran.${role}`, role, { unit: 'hon-dat' });
  const chair = await Office.with(giaoban, elsewhere.username, 'chu_toa', { unit: 'phu-quoc' });
  const made = await chair.ask('POST', '/meetings', { title: 'Họp của huyện khác', unit: 'phu-quoc', form: 'online', start: '2030-01-07T01:00:00Z', end: '2030-01-07T03:00:00Z', nosecret: true });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  elsewhere.code = made.body.code;
});

after(() => giaoban?.stop());

const nameOf = (operation) => `${operation.method} ${operation.path.replace('/api/v1', '')}`;

// What is sent where the operation takes something: nothing that could succeed.
function sent(operation) {
  const [type] = Object.keys(api.body(operation) ?? {});
  if (!type) return [undefined, {}];
  return type === 'application/json' ? [{}, {}] : [Buffer.from('x'), { 'content-type': type }];
}

async function ask(office, operation, params) {
  const [body, headers] = sent(operation);
  const answer = await office.ask(operation.method, api.path(operation, params), body, headers);
  api.check(operation, answer);
  return answer;
}

test('S-29, S-32, S-55: every role at every route', async () => {
  const wrong = [];
  for (const operation of api.operations) {
    const name = nameOf(operation);
    if (api.isOpen(operation)) {
      assert.match(name, OPEN, `${name} is open to strangers`);
      continue;
    }
    if (api.isBearer(operation)) continue; // links, not accounts: in the tests of the room protocol
    const row = TABLE.find(([, , pattern]) => pattern.test(name));
    assert.ok(row, `the table of roles says nothing about ${name}`);
    for (const [letter, office] of Object.entries(offices)) {
      if (name === 'POST /logout') continue;
      const { status, body } = await ask(office, operation);
      const refused = status === 403 && body.code === 'forbidden';
      if (refused === row[1].includes(letter)) wrong.push(`${ROLES[letter]} ${name}: ${status} (${row[0]})`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('S-05: what belongs to another district is not even there', async () => {
  for (const operation of api.operations) {
    if (api.isOpen(operation) || api.isBearer(operation) || !/\{(code|username)\}/.test(operation.path)) continue;
    if (/\/(units|sites)\b/.test(operation.path) && !operation.path.includes('meetings')) continue;
    for (const [letter, office] of Object.entries(offices)) {
      const { status, body } = await ask(office, operation, { ...elsewhere, id: '1' });
      const nothing = await ask(office, operation, { id: '1' });
      assert.ok(status >= 400, `${ROLES[letter]} ${nameOf(operation)}: ${status}`);
      assert.deepEqual([status, body], [nothing.status, nothing.body], `${ROLES[letter]} ${nameOf(operation)}`);
    }
  }
});

test('a stranger gets nothing', async () => {
  const stranger = new Office(giaoban);
  for (const operation of api.operations.filter((one) => !api.isOpen(one))) {
    const { status } = await ask(stranger, operation);
    assert.equal(status, 401, nameOf(operation));
  }
});

test('without its token nothing is changed', async () => {
  const thief = new Office(giaoban);
  thief.cookie = offices.q.cookie;
  thief.csrf = offices.v.csrf;
  for (const operation of api.operations) {
    if (api.isOpen(operation) || api.isBearer(operation) || operation.method === 'GET') continue;
    const { status, body } = await ask(thief, operation);
    assert.deepEqual([status, body.code], [403, 'bad_csrf'], nameOf(operation));
  }
});

test('S-47: every answer has the security headers', async () => {
  for (const pathname of ['/session', '/texts/rules', '/openapi.json', '/nothing-here']) {
    const { headers } = await offices.q.ask('GET', pathname);
    assert.match(headers['content-security-policy'], /default-src 'self'/, pathname);
    assert.equal(headers['x-content-type-options'], 'nosniff', pathname);
  }
});

// Over /ws: the commands of a meeting, as links (chair, site, onlooker) and accounts' consoles send them. A refusal for want of
// the right comes at once, before anything is looked at: so before the pong of a ping that was sent behind it.
const LINKS = { C: 'chair', S: 'site', V: 'viewer' };
const NOBODY = { site: 'site:nobody' };
const COMMANDS = [
  ['CSvtc', { type: 'set', mic: false, camera: false }, { type: 'ask' }, { type: 'withdraw' }, { type: 'chat', to: '', text: 'x' }, { type: 'share', on: false }],
  ['CSc', { type: 'vote', choice: 'for' }],
  ['CSvtc', { type: 'heads', ...NOBODY, convened: 1, present: 1, excused: 0, unexcused: 0 }, { type: 'delegate', ...NOBODY, position: 1, how: 'online' }],
  ['Ctc', { type: 'roll_confirm' }],
  ['Cvtc', { type: 'watch', view: 'chair' }, { type: 'layout', mode: 'grid' }, { type: 'camera', move: 'left', ...NOBODY }, { type: 'camera_preset', number: 0, action: 'store', ...NOBODY }, { type: 'overlay', title: false, clock: false }, { type: 'extend', minutes: 30 }, { type: 'lock', on: false },
    { type: 'waiting', on: false }, { type: 'admit', ...NOBODY }, { type: 'reject', ...NOBODY }, { type: 'govern', on: false }, { type: 'queue', sites: [] },
    { type: 'floor', site: '' }, { type: 'mute', on: true, ...NOBODY }, { type: 'drop', ...NOBODY }, { type: 'restart', ...NOBODY }, { type: 'present', on: true, ...NOBODY }, { type: 'site_layout', layout: '', ...NOBODY },
    { type: 'vote_open', question: 'x' }, { type: 'vote_close' }, { type: 'message', site: '*', text: 'x' }, { type: 'agenda', number: 0 }, { type: 'begin' },
    { type: 'roll_begin', mode: 'assisted' }, { type: 'roll_call', ...NOBODY }, { type: 'roll_mark', ...NOBODY, answer: 'present' }, { type: 'roll_end' }],
];

async function refusedOver(client, message) {
  client.say(message);
  client.say({ type: 'ping', t: 1 });
  const refused = [];
  for (;;) {
    const { type, code, for: about } = await client.hear('error', 'pong');
    if (type === 'pong') return refused.includes('forbidden');
    if (about === message.type) refused.push(code);
  }
}

test('every role with every command of a meeting', async () => {
  const { body: meeting } = await offices.c.ask('POST', '/meetings/adhoc', { title: 'Họp thử vai trò', sites: [], nosecret: true });
  const named = await offices.c.ask('PATCH', `/meetings/${meeting.code}`, { secretary_account: 'ma.tran.thu_ky' });
  assert.equal(named.status, 200, JSON.stringify(named.body));
  const wrong = [];
  for (const letter of [...Object.keys(LINKS), ...Object.keys(offices)]) {
    const token = LINKS[letter] && await giaoban.token(meeting.code, `Điểm cầu ${letter}`, LINKS[letter]);
    const client = await Client.open(giaoban, { cookie: offices[letter]?.cookie });
    const hello = token ? { client: 'web', token } : { client: 'console', meeting: meeting.code };
    const { type } = await client.ask({ type: 'hello', protocol: 1, ...hello }, 'welcome', 'error');
    if (type !== 'welcome') {
      if (!'qkw'.includes(letter)) wrong.push(`${letter} is not let in`);
    } else {
      for (const [may, ...messages] of COMMANDS) {
        for (const message of messages) {
          if (await refusedOver(client, message) === may.includes(letter)) wrong.push(`${letter} ${message.type}`);
        }
      }
    }
    await client.close();
  }
  assert.deepEqual(wrong, []);
});

test('who has logged out is a stranger', async () => {
  const gone = offices.w;
  const { status } = await gone.ask('POST', '/logout');
  assert.equal(status, 204);
  assert.equal((await gone.ask('GET', '/session')).status, 401);
});
