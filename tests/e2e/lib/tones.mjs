// How loud tones are in a sound, and sounds to send.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

// Of ffmpeg's sine: an eighth of full scale at its peaks.
export const SINE_DB = 20 * Math.log10(0.125 / Math.SQRT2);

const WAV_HEAD = 44;

// A file with a tone for so long.
export function writeTone(file, hz, { rate = 8000, channels = 1, seconds = 120, words = [] } = {}) {
  const alike = channels === 2 ? ['-af', 'pan=stereo|c0=c0|c1=c0'] : []; // by itself each of two would have half the power
  return run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', `sine=frequency=${hz}:sample_rate=${rate}:duration=${seconds}`, ...alike, ...words, file]);
}

// In dB of full scale (RMS). The power of short windows: where a packet was late and is bridged the tone's phase jumps, and
// is as loud as before.
export function toneLevels(samples, rate, pitches) {
  const length = 2 ** Math.round(Math.log2(rate / 24)); // some 40 ms
  const shape = Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length));
  const weight = shape.reduce((sum, value) => sum + value, 0);
  return pitches.map((hz) => {
    let [power, windows] = [0, 0];
    for (let from = 0; from + length <= samples.length; from += length / 2, windows++) {
      let [re, im] = [0, 0];
      for (let i = 0; i < length; i++) {
        const angle = (2 * Math.PI * hz * i) / rate;
        re += shape[i] * samples[from + i] * Math.cos(angle);
        im -= shape[i] * samples[from + i] * Math.sin(angle);
      }
      power += (2 * Math.hypot(re, im) / weight) ** 2 / 2;
    }
    return 10 * Math.log10(Math.max(power / Math.max(windows, 1), 1e-18));
  });
}

// The last so many seconds of a WAV file of 16 bits that is still being written, the mean of its channels; null while there is
// less. Its head does not know its size yet. `headless`: what is in it when the head is yet to come.
export function endOfWav(bytes, seconds, headless = null) {
  let data = bytes.indexOf('data', 12, 'latin1');
  if (data < 0 && !headless) return null;
  const { channels, rate } = data < 0 ? headless : { channels: bytes.readUInt16LE(22), rate: bytes.readUInt32LE(24) };
  if (data < 0) data = WAV_HEAD - 8;
  const frames = Math.floor((bytes.length - data - 8) / (2 * channels));
  const wanted = Math.floor(rate * seconds);
  if (frames < wanted) return null;
  const samples = Float32Array.from({ length: wanted }, (_, i) => {
    const at = data + 8 + 2 * channels * (frames - wanted + i);
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += bytes.readInt16LE(at + 2 * channel);
    return sum / channels / 32768;
  });
  return { samples, rate };
}
