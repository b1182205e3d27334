// Meetings of every size: senders that send what they are asked for, and senders that always send 640x360. Of more sites
// than fit a page the one that flashes is not to be seen.
import { at, figure, figureIfAny, profileOf } from './figures.mjs';
import { measuredMeeting, ratioOf } from './meeting.mjs';
import { wide } from './wide.mjs';

const SIZES = [2, 4, 8, 16, 25, 40, 80, 160];
const FIXED_MAX = 40; // of more that always send a large picture the senders alone fill the machine
const WIDE = [20, 160];

export async function rooms({ seconds, only }) {
  const figures = [];
  const chosen = (sizes) => sizes.filter((size) => !only || only.includes(size));
  for (const sites of chosen(SIZES)) {
    for (const fixed of sites <= FIXED_MAX ? [false, true] : [false]) {
      const what = `${sites} sites, 640x360 ${fixed ? 'always' : 'at most, as asked for'}`;
      const meeting = await measuredMeeting(sites, '640x360', fixed, Math.min(seconds, 15));
      const { cores, floor, report } = meeting;
      figures.push(
        at('Rooms: cores', fixed ? '640x360 always' : 'as asked for', sites, figure(`${what}: CPU`, cores, 'cores')),
        ...(sites === 16 ? profileOf(what, meeting) : []),
        at('Rooms: cores', fixed ? 'floor, 640x360 always' : 'floor, as asked for', sites, figure(`${what}: codec floor while it ran (${floor.text})`, floor.all, 'cores')),
        ratioOf(`${what}: CPU / floor`, meeting, sites === 16 && !fixed ? 1.3 : null),
        at('Rooms: frames', fixed ? '640x360 always' : 'as asked for', sites, figure(`${what}: frames received, the worst`, report.fps_min, 'fps')),
        ...figureIfAny(`${what}: picture through the MCU, median`, report.flash_ms.median, 'ms'),
        ...figureIfAny(`${what}: picture through the MCU, p95`, report.flash_ms.p95, 'ms'),
        ...figureIfAny(`${what}: sound through the MCU, median`, report.beep_ms.median, 'ms'),
      );
    }
  }
  figures.push(...await wide(chosen(WIDE), Math.min(seconds, 20)));
  return figures;
}
