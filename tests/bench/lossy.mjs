// What a site sees and hears on a bad line, against what a site on a good one does in the same meeting: pictures and sound by how much
// they are alike, for losses to 30 % and rates from 128 kbit/s to 3 Mbit/s. Both ways of the line are bad alike.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Giaoban, until } from '../e2e/lib/giaoban.mjs';
import { Line } from '../e2e/lib/line.mjs';
import { at, figure } from './figures.mjs';
import { measured } from './floors.mjs';

const DELAY_MS = 20;
const LOSSES = [0, 1, 5, 10, 20, 30]; // percent
const RATES = [3000, 1500, 800, 400, 200, 128]; // kbit/s to the site
const QUEUE_PACKETS = 60;
const SETTLE_S = 8; // of sound, until the line is known
const WORDS = ['--video', '640x360', '--talk', 1, '--probe', '--seconds', 0];

async function onLine(words, seconds) {
  const folder = await mkdtemp(path.join(tmpdir(), 'giaoban-tapes-'));
  const line = await Line.open(words);
  const giaoban = await Giaoban.start({ 'http.address': line.near, 'media.address': line.near });
  const tapes = ['good', 'bad'].map((name) => path.join(folder, name));
  try {
    await giaoban.meeting('xau');
    const legs = (count) => until(async () => (await giaoban.metrics()).giaoban_legs === count, `${count} are there`);
    const bad = giaoban.bots('xau', 2, [...WORDS, '--tape', tapes[1], '--bind', line.far], { namespace: line.namespace });
    await legs(2);
    await giaoban.hasSounded('xau', SETTLE_S);
    const good = giaoban.bots('xau', 2, [...WORDS, '--tape', tapes[0], '--first', 3]);
    await legs(4);
    await giaoban.goFirst();
    await giaoban.hasSounded('xau', seconds);
    good.stop(); // first: what is compared ends with it
    await good.done;
    bad.stop();
    const { bots } = await bad.done;
    const found = Object.fromEntries((await measured('tape_quality', tapes)).map((entry) => [entry.figure, entry.value]));
    return { ...found, kbps: bots[0].rx_kbps, connections: Math.max(...bots.map((bot) => bot.connections)) };
  } finally {
    await giaoban.stop();
    await line.close();
    await rm(folder, { recursive: true });
  }
}

function figuresOf(what, plots, x, found) {
  const [picture, sound] = plots;
  const point = (plot, series, name, unit) => at(plot, series, x, figure(`${what}: ${name}`, found[name], unit));
  return [
    point(picture, 'PSNR-Y, dB', 'PSNR-Y', 'dB'),
    figure(`${what}: pictures in time`, found['pictures in time'], 'part'),
    figure(`${what}: longest still picture`, found['longest still picture'], 'ms'),
    figure(`${what}: packets of sound in time`, found['packets in time'], 'part'),
    point(sound, 'samples', 'correlation of samples', 'part'),
    point(sound, 'loudness', 'correlation of loudness', 'part'),
    figure(`${what}: level of the sound, against the good line's`, found.level, 'dB'),
    figure(`${what}: was sent`, found.kbps, 'kbit/s'),
    figure(`${what}: connections that were needed`, found.connections, 'times'),
  ];
}

export async function lossy({ seconds, only }) {
  const each = Math.min(seconds, 12);
  const chosen = (values) => values.filter((value) => !only || only.includes(value));
  const figures = [];
  for (const loss of chosen(LOSSES)) {
    const found = await onLine({ both: `delay=${DELAY_MS}${loss > 0 ? `,loss=${loss}` : ''}` }, each);
    figures.push(...figuresOf(`${loss} % lost`, ['Picture by loss', 'Sound by loss'], loss, found));
  }
  for (const rate of chosen(RATES)) {
    const found = await onLine({ both: `delay=${DELAY_MS}`, 'to-far': `rate=${rate},queue=${QUEUE_PACKETS}` }, each);
    figures.push(...figuresOf(`${rate} kbit/s`, ['Picture by rate', 'Sound by rate'], rate, found));
  }
  return figures;
}
