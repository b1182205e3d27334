import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, passes, type AttendanceRow } from "../../src/attendance/attendance_records";
import { presenceAfter, presenceText, shareNow, type SeenPresence } from "../../src/attendance/presence_text";

for (const [seconds, text] of [[0, "0:00:00"], [8370, "2:19:30"], [8700, "2:25:00"], [59, "0:00:59"]] as const) {
  test(`${seconds} s of presence are ${text}`, () => assert.equal(clock(seconds), text));
}

const row = (part: Partial<AttendanceRow>) => ({ present: true, invited: true, losses: 0, late: false, early: false, broken: false, ...part }) as AttendanceRow;
test("filters: who was absent was convened; a loss need not be an interruption", () => {
  assert.equal(passes(row({ present: false, invited: false }), "absent"), false);
  assert.equal(passes(row({ present: false }), "absent"), true);
  assert.equal(passes(row({ losses: 1 }), "lost"), true);
  assert.equal(passes(row({ losses: 1 }), "broken"), false);
  assert.equal(passes(row({ late: true }), "late"), true);
  assert.equal(passes(row({}), "all"), true);
});

const opened = "2018-03-28T01:00:00Z";
const at = (minutes: number) => Date.parse(opened) + minutes * 60_000;
const seen = (part: Partial<SeenPresence>): SeenPresence => ({ site: "a", on: true, since: "2018-03-28T01:10:00Z", losses: 0, presence_s: 0, now: "2018-03-28T01:10:00Z", opened, ...part });

test("S-27: on the board the share goes on while a site is there, and stops when it is lost", () => {
  assert.equal(shareNow(seen({}), at(20)), 50);
  assert.equal(shareNow(seen({ on: false, presence_s: 600 }), at(40)), 25);
  assert.equal(shareNow(seen({ opened: "" }), at(20)), null);
  assert.equal(presenceText(seen({ losses: 1 }), at(20)), "có mặt từ 08:10 · 50% · mất 1 lần");
  assert.equal(presenceText(undefined, at(20)), "");
});

test("a message changes the sites that it names", () => {
  const first = presenceAfter(new Map(), { now: opened, opened: "", sites: [{ site: "a", on: true, since: opened, losses: 0, presence_s: 0 }, { site: "b", on: true, since: opened, losses: 0, presence_s: 0 }] });
  const then = presenceAfter(first, { now: opened, opened, sites: [{ site: "b", on: false, since: "", losses: 1, presence_s: 5 }] });
  assert.deepEqual([then.get("a")?.opened, then.get("b")?.on, then.size], ["", false, 2]);
});
