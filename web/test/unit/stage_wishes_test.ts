import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClientMessage, LayoutMode } from "../../src/api/messages";
import { FIRST_STAGE, type Stage } from "../../src/room/stage";
import { StageWishes } from "../../src/room/stage_wishes";

function make() {
  const said: ClientMessage[] = [];
  return { said, wishes: new StageWishes((message) => said.push(message)) };
}

/* The sites see this. */
function stageIn(mode: LayoutMode): Stage {
  return { ...FIRST_STAGE, layouts: FIRST_STAGE.layouts.map((layout) => (layout.view === "sites" ? { ...layout, mode } : layout)) };
}

test("who lets go of a pinned site gets back what was there before", () => {
  const { said, wishes } = make();
  wishes.pin("site:a", stageIn("focus"));
  wishes.pin("site:b", stageIn("pin")); // from one to the next
  wishes.pin("", stageIn("pin"));
  assert.deepEqual(said, [
    { type: "layout", view: "sites", mode: "pin", pinned: "site:a" },
    { type: "layout", view: "sites", mode: "pin", pinned: "site:b" },
    { type: "layout", view: "sites", mode: "focus" },
  ]);
});

test("a site that somebody else has pinned gives way to the grid", () => {
  const { said, wishes } = make();
  wishes.pin("", stageIn("pin"));
  assert.deepEqual(said, [{ type: "layout", view: "sites", mode: "grid" }]);
});

test("wishes are said as they are", () => {
  const { said, wishes } = make();
  wishes.layout({ view: "chair", mode: "rotate" });
  wishes.overlay({ clock: true });
  wishes.floor("");
  assert.deepEqual(said, [
    { type: "layout", view: "chair", mode: "rotate" },
    { type: "overlay", clock: true },
    { type: "floor", site: "" },
  ]);
});
