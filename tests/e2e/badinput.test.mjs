// What nobody should send: to every route of /api/v1, in body, path and query. A clear word in Vietnamese, nothing stored,
// nothing carried out.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Api } from './lib/api.mjs';
import { Giaoban } from './lib/giaoban.mjs';
import { Office } from './lib/office.mjs';

const ROLES = { admin: 'quan_tri', operator: 'van_hanh', chair: 'chu_toa', site: 'ky_thuat', secretary: 'thu_ky', clerk: 'van_thu' };
const HUGE = 'a'.repeat(300_000);
const TOO_MUCH = JSON.stringify({ a: 'a'.repeat(2 * 1024 * 1024) }); // for every route that takes JSON
// What does harm where a program is careless.
const EVIL = ["'; DROP TABLE accounts; --", '<script>alert(1)</script>', '../../../../etc/passwd', '%s%n$(id)`id`', '\u0000', '\u202egiả', '\ud800'];

let giaoban, api;
const offices = {};

before(async () => {
  giaoban = await Giaoban.start();
  api = await Api.of(giaoban);
  for (const [name, role] of Object.entries(ROLES)) offices[name] = await Office.with(giaoban, `xau.${role}`, role);
});

after(() => giaoban?.stop());

// Rows of all tables but of the log and the sessions: what is stored.
function rows() {
  const file = path.join(giaoban.folder, 'giaoban.db');
  const sql = (text) => execFileSync('sqlite3', ['-readonly', file, text], { encoding: 'utf8' });
  const tables = sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").trim().split('\n');
  const counted = tables.filter((table) => !/^(audit|login_sessions)/.test(table));
  return Object.fromEntries(counted.map((table) => [table, Number(sql(`SELECT COUNT(*) FROM "${table}"`))]));
}

function officeFor(operation) {
  const roles = Object.keys(operation['x-roles'] ?? {});
  return offices[Object.keys(offices).find((name) => roles.includes(name)) ?? 'admin'];
}

const tried = () => api.operations.filter((operation) => !api.isBearer(operation) && operation.operationId !== 'login');
const takesJson = () => tried().filter((operation) => api.body(operation)?.['application/json']);

async function refused(operation, raw, why, { target = api.path(operation), type = 'application/json' } = {}) {
  const body = raw === undefined ? undefined : Buffer.from(raw);
  const answer = await officeFor(operation).ask(operation.method, target, body, { 'content-type': type });
  api.check(operation, answer);
  const what = `${operation.method} ${target.slice(0, 100)} with ${why}: ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 200)}`;
  assert.ok(answer.status >= 400 && answer.status < 500, what);
  return answer;
}

test('bodies that are no JSON, or not the JSON that is wanted', async () => {
  const before = rows();
  const bodies = { nothing: '', null: 'null', 'a list of numbers': '[1,2]', 'a text': '"x"', 'a half': '{"a":', 'bytes that are no UTF-8': Buffer.from('7b2261223a22ff22 7d'.replace(' ', ''), 'hex'),
    'a name twice': '{"a":1,"a":2}', 'a deep nest': '['.repeat(3000) + ']'.repeat(3000), 'an unknown member': '{"khong_co":1}', 'a NUL': '{"a":"\\u0000"}' };
  for (const operation of takesJson()) {
    for (const [why, body] of Object.entries(bodies)) await refused(operation, body, why);
    await refused(operation, '{}', 'another type', { type: 'text/html' });
    assert.equal((await refused(operation, TOO_MUCH, 'far too much')).status, 413);
  }
  assert.deepEqual(rows(), before);
});

// A value of every kind but the wanted one.
const WRONG = { string: [1, true, null, [], {}, HUGE.slice(0, 30_000)], integer: ['x', 1.5, true, null, [], 1e300], number: ['x', true, null, []], boolean: ['x', 1, null, []],
  array: ['x', 1, {}], object: ['x', 1, []] };

test('every member with values of the wrong kind', async () => {
  const before = rows();
  for (const operation of takesJson()) {
    const { properties = {} } = api.schema(operation);
    for (const [name, schema] of Object.entries(properties)) {
      const kind = Array.isArray(schema.type) ? schema.type[0] : schema.type ?? 'string';
      for (const value of WRONG[kind] ?? []) {
        const { body } = await refused(operation, JSON.stringify({ [name]: value }), `${name}: ${JSON.stringify(value)?.slice(0, 20)}`);
        assert.equal(typeof body.title, 'string');
      }
    }
  }
  assert.deepEqual(rows(), before);
});

test('texts that do harm elsewhere', async () => {
  const before = rows();
  for (const operation of takesJson()) {
    const { properties = {} } = api.schema(operation);
    for (const evil of EVIL) {
      const all = Object.fromEntries(Object.entries(properties).filter(([, schema]) => schema.type === 'string').map(([name]) => [name, evil]));
      const office = officeFor(operation);
      const answer = await office.ask(operation.method, api.path(operation), Buffer.from(JSON.stringify(all)), { 'content-type': 'application/json' });
      api.check(operation, answer); // a text may hold anything that is a text: then it is only kept, and given back as one
    }
  }
  const now = rows();
  for (const [table, count] of Object.entries(before)) {
    if (table !== 'page_texts') assert.equal(now[table], count, table);
  }
});

// The web server hangs up on an address that holds a NUL, before anything of ours sees it.
async function reached(office, method, target, body) {
  try {
    return await office.ask(method, target, body);
  } catch (error) {
    assert.equal(error.code, 'ECONNRESET');
    assert.ok(target.includes('%00'), `${method} ${target.slice(0, 100)}`);
    return { status: 400, headers: {} };
  }
}

test('paths and queries that lead elsewhere', async () => {
  const before = rows();
  const parts = ['..%2f..%2fetc%2fpasswd', '%00', '%ff%fe', '%27%20OR%201%3D1%20--', '%3Cscript%3E', 'a'.repeat(2000), '%0d%0aSet-Cookie:%20a=b', '%F0%9F%98%80'];
  for (const operation of tried()) {
    for (const part of parts) {
      if (operation.path.includes('{')) {
        const target = operation.path.replace('/api/v1', '').replace(/\{\w+\}/g, part);
        const answer = await reached(officeFor(operation), operation.method, target, api.body(operation) ? Buffer.from('{}') : undefined);
        assert.ok(answer.status >= 400 && answer.status < 500, `${operation.method} ${target.slice(0, 80)}: ${answer.status}`);
        assert.equal(answer.headers['set-cookie'], undefined);
      }
      for (const { name } of operation.parameters.filter((one) => one.in === 'query')) {
        if (operation.method !== 'GET') continue;
        const answer = await reached(officeFor(operation), 'GET', `${api.path(operation)}?${name}=${part}`);
        assert.ok(answer.status < 500, `${operation.path}?${name}=${part.slice(0, 40)}: ${answer.status}`);
        if (answer.status === 200) api.check(operation, answer);
      }
    }
  }
  assert.deepEqual(rows(), before);
});

test('everybody still can log in, and the log is whole', async () => {
  assert.equal((await offices.admin.ask('GET', '/session')).status, 200);
  assert.match(await giaoban.command('audit', 'verify'), /^intact/);
});
