// Recordings as they lie on the disk and in the book: what is in them is found out by other programs than ours.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from './client.mjs';
import { until } from './giaoban.mjs';

const run = promisify(execFile);
const ASK = `
import json, sqlite3, sys
book = sqlite3.connect(f"file:{sys.argv[1]}/giaoban.db?mode=ro", uri=True, timeout=20, isolation_level=None)
book.row_factory = sqlite3.Row
book.execute("BEGIN")
print(json.dumps([[dict(row) for row in book.execute(f"SELECT * FROM {table}")] for table in
                  ("recordings ORDER BY id", "recording_spans ORDER BY recording, number", "recording_stems ORDER BY recording, number")]))`;

// All entries, oldest first, each with its spans and stems, as they are at one moment.
export async function book(giaoban) {
  const { stdout } = await run('python3', ['-c', ASK, giaoban.folder]);
  const [recordings, spans, stems] = JSON.parse(stdout);
  const of = (rows, { id }) => rows.filter(({ recording }) => recording === id);
  return recordings.map((one) => ({ ...one, spans: of(spans, one), stems: of(stems, one) }));
}

export const fileOf = (giaoban, { path: name }) => path.join(giaoban.settings['recording.dir'] ?? path.join(giaoban.folder, 'recordings'), name);

// A busy machine's pictures come at odd moments: ffmpeg would put two of them into one tick of the frame rate that it guesses.
const AS_TIMED = ['-fps_mode', 'passthrough', '-enc_time_base:v', '-1'];

// Every frame and packet of it is decoded. What the decoder complains of, and what is in it.
export async function decode(file) {
  const [{ stderr }, { stdout }] = await Promise.all([
    run('ffmpeg', ['-v', 'error', '-xerror', '-i', file, ...AS_TIMED, '-f', 'null', '-'], { maxBuffer: 1 << 26 }).catch((error) => ({ stderr: error.stderr || String(error) })),
    run('ffprobe', ['-v', 'error', '-show_format', '-show_streams', '-count_packets', '-of', 'json', file], { maxBuffer: 1 << 26 }),
  ]);
  const { format, streams } = JSON.parse(stdout);
  const of = (kind) => streams.find(({ codec_type: type }) => type === kind);
  return { complaints: stderr, duration_s: Number(format.duration), frames: Number(of('video')?.nb_read_packets ?? 0), packets: Number(of('audio')?.nb_read_packets ?? 0), width: of('video')?.width };
}

const RED_MIN = 30; // the mark's dot has ten by ten pixels and more in each size that is recorded

// Whether a picture, or the one at a moment of a recording, has the red mark in its upper right.
export async function marked(file, at_s = 0) {
  const seek = at_s > 0 ? ['-ss', String(at_s)] : [];
  const { stdout } = await run('ffmpeg', ['-v', 'error', ...seek, '-i', file, '-frames:v', '1', '-vf', 'crop=iw/2:ih/8:iw/2:0', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'], { encoding: 'buffer', maxBuffer: 1 << 26 });
  assert.ok(stdout.length > 0, 'there is a picture');
  let red = 0;
  for (let at = 0; at < stdout.length; at += 3) red += stdout[at] > 170 && stdout[at + 1] < 110 && stdout[at + 2] < 110 ? 1 : 0;
  return red >= RED_MIN;
}

// The loudest sample of a stretch, in dB of full scale.
export async function loudness(file, from_s, seconds) {
  const { stderr } = await run('ffmpeg', ['-hide_banner', '-ss', String(from_s), '-t', String(seconds), '-i', file, '-map', '0:a', '-af', 'volumedetect', '-f', 'null', '-']);
  return Number(/max_volume: (\S+) dB/.exec(stderr)?.[1] ?? -99);
}

// A hash of each packet of sound, as tests/bots/payload_hashes has it: FNV-1a.
export async function soundHashes(file) {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-select_streams', 'a', '-show_packets', '-show_data', '-of', 'json', file], { maxBuffer: 1 << 28 });
  return JSON.parse(stdout).packets.map(({ data }) => {
    let hash = 0xcbf29ce484222325n;
    const bytes = [...data.matchAll(/^[0-9a-f]+: ((?:[0-9a-f]{2,4} )+)/gm)].flatMap(([, hex]) => hex.replaceAll(' ', '').match(/../g));
    for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(parseInt(byte, 16))) * 0x100000001b3n);
    return hash.toString(16).padStart(16, '0');
  });
}

// The chair of a meeting, who records it.
export class Recordist {
  constructor(giaoban, meeting) {
    Object.assign(this, { giaoban, meeting, next_id: 0 });
  }

  async enter() {
    this.chair = await Client.enter(this.giaoban, { token: await this.giaoban.token(this.meeting, 'Chủ tọa', 'chair') });
    assert.equal(this.chair.welcome?.type, 'welcome', JSON.stringify(this.chair.welcome));
  }

  async record(action, more = {}) {
    const id = ++this.next_id;
    this.chair.say({ type: 'record', action, id, ...more });
    for (;;) {
      const said = await this.chair.hear('done', 'error');
      if (said.id === id) return said;
    }
  }

  // The first news of the recording that are so.
  async news(is) {
    for (;;) {
      const said = await this.chair.hear('recording');
      assert.ok(said, 'the connection ended');
      if (is(said)) return said;
    }
  }

  stateIs(state) {
    return this.news((said) => said.state === state);
  }

  async newest() {
    return (await book(this.giaoban)).filter(({ meeting }) => meeting === this.meeting).at(-1);
  }

  lasts(seconds) {
    return until(async () => (await this.newest()).duration_us >= seconds * 1e6, `${seconds} s are recorded`);
  }

  ready() {
    return until(async () => { const one = await this.newest(); return one.state === 'ready' && one; }, 'it is whole');
  }

  // It is decoded from its beginning to its end, and is as long as the book says.
  async plays(one) {
    const seen = await decode(fileOf(this.giaoban, one));
    assert.equal(seen.complaints, '');
    assert.ok(Math.abs(seen.duration_s - one.duration_us / 1e6) < 0.1, `${seen.duration_s} s, by the book ${one.duration_us / 1e6} s`);
    return seen;
  }
}
