import assert from "node:assert/strict";
import { test } from "node:test";
import { chapterAt, placeOf, type Chapter } from "../../src/recordings/recording_records";

const SPANS = [
  { wall_start_ms: 1000, wall_end_ms: 2000, file_start_ms: 0 },
  { wall_start_ms: 5000, wall_end_ms: 0, file_start_ms: 1000 },
];

test("a moment of the meeting is a place in the recording", () => {
  const rows: [number, number][] = [
    [0, 0], // before it began: its beginning
    [1000, 0],
    [1500, 500],
    [2000, 1000], // in the pause: where it went on
    [5000, 1000],
    [9000, 5000],
  ];
  for (const [wall, place] of rows) assert.equal(placeOf(SPANS, wall), place);
  assert.equal(placeOf(SPANS.slice(0, 1), 2000), -1);
  assert.equal(placeOf([], 0), -1);
});

test("the narrowest chapter counts", () => {
  const chapter = (title: string, from_ms: number, to_ms: number): Chapter => ({ kind: "speaker", title, note: "", time: "", from_ms, to_ms });
  const chapters = [chapter("item", 0, 10_000), chapter("speech", 2000, 5000), chapter("moment", 7000, 7000)];
  const rows: [number, string | undefined][] = [[0, "item"], [2000, "speech"], [5000, "item"], [7500, "moment"], [8000, "item"], [10_000, undefined]];
  for (const [at, title] of rows) assert.equal(chapterAt(chapters, at)?.title, title);
});
