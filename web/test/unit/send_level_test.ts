import assert from "node:assert/strict";
import { test } from "node:test";
import { levelSize, SendLevels } from "../../src/media/send_level";

const reading = (available_kbps: number, up_loss_percent = 0, rtt_ms = 20) => ({ available_kbps, up_loss_percent, rtt_ms });
const FREE = reading(2000);
const LOSES = reading(131, 10);
const QUEUES = reading(131, 0, 900);
function after(levels: SendLevels, ...readings: [number, ReturnType<typeof reading>][]) {
  for (const [count, one] of readings) for (let n = 0; n < count; n++) levels.update(one);
  return levels.level;
}

test("a line that suffers for a while carries stills, then the sound alone", () => {
  const levels = new SendLevels();
  assert.equal(after(levels, [9, FREE], [2, LOSES], [1, FREE], [2, QUEUES]), "motion");
  assert.equal(after(levels, [1, LOSES]), "stills");
  assert.equal(after(levels, [2, QUEUES]), "stills");
  assert.equal(after(levels, [1, QUEUES]), "sound");
  assert.equal(after(levels, [50, LOSES]), "sound");
});

test("and back step by step", () => {
  const levels = new SendLevels();
  assert.equal(after(levels, [6, LOSES], [2, FREE]), "sound"); // it is patient
  assert.equal(after(levels, [1, FREE]), "stills");
  assert.equal(after(levels, [3, FREE]), "motion");
});

test("what was tried in vain is tried later, and a line that stayed good for a while is trusted again", () => {
  const levels = new SendLevels();
  after(levels, [3, LOSES], [3, FREE]);
  for (const pause of [6, 12, 24, 24]) {
    assert.equal(after(levels, [3, LOSES]), "stills");
    assert.equal(after(levels, [pause - 1, FREE]), "stills");
    assert.equal(after(levels, [1, FREE]), "motion");
  }
  assert.equal(after(levels, [9, FREE], [3, LOSES]), "stills");
  assert.equal(after(levels, [3, FREE]), "motion");
});

for (const { why, one } of [
  { why: "what a browser says nothing of is not judged", one: reading(0, 50, 900) },
  { why: "loss on a wide line is not its width", one: reading(800, 30) },
  { why: "a narrow line that carries what is sent", one: reading(131, 1) },
]) {
  test(why, () => assert.equal(after(new SendLevels(), [20, one]), "motion"));
}

const ASKED = { width: 1280, height: 720, fps: 25, bitrate_bps: 1_500_000 };
for (const { why, level, asked, size } of [
  { why: "motion is as asked", level: "motion", asked: ASKED, size: ASKED },
  { why: "stills are small and few", level: "stills", asked: ASKED, size: { width: 320, height: 180, fps: 2, bitrate_bps: 60_000 } },
  { why: "of another shape too", level: "stills", asked: { ...ASKED, width: 480, height: 480 }, size: { width: 180, height: 180, fps: 2, bitrate_bps: 60_000 } },
  { why: "no larger than asked", level: "stills", asked: { width: 160, height: 90, fps: 1, bitrate_bps: 50_000 }, size: { width: 160, height: 90, fps: 1, bitrate_bps: 50_000 } },
  { why: "the sound alone has no picture", level: "sound", asked: ASKED, size: { width: 0, height: 0, fps: 0, bitrate_bps: 0 } },
  { why: "what nobody sees stays away", level: "stills", asked: { width: 0, height: 0, fps: 0, bitrate_bps: 0 }, size: { width: 0, height: 0, fps: 0, bitrate_bps: 0 } },
] as const) {
  test(why, () => assert.deepEqual(levelSize(level, asked), size));
}
