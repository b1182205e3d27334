// The measuring programs of the build: what a meeting's codecs, ciphers and system calls cost by themselves.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');
export const CLIPS = path.join(root, 'build/tests/bots/clips.bin');

// Runs a measuring program of the build and gives its figures.
export async function measured(program, words = []) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'giaoban-bench-'));
  const file = path.join(folder, 'figures.json');
  try {
    // It stands back for a meeting that runs beside it.
    await run('nice', ['-n', '10', path.join(root, 'build/tests/bench', program), ...words.map(String), '--json', file], { maxBuffer: 1 << 26 });
    return JSON.parse(await readFile(file, 'utf8')).figures;
  } finally {
    await rm(folder, { recursive: true });
  }
}

// Figures in ms/s as parts of a core: each by its name, their sum, and both in words.
export function inCores(found) {
  const stages = Object.fromEntries(found.map((entry) => [entry.figure, entry.value / 1000]));
  const all = Object.values(stages).reduce((sum, value) => sum + value, 0);
  return { stages, all, text: Object.entries(stages).map(([stage, value]) => `${stage} ${value.toFixed(3)}`).join(', ') };
}

// The same clips decoded, drawn and encoded by one thread that does nothing else.
export async function floorOf({ sites, video, fixed, talkers, more = [] }) {
  return inCores(await measured('meeting_floor', ['--clips', CLIPS, '--sites', sites, '--video', video,
    '--talk', talkers, '--seconds', 10, ...(fixed ? ['--fixed-size'] : []), ...more]));
}

// The codecs of a meeting of sound, and the cipher and the system call for each packet.
export async function soundFloorOf({ listeners, talkers, seconds }) {
  return inCores(await measured('sound_floor', ['--clips', CLIPS, '--listeners', listeners, '--talk', talkers, '--seconds', seconds]));
}
