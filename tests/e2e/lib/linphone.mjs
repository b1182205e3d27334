// linphone as a telephone: a site's account, a tone for a microphone, told what to do as somebody at its prompt would. Without
// a screen it shows and sends no picture.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './giaoban.mjs';
import { agreedIn } from './sdp.mjs';
import { endOfWav, toneLevels, writeTone } from './tones.mjs';

const SECURITY = { plain: 'none', SDES: 'srtp', DTLS: 'dtls' };
const HEARD_S = 0.35;
const HEARD = { channels: 1, rate: 48000 }; // its files have a head when it has hung up

export class Linphone {
  // `server`: host:port. Its sound is Opus, which it has first.
  static async start(server, { username, password }, { hz, security = 'plain', transport = 'udp' }) {
    const device = new Linphone();
    device.server = server;
    device.folder = await mkdtemp(path.join(tmpdir(), 'giaoban-linphone-'));
    device.said = '';
    const file = (name) => path.join(device.folder, name);
    await mkdir(file('.local/share/linphone'), { recursive: true });
    await writeTone(file('tone.wav'), hz);
    const at = `<sip:${server};transport=${transport}>`;
    await writeFile(file('rc'), [
      '[sip]', 'sip_port=-1', 'sip_tcp_port=-1', 'sip_tls_port=-1', `media_encryption=${SECURITY[security]}`, 'default_proxy=0', 'verify_server_certs=0',
      '[auth_info_0]', `username=${username}`, `passwd=${password}`,
      '[proxy_0]', `reg_proxy=${at}`, `reg_route=${at}`, `reg_identity=sip:${username}@${server}`, 'reg_sendregister=0',
      '[rtp]', 'audio_rtp_port=-1', '',
    ].join('\n'));
    device.child = spawn('linphonec', ['-c', file('rc'), '-d', '6', '-l', file('log')], { cwd: device.folder, env: { ...process.env, HOME: device.folder }, stdio: ['pipe', 'pipe', 'ignore'] });
    device.child.stdout.on('data', (piece) => { device.said += piece; });
    await until(() => device.said.includes('linphonec>'), 'linphone can be told what to do', 30);
    device.tell('soundcard use files', `play ${file('tone.wav')}`, `record ${file('heard.wav')}`);
    return device;
  }

  tell(...lines) {
    this.child.stdin.write(lines.map((line) => `${line}\n`).join(''));
  }

  // Calls a meeting, and is in it.
  async call(meeting) {
    this.tell(`call sip:${meeting}@${this.server}`);
    await until(() => this.said.includes('Media streams established'), `linphone is in the meeting; it said ${this.said.slice(-200)}`, 30);
    const log = await readFile(path.join(this.folder, 'log'), 'utf8');
    this.lines = agreedIn(log);
  }

  // What the server's description says of its m-lines.
  agreed() {
    return this.lines;
  }

  // As Baresip's.
  async tones(pitches) {
    const end = endOfWav(await readFile(path.join(this.folder, 'heard.wav')).catch(() => Buffer.alloc(0)), HEARD_S, HEARD);
    return end && toneLevels(end.samples, end.rate, pitches);
  }

  async stop() {
    if (this.child.exitCode === null) {
      this.child.kill('SIGKILL');
      await once(this.child, 'exit');
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
