// What the benches make of their measurements: comparisons, lines, plots and the page. Nothing is measured here.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { commonRun, sharedPart } from '../e2e/lib/hashes.mjs';
import { readClips } from './clips.mjs';
import { at, atLeast, atMost, atMostIfAny, figure, lineOf } from './figures.mjs';
import { inCores } from './floors.mjs';
import { backAfter, medianOf } from './latency.mjs';
import { axis, escaped, plot, ticks } from './plot.mjs';
import { page, writeReport } from './report.mjs';
import { groupsOf } from './wide.mjs';

const packets = (from, to) => Array.from({ length: to - from }, (_, i) => `p${from + i}`);

test('the longest run of packets in common, wherever it stands', () => {
  assert.equal(commonRun(packets(0, 50), packets(10, 60)), 40);
  assert.equal(commonRun(packets(0, 50), packets(50, 99)), 0);
  assert.equal(commonRun(packets(0, 50), [...packets(0, 20), 'other', ...packets(21, 50)]), 29);
});

test('packets are shared when half of the sites heard them', () => {
  const list = packets(0, 100);
  assert.equal(sharedPart([list, list, list]), 1);
  assert.equal(sharedPart([list, packets(20, 120), packets(40, 140)]), 1, 'who leaves later hears more');
  const lossy = list.filter((_, i) => i % 10 !== 5);
  assert.equal(sharedPart([list, lossy, list, list]), 1, 'a lost packet is no other packet');
  const own = list.map((name) => `own ${name}`);
  assert.equal(sharedPart([list, list, own]), 2 / 3, 'one has an encoder of its own');
  assert.ok(sharedPart([list, list.map((name, i) => (i === 50 ? 'other' : name)), list]) < 1, 'one packet of one site is another');
  const stream = [...packets(0, 60), 'silence', 'silence', ...packets(60, 100), 'silence', ...packets(100, 140)];
  assert.equal(sharedPart([stream.slice(0, 100), stream.slice(30, 130), stream.slice(40, 140)]), 1, 'silence is the same more than once');
  assert.equal(sharedPart([[], []]), null);
});

test('figures are judged, and what is missing is not met', () => {
  assert.equal(atMost('a', 2, 'ms', 2).met, true);
  assert.equal(atMost('a', 2.1, 'ms', 2).met, false);
  assert.equal(atLeast('a', 1.9, 'ms', 2).met, false);
  assert.equal(atMostIfAny('a', null, 'ms', 2).met, false);
  assert.match(lineOf(atMost('cores', 0.5, 'cores', 0.4), 8), /^cores +0\.5 cores +NOT MET \(target 0\.4\)$/);
  assert.deepEqual(at('p', 's', 16, figure('cores', 0.12345, 'cores')), { figure: 'cores', value: 0.123, unit: 'cores', target: null, met: null, plot: 'p', series: 's', x: 16 });
  assert.deepEqual(inCores([{ figure: 'decode', value: 120 }, { figure: 'encode', value: 380 }]), { stages: { decode: 0.12, encode: 0.38 }, all: 0.5, text: 'decode 0.120, encode 0.380' });
});

test('the sound is back when the last beep that was late is over', () => {
  assert.equal(medianOf([30, 10, 20]), 20);
  assert.equal(medianOf([]), null);
  const beeps = [[1000, 20], [3000, 150], [5000, 90], [7000, 25], [9000, 24]];
  assert.equal(backAfter(beeps, 2000, 20), 5, 'the beep at 7 s is the first that is as usual');
  assert.equal(backAfter(beeps, 6000, 20), 0);
  assert.equal(backAfter(beeps.slice(0, 3), 2000, 20), null, 'it never is');
  assert.equal(backAfter([], 2000, 20), null, 'nothing was heard');
});

test('a large meeting has three chairs, and a tenth of its sites on each narrow line', () => {
  for (const [sites, narrow] of [[20, 2], [160, 16]]) {
    const groups = groupsOf(sites);
    assert.equal(groups.reduce((sum, [, , count]) => sum + count, 0), sites);
    assert.deepEqual(groups.filter(([role]) => role === 'chair').map(([, cap]) => cap), [0, 800, 350]);
    assert.deepEqual(groups.filter(([role, cap]) => role === 'site' && cap > 0).map(([, , count]) => count), [narrow, narrow]);
  }
});

test('a file of clips is read', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'giaoban-clips-'));
  try {
    const file = path.join(folder, 'clips.bin');
    const frames = [Buffer.from('one'), Buffer.from('two!')];
    const head = Buffer.alloc(12 + 48 + 2 * 12);
    head.write('GBCLIPS1');
    head.writeUInt32LE(1, 8);
    head.write('voice-01', 12);
    head.writeUInt32LE(20000, 12 + 36);
    head.writeUInt32LE(0, 12 + 40);
    head.writeUInt32LE(2, 12 + 44);
    for (const [i, offset] of [[0, head.length], [1, head.length + 3]]) {
      head.writeUInt32LE(offset, 60 + i * 12);
      head.writeUInt32LE(frames[i].length, 64 + i * 12);
    }
    await writeFile(file, Buffer.concat([head, ...frames]));
    assert.deepEqual([...readClips(file)].map(([name, own]) => [name, own.map(String)]), [['voice-01', ['one', 'two!']]]);
    await writeFile(file, 'something else');
    assert.throws(() => readClips(file), /is not a file of clips/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('an axis has round numbers, and powers where the range is wide', () => {
  assert.deepEqual(ticks(0, 1), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticks(0, 0.07), [0, 0.02, 0.04, 0.06, 0.08]);
  assert.deepEqual(ticks(5, 5).length >= 2, true, 'one value has an axis too');
  const wide = axis([16, 50, 1000], 0, 100, { each: true });
  assert.deepEqual(wide.marks, [16, 50, 1000]);
  assert.deepEqual([wide.place(16), Math.round(wide.place(1000))], [0, 100]);
  const narrow = axis([-4, 6], 0, 100, { each: true });
  assert.ok(narrow.place(-4) >= 0 && narrow.place(6) <= 100);
});

test('a plot has a line for each series, and what its names say is text', () => {
  const points = [[2, 0.1], [16, 0.4]].flatMap(([x, value]) => ['Giao Ban', '<b>&"'].map((series) => ({ series, x, value, unit: 'cores' })));
  const svg = plot('cores', points, { xLabel: 'sites' });
  assert.equal(svg.match(/<polyline/g).length, 2);
  assert.equal(svg.match(/<circle/g).length, 4);
  assert.ok(svg.includes(escaped('<b>&"')) && !svg.includes('<b>'));
  assert.ok(!/NaN|undefined/.test(svg + plot('one', points.slice(0, 1))));
});

test('the page tells all figures of all benches, and loads nothing', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'giaoban-report-'));
  try {
    const figures = [at('Sound: cores', 'Giao Ban', 16, atMost('16 sites: CPU', 0.1, 'cores', 0.15)), atMost('slow', 3, 's', 2), { ...figure('a beep', 20, 'ms'), silent: true }];
    await writeFile(path.join(folder, 'sound.json'), JSON.stringify({ name: 'sound', machine: 'a machine', at: '2026-01-01', load_before: 1, figures }));
    const { file, names } = await writeReport(folder);
    const text = await readFile(file, 'utf8');
    assert.deepEqual(names, ['sound']);
    for (const word of ['16 sites: CPU', 'Âm thanh', 'Sound alone', '1 trên 2 mục tiêu đạt', 'chưa đạt / not met', '<svg']) assert.ok(text.includes(word), word);
    assert.ok(!text.includes('a beep'));
    assert.ok(!/src=|href=|url\(/.test(text));
  } finally {
    await rm(folder, { recursive: true });
  }
  assert.ok(page([]).includes('0 trên 0'));
});
