// How long the MCU takes: a flash and a beep through it, calm and while sixteen rooms are in the meeting; lips and voice; how soon
// who joins has a picture; and how soon the sound of a line is as prompt as ever after a disturbance.
import { Giaoban, pause, until } from '../e2e/lib/giaoban.mjs';
import { Line } from '../e2e/lib/line.mjs';
import { Machine } from '../e2e/lib/machine.mjs';
import { at, atMostIfAny, figure, figureIfAny } from './figures.mjs';

const VIDEO = ['--video', '640x360'];
const [CALM_SITES, LOADED_SITES, TALKERS, JOINERS] = [2, 16, 3, 5];
const JOIN_EACH_MS = 700;
const SOUND = 111; // the bots' payload type
const JITTER_MS = 150;
const BACK_MS = 15; // so near to what is usual it is back
const LIPS_FROM_S = 12; // what the meter of lips and voice leaves out
const [CALM_S, SHAKEN_S, AFTER_S] = [16, 8, 24];

export const medianOf = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;

// The flash and the beep of a meeting of so many; `joiners` come one after the other while it runs.
async function meetingOf({ sites, talkers, joiners = 0, seconds }) {
  const giaoban = await Giaoban.start();
  try {
    await giaoban.meeting('tre');
    const bots = giaoban.bots('tre', sites, [...VIDEO, '--talk', talkers, '--probe', '--seconds', 0]);
    await until(async () => (await giaoban.metrics()).giaoban_legs === sites, 'all are there');
    await giaoban.goFirst();
    await giaoban.hasSounded('tre', LIPS_FROM_S + seconds);
    bots.stop();
    const report = await bots.done;
    // Another meeting of as many, since who comes changes what is measured of it.
    const joined = joiners > 0 ? await joinsOf(giaoban, { sites, talkers, joiners }) : [];
    return { ...report, joined };
  } finally {
    await giaoban.stop();
  }
}

async function joinsOf(giaoban, { sites, talkers, joiners }) {
  await giaoban.meeting('vao');
  const bots = giaoban.bots('vao', sites, [...VIDEO, '--talk', talkers, '--no-probe', '--seconds', 0]);
  await until(async () => (await giaoban.metrics()).giaoban_legs === sites, 'all are there again');
  await giaoban.goFirst();
  await giaoban.hasSounded('vao', 3);
  const others = giaoban.bots('vao', joiners, [...VIDEO, '--first', sites + 1, '--join-each-ms', JOIN_EACH_MS, '--no-probe', '--seconds', 3]);
  const report = await others.done;
  bots.stop();
  await bots.done;
  return report.bots.map((bot) => bot.offer_to_media_ms);
}

// Seconds from `from` until beeps take no longer than `usual` and stay so; null: they never do. Beeps are [heard at, took], in ms.
export function backAfter(beeps, from, usual) {
  const after = beeps.filter(([heard]) => heard > from);
  const late = after.findLastIndex(([, took]) => took > usual + BACK_MS);
  if (late === after.length - 1) return null;
  return late < 0 ? 0 : (after[late + 1][0] - from) / 1000;
}

// The sound of one site comes with jitter for a while: how long its beeps take before, meanwhile and after.
async function disturbed() {
  const line = await Line.open({ both: 'delay=5' });
  const giaoban = await Giaoban.start({ 'http.address': line.near, 'media.address': line.near });
  try {
    await giaoban.meeting('nhieu');
    const bots = giaoban.bots('nhieu', 2, [...VIDEO, '--talk', 1, '--probe', '--seconds', 0, '--bind', line.far], { namespace: line.namespace });
    await until(async () => (await giaoban.metrics()).giaoban_legs === 2, 'both are there');
    await giaoban.goFirst();
    await giaoban.hasSounded('nhieu', CALM_S);
    const shaken = Machine.now();
    await line.set('to-near', `jitter=${JITTER_MS},type=${SOUND}`);
    await giaoban.hasSounded('nhieu', SHAKEN_S);
    const over = Machine.now();
    await line.set('to-near', 'jitter=0');
    await giaoban.hasSounded('nhieu', AFTER_S);
    bots.stop();
    const beeps = (await bots.done).beeps_us.map(([heard, took]) => [heard / 1000, took / 1000]);
    const usual = medianOf(beeps.filter(([heard]) => heard < shaken).map(([, took]) => took));
    const most = Math.max(...beeps.filter(([heard]) => heard > shaken && heard < over + 2000).map(([, took]) => took));
    return { usual, most, back: usual === null ? null : backAfter(beeps, over, usual), from: over, beeps };
  } finally {
    await giaoban.stop();
    await line.close();
  }
}

function figuresOf(what, sites, report) {
  const { flash_ms: flash, beep_ms: beep, lipsync_ms: lips } = report;
  return [
    at('Picture through the MCU', 'median', sites, atMostIfAny(`${what}: picture through the MCU, median`, flash.median, 'ms', 60)),
    at('Picture through the MCU', 'p95', sites, atMostIfAny(`${what}: picture through the MCU, p95`, flash.p95, 'ms', 80)),
    at('Sound through the MCU', 'median', sites, atMostIfAny(`${what}: sound through the MCU, median`, beep.median, 'ms', 30)),
    at('Sound through the MCU', 'p95', sites, figure(`${what}: sound through the MCU, p95`, beep.p95 ?? -1, 'ms')),
    atMostIfAny(`${what}: lips and voice apart, median`, lips.median, 'ms', 40),
    ...figureIfAny(`${what}: lips and voice apart, p95`, lips.p95, 'ms'),
    figure(`${what}: flashes and beeps measured`, Math.min(flash.count, beep.count), 'times'),
    figure(`${what}: flashes and beeps missed`, flash.missed + beep.missed, 'times'),
  ];
}

export async function latency({ seconds }) {
  const calm = await meetingOf({ sites: CALM_SITES, talkers: 1, seconds });
  const loaded = await meetingOf({ sites: LOADED_SITES, talkers: TALKERS, joiners: JOINERS, seconds });
  const shaken = await disturbed();
  const joins = loaded.joined.filter((value) => value !== null);
  const line = 'a line with 5 ms each way';
  return [
    ...figuresOf(`calm, ${CALM_SITES} sites`, CALM_SITES, calm),
    ...figuresOf(`loaded, ${LOADED_SITES} sites, ${TALKERS} talk`, LOADED_SITES, loaded),
    atMostIfAny(`loaded: a site's offer to its first whole key frame (ICE and DTLS in it), median of ${joins.length}`, medianOf(joins), 'ms', 300),
    ...figureIfAny('loaded: the same, the slowest', joins.length > 0 ? Math.max(...joins) : null, 'ms'),
    ...figureIfAny(`${line}: sound, median`, shaken.usual, 'ms'),
    figure(`${line}: sound, most, with ${JITTER_MS} ms of jitter for ${SHAKEN_S} s`, shaken.most, 'ms'),
    atMostIfAny(`${line}: after that jitter, until sound is as before (beeps come each 2 s)`, shaken.back, 's', 10),
    ...shaken.beeps.map(([heard, took]) => at('Sound while and after jitter', 'a beep', (heard - shaken.from) / 1000,
      { ...figure('a beep', took, 'ms'), silent: true })),
  ];
}
