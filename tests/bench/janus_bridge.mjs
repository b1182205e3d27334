// A meeting of sound in Janus's audio bridge: as many who take part, over plain RTP, of whom some talk and the rest send what a
// silent microphone does. There is no ICE, no DTLS and no SRTP, so that it is spared what our own legs cost.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { pause } from '../e2e/lib/giaoban.mjs';
import { readClips } from './clips.mjs';
import { CLIPS } from './floors.mjs';
import { Janus } from './janus.mjs';
import { coresDuring, status } from './processes.mjs';

const TICK_MS = 20;
const TICK_SAMPLES = 960;
const QUIET_EACH = 20; // ticks: one packet in 400 ms, as DTX does
const HEAD = 12;
const PAYLOAD_TYPE = 111;
const SETTLE_MS = 3000;
const ROOM = 1;

class Participant {
  static async join(janus, number, frames, talks) {
    const one = new Participant();
    Object.assign(one, { number, frames, talks, received: 0 });
    one.socket = createSocket('udp4');
    one.socket.on('message', () => { one.received += 1; });
    one.socket.bind(0, '127.0.0.1');
    await once(one.socket, 'listening');
    const say = await janus.attach();
    const { rtp } = await say({ request: 'join', room: ROOM, display: `Điểm cầu ${number}`, muted: false,
      rtp: { ip: '127.0.0.1', port: one.socket.address().port, payload_type: PAYLOAD_TYPE } });
    one.port = rtp.port;
    return one;
  }

  // What is due in this tick, if anything is.
  send(tick) {
    const [turn, each] = this.talks ? [tick, 1] : [tick + this.number, QUIET_EACH];
    if (turn % each !== 0) return;
    const frame = this.frames[(turn / each) % this.frames.length];
    const packet = Buffer.alloc(HEAD + frame.length);
    packet[0] = 0x80;
    packet[1] = PAYLOAD_TYPE;
    packet.writeUInt16BE((turn / each) & 0xffff, 2);
    packet.writeUInt32BE((tick * TICK_SAMPLES) >>> 0, 4);
    packet.writeUInt32BE(this.number, 8);
    frame.copy(packet, HEAD);
    this.socket.send(packet, this.port, '127.0.0.1');
  }
}

// Cores, threads and packets a second to each, the worst and the median, of so many.
export async function bridgeOf({ participants, talkers, seconds }) {
  const clips = readClips(CLIPS);
  const janus = await Janus.start('audiobridge', 'general: { local_ip = "127.0.0.1" events = false }');
  const all = [];
  let timer;
  try {
    const create = await janus.attach();
    await create({ request: 'create', room: ROOM, sampling_rate: 48000, allow_rtp_participants: true, audiolevel_event: false });
    for (let i = 1; i <= participants; i++) {
      const talks = i <= talkers;
      all.push(await Participant.join(janus, i, clips.get(talks ? `voice-${String(i).padStart(2, '0')}` : 'room'), talks));
    }
    const began = performance.now();
    let tick = 0;
    timer = setInterval(() => {
      for (; tick < (performance.now() - began) / TICK_MS; tick++) for (const one of all) one.send(tick);
    }, TICK_MS / 2);
    await pause(SETTLE_MS);
    const before = all.map(({ received }) => received);
    const from = performance.now();
    const { cores } = await coresDuring(janus.child.pid, () => pause(seconds * 1000));
    const passed = (performance.now() - from) / 1000;
    const rates = all.map(({ received }, i) => (received - before[i]) / passed).sort((a, b) => a - b);
    return { cores, threads: await status(janus.child.pid, 'Threads'), pps_min: rates[0], pps_median: rates[Math.floor(rates.length / 2)] };
  } finally {
    clearInterval(timer);
    for (const { socket } of all) socket.close();
    await janus.stop();
  }
}
