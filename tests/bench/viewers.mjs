// One viewer more in the whole MCU, beside the same legs without a room and the bare system calls.
import { atMost, figure } from './figures.mjs';
import { measured } from './floors.mjs';
import { viewersOf } from './meeting.mjs';

export const legs = () => measured('legs_bench', ['--legs', '160', '--senders', '0', '--seconds', '10']);

export async function viewers({ seconds }) {
  const [few, more] = [20, 60];
  const { ms, kB, threads, sent } = await viewersOf({ sites: 4, words: ['--video', '640x360', '--talk', 2], few, more, seconds: Math.min(seconds, 15) });
  const what = `one viewer more, of ${few} to ${few + more}`;
  return [
    atMost(`${what}: CPU`, ms, 'ms/s', 2),
    atMost(`${what}: memory`, kB, 'kB', 150),
    atMost(`${what}: threads of all ${more}`, threads, 'threads', 0),
    figure(`${what}: is sent`, sent / 1e6, 'Mbit/s'),
    ...await legs(),
  ];
}
