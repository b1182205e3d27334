import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST_PROCEEDINGS } from "../../src/api/proceedings_messages";
import { conductAfter, floorSeconds, hasAsked, mayPresent, maySpeak, NO_CONDUCT, noteNow } from "../../src/room/conduct";

const NOW = Date.parse("2026-11-22T08:00:00Z");

function told(part: object) {
  return conductAfter(NO_CONDUCT, { type: "proceedings", state: { ...FIRST_PROCEEDINGS, ...part } }, NOW);
}

test("whose microphone is its own", () => {
  assert.ok(maySpeak(NO_CONDUCT, "a", false), "an older server conducts nothing");
  assert.ok(maySpeak(told({}), "a", false));
  assert.ok(!maySpeak(told({ muted: ["a"] }), "a", false));
  assert.ok(maySpeak(told({ muted: ["a"], governed: true }), "a", true), "the chair is always heard");
  const governed = told({ governed: true, floor: { site: "b", since: "", limit_s: 0 }, presenters: ["c"] });
  assert.ok(!maySpeak(governed, "a", false));
  assert.ok(maySpeak(governed, "b", false));
  assert.ok(mayPresent(governed, "b", false));
  assert.ok(mayPresent(governed, "c", false));
  assert.ok(!mayPresent(governed, "a", false));
});

test("who asked, and how long somebody speaks by the server's clock", () => {
  const conduct = told({
    queue: [{ site: "a", since: "", subject: "" }],
    floor: { site: "b", since: "2026-11-22T08:00:00Z", limit_s: 60 },
    now: "2026-11-22T08:00:10Z", // our clock is ten seconds behind
  });
  assert.ok(hasAsked(conduct, "a") && !hasAsked(conduct, "b"));
  assert.equal(floorSeconds(conduct, NOW), 10);
  assert.equal(floorSeconds(conduct, NOW + 5500), 15);
  assert.equal(floorSeconds(told({}), NOW), null);
});

test("a message stands as long as it was said to", () => {
  const note = (text: string, until: string) => conductAfter(NO_CONDUCT, { type: "message", site: "*", since: "", text, until }, NOW);
  assert.equal(noteNow(note("chờ", ""), NOW), "chờ");
  assert.equal(noteNow(note("chờ", "2026-11-22T08:00:01Z"), NOW + 999), "chờ");
  assert.equal(noteNow(note("chờ", "2026-11-22T08:00:01Z"), NOW + 1000), null);
  assert.equal(noteNow(note("", ""), NOW), null);
});
