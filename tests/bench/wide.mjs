// Large meetings with three views and three sizes of pictures in use: chairs, sites and one that has the floor, on wide, narrow and
// very narrow lines, 16 rooms seen at a time. What is encoded shall not grow with the rooms.
import { Giaoban, pause, until } from '../e2e/lib/giaoban.mjs';
import { Client } from '../e2e/lib/client.mjs';
import { at, atLeast, atMost, figure, profileOf } from './figures.mjs';
import { floorOf } from './floors.mjs';
import { coresOf, sharesFrom, status } from './processes.mjs';

const [CORES, ENCODERS, FPS, SOUND_PPS] = [1.5, 9, 24.5, 49.5];
const [VIDEO, TALKERS, VISIBLE] = ['320x180', 3, 16];
const CAPS = [0, 800, 350]; // kbit/s: what is left carries 720, 360 or 180 lines
const NARROW_SHARE = 0.1; // of the sites, for each narrow kind of line
const SETTLE_MS = 8000;
const CHAIR = 'Thư ký trung tâm';

const put = async (giaoban, token, what, body) => {
  const { status: code, body: text } = await giaoban.request(`/api/v1/meetings/rong/${what}`, {
    method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  if (code >= 300) throw new Error(`PUT ${what}: ${code} ${text}`);
};

// Three chairs, and the sites, by their lines: [role, cap, how many].
export function groupsOf(sites) {
  const narrow = Math.max(1, Math.round(sites * NARROW_SHARE));
  const chairs = CAPS.map((cap) => ['chair', cap, 1]);
  return [['site', CAPS[0], sites - CAPS.length - 2 * narrow], ...chairs, ['site', CAPS[1], narrow], ['site', CAPS[2], narrow]];
}

// What each view shows, and who has the floor: the first that came.
async function show(giaoban) {
  const token = await giaoban.token('rong', CHAIR, 'chair');
  const client = await Client.enter(giaoban, { token });
  const site = client.welcome.sites.find(({ role }) => role === 'site');
  await put(giaoban, token, 'layouts/sites', { mode: 'rotate' });
  await put(giaoban, token, 'layouts/chair', { mode: 'focus' });
  await put(giaoban, token, 'floor', { site: site.id });
  await client.close();
}

// What each size of each view was encoded in, and when: name → how many.
async function pictures(giaoban) {
  const all = await giaoban.series('giaoban_feed_frames_encoded_total');
  return { at: performance.now(), counts: new Map(all.map(({ view, height, codec, value }) => [`${view} ${height} ${codec}`, value])) };
}

// Pictures a second of the feed that had the fewest since.
async function slowest(giaoban, { at: began, counts }) {
  const now = await pictures(giaoban);
  const rates = [...now.counts].map(([name, count]) => (count - (counts.get(name) ?? 0)) / (now.at - began) * 1000);
  return Math.min(...rates.filter((rate) => rate > 0));
}

async function meetingOf(sites, seconds) {
  const giaoban = await Giaoban.start({ 'meeting.sites_max': 300 });
  const groups = [];
  try {
    await giaoban.meeting('rong');
    let there = 0;
    for (const [role, cap, count] of groupsOf(sites)) {
      groups.push(giaoban.bots('rong', count, ['--video', VIDEO, '--no-probe', '--seconds', 0, '--first', there + 1, '--role', role,
        '--talk', there === 0 ? TALKERS : 0, ...(cap > 0 ? ['--rate-cap', cap] : [])]));
      there += count;
      await until(async () => (await giaoban.metrics()).giaoban_legs >= there, `${there} are there`);
    }
    const [pid] = await giaoban.mcus();
    await show(giaoban);
    await giaoban.goFirst();
    await pause(SETTLE_MS);
    const machine = await giaoban.watchMachine();
    const shares = await sharesFrom([pid, giaoban.server.pid, ...groups.map(({ child }) => child.pid)]);
    const encoded = await pictures(giaoban);
    const { cores, profile } = await coresOf(pid, seconds);
    const beat = await slowest(giaoban, encoded);
    const { shares: [, , ...swarms], others } = await shares();
    const feeds = (await giaoban.series('giaoban_feed_receivers')).filter(({ value }) => value > 0);
    const { giaoban_encoders: encoders } = await giaoban.metrics();
    const memory = await status(pid, 'VmRSS') / 1024;
    for (const group of groups) group.stop();
    const reports = await Promise.all(groups.map(({ done }) => done));
    // Not beside the meeting: it fills one of two processors, and the meeting is told to be short of pictures.
    const floor = await floorOf({ sites: VISIBLE, video: VIDEO, fixed: false, talkers: TALKERS, more: ['--views', 3, '--rungs', 3] });
    const bots = reports.flatMap((report) => report.bots);
    await machine.settle();
    const onWide = reports[0].bots.map((bot) => bot.fps).sort((a, b) => a - b);
    const least = (key) => Math.min(...bots.map((bot) => bot[key]));
    const unhindered = { fps: Math.min(...bots.map((bot) => machine.fps(bot))), sound: Math.min(...bots.map((bot) => machine.soundPps(bot))) };
    return { cores, profile, encoders, beat, others, swarms: swarms.reduce((sum, share) => sum + share, 0), unhindered, machine: machine.summary, floor, memory, feeds: feeds.map(({ view, height }) => `${view} ${height}`).sort(),
      fps: least('fps'), wide_min: onWide[0], wide_median: onWide[Math.floor(onWide.length / 2)], sound: least('sound_pps'), gap: Math.max(...bots.map((bot) => bot.max_gap_ms)), bots: bots.length };
  } finally {
    await giaoban.stop();
  }
}

export async function wide(sizes, seconds) {
  const figures = [];
  const found = [];
  for (const sites of sizes) {
    const what = `${sites} sites, ${VISIBLE} visible, three views, three sizes`;
    const meeting = await meetingOf(sites, seconds);
    found.push(meeting.encoders);
    figures.push(
      at('Rooms: cores', `${VISIBLE} visible, three views, three sizes`, sites, atMost(`${what}: CPU`, meeting.cores, 'cores', CORES)),
      ...profileOf(what, meeting),
      figure(`${what}: codec floor of nine encoders, right after it (${meeting.floor.text})`, meeting.floor.all, 'cores'),
      figure(`${what}: CPU / that floor`, meeting.cores / meeting.floor.all, 'ratio'),
      at('Rooms: encoders', 'encoders', sites, atMost(`${what}: encoders (${meeting.feeds.join(', ')})`, meeting.encoders, 'encoders', ENCODERS)),
      at('Rooms: frames', `${VISIBLE} visible, three views, three sizes`, sites, atLeast(`${what}: frames received, the worst of ${meeting.bots}`, meeting.fps, 'fps', FPS)),
      figure(`${what}: the same without what the machine kept from MCU and bots (${meeting.machine})`, meeting.unhindered.fps, 'fps'),
      figure(`${what}: pictures encoded, of the feed that had the fewest`, meeting.beat, 'fps'),
      figure(`${what}: CPU of the bots`, meeting.swarms, 'cores'),
      figure(`${what}: CPU of others on this machine meanwhile`, meeting.others, 'cores'),
      figure(`${what}: frames received on lines that are not narrow, the worst`, meeting.wide_min, 'fps'),
      figure(`${what}: frames received on lines that are not narrow, median`, meeting.wide_median, 'fps'),
      atLeast(`${what}: sound packets received, the worst`, meeting.sound, 'packets/s', SOUND_PPS),
      figure(`${what}: the same without what the machine kept from them`, meeting.unhindered.sound, 'packets/s'),
      figure(`${what}: longest gap between frames`, meeting.gap, 'ms'),
      figure(`${what}: memory`, meeting.memory, 'MB'),
    );
  }
  if (found.length > 1) figures.push(atMost('encoders of the largest of these meetings, beyond those of the smallest', found.at(-1) - found[0], 'encoders', 0));
  return figures;
}
