import assert from "node:assert/strict";
import { test } from "node:test";
import { checkLevel, checkRows, clockText, type CheckSpans, type RecordingCheck } from "../../src/recordings/check_record";

const none: CheckSpans = { count: 0, total_ms: 0, spans: [] };
const one = (from_ms: number, to_ms: number): CheckSpans => ({ count: 1, total_ms: to_ms - from_ms, spans: [{ from_ms, to_ms }] });

const whole: RecordingCheck = {
  version: 1,
  plays: true,
  finished: true,
  size_bytes: 900_000_000,
  duration_ms: 3_723_000,
  expected_ms: 3_724_000,
  pictures: 93_000,
  keys: 750,
  sounds: 186_000,
  bad_pictures: 0,
  bad_sounds: 0,
  first_bad_ms: -1,
  rest_bytes: 0,
  sync_ms: 1,
  no_picture: none,
  no_sound: none,
  black: none,
  frozen: none,
  silent: none,
};

for (const [name, change, level, fault] of [
  ["nothing is wrong", {}, "good", ""],
  ["the clock is not known", { expected_ms: 0 }, "good", ""],
  ["shorter than the meeting's clock says", { expected_ms: 3_800_000 }, "fair", "check.rec_length"],
  ["lips and voice at the bound", { sync_ms: 40 }, "good", ""],
  ["lips and voice apart", { sync_ms: 41 }, "poor", "check.rec_sync"],
  ["a short gap in the sound", { no_sound: one(1000, 1500) }, "fair", "check.rec_no_sound"],
  ["a long one", { no_sound: one(1000, 9500) }, "poor", "check.rec_no_sound"],
  ["a black while", { black: one(60_000, 90_000) }, "fair", "check.rec_black"],
  ["a fault", { plays: false, bad_pictures: 1, first_bad_ms: 61_000 }, "poor", "check.rec_plays"],
  ["a file that cannot be read", { plays: false, fault: "no such file" }, "poor", "check.rec_plays"],
  ["it ends in the middle", { plays: false, rest_bytes: 512 }, "poor", "check.rec_plays"],
] as const) {
  test(`S-54: the check of a recording: ${name}`, () => {
    const check = { ...whole, ...change } as RecordingCheck;
    assert.equal(checkLevel(check), level);
    const rows = checkRows(check).filter((row) => row.level !== "good");
    assert.deepEqual(rows.map((row) => row.key), fault === "" ? [] : [fault]);
  });
}

test("what is not in the list of a check is counted", () => {
  const many: CheckSpans = { count: 70, total_ms: 70_000, spans: Array.from({ length: 64 }, (_, i) => ({ from_ms: i * 2000, to_ms: i * 2000 + 1000 })) };
  const row = checkRows({ ...whole, silent: many }).find((made) => made.key === "check.rec_silent");
  assert.equal(row?.more, 6);
  assert.deepEqual(row?.values, { n: 70, total: "0:01:10" });
});

test("a place in a recording is written as a player does", () => {
  assert.deepEqual([0, 999, 61_000, 3_599_999, 36_000_000].map(clockText), ["0:00:00", "0:00:00", "0:01:01", "0:59:59", "10:00:00"]);
});
