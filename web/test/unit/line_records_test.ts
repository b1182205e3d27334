import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsToSee, readinessOf, stateOf, tally, WORD_OF, type Finding, type LineCheck, type LineRow } from "../../src/lines/line_records";
import { stepText, wordText } from "../../src/lines/line_text";

const finding = (text: string): Finding => {
  const [level, word] = text.split(" ") as [Finding["level"], string];
  return { level, word };
};
const WORST = ["unknown", "good", "fair", "poor"];

/* Camera, microphone, echo, line; the whole is the worst of what is known, as the server has it. */
function check(camera: string, microphone: string, echo: string, line: string): LineCheck {
  const items = [camera, microphone, echo, line].map(finding) as [Finding, Finding, Finding, Finding];
  const level = items.map(({ level }) => level).sort((a, b) => WORST.indexOf(b) - WORST.indexOf(a))[0]!;
  return { level, camera: items[0], microphone: items[1], echo: items[2], line: items[3], loss_percent: 0.5, jitter_ms: 4, rtt_ms: 20, up_bps: 1_400_000, down_bps: 900_000, peak_dbov: -20 };
}

const ready = check("good cam_ok", "good mic_ok", "unknown echo_unknown", "good net_ok");
const quiet = check("good cam_ok", "unknown mic_off", "unknown echo_unknown", "good net_ok");
const fair = check("fair cam_off", "unknown mic_off", "good echo_ok", "good net_ok");
const poor = check("poor cam_black", "fair mic_low", "poor echo_found", "fair net_fair");

for (const [name, one, readiness, words] of [
  ["all is well, though nobody spoke to it", ready, "good", "echo_unknown"],
  ["nobody has spoken into the microphone", quiet, "untried", "mic_off echo_unknown"],
  ["a camera that is off", fair, "fair", "cam_off"],
  ["several things, the worst first", poor, "poor", "cam_black echo_found mic_low net_fair"],
] as const) {
  test(`S-23: ${name}`, () => {
    assert.equal(readinessOf(one), readiness);
    assert.equal(findingsToSee({ connected: true, check: one }, true).map(({ word }) => word).join(" "), words);
  });
}

test("S-23: who is not there is not ready while the room is open; what was kept counts when it is not", () => {
  const row = (connected: boolean, check: LineCheck | null): LineRow => ({ identity: "a", site: "a", name: "A", contact_name: "", contact_phone: "", room: "", connected, time: "", check, faults: [] });
  assert.deepEqual([stateOf(row(false, ready), true), stateOf(row(false, ready), false), stateOf(row(false, null), false)], ["absent", "good", "absent"]);
  assert.deepEqual(findingsToSee(row(false, poor), true).map(({ word }) => word), ["absent"]);
  assert.deepEqual(tally({ running: true, items: [row(true, ready), row(true, poor), row(false, poor), row(true, quiet)] }), { poor: 1, fair: 0, untried: 1, good: 1, absent: 1 });
});

test("S-23: each word has its sentence with the next step; one of a newer server has none", () => {
  for (const word of Object.values(WORD_OF)) assert.ok(stepText({ word }).length > wordText(word).length, word);
  assert.equal(stepText({ word: "net_ok" }, ready), "Đường truyền: tốt (900 kbit/s, mất gói 0.5%)".replace("0.5", "0,5"));
  assert.deepEqual([stepText({ word: "constructor" }), wordText("cam_new")], ["", ""]);
});
