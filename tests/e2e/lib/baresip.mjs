// baresip as a room's device: a site's account, a tone for a microphone, a colour for a camera, driven over its control port.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { until } from './giaoban.mjs';
import { agreedIn } from './sdp.mjs';
import { endOfWav, toneLevels, writeTone } from './tones.mjs';

const run = promisify(execFile);
const SOUNDS = { PCMU: { name: 'PCMU/8000/1' }, PCMA: { name: 'PCMA/8000/1' }, G722: { name: 'G722/16000/1', rate: 16000 }, opus: { name: 'opus/48000/2', rate: 48000, channels: 2 } };
// Of H.264 it offers both packetization modes, of which the better one is taken, or, asked for by its name, mode 0 alone.
const PICTURES = {
  'H264/0': { modules: ['avcodec'], words: ';video_codecs=H264' }, 'H264/1': { modules: ['avcodec'], words: '' }, VP8: { modules: ['vp8'], words: ';video_codecs=VP8' },
};
const SECURITY = { plain: '', SDES: ';mediaenc=srtp-mand', DTLS: ';mediaenc=dtls_srtp' };
const MODULES = ['stdio', 'g711', 'g722', 'opus', 'srtp', 'dtls_srtp', 'aufile', 'aubridge'];
const HEARD_S = 0.35;
const PORT_TRIES = 5;
const [PICTURE_WIDTH, PICTURE_HEIGHT] = [640, 360];

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export class Baresip {
  // `server`: host:port. `picture`: one of PICTURES, with `color` as #rrggbb; without it the device has sound alone.
  // `certificate`: a PEM file with its key, with which it may be called by TLS, at `tlsAddress`.
  // `looks`: it keeps what it sees and hears. `answers`: it takes calls by itself. `registers`: it is a site's; else nobody's.
  static async start(server, { username, password }, { sound = 'PCMU', hz = 440, picture, color, security = 'plain', transport = 'udp', looks = false, answers = false, registers = true, certificate } = {}) {
    const device = new Baresip();
    device.folder = await mkdtemp(path.join(tmpdir(), 'giaoban-baresip-'));
    device.events = [];
    device.server = server;
    device.trace = '';
    const file = (name) => path.join(device.folder, name);
    await mkdir(file('heard'));
    await writeTone(file('tone.wav'), hz, SOUNDS[sound]);
    if (picture) await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', `color=c=0x${color.slice(1)}:s=640x360:r=15:d=120`, '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', file('camera.mp4')]);
    const modules = [...MODULES, ...(picture ? [...PICTURES[picture].modules, 'avformat', 'fakevideo', 'snapshot'] : []), ...(looks ? ['sndfile'] : [])];
    const config = (sip, control) => writeFile(file('config'), [
      'poll_method epoll', `sip_listen 127.0.0.1:${sip}`, 'net_interface 127.0.0.1', 'module_path /usr/lib/baresip/modules',
      ...modules.map((name) => `module ${name}.so`), 'module_tmp uuid.so', 'module_tmp account.so',
      ...['menu', 'ctrl_tcp'].map((name) => `module_app ${name}.so`), `ctrl_tcp_listen 127.0.0.1:${control}`, `snd_path ${file('heard')}`,
      'audio_player aubridge,nul', 'audio_alert aubridge,ring', `audio_source aufile,${file('tone.wav')}`, 'jitter_buffer_delay 5-50',
      ...(certificate ? [`sip_certificate ${certificate}`] : []),
      'video_display fakevideo,nul', 'video_size 640x360', 'video_fps 15', 'video_bitrate 300000', ...(picture ? [`video_source avformat,${file('camera.mp4')}`] : []), '',
    ].join('\n'));
    await writeFile(file('accounts'), `<sip:${username}@${server};transport=${transport}>;auth_user=${username};auth_pass=${password};regint=${registers ? 60 : 0};audio_codecs=${SOUNDS[sound].name}`
      + `${picture ? PICTURES[picture].words : ''}${SECURITY[security]}${answers ? ';answermode=auto' : ''}\n`);
    await writeFile(file('contacts'), '');
    for (let tries = 0; !device.socket && tries < PORT_TRIES; tries++) { // somebody may come between the look and the taking
      const [sip, control] = [await freePort(), await freePort()];
      await config(sip, control);
      device.tlsAddress = `127.0.0.1:${sip + 1}`; // its own rule
      await device.begin(control);
    }
    if (!device.socket) throw new Error(`baresip has no port: ${device.trace.slice(-500)}`);
    device.listen();
    return device;
  }

  // Until it can be told what to do on this port, or has not got it, and is gone.
  async begin(control) {
    this.child = spawn('baresip', ['-f', this.folder, '-v', '-s'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    this.child.stdout.on('data', (piece) => { this.trace += piece; said += piece; });
    this.child.stderr.on('data', (piece) => { said += piece; });
    this.socket = await until(() => new Promise((resolve) => {
      const socket = connect(control, '127.0.0.1', () => resolve(socket));
      socket.on('error', () => resolve(null));
    }).then((socket) => socket ?? (this.child.exitCode !== null || said.includes('Address already in use') ? 'none' : null)), 'baresip can be told what to do');
    if (this.socket === 'none') {
      this.socket = null;
      await this.end();
    }
  }

  async end() {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await gone;
    }
  }

  // Netstrings of JSON: events, and answers to commands, which nobody waits for.
  listen() {
    let buffer = Buffer.alloc(0); // their lengths are bytes, and names are UTF-8
    this.socket.on('data', (piece) => {
      buffer = Buffer.concat([buffer, piece]);
      for (let head; (head = /^(\d+):/.exec(buffer.toString('latin1', 0, 12))) && buffer.length > head[0].length + Number(head[1]);) {
        const end = head[0].length + Number(head[1]);
        const json = JSON.parse(buffer.toString('utf8', head[0].length, end));
        buffer = buffer.subarray(end + 1);
        if (json.event) this.events.push({ ...json, at: Date.now() });
      }
    });
  }

  tell(command, params = '') {
    const json = JSON.stringify({ command, params, token: 't' });
    this.socket.write(`${Buffer.byteLength(json)}:${json},`);
  }

  // Calls a meeting, and is in it.
  async call(meeting) {
    this.tell('dial', `sip:${meeting}@${this.server}`);
    await this.heard('CALL_ESTABLISHED');
  }

  heard(type) {
    return until(() => this.events.find((event) => event.type === type), `baresip says ${type}; it said ${this.events.map((event) => event.type)}`, 30);
  }

  // What the server's description says of its m-lines.
  agreed() {
    return agreedIn(this.trace);
  }

  // How much it has heard in its last call, in bytes of a WAV file.
  async soundSize() {
    const folder = path.join(this.folder, 'heard');
    const name = (await readdir(folder)).filter((one) => one.endsWith('-dec.wav')).sort().at(-1);
    return name ? (await stat(path.join(folder, name))).size : 0;
  }

  // The colours of the picture that it sees, at points given as fractions of it; null while there is none.
  async colors(points) {
    const file = path.join(this.folder, 'seen.png');
    await rm(file, { force: true });
    this.tell('snapshot_recv', file);
    const pixels = await until(async () => {
      const size = ['-vf', `scale=${PICTURE_WIDTH}:${PICTURE_HEIGHT}`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
      const { stdout } = await run('ffmpeg', ['-v', 'error', '-xerror', '-i', file, ...size], { encoding: 'buffer', maxBuffer: 1 << 22 }).catch(() => ({ stdout: '' }));
      return stdout.length === PICTURE_WIDTH * PICTURE_HEIGHT * 3 && stdout;
    }, 'baresip writes down what it sees', 5).catch(() => null);
    return pixels && points.map(([x, y]) => {
      const at = 3 * (Math.floor(y * PICTURE_HEIGHT) * PICTURE_WIDTH + Math.floor(x * PICTURE_WIDTH));
      return [...pixels.subarray(at, at + 3)];
    });
  }

  // What it heard in the last third of a second; null while there is none.
  async heardLast() {
    const folder = path.join(this.folder, 'heard');
    const name = (await readdir(folder)).filter((one) => one.endsWith('-dec.wav')).sort().at(-1);
    return name && endOfWav(await readFile(path.join(folder, name)), HEARD_S);
  }

  // The loudness of tones in that, in dB of full scale (RMS).
  async tones(pitches) {
    const end = await this.heardLast();
    return end && toneLevels(end.samples, end.rate, pitches);
  }

  // The loudness of all of it.
  async loudness() {
    const end = await this.heardLast();
    return end && 10 * Math.log10(end.samples.reduce((sum, sample) => sum + sample * sample, 1e-18) / end.samples.length);
  }

  async stop() {
    this.socket?.destroy();
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}
