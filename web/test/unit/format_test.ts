import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDate, formatDateTime, formatSeconds, fromLocalText, localText, parseDateTime } from "../../src/text/format";

test("times are those of UTC+7, days over midnight included", () => {
  assert.equal(formatDateTime("2026-11-22T08:00:00Z"), "22/11/2026 15:00");
  assert.equal(formatDate("2026-12-31T17:00:00Z"), "01/01/2027");
  assert.equal(formatSeconds("2026-11-22T00:00:05Z"), "22/11/2026 07:00:05");
  for (const none of ["", "x"]) assert.equal(formatDate(none), "");
});

const WRITTEN = [
  ["22/11/2026 15:00", "2026-11-22T08:00:00Z", "as it is shown"],
  ["5/9/2026 8:05", "2026-09-05T01:05:00Z", "without zeros"],
  ["05.09.2026 08g05", "2026-09-05T01:05:00Z", "with dots and g"],
  ["5-9-2026 8 giờ 05", "2026-09-05T01:05:00Z", "in words"],
  ["5/9/2026 8 giờ", "2026-09-05T01:00:00Z", "the full hour in words"],
  ["01/01/2027", "2026-12-31T17:00:00Z", "a day is its midnight here"],
  ["29/02/2028", "2028-02-28T17:00:00Z", "a leap day"],
  ["  ", "", "nothing"],
] as const;
for (const [text, iso, why] of WRITTEN) {
  test(`"${text}" is read: ${why}`, () => assert.equal(parseDateTime(text), iso));
}

for (const text of ["29/02/2026", "31/04/2026", "12/13/2026", "1/1/2026 24:00", "1/1/2026 8:60", "2026-11-22", "mai", "1/1/26", "1/1/2026 08:00:00"]) {
  test(`"${text}" is no time`, () => assert.equal(parseDateTime(text), null));
}

test("the browser's picker and back", () => {
  assert.equal(localText("2026-11-22T08:00:00Z"), "2026-11-22T15:00");
  assert.equal(fromLocalText("2026-11-22T15:00"), "2026-11-22T08:00:00Z");
  assert.equal(fromLocalText("2026-11-22"), "2026-11-21T17:00:00Z");
  assert.equal(fromLocalText(""), "");
});
