// A device's camera that is moved from afar: H.224 in RTP (RFC 4573) and H.281 in it, written by hand.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { until } from './giaoban.mjs';

const [CME, H281] = [0, 1];
const RTP_HEAD = 12;
const H224_HEAD = 9;
const HAS_MORE = 0x81; // "H.281, of which there is more to say"
const ABILITY = [0x02, 0x00, HAS_MORE, 0x05, 0x14, 0xe0]; // five presets; the main camera: pan, tilt, zoom

export class FarCamera {
  static async open() {
    const camera = new FarCamera();
    camera.said = []; // by the other side: 'client: bytes'
    camera.sequence = 0;
    camera.socket = createSocket('udp4');
    camera.socket.on('message', (packet, from) => camera.take(packet, from));
    camera.socket.bind(0, '127.0.0.1');
    await once(camera.socket, 'listening');
    return camera;
  }

  // Of a device's description.
  get lines() {
    return [`m=application ${this.socket.address().port} RTP/AVP 100`, 'a=rtpmap:100 H224/4800'];
  }

  take(packet, from) {
    const frame = packet.subarray(RTP_HEAD);
    this.from = from;
    const [client, data] = [frame[7], [...frame.subarray(H224_HEAD)]];
    this.said.push(`${client}: ${data.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`);
    if (client === CME && data[1] === 0xff) this.say(CME, data[0] === 0x01 ? [0x01, 0x00, 0x01, HAS_MORE] : ABILITY);
  }

  say(client, data) {
    const head = Buffer.from([0x80, 0xe4, this.sequence >> 8, this.sequence++ & 0xff, 0, 0, 0, 0, 0, 0, 2, 0x24]);
    this.socket.send(Buffer.concat([head, Buffer.from([0x00, 0x71, 0x03, 0, 0, 0, 0, client, 0xc0, ...data])]), this.from.port, this.from.address);
  }

  // Wants something of the other side's camera.
  moves(...data) {
    this.say(H281, data);
  }

  // Until it is told this, as `said` has it.
  told(what) {
    return until(() => this.said.includes(what), `the camera is told ${what}; it was told ${this.said}`, 30);
  }

  close() {
    this.socket.close();
  }
}
