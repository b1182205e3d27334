import { recordedSeconds } from "../../src/api/recording_messages";
import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST_PROCEEDINGS } from "../../src/api/proceedings_messages";
import { boardSites, clockText, firstState, floorClock, lostSite, moved, newFaults, stateAfter, troubles } from "../../src/console/console_state";

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

test("what whoever runs the meeting should see to: sites that were lost, poor lines, the disk, the machine", () => {
  const site = (id: string, state: "connected" | "lost", quality: "good" | "poor", role: "site" | "viewer" = "site") => ({ id, name: id, role, order: 0, state, mic: false, camera: true, speaking: false, quality }) as const;
  let state = firstState();
  assert.deepEqual(troubles(state), []);
  state = { ...state, roster: { sites: [site("a", "lost", "poor"), site("b", "connected", "poor"), site("c", "connected", "good"), site("v", "lost", "poor", "viewer")], speaker: null } };
  state = { ...state, ...stateAfter(state, { type: "disk", used_percent: 91 }, 0) };
  assert.deepEqual(troubles(state), [{ text: "con.alert_lost", n: 1 }, { text: "con.alert_poor", n: 1 }, { text: "con.alert_disk", n: 91 }]);
  const slow = { ...state, ...stateAfter(state, { type: "overload", step: "rungs" }, 0) };
  assert.deepEqual(troubles(slow).at(-1), { text: "con.alert_overload_rungs", n: 1 });
  assert.deepEqual(troubles({ ...slow, ...stateAfter(slow, { type: "overload", step: "" }, 0) }), troubles(state));
  assert.equal(lostSite(state, { type: "site", site: site("c", "lost", "good") })?.id, "c");
  assert.equal(lostSite(state, { type: "site", site: site("a", "lost", "good") }), null); // it was so already
});

test("S-27: what is wrong with a site: what is new of it, how many sites have something, and nothing of who left or was told before", () => {
  const site = (id: string, role: "site" | "viewer" = "site") => ({ id, name: id, role, order: 0, state: "connected", mic: true, camera: true, speaking: false, quality: "good" }) as const;
  let state = { ...firstState(), roster: { sites: [site("a"), site("b")], speaker: null } };
  const watch = (site: string, ...faults: ("black" | "echo")[]) => {
    const message = { type: "site_watch" as const, site, faults };
    const found = newFaults(state, message)?.faults ?? [];
    state = { ...state, ...stateAfter(state, message, 0) };
    return found.join(" ");
  };
  assert.deepEqual([watch("a", "black"), watch("a", "black", "echo"), watch("a", "echo"), watch("x", "black")], ["black", "echo", "", ""]);
  assert.deepEqual(troubles(state), [{ text: "con.alert_faults", n: 1 }]);
  assert.equal(watch("a"), "");
  assert.deepEqual(troubles(state), []);
});

test("S-16: the recording's clock runs on from what was told, and stands while it is paused", () => {
  const told = { type: "recording", since_us: 1, duration_ms: 61_500 } as const;
  const after = (state: "recording" | "paused" | "waiting") => stateAfter(firstState(), { ...told, state }, 1000).recording!;
  assert.equal(recordedSeconds(after("recording"), 4000), 64);
  assert.equal(recordedSeconds(after("recording"), 0), 61);
  assert.equal(recordedSeconds(after("paused"), 4000), 61);
  assert.equal(recordedSeconds(after("waiting"), 4000), 61);
});
