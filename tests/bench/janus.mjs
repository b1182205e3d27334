// Debian's Janus with a configuration of its own, for a while: the peer that some benches measure beside. It says what it is
// asked over its WebSocket, and takes no address but loopback.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import WebSocket from '../e2e/node_modules/ws/wrapper.mjs';
import { until } from '../e2e/lib/giaoban.mjs';

const PROGRAM = '/usr/bin/janus';
const ANSWER_MS = 10000;
const ALIVE_EACH_MS = 20000; // a session ends after a minute of silence

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

function libraries() {
  const triplet = execFileSync('dpkg-architecture', ['-qDEB_HOST_MULTIARCH'], { encoding: 'utf8' }).trim();
  return `/usr/lib/${triplet}/janus`;
}

// Whether it is installed: `scripts/setup bench` does that.
export const janusIsThere = () => existsSync(PROGRAM);

export class Janus {
  // `plugin`: the one that is loaded. `settings`: of it, `general`: of Janus, in Janus's own words.
  static async start(plugin, settings = '', general = '') {
    const janus = new Janus();
    janus.plugin = plugin;
    janus.folder = await mkdtemp(path.join(tmpdir(), 'giaoban-janus-'));
    janus.port = await freePort();
    janus.waiting = new Map();
    janus.transactions = 0;
    await janus.configure(settings, general);
    janus.log = '';
    janus.child = spawn(PROGRAM, ['-F', path.join(janus.folder, 'conf'), '-C', path.join(janus.folder, 'conf/janus.jcfg')],
      { stdio: ['ignore', 'pipe', 'pipe'], cwd: janus.folder });
    for (const stream of [janus.child.stdout, janus.child.stderr]) stream.on('data', (data) => { janus.log = (janus.log + data).slice(-8000); });
    await until(() => janus.connect(), 'Janus answers', 20).catch((error) => { throw new Error(`${error.message}\n${janus.log}`); });
    janus.session = (await janus.ask({ janus: 'create' })).data.id;
    janus.alive = setInterval(() => janus.socket.send(JSON.stringify({ janus: 'keepalive', session_id: janus.session, transaction: 'alive' })), ALIVE_EACH_MS);
    return janus;
  }

  async configure(settings, general) {
    const conf = path.join(this.folder, 'conf');
    await mkdir(conf);
    const folder = libraries();
    await writeFile(path.join(conf, 'janus.jcfg'), `
      general: { configs_folder = "${conf}" plugins_folder = "${folder}/plugins" transports_folder = "${folder}/transports"
        events_folder = "${folder}/events" loggers_folder = "${folder}/loggers" debug_level = 3 log_to_stdout = true session_timeout = 60 ${general} }
      plugins: { disable = "${['audiobridge', 'duktape', 'echotest', 'lua', 'nosip', 'recordplay', 'sip', 'streaming', 'textroom', 'videocall', 'videoroom', 'voicemail']
    .filter((name) => name !== this.plugin).map((name) => `libjanus_${name}.so`).join(',')}" }
      transports: { disable = "libjanus_http.so,libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,libjanus_rabbitmq.so" }
      events: { broadcast = false }
      nat: { ice_lite = true }
    `);
    await writeFile(path.join(conf, 'janus.transport.websockets.jcfg'), `general: { json = "compact" ws = true ws_ip = "127.0.0.1" ws_port = ${this.port} wss = false }`);
    await writeFile(path.join(conf, `janus.plugin.${this.plugin}.jcfg`), settings);
  }

  connect() {
    return new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${this.port}`, 'janus-protocol');
      socket.once('error', () => resolve(false));
      socket.once('open', () => {
        this.socket = socket;
        socket.on('message', (text) => this.take(JSON.parse(text)));
        resolve(true);
      });
    });
  }

  take(message) {
    if (message.janus === 'ack') return; // the answer comes as an event
    this.waiting.get(message.transaction)?.(message);
    this.waiting.delete(message.transaction);
  }

  // Its answer; an error if it has none or refuses.
  ask(message) {
    const transaction = `t${++this.transactions}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`Janus did not answer ${JSON.stringify(message)}\n${this.log}`)), ANSWER_MS);
      this.waiting.set(transaction, (answer) => {
        clearTimeout(timer);
        const refused = answer.janus === 'error' || answer.plugindata?.data?.error;
        if (refused) reject(new Error(`Janus refused ${JSON.stringify(message)}: ${JSON.stringify(answer)}`));
        else resolve(answer);
      });
      this.socket.send(JSON.stringify({ ...message, transaction, ...(this.session && { session_id: this.session }) }));
    });
  }

  // A place in the plug-in, for asking it: resolves with what it says, and with the description that it offers, if any.
  async attach() {
    const { data: { id } } = await this.ask({ janus: 'attach', plugin: `janus.plugin.${this.plugin}` });
    return async (body, jsep) => {
      const answer = await this.ask({ janus: 'message', handle_id: id, body, ...(jsep && { jsep }) });
      return { ...answer.plugindata.data, offer: answer.jsep?.sdp };
    };
  }

  async stop() {
    clearInterval(this.alive);
    this.socket?.terminate();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = new Promise((resolve) => { this.child.once('exit', resolve); });
      this.child.kill('SIGKILL'); // at its ordinary end it may abort
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
