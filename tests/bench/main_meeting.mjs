// The meeting that this is made for: sixteen sites that all see one view.
import { atLeast, atMost, figure, profileOf } from './figures.mjs';
import { FPS_WHOLE, measuredMeeting, ratioOf, TALKERS } from './meeting.mjs';

export async function main({ seconds }) {
  const figures = [];
  for (const [video, fixed] of [['320x180', false], ['640x360', true]]) {
    const what = `16 sites at ${video}, ${TALKERS} talk`;
    const meeting = await measuredMeeting(16, video, fixed, seconds);
    const { cores, memory, threads, calm, floor, report } = meeting;
    const judged = (name, value, unit, target) => (fixed ? figure(name, value, unit) : atMost(name, value, unit, target));
    figures.push(
      judged(`${what}: CPU`, cores, 'cores', 0.5),
      ...profileOf(what, meeting),
      figure(`${what}: codec floor while it ran (${floor.text})`, floor.all, 'cores'),
      ratioOf(`${what}: CPU / that floor`, meeting, fixed ? null : 1.3),
      figure(`${what}: codec floor alone before it (${calm.text})`, calm.all, 'cores'),
      figure(`${what}: CPU / that floor, the meeting's neighbours counted against it`, cores / calm.all, 'ratio'),
      figure(`${what}: memory`, memory, 'MB'),
      figure(`${what}: threads`, threads, 'threads'),
      atLeast(`${what}: frames received, the worst`, report.fps_min, 'fps', FPS_WHOLE),
      atMost(`${what}: longest gap between frames`, report.max_gap_ms, 'ms', 100),
      atLeast(`${what}: sound packets received, the worst`, report.sound_pps_min, 'packets/s', 49.5),
      atMost(`${what}: picture through the MCU, median`, report.flash_ms.median, 'ms', 60),
      atMost(`${what}: picture through the MCU, p95`, report.flash_ms.p95, 'ms', 80),
      atMost(`${what}: sound through the MCU, median`, report.beep_ms.median, 'ms', 30),
      figure(`${what}: sound through the MCU, p95`, report.beep_ms.p95, 'ms'),
      figure(`${what}: a bot costs beside it`, report.cpu_ms_per_s_per_bot, 'ms/s'),
    );
  }
  return figures;
}
