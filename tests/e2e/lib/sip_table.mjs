// Which combinations of picture, sound, encryption and transport real SIP devices were seen and heard with, as a table.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../../..');
const COLUMNS = [
  ['peer', (row) => row.peer], ['picture', (row) => row.picture ?? '-'], ['sound', (row) => row.sound], ['security', (row) => row.security],
  ['transport', (row) => row.transport], ['is seen', (row) => word(row.is_seen)], ['sees', (row) => word(row.sees)], ['is heard', (row) => decibels(row.is_heard_db)],
  ['hears', (row) => decibels(row.hears_db)], ['itself', (row) => decibels(row.itself_db)], ['agreed on', (row) => row.agreed?.join('; ') ?? ''], ['note', (row) => row.note ?? ''],
];

const word = (known) => (known === undefined ? '-' : known ? 'yes' : 'NO');
const decibels = (value) => (value === undefined ? '-' : `${value > 0 ? '+' : ''}${value.toFixed(2)} dB`);

export const PICTURES = ['H264/0', 'H264/1', 'VP8'];
export const SOUNDS = ['opus', 'G722', 'PCMA', 'PCMU'];
export const SECURITIES = ['DTLS', 'SDES', 'plain'];

// All of them, so ordered that each of a few that stand together differs from the others in most respects.
export function everyCombination(transports) {
  const rows = [];
  for (const security of SECURITIES) {
    for (const [shift] of SOUNDS.entries()) {
      for (const [i, picture] of PICTURES.entries()) {
        for (const [k, transport] of transports.entries()) rows.push({ peer: 'baresip', picture, sound: SOUNDS[(i + k + shift) % SOUNDS.length], security, transport });
      }
    }
  }
  return rows;
}

export function textOf(rows) {
  const cells = [COLUMNS.map(([name]) => name), ...rows.map((row) => COLUMNS.map(([, of]) => String(of(row))))];
  const widths = COLUMNS.map((_, i) => Math.max(...cells.map((line) => line[i].length)));
  return cells.map((line) => line.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd()).join('\n');
}

// Printed, and left in build/test-output/sip_table.txt and .json.
export async function tell(rows) {
  const folder = path.join(root, 'build/test-output');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'sip_table.txt'), `${textOf(rows)}\n`);
  await writeFile(path.join(folder, 'sip_table.json'), JSON.stringify(rows, null, 1));
  for (const line of textOf(rows).split('\n')) console.log(`# ${line}`);
}
