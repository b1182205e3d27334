// An account at the REST interface, as the pages use it: cookie, CSRF token, JSON.
import assert from 'node:assert/strict';

export class Office {
  constructor(giaoban) {
    this.giaoban = giaoban;
    this.cookie = '';
    this.csrf = '';
  }

  // A new account by the command line, its first password changed, logged in.
  static async with(giaoban, username, role, { unit = '', site = '' } = {}) {
    const words = ['user', 'create', '--username', username, '--name', username, '--role', role];
    const line = await giaoban.command(...words, ...(unit ? ['--unit', unit] : []), ...(site ? ['--site', site] : []));
    const first = line.trim().split(/\s+/).pop();
    const office = new Office(giaoban);
    await office.login(username, first);
    const password = `${first}aA1!`;
    assert.ok((await office.ask('POST', '/password', { old: first, new: password })).status < 300, 'the first password is changed');
    await office.login(username, password);
    office.password = password;
    return office;
  }

  async login(username, password) {
    this.csrf = '';
    const answer = await this.ask('POST', '/login', { username, password });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    this.csrf = answer.body.csrf;
  }

  // One request below /api/v1; the answer's body as JSON where it is some.
  async ask(method, pathname, body, headers = {}) {
    const raw = body instanceof Buffer;
    const answer = await this.giaoban.request(`/api/v1${pathname}`, {
      method,
      headers: {
        ...(this.cookie && { cookie: this.cookie }), ...(this.csrf && { 'x-csrf-token': this.csrf }),
        ...(body !== undefined && { 'content-type': raw ? 'application/octet-stream' : 'application/json' }), ...headers,
      },
      body: body === undefined || raw ? body : JSON.stringify(body),
    });
    const [cookie] = answer.headers['set-cookie'] ?? [];
    if (cookie) this.cookie = cookie.split(';')[0];
    const json = /^application\/(problem\+)?json\b/.test(answer.headers['content-type'] ?? ''); // not JSON lines
    return { status: answer.status, headers: answer.headers, body: json && answer.body ? JSON.parse(answer.body) : answer.body };
  }
}
