// One viewer more, who is sent 1.5 Mbit/s and sends nothing: in the whole MCU, beside its legs without a room, beside the cipher and the
// system calls alone, and beside Janus's streaming plug-in, as it is packaged and with as many event loops as the machine has cores.
import os from 'node:os';
import { at, atLeast, atMost, figure } from './figures.mjs';
import { measured } from './floors.mjs';
import { janusIsThere } from './janus.mjs';
import { janusViewersOf } from './janus_viewers.mjs';
import { viewersOf } from './meeting.mjs';

const [FEW, MORE] = [20, 60];
const [MS, KB] = [2, 150];
const PLOT = 'One more viewer';
const what = `one viewer more, of ${FEW} to ${FEW + MORE}`;

async function peers(seconds, ours) {
  if (!janusIsThere()) {
    console.log('Janus is not installed: scripts/setup bench');
    return [];
  }
  const loops = os.cpus().length;
  const figures = [];
  for (const [name, general] of [['as packaged', ''], [`${loops} event loops`, `event_loops = ${loops}`]]) {
    const { ms, kB, threads, part } = await janusViewersOf({ few: FEW, more: MORE, seconds, general });
    figures.push(
      at(PLOT, `Janus, ${name}`, MORE, figure(`Janus, ${name}: ${what}: CPU`, ms, 'ms/s')),
      figure(`Janus, ${name}: ${what}: memory`, kB, 'kB'),
      figure(`Janus, ${name}: ${what}: threads of all ${MORE}`, threads, 'threads'),
      figure(`Janus, ${name}: of the packets came`, part, 'part'),
      figure(`Giao Ban's CPU / that of Janus, ${name}`, ours / ms, 'ratio'),
    );
  }
  return figures;
}

export async function fanout({ seconds }) {
  const each = Math.min(seconds, 15);
  const { ms, kB, threads, sent } = await viewersOf({ sites: 4, words: ['--video', '640x360', '--talk', 2], few: FEW, more: MORE, seconds: each });
  const legs = await measured('legs_bench', ['--legs', FEW + MORE, '--senders', 0, '--seconds', Math.min(each, 8)]);
  const of = (name) => legs.find((entry) => entry.figure.startsWith(name)).value;
  const floor = of('bare sendto') + of('SRTP alone');
  return [
    at(PLOT, 'Giao Ban', MORE, atMost(`${what}: CPU`, ms, 'ms/s', MS)),
    atMost(`${what}: memory`, kB, 'kB', KB),
    atMost(`${what}: threads of all ${MORE}`, threads, 'threads', 0),
    atLeast(`${what}: is sent`, sent / 1e6, 'Mbit/s', 1),
    at(PLOT, 'Floor', MORE, figure('floor: SRTP and sendto() of 1.5 Mbit/s, packet by packet', floor, 'ms/s')),
    figure('CPU / that floor', ms / floor, 'ratio'),
    ...legs,
    ...await peers(each, ms),
  ];
}
