// sipp plays a scenario of tests/e2e/sip/ against a server, and says how it came out.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './giaoban.mjs';
import { writeTone } from './tones.mjs';

const scenarios = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../sip');

// `fields`: of the scenario's [field0] and on. `hz`: of the tone that it sends, where it sends one. Resolves with the exit code: 0, every call went as the scenario says.
export async function sipp(scenario, server, { fields, calls = 1, rate = 1, tcp = false, words = [], seconds = 20, hz } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'giaoban-sipp-'));
  const args = ['-sf', path.join(scenarios, `${scenario}.xml`), '-m', calls, '-r', rate, '-t', tcp ? 't1' : 'u1', '-timeout', seconds,
    '-nostdin', '-i', '127.0.0.1', '-mi', '127.0.0.1', ...words];
  if (fields) {
    await writeFile(path.join(folder, 'fields.csv'), `SEQUENTIAL\n${fields.join(';')}\n`);
    args.push('-inf', path.join(folder, 'fields.csv'));
  }
  if (hz) await writeMulaw(folder, hz);
  try {
    return await new Promise((resolve) => {
      execFile('sipp', [...args.map(String), server], { cwd: folder, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
        resolve({ code: error ? error.code : 0, output: `${stdout}\n${stderr}` });
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const writeMulaw = (folder, hz) => writeTone(path.join(folder, 'tone.ulaw'), hz, { words: ['-f', 'mulaw'] });

// sipp as a telephone in a meeting: it sends a tone in the clear, and tells nobody what it hears. `lines`: of its description,
// beside its sound.
export class SippCall {
  static async start(server, { username, password }, hz, lines = []) {
    const call = new SippCall();
    call.server = server;
    call.folder = await mkdtemp(path.join(tmpdir(), 'giaoban-sipp-'));
    await writeMulaw(call.folder, hz);
    const scenario = await readFile(path.join(scenarios, 'call.xml'), 'utf8');
    await writeFile(path.join(call.folder, 'call.xml'), scenario.replace(/^a=rtpmap:101.*\n/m, (line) => [line.trim(), ...lines, ''].join('\n')));
    await writeFile(path.join(call.folder, 'fields.csv'), `SEQUENTIAL\n${username};[authentication username=${username} password=${password}]\n`);
    return call;
  }

  // Calls a meeting, and is in it.
  async call(meeting) {
    const args = ['-sf', 'call.xml', '-inf', 'fields.csv', '-m', '1', '-s', meeting, '-t', 'u1', '-nostdin', '-i', '127.0.0.1', '-mi', '127.0.0.1',
      '-trace_msg', '-message_file', 'said', this.server];
    this.child = spawn('sipp', args, { cwd: this.folder, stdio: 'ignore' });
    await until(async () => /SIP\/2.0 200 OK/.test(await readFile(path.join(this.folder, 'said'), 'utf8').catch(() => '')), 'sipp is in the meeting', 30);
  }

  async stop() {
    if (this.child?.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGKILL');
      await once(this.child, 'exit');
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
