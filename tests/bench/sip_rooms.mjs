// A meeting of rooms that have SIP devices: bots that call with their sites' passwords. Beside what is measured stands what
// FreeSWITCH's conference (1.11.3-dev, shared encode) took for the same load when it was measured by itself, on two cores of a
// Xeon: a stated fact, not part of the run.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Office } from '../e2e/lib/office.mjs';
import { SIP, sipPort, sipSites } from '../e2e/lib/sip_sites.mjs';
import { atLeast, beside, figure, profileOf } from './figures.mjs';
import { FPS_WHOLE, measuredMeeting, ratioOf, TALKERS } from './meeting.mjs';

const PEER = {
  cores: '1.33-1.63', fps: '23.8-24.6', gaps: '0.7-1.4', threads: '83', memory: '260', flash_median: '92-101', flash_p95: '97-106', beep_median: '43-79',
};

// For meetingOf().
function sipRooms(count, { plain = false } = {}) {
  return {
    settings: SIP,
    prepare: async (giaoban) => {
      const office = await Office.with(giaoban, 'quan.tri', 'quan_tri');
      const accounts = await sipSites(office, Array.from({ length: count }, (_, i) => String(1001 + i)), { plain });
      const file = path.join(giaoban.folder, 'accounts');
      await writeFile(file, accounts.map(({ username, password }) => `${username} ${password}\n`).join(''));
      return ['--sip', sipPort(giaoban), '--sip-accounts', file, ...(plain ? ['--sip-plain'] : [])];
    },
  };
}

// Gaps of more than 60 ms between pictures, a second and receiver.
function gapsOf({ bots }) {
  const seconds = bots.reduce((sum, { frames, fps }) => sum + (fps > 0 ? frames / fps : 0), 0);
  return bots.reduce((sum, bot) => sum + bot.gaps_over_60, 0) / seconds;
}

export async function roomsSip({ seconds }) {
  const what = `16 SIP rooms, 640x360, ${TALKERS} talk`;
  const meeting = await measuredMeeting(16, '640x360', true, seconds, sipRooms(16));
  const { cores, memory, threads, calm, floor, report } = meeting;
  return [
    beside(PEER.cores, figure(`${what}: CPU`, cores, 'cores')),
    ...profileOf(what, meeting),
    figure(`${what}: codec floor while it ran (${floor.text})`, floor.all, 'cores'),
    ratioOf(`${what}: CPU / that floor`, meeting),
    figure(`${what}: codec floor alone before it (${calm.text})`, calm.all, 'cores'),
    beside(PEER.memory, figure(`${what}: memory`, memory, 'MB')),
    beside(PEER.threads, figure(`${what}: threads`, threads, 'threads')),
    beside(PEER.fps, atLeast(`${what}: frames received, the worst`, report.fps_min, 'fps', FPS_WHOLE)),
    beside(PEER.gaps, figure(`${what}: gaps of more than 60 ms`, gapsOf(report), 'a second and receiver')),
    figure(`${what}: longest gap between frames`, report.max_gap_ms, 'ms'),
    atLeast(`${what}: sound packets received, the worst`, report.sound_pps_min, 'packets/s', 49.5),
    beside(PEER.flash_median, figure(`${what}: picture through the MCU, median`, report.flash_ms.median, 'ms')),
    beside(PEER.flash_p95, figure(`${what}: picture through the MCU, p95`, report.flash_ms.p95, 'ms')),
    beside(PEER.beep_median, figure(`${what}: sound through the MCU, median`, report.beep_ms.median, 'ms')),
    figure(`${what}: a bot costs beside it`, report.cpu_ms_per_s_per_bot, 'ms/s'),
  ];
}
