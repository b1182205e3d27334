import assert from "node:assert/strict";
import { test } from "node:test";
import type { ServerMessage, ViewLayout } from "../../src/api/messages";
import { FIRST_STAGE, hasPages, layoutOf, MODES, stageAfter, VIEWS } from "../../src/room/stage";

const SPLIT: ViewLayout = { view: "sites", mode: "split", page: 0, pages: 1, pinned: "", rotate_s: 15 };

test("before the server told anything: grids, and the one who speaks sees the chair", () => {
  assert.deepEqual(FIRST_STAGE.layouts.map(({ view, mode }) => [view, mode]), [["sites", "grid"], ["chair", "grid"], ["floor", "chair"]]);
});

test("every layout that the server knows can be chosen", () => {
  assert.deepEqual([...MODES].sort(), ["auto", "chair", "focus", "grid", "pin", "rotate", "slides", "speaker", "split"]);
});

test("a list that lacks a view, or has one we do not know, still gives one layout for each", () => {
  const strange = { ...SPLIT, view: "slides" } as unknown as ViewLayout;
  const stage = stageAfter(FIRST_STAGE, { type: "layouts", layouts: [strange, SPLIT] });
  assert.deepEqual(stage.layouts.map(({ view }) => view), [...VIEWS]);
  assert.equal(layoutOf(stage, "sites").mode, "split");
  assert.equal(layoutOf(stage, "floor").mode, "chair");
});

for (const { why, layout, pages } of [
  { why: "one page", layout: { mode: "grid", pages: 1 }, pages: false },
  { why: "a grid of two", layout: { mode: "grid", pages: 2 }, pages: true },
  { why: "pages that turn by themselves", layout: { mode: "rotate", pages: 2 }, pages: false },
] as const) {
  test(`pages to turn: ${why}`, () => assert.equal(hasPages({ ...SPLIT, ...layout }), pages));
}

test("floor, share and overlay follow the server; a welcome, after which they are told again, leaves them", () => {
  const said: ServerMessage[] = [
    { type: "floor", site: "s3" },
    { type: "share", site: "s4", mine: true },
    { type: "overlay", title: true, clock: false },
  ];
  const stage = said.reduce(stageAfter, FIRST_STAGE);
  assert.deepEqual([stage.floor, stage.share, stage.overlay], ["s3", { site: "s4", mine: true }, { title: true, clock: false }]);
  const welcome = { type: "welcome", layouts: [SPLIT] } as unknown as ServerMessage;
  const again = stageAfter(stage, welcome);
  assert.deepEqual([again.floor, again.share.site, layoutOf(again, "sites").mode], ["s3", "s4", "split"]);
});

test("a message about something else leaves the stage as it is", () => {
  assert.equal(stageAfter(FIRST_STAGE, { type: "pong", t: 1 }), FIRST_STAGE);
});
