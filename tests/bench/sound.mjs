// Meetings of sound alone, of which three talk: real legs (ICE, DTLS, SRTP) to bots. After each the floor, and Janus's audio
// bridge with the same load, where that can keep up at all.
import { Giaoban, pause, until } from '../e2e/lib/giaoban.mjs';
import { sharedPart } from '../e2e/lib/hashes.mjs';
import { at, atLeast, atMost, figure, profileOf } from './figures.mjs';
import { soundFloorOf } from './floors.mjs';
import { janusIsThere } from './janus.mjs';
import { bridgeOf } from './janus_bridge.mjs';
import { coresOf, status } from './processes.mjs';

const TALKERS = 3;
const SIZES = [[16, null], [50, 0.15], [200, 0.35], [1000, 1.5]]; // with the cores that are to be enough
const JANUS_MAX = 50; // beyond a hundred it sends less than 50 packets a second
const SITES_MAX = 1000;
const SETTLE_MS = 4000;
const JOIN_S = 300;
const GROUP = 100; // so many come at once
const SEATS_MAX = 200; // beyond them listeners are viewers, whose coming and going nobody is told of
const PLOT = 'Sound: cores';

const WORDS = ['--video', 'none', '--no-probe', '--hash-sound', '--seconds', 0];
const roleOf = (place, sites) => (sites > SEATS_MAX && place >= SEATS_MAX ? 'viewer' : 'site');

async function meetingOf(sites, seconds) {
  const giaoban = await Giaoban.start({ 'meeting.sites_max': SITES_MAX, 'http.connections_per_address_max': 2 * SITES_MAX });
  const groups = [];
  try {
    await giaoban.meeting('tieng');
    for (let there = 0; there < sites;) {
      const count = Math.min(GROUP, sites - there);
      groups.push(giaoban.bots('tieng', count, [...WORDS, '--first', there + 1, '--talk', there === 0 ? TALKERS : 0,
        '--role', roleOf(there, sites)]));
      there += count;
      await until(async () => (await giaoban.metrics()).giaoban_legs >= there, `${there} are there`, JOIN_S);
    }
    const [pid] = await giaoban.mcus();
    await giaoban.goFirst();
    await pause(SETTLE_MS);
    const ticks = async () => (await giaoban.metrics()).giaoban_sound_ticks;
    const [ticksBefore, began] = [await ticks(), performance.now()];
    const { cores, profile } = await coresOf(pid, seconds);
    const made = (await ticks() - ticksBefore) / ((performance.now() - began) / 1000);
    const memory = await status(pid, 'VmRSS') / 1024;
    for (const group of groups) group.stop();
    const reports = await Promise.all(groups.map(({ done }) => done));
    const bots = reports.flatMap((report) => report.bots);
    // Of those who came last: what the others heard while they came is no part of what is measured.
    const rates = reports.at(-1).bots.map((bot) => bot.sound_pps).sort((a, b) => a - b);
    return {
      cores, profile, memory, made, pps_min: rates[0], pps_median: rates[Math.floor(rates.length / 2)],
      shared: sharedPart(reports.at(0).bots.slice(TALKERS).concat(reports.slice(1).flatMap((report) => report.bots)).map((bot) => bot.sound_hashes)),
      lost: bots.reduce((sum, bot) => sum + bot.lost, 0), bot_ms: reports.reduce((sum, report) => sum + report.cpu_ms_per_s_per_bot * report.bots.length, 0) / sites,
    };
  } finally {
    await giaoban.stop();
  }
}

function figuresOf(sites, target, { cores, floor, ...found }) {
  const what = `${sites} sites, ${TALKERS} talk, sound alone`;
  const cpu = target === null ? figure(`${what}: CPU`, cores, 'cores') : atMost(`${what}: CPU`, cores, 'cores', target);
  return [
    at(PLOT, 'Giao Ban', sites, cpu),
    ...profileOf(what, found),
    at(PLOT, 'Floor', sites, figure(`${what}: floor, right after it (${floor.text})`, floor.all, 'cores')),
    figure(`${what}: CPU / that floor`, cores / floor.all, 'ratio'),
    figure(`${what}: frames of sound made`, found.made, 'frames/s'),
    atLeast(`${what}: packets received, the worst`, found.pps_min, 'packets/s', 49.5),
    figure(`${what}: packets received, median`, found.pps_median, 'packets/s'),
    atLeast(`${what}: of what listeners heard, bit-identical`, found.shared ?? 0, 'part', 1),
    figure(`${what}: packets lost at bots`, found.lost, 'packets'),
    figure(`${what}: memory`, found.memory, 'MB'),
    figure(`${what}: a bot costs beside it`, found.bot_ms, 'ms/s'),
  ];
}

function besideJanus(sites, ours, janus) {
  const what = `${sites} sites, ${TALKERS} talk, sound alone`;
  return [
    at(PLOT, "Janus's audio bridge, plain RTP", sites, figure(`${what}: Janus's audio bridge, plain RTP: CPU`, janus.cores, 'cores')),
    figure(`${what}: Janus: packets received, the worst`, janus.pps_min, 'packets/s'),
    figure(`${what}: Janus: threads`, janus.threads, 'threads'),
    figure(`${what}: CPU / Janus's, which encrypts nothing`, ours.cores / janus.cores, 'ratio'),
  ];
}

export async function sound({ seconds, only }) {
  const figures = [];
  if (!janusIsThere()) console.log('Janus is not installed: scripts/setup bench');
  for (const [sites, target] of SIZES.filter(([size]) => !only || only.includes(size))) {
    const ours = await meetingOf(sites, seconds);
    // Not beside the meeting: bots and meeting fill both processors, and the floor would take one of them.
    ours.floor = await soundFloorOf({ listeners: sites, talkers: TALKERS, seconds: Math.max(3, Math.round(seconds / 3)) });
    figures.push(...figuresOf(sites, target, ours));
    if (sites <= JANUS_MAX && janusIsThere()) {
      figures.push(...besideJanus(sites, ours, await bridgeOf({ participants: sites, talkers: TALKERS, seconds: Math.min(seconds, 15) })));
    }
  }
  return figures;
}
