// The sounds of the bots' file of clips (tests/bots/clip_file.h), for load that no bot makes.
import { readFileSync } from 'node:fs';

const MAGIC = 'GBCLIPS1';
const [PREFIX, CLIP_HEAD, NAME, FRAME_HEAD] = [12, 48, 32, 12];

// Its clips by their names: the encoded frames of each.
export function readClips(file) {
  const bytes = readFileSync(file);
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new Error(`${file} is not a file of clips`);
  const count = bytes.readUInt32LE(MAGIC.length);
  const frames = PREFIX + count * CLIP_HEAD;
  const frameAt = (i) => {
    const head = frames + i * FRAME_HEAD;
    const offset = bytes.readUInt32LE(head);
    return bytes.subarray(offset, offset + bytes.readUInt32LE(head + 4));
  };
  return new Map(Array.from({ length: count }, (_, i) => {
    const head = PREFIX + i * CLIP_HEAD;
    const name = bytes.toString('latin1', head, head + NAME).replace(/\0.*/, '');
    const [first, length] = [bytes.readUInt32LE(head + NAME + 8), bytes.readUInt32LE(head + NAME + 12)];
    return [name, Array.from({ length }, (_, frame) => frameAt(first + frame))];
  }));
}
