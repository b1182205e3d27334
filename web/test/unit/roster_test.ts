import assert from "node:assert/strict";
import { test } from "node:test";
import type { Site } from "../../src/api/messages";
import { connectedCount, rosterAfter, speakerName, type Roster } from "../../src/room/roster";

const site = (id: string, order: number, part: Partial<Site> = {}): Site => ({
  id, name: `Điểm cầu ${id}`, role: "site", order, state: "connected", mic: false, camera: true, speaking: false, quality: "good", ...part,
});

const EMPTY: Roster = { sites: [], speaker: null };

test("sites stand in the official order, not in that of their coming", () => {
  const roster = rosterAfter(EMPTY, { type: "sites", sites: [site("c", 3), site("a", 1), site("b", 2)] });
  assert.deepEqual(roster.sites.map(({ id }) => id), ["a", "b", "c"]);
});

test("a changed site replaces itself, a new one is added", () => {
  let roster = rosterAfter(EMPTY, { type: "site", site: site("a", 1) });
  roster = rosterAfter(roster, { type: "site", site: site("a", 1, { state: "lost" }) });
  roster = rosterAfter(roster, { type: "site", site: site("b", 2) });
  assert.equal(roster.sites.length, 2);
  assert.equal(connectedCount(roster), 1);
});

test("who is gone does not speak any more", () => {
  let roster = rosterAfter({ sites: [site("a", 1)], speaker: null }, { type: "speaker", id: "a" });
  assert.equal(speakerName(roster), "Điểm cầu a");
  roster = rosterAfter(roster, { type: "site_gone", id: "a" });
  assert.deepEqual(roster, EMPTY);
});

test("one speaks at a time, whatever the sites said before", () => {
  const loud = { ...site("a", 1), speaking: true };
  let roster = rosterAfter({ sites: [loud, site("b", 2)], speaker: "a" }, { type: "speaker", id: "b" });
  assert.deepEqual(roster.sites.map(({ speaking }) => speaking), [false, true]);
  roster = rosterAfter(roster, { type: "speaker", id: null });
  assert.deepEqual(roster.sites.map(({ speaking }) => speaking), [false, false]);
});

test("a message about something else leaves the same roster", () => {
  assert.equal(rosterAfter(EMPTY, { type: "pong", t: 1 }), EMPTY);
});
