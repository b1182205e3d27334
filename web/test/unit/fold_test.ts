import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, FoldedIndex } from "../../src/text/fold";

const SAME = [
  ["Hoà", "Hòa"], ["hoa", "HÒA"], ["Đặc khu Phú Quốc", "dac khu phu quoc"], ["toạ", "tọa"], ["Lình Huỳnh", "linh huynh"], ["ƯƠNG", "uong"],
] as const;
for (const [one, other] of SAME) test(`${one} is found as ${other}`, () => assert.equal(fold(one), fold(other)));

test("every word must occur, in any order, decomposed letters too", () => {
  const index = new FoldedIndex(["UBND huyện Hòn Đất", "UBND huyện Hòn Nghệ", "Sở Y tế"], (name) => name);
  assert.deepEqual(index.find("dat hon"), ["UBND huyện Hòn Đất"]);
  assert.deepEqual(index.find("Hòn".normalize("NFD")).length, 2);
  assert.deepEqual(index.find("  ").length, 3);
  assert.deepEqual(index.find("hon yte"), []);
});
