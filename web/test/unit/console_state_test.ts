import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST_PROCEEDINGS } from "../../src/api/proceedings_messages";
import { boardSites, clockText, firstState, floorClock, moved, stateAfter } from "../../src/console/console_state";

const queue = ["a", "b", "c"].map((site) => ({ site }));

for (const [site, to, order] of [["a", 2, "bca"], ["c", 0, "cab"], ["b", -1, "bac"], ["b", 9, "acb"], ["x", 0, "abc"]] as const) {
  test(`${site} moved to ${to}`, () => assert.equal(moved(queue, site, to).join(""), order));
}

for (const [seconds, text] of [[0, "00:00"], [59.9, "00:59"], [60, "01:00"], [3600, "1:00:00"], [-65, "−01:05"]] as const) {
  test(`${seconds} s is ${text}`, () => assert.equal(clockText(seconds), text));
}

test("the clock of the floor: none without a limit, below zero when it is over", () => {
  const since = "2026-11-22T08:00:00Z";
  const at = Date.parse(since) + 90_000;
  assert.deepEqual(floorClock({ site: "a", since, limit_s: 0 }, at), { spoken_s: 90, left_s: null });
  assert.deepEqual(floorClock({ site: "a", since, limit_s: 60 }, at), { spoken_s: 90, left_s: -30 });
  assert.deepEqual(floorClock({ site: "", since: "", limit_s: 0 }, at), { spoken_s: 0, left_s: null });
  assert.equal(floorClock({ site: "a", since, limit_s: 0 }, at - 100_000).spoken_s, 0); // a clock that is behind
});

test("an older server's state lacks what it does not know", () => {
  const state = stateAfter(firstState(), { type: "proceedings", state: { phase: "live" } as never }, 0);
  assert.equal(stateAfter(firstState(), { type: "proceedings", state: { now: "2026-11-22T08:00:05Z" } as never }, Date.parse("2026-11-22T08:00:00Z")).ahead_ms, 5000);
  assert.deepEqual(state.proceedings, { ...FIRST_PROCEEDINGS, phase: "live" });
});

test("the chat keeps the last 500 lines, and begins anew with a welcome", () => {
  let state = firstState();
  for (let n = 0; n <= 500; n += 1) state = { ...state, ...stateAfter(state, { type: "chat", from: "a", name: "A", to: "", text: String(n), time: "" }, 0) };
  assert.deepEqual([state.chat.length, state.chat[0]?.text], [500, "1"]);
  const welcome = { type: "welcome", meeting: { code: "m", title: "" }, self: { id: "", name: "", role: "chair" }, token: "", resume: "", media_alive: false, sites: [], layouts: [], ice_servers: [] } as const;
  assert.equal(stateAfter(state, { ...welcome, sites: [], layouts: [], ice_servers: [] }, 0).chat?.length, 0);
});

test("the board: the chair, the invited in their order with those who are not here, then who came besides", () => {
  const site = (id: string, name: string, role: "chair" | "site", order: number) => ({ id, name, role, order, state: "connected", mic: false, camera: true, speaking: false, quality: "good" }) as const;
  const sites = [site("1", "B", "site", 1), site("2", "Khách", "site", 2), site("0", "Trung tâm", "chair", 9)];
  const invited = ["Trung tâm", "A", "B"].map((name, position) => ({ site: name, name, position }));
  const board = boardSites({ sites, speaker: null }, invited.slice(1));
  assert.deepEqual(board.map(({ name, state }) => `${name} ${state}`), ["Trung tâm connected", "A none", "B connected", "Khách connected"]);
});
