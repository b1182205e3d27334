import assert from "node:assert/strict";
import { test } from "node:test";
import type { Unit } from "../../src/api/records";
import { UnitList } from "../../src/units/unit_list";

const unit = (code: string, block: Unit["block"], parent = "", valid_to = ""): Unit => ({ code, name: `Đơn vị ${code}`, short_name: "", kind: "", block, parent, position: 0, valid_from: "", valid_to, successor: "", address: "" });
const units = [unit("91", "nha_nuoc"), unit("tu", "dang", "91"), unit("bdv", "dang", "tu"), unit("md", "doan_the", "91"), unit("cu", "dang", "91", "2025-06-30T17:00:00Z")];
const list = new UnitList(units, [], "2026-11-25T00:00:00Z");
const all = { query: "", under: "", kind: "", block: "", past: false };

test("S-15: the units of one block, without those that have ended", () => {
  assert.deepEqual([...list.ofBlock("dang")], ["tu", "bdv"]);
  assert.deepEqual([...list.ofBlock("doan_the")], ["md"]);
});

test("S-12, S-13: a branch is its root and whoever is below; an ended unit is found when it is asked for", () => {
  assert.deepEqual(list.find({ ...all, under: "tu" }).map(({ code }) => code), ["tu", "bdv"]);
  assert.deepEqual(list.find({ ...all, under: "91", past: true }).length, 5);
  assert.deepEqual(list.find(all).length, 4);
});
