import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, addMonths, byDay, dayOf, isDay, monthOf, placedIn, weekOf } from "../../src/calendar/calendar_days";

const at = (day: string, from: string, to: string) => ({ start: `${day}T${from}:00Z`, end: to ? `${day}T${to}:00Z` : "" });

test("a day is the clock's here: 18:00 in UTC is tomorrow", () => {
  assert.equal(dayOf("2026-11-22T16:59:59Z"), "2026-11-22");
  assert.equal(dayOf("2026-11-22T17:00:00Z"), "2026-11-23");
  assert.equal(dayOf(""), "");
});

for (const [text, good] of [["2026-11-22", true], ["2026-13-01", false], ["22/11/2026", false], ["", false]] as const) {
  test(`"${text}" is ${good ? "a" : "no"} day`, () => assert.equal(isDay(text), good));
}

test("days and months go over the ends of years and of short months", () => {
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
  assert.equal(addDays("2028-03-01", -1), "2028-02-29");
  assert.equal(addMonths("2026-01-31", 1), "2026-02-28");
  assert.equal(addMonths("2026-01-15", -1), "2025-12-15");
});

test("a week begins on Monday, Sunday is its last day", () => {
  for (const day of ["2026-11-16", "2026-11-18", "2026-11-22"]) assert.deepEqual([weekOf(day)[0], weekOf(day)[6]], ["2026-11-16", "2026-11-22"]);
});

for (const [month, weeks, first, last] of [["2026-11", 6, "2026-10-26", "2026-12-06"], ["2027-02", 4, "2027-02-01", "2027-02-28"], ["2026-12", 5, "2026-11-30", "2027-01-03"]] as const) {
  test(`the weeks of ${month}`, () => {
    const grid = monthOf(`${month}-10`);
    assert.deepEqual([grid.length, grid[0]?.[0], grid.at(-1)?.[6]], [weeks, first, last]);
  });
}

test("a meeting over midnight is on both days, one that ends at midnight on the first alone", () => {
  const long = { start: "2026-11-22T15:00:00Z", end: "2026-11-22T19:00:00Z" };
  const until = { start: "2026-11-22T15:00:00Z", end: "2026-11-22T17:00:00Z" };
  assert.deepEqual([...byDay([long]).keys()], ["2026-11-22", "2026-11-23"]);
  assert.deepEqual([...byDay([until]).keys()], ["2026-11-22"]);
});

test("a day's meetings are in the order of their starts", () => {
  const [late, early] = [at("2026-11-22", "07:00", "08:00"), at("2026-11-22", "01:00", "02:00")];
  assert.deepEqual(byDay([late, early]).get("2026-11-22"), [early, late]);
});

test("meetings that overlap share the width, those after them have it whole", () => {
  const day = "2026-11-22";
  const placed = placedIn(day, [at(day, "01:00", "03:00"), at(day, "02:00", "04:00"), at(day, "03:00", "03:30"), at(day, "05:00", "06:00")]);
  assert.deepEqual(placed.map(({ lane, lanes }) => [lane, lanes]), [[0, 2], [1, 2], [0, 2], [0, 1]]);
});

test("a meeting without an end, or a short one, is tall enough to be read; none leaves the day", () => {
  const day = "2026-11-22";
  const [open, last] = placedIn(day, [at(day, "01:00", ""), at(day, "16:55", "16:59")]);
  assert.deepEqual([open!.from_min, open!.to_min], [8 * 60, 8 * 60 + 30]);
  assert.ok(last!.to_min <= 1440 && last!.to_min - last!.from_min >= 30);
});
