// Viewers of Janus's streaming plug-in (ICE, DTLS, SRTP), who are sent what a viewer of a meeting is: 1.5 Mbit/s of a picture, and
// sound. What Janus is given to send is plain RTP; it does no more than to pass it on.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { pause } from '../e2e/lib/giaoban.mjs';
import { root } from './floors.mjs';
import { Janus } from './janus.mjs';
import { coresOf, status } from './processes.mjs';

const ADDRESS = '10.99.0.1'; // of tests/e2e/in_namespace: Janus takes no loopback
const TICK_MS = 20;
const [PICTURE_PACKETS, PICTURE_BYTES, SOUND_BYTES] = [6, 1220, 100]; // as tests/bench/legs_bench.c
const PACKETS_PER_S = 200;
const SETTLE_MS = 3000;

class Swarm {
  constructor() {
    this.child = spawn(path.join(root, 'build/tests/bench/viewer_swarm'), ['--bind', ADDRESS], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.answers = [];
    createInterface({ input: this.child.stdout }).on('line', (line) => this.answers.shift()(JSON.parse(line)));
  }

  ask(message) {
    return new Promise((resolve) => {
      this.answers.push(resolve);
      this.child.stdin.write(`${JSON.stringify(message)}\n`);
    });
  }

  stop() {
    this.child.stdin.end();
  }
}

// Sends the stream to these ports of Janus until it is stopped.
function source(sound, picture) {
  const socket = createSocket('udp4');
  const began = performance.now();
  const sequences = { [sound]: 0, [picture]: 0 };
  const send = (port, type, size, time) => {
    const packet = Buffer.alloc(size);
    packet[0] = 0x80;
    packet[1] = type;
    packet.writeUInt16BE(sequences[port]++ & 0xffff, 2);
    packet.writeUInt32BE(time >>> 0, 4);
    packet.writeUInt32BE(type, 8);
    packet[12] = 0x10; // VP8: a frame begins
    socket.send(packet, port, '127.0.0.1');
  };
  let tick = 0;
  const timer = setInterval(() => {
    for (; tick < (performance.now() - began) / TICK_MS; tick++) {
      send(sound, 111, SOUND_BYTES, tick * 960);
      for (let i = 0; i < PICTURE_PACKETS && tick % 2 === 0; i++) send(picture, 96, PICTURE_BYTES, tick * 1800);
    }
  }, TICK_MS / 2);
  return () => { clearInterval(timer); socket.close(); };
}

// What one viewer more costs, of `few` to `few + more`; `packets`: that came to each, of those that were sent.
export async function janusViewersOf({ few, more, seconds, general }) {
  const janus = await Janus.start('streaming', '', general);
  const swarm = new Swarm();
  let stop;
  try {
    const mount = await janus.attach();
    const media = [{ type: 'audio', mid: 'a', pt: 111, codec: 'opus', port: 0 }, { type: 'video', mid: 'v', pt: 96, codec: 'vp8', port: 0 }];
    const { stream: { ports } } = await mount({ request: 'create', type: 'rtp', id: 1, media });
    stop = source(...ports.map(({ port }) => port));
    const come = async (count) => {
      for (let i = 0; i < count; i++) {
        const say = await janus.attach();
        const { offer } = await say({ request: 'watch', id: 1 });
        const { answer, error } = await swarm.ask({ offer });
        if (error) throw new Error(`no viewer can answer Janus: ${error}\n${offer}`);
        await say({ request: 'start' }, { type: 'answer', sdp: answer });
      }
      await pause(SETTLE_MS);
    };
    const measure = async () => {
      const sum = async () => (await swarm.ask({ count: true })).packets.reduce((all, one) => all + one, 0);
      const [before, began] = [await sum(), performance.now()];
      const { cores } = await coresOf(janus.child.pid, seconds);
      const packets = (await sum() - before) / ((performance.now() - began) / 1000);
      return { cores, packets, memory: await status(janus.child.pid, 'VmRSS'), threads: await status(janus.child.pid, 'Threads') };
    };
    await come(few);
    const before = await measure();
    await come(more);
    const after = await measure();
    const each = (name) => (after[name] - before[name]) / more;
    return { ms: 1000 * each('cores'), kB: each('memory'), threads: after.threads - before.threads, part: after.packets / (few + more) / PACKETS_PER_S };
  } finally {
    stop?.();
    swarm.stop();
    await janus.stop();
  }
}
