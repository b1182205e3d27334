import assert from "node:assert/strict";
import { test } from "node:test";
import { clockMs, clockText } from "../../src/recordings/copy_records";

const CLOCKS: [string, number | null, string][] = [
  ["0:00:00", 0, "the beginning"],
  ["1:02:03", 3723000, "hours"],
  ["12:30", 750000, "minutes"],
  ["45", 45000, "seconds"],
  [" 90 ", 90000, "more than a minute, with blanks"],
  ["1:2:3:4", null, "days"],
  ["1:", null, "something is missing"],
  ["-5", null, "before the beginning"],
  ["", null, "nothing"],
];

for (const [text, ms, why] of CLOCKS) test(`places in a recording: ${why}`, () => assert.equal(clockMs(text), ms));

test("places are shown as they are read", () => {
  for (const ms of [0, 59000, 3723000, 86400000]) assert.equal(clockMs(clockText(ms)), ms);
});
