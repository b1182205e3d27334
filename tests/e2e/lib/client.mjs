// One /ws client that says whatever a test wants it to say.
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import WebSocket from 'ws';

// What is not said in such a time is not said at all.
const PATIENCE_MS = 120_000;

export class Client {
  // Opens a connection; `from` is the address it comes from, any of 127.0.0.0/8.
  // `cookie`: that of an account, for a console.
  static async open(giaoban, { from = '127.0.0.1', cookie } = {}) {
    const client = new Client();
    const url = new URL('/ws', giaoban.url);
    url.protocol = 'wss:';
    client.socket = new WebSocket(url, { rejectUnauthorized: false, localAddress: from, perMessageDeflate: false, ...(cookie && { headers: { cookie } }) });
    client.heard = [];
    client.waiting = new Set();
    client.socket.on('message', (data) => {
      client.heard.push(JSON.parse(data));
      for (const wake of client.waiting) wake();
    });
    client.closed = new Promise((resolve) => {
      client.socket.on('close', (code, reason) => {
        client.ended = { code, reason: String(reason) };
        for (const wake of client.waiting) wake();
        resolve(client.ended);
      });
    });
    await new Promise((resolve, reject) => {
      client.socket.once('open', resolve);
      client.socket.once('error', reject);
    });
    client.socket.on('error', () => {});
    return client;
  }

  // A client that is in the meeting.
  static async enter(giaoban, hello, options) {
    const client = await Client.open(giaoban, options);
    client.welcome = await client.ask({ type: 'hello', protocol: 1, client: 'web', ...hello }, 'welcome', 'error');
    return client;
  }

  // Says a message, or any text or bytes.
  say(message) {
    const raw = typeof message === 'string' || Buffer.isBuffer(message);
    this.socket.send(raw ? message : JSON.stringify(message));
  }

  // Takes the first message of these types, now or when it comes; null if the connection ends before.
  async hear(...types) {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const at = this.heard.findIndex(({ type }) => types.includes(type));
      if (at >= 0) return this.heard.splice(at, 1)[0];
      if (this.ended) return null;
      if (Date.now() >= deadline) throw new Error(`waited in vain for ${types}; heard ${this.heard.slice(-5).map(({ type }) => type)}`);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, deadline - Date.now());
        const wake = () => {
          clearTimeout(timer);
          this.waiting.delete(wake);
          resolve();
        };
        this.waiting.add(wake);
      });
    }
  }

  async ask(message, ...types) {
    this.say(message);
    return this.hear(...types);
  }

  async close() {
    this.socket.terminate();
    await this.closed;
  }
}

// A token that an installation with this key would have given.
export async function mint(giaoban, claims, { key } = {}) {
  const secret = key ?? await readFile(path.join(giaoban.folder, 'keys/token.key'));
  const payload = JSON.stringify({ role: 'site', by_code: false, expires: Math.floor(Date.now() / 1000) + 3600, ...claims });
  const signature = createHmac('sha256', secret).update('giaoban join\0').update(payload).digest('base64url');
  return `${Buffer.from(payload).toString('base64url')}.${signature}`;
}
