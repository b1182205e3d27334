// A meeting of rooms that have SIP devices: bots that call with their sites' passwords. Beside what is measured stands what
// FreeSWITCH's conference (1.11.3-dev, shared encode) took for the same load when it was measured by itself, on two cores of a
// Xeon: a stated fact, not part of the run.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Office } from '../e2e/lib/office.mjs';
import { SIP, sipPort, sipSites } from '../e2e/lib/sip_sites.mjs';

export const PEER = {
  cores: '1.33-1.63', fps: '23.8-24.6', gaps: '0.7-1.4', threads: '83', memory: '260', flash_median: '92-101', flash_p95: '97-106', beep_median: '43-79',
};

// For meetingOf().
export function sipRooms(count, { plain = false } = {}) {
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
export function gapsOf({ bots }) {
  const seconds = bots.reduce((sum, { frames, fps }) => sum + (fps > 0 ? frames / fps : 0), 0);
  return bots.reduce((sum, bot) => sum + bot.gaps_over_60, 0) / seconds;
}
