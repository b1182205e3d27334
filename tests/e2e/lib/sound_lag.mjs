// By how much the sound of one site, alone in a file of its own, runs before or behind a recording of all of them.
//
// The samples themselves are compared, not how loud they are: syllables come so evenly that their loudness looks alike a
// syllable later as well, but no two moments of a voice have the same wave.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const RATE_HZ = 4000; // voices are below half of it, mostly
const DECODED_HZ = 48000;
const FOLD = DECODED_HZ / RATE_HZ;

const WINDOW_S = 1; // long enough for a clear answer, and short enough to find what moves within a stretch
const LAG_MAX_S = 0.4;
const LOUD = 300; // of 32768: a window in which the site speaks
const PEAK_S = 0.02; // so wide are the waves around the best place
const CLEAR = 1.2; // so much better than any other place is the best one, or nothing is said

// What is heard of it, each frame where its time says that it stands.
export async function samplesOf(file) {
  const words = ['-hide_banner', '-nostats', '-copyts', '-i', file, '-map', '0:a', '-af', 'aformat=sample_fmts=s16:channel_layouts=mono,ashowinfo', '-f', 's16le', 'pipe:1'];
  const child = spawn('ffmpeg', words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = { stdout: [], stderr: [] };
  for (const name of Object.keys(chunks)) child[name].on('data', (data) => chunks[name].push(data));
  await once(child, 'close');
  const sound = Buffer.concat(chunks.stdout);
  const frames = [...Buffer.concat(chunks.stderr).toString().matchAll(/ pts_time:(\S+) .*? nb_samples:(\d+)/g)].map(([, time, count]) => ({ at: Math.round(Number(time) * DECODED_HZ), count: Number(count) }));
  const samples = new Float64Array(Math.ceil(Math.max(0, ...frames.map(({ at, count }) => at + count)) / FOLD));
  let next = 0;
  for (const { at, count } of frames) {
    for (let i = 0; i < count; i++, next++) {
      if (at + i >= 0) samples[Math.floor((at + i) / FOLD)] += sound.readInt16LE(2 * next) / FOLD;
    }
  }
  return samples;
}

const powerOf = (samples) => samples.reduce((sum, value) => sum + value * value, 0);

// How alike a part is to each place in the other, from so much before `from` on to so much after.
function likenessOf(part, other, from, reach) {
  const likeness = new Float64Array(2 * reach + 1);
  let power = powerOf(other.subarray(from - reach, from - reach + part.length));
  for (let k = 0; k < likeness.length; k++) {
    const at = from - reach + k;
    let dot = 0;
    for (let i = 0; i < part.length; i++) dot += part[i] * other[at + i];
    likeness[k] = Math.abs(dot) / Math.sqrt(power + 1);
    power += other[at + part.length] ** 2 - other[at] ** 2;
  }
  return likeness;
}

// The windows between two moments in which the one speaks, and how much later the other says the same, in seconds:
// undefined where it is not clearly found, as when it is further away than LAG_MAX_S.
export function lagsOf(one, other, from_s, to_s) {
  const [length, reach] = [WINDOW_S * RATE_HZ, LAG_MAX_S * RATE_HZ];
  const lags = [];
  for (let from = Math.max(Math.ceil(from_s * RATE_HZ), reach); from + length <= Math.min(to_s * RATE_HZ, other.length - reach); from += length) {
    const part = one.subarray(from, from + length);
    if (Math.sqrt(powerOf(part) / length) < LOUD) continue;
    const likeness = likenessOf(part, other, from, reach);
    const most = likeness.reduce((best, value) => Math.max(best, value));
    const place = likeness.indexOf(most);
    const elsewhere = likeness.reduce((best, value, k) => (Math.abs(k - place) > PEAK_S * RATE_HZ ? Math.max(best, value) : best), 0);
    lags.push(most >= CLEAR * elsewhere ? (place - reach) / RATE_HZ : undefined);
  }
  return lags;
}
