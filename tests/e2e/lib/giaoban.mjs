// A running installation of Giao Ban in a folder of its own, and everything a test wants to do with it.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import https from 'node:https';
import { setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Machine } from './machine.mjs';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../../..');
const run = promisify(execFile);

// What the programs write goes here when a test fails: one tail for each installation.
const LOG_LINES = 400;
const SOUND_TICKS = 50; // a second

export class Giaoban {
  constructor(folder, settings, { build = 'build', namespace } = {}) {
    this.folder = folder;
    this.settings = settings;
    this.build = build;
    this.namespace = namespace;
    this.log = [];
    this.children = new Set();
  }

  // Starts a server; settings are those of the configuration file, by key. `namespace`: of a Line, behind which it runs.
  static async start(settings = {}, options = {}) {
    const folder = await mkdtemp(path.join(tmpdir(), 'giaoban-e2e-'));
    const all = { 'data.dir': folder, 'http.address': '127.0.0.1', 'http.port': 0, 'media.address': '127.0.0.1', ...settings };
    if (all['sip.address']) all['sip.tls_port'] ??= 0;
    const giaoban = new Giaoban(folder, all, options);
    leaveNothing(folder);
    await giaoban.serve();
    return giaoban;
  }

  program(name) {
    return path.join(root, this.build, name);
  }

  get options() {
    const sets = Object.entries(this.settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
    return ['--config', path.join(root, 'config/giaoban.conf'), ...sets];
  }

  keep(child, name) {
    this.children.add(child);
    child.once('exit', () => this.children.delete(child));
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        this.log.push(`${name}: ${line}`);
        if (this.log.length > LOG_LINES) this.log.shift();
      });
    }
  }

  // Serves, again after kill() on the same port; resolves when it says that it is ready.
  async serve() {
    const words = [this.program('signaling/giaoban'), 'serve', ...this.options];
    if (this.namespace) words.unshift('ip', 'netns', 'exec', this.namespace);
    const child = spawn(words[0], words.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
    this.keep(child, 'giaoban');
    this.server = child;
    this.url = await new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const ready = /^ready (https:\/\/\S+)/.exec(line);
        if (ready) resolve(ready[1].replace(/\/$/, ''));
      });
      child.once('exit', (code, signal) => reject(new Error(`giaoban ended (${code ?? signal}) before it was ready:\n${this.log.join('\n')}`)));
    });
    this.settings['http.port'] = new URL(this.url).port;
    return this.url;
  }

  async command(...words) {
    const { stdout } = await run(this.program('signaling/giaoban'), [...words, ...this.options], { maxBuffer: 1 << 26 });
    return stdout.trim();
  }

  async meeting(code, title = 'Họp giao ban') {
    await this.command('meeting', 'create', '--title', title, '--code', code);
    return code;
  }

  link(meeting, site, role = 'site', more = []) {
    return this.command('link', '--meeting', meeting, '--site', site, '--role', role, ...more);
  }

  async token(meeting, site, role = 'site') {
    return decodeURIComponent(/token=([^&]+)/.exec(await this.link(meeting, site, role))[1]);
  }

  joins(meeting) {
    return this.command('joins', '--meeting', meeting);
  }

  // Bots: `done` resolves with what they measured; `stop` ends them early.
  bots(meeting, count, words = [], { namespace } = {}) {
    const args = [...this.options, '--url', this.url, '--meeting', meeting, '--count', String(count), '--json', '-', ...words.map(String)];
    const program = this.program('tests/bots/giaoban-bots');
    // LeakSanitizer itself falls over the TLS library under libsoup; errors are found all the same.
    const env = { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' };
    const child = namespace
      ? spawn('ip', ['netns', 'exec', namespace, program, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env })
      : spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let output = '';
    child.stdout.on('data', (data) => { output += data; });
    this.children.add(child);
    createInterface({ input: child.stderr }).on('line', (line) => {
      this.log.push(`bots: ${line}`);
      if (this.log.length > LOG_LINES) this.log.shift();
    });
    const done = once(child, 'close').then(([code]) => {
      this.children.delete(child);
      const line = output.trim().split('\n').pop();
      if (!line?.startsWith('{')) throw new Error(`the bots said nothing (exit ${code}):\n${this.log.join('\n')}`);
      return { ...JSON.parse(line), exit: code };
    });
    done.catch(() => {}); // who awaits it gets the error; a test that failed before does not await it
    return { done, stop: () => child.kill('SIGINT'), child };
  }

  // One HTTPS request; the local authority's certificate is not checked here but where that is the matter.
  request(pathname, { method = 'GET', headers = {}, body, url = this.url, bytes = false } = {}) {
    return new Promise((resolve, reject) => {
      const request = https.request(new URL(pathname, url), { method, headers, rejectUnauthorized: false }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: bytes ? Buffer.concat(chunks) : Buffer.concat(chunks).toString() }));
      });
      // A connection that the server closed as idle, while this test was busy with other things: asked on a new one.
      request.on('error', (error) => (request.reusedSocket && error.code === 'ECONNRESET'
        ? resolve(this.request(pathname, { method, headers, body, url, bytes })) : reject(error)));
      request.end(body);
    });
  }

  // The figures of /metrics: name -> sum over its labels.
  async metrics() {
    const { body } = await this.request('/metrics');
    const figures = {};
    for (const [, name, value] of body.matchAll(/^([a-z_]+)(?:\{[^}]*\})? ([0-9.e+-]+)$/gm)) {
      figures[name] = (figures[name] ?? 0) + Number(value);
    }
    return figures;
  }

  // One figure of /metrics as it is for each of what it tells of: [{ meeting: 'x', …, value: 1 }].
  async series(name) {
    const { body } = await this.request('/metrics');
    return [...body.matchAll(/^([a-z_]+)\{([^}]*)\} ([0-9.e+-]+)$/gm)].filter((line) => line[1] === name).map(([, , labels, value]) => ({
      ...Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, word]) => [label, word])), value: Number(value),
    }));
  }

  // Until a meeting has made so many more seconds of sound: a while as its media see it, however busy the machine is.
  async hasSounded(meeting, seconds) {
    const ticks = async () => (await this.series('giaoban_sound_ticks')).find((one) => one.meeting === meeting)?.value ?? 0;
    const from = await ticks();
    await until(async () => await ticks() >= from + seconds * SOUND_TICKS, `${meeting} makes ${seconds} s of sound`);
  }

  // From now on what the machine keeps from this installation, from its bots and from these other processes is written down.
  async watchMachine(processes = []) {
    this.machine = await Machine.watch(this.folder, processes);
    return this.machine;
  }

  // This test and all that it starts from now on, and the MCUs that there are, before the rest of the machine.
  // `others` are processes with a session of their own: browsers.
  async goFirst(others = []) {
    for (const pid of [process.pid, this.server.pid, ...others, ...await this.mcus()]) goFirst(pid);
  }

  // Process numbers of this installation's MCUs, of one meeting or of all.
  mcuOf(meeting) {
    return this.mcus((words) => words[words.indexOf('--meeting') + 1] === meeting);
  }

  async mcus(is = () => true) {
    const found = [];
    for (const entry of await readdir('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      const words = await readFile(`/proc/${entry}/cmdline`, 'utf8').then((text) => text.split('\0'), () => ['']);
      if (path.basename(words[0]) === 'giaoban-mcu' && words.some((word) => word.includes(this.folder)) && is(words)) found.push(Number(entry));
    }
    return found;
  }

  async kill(signal = 'SIGKILL') {
    const { server } = this;
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  }

  async stop() {
    for (const child of this.children) if (child !== this.server) child.kill('SIGKILL');
    await this.kill('SIGTERM');
    for (const pid of await this.mcus()) {
      try { process.kill(pid, 'SIGTERM'); } catch { /* it has just ended */ }
    }
    await until(async () => (await this.mcus()).length === 0, 'the MCUs end');
    await this.machine?.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

// An MCU outlives the server that started it, as it should, and a test that is killed stops neither.
function leaveNothing(folder) {
  const keeper = spawn(path.join(root, 'tests/e2e/lib/leave_nothing'), { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  keeper.stdin.on('error', () => {});
  keeper.stdin.write(`${folder}\n`);
  keeper.stdin.unref();
  keeper.unref();
}

// For tests that judge gaps of a tenth of a second: what else the machine does shall not be judged. Only root can ask.
// Linux weighs sessions first (sched(7), autogroup), then the processes in each; an MCU has a session of its own.
function goFirst(pid) {
  try {
    setPriority(pid, -10);
    writeFileSync(`/proc/${pid}/autogroup`, '-10');
  } catch { /* then the machine had better be idle */ }
}

// Waits for something to become true by asking again and again; gives up after a long while, which no good run needs.
export async function until(holds, what, seconds = 120) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = await holds();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s in vain: ${what}`);
    await pause(50);
  }
}

// A pause between two questions; never a substitute for an event.
export function pause(milliseconds) {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}
