import assert from "node:assert/strict";
import { test } from "node:test";
import { DRAWN_WHOLE_MAX, rowWindow } from "../../src/ui/virtual_rows";

test("short tables are drawn whole", () => {
  for (const count of [0, 1, DRAWN_WHOLE_MAX]) assert.deepEqual(rowWindow(count, 48, 999, 500), { first: 0, end: count, above_px: 0, below_px: 0 });
});

test("what is drawn and the empty space are as high as all rows, wherever one looks", () => {
  for (const scrolled of [0, 1, 47, 48, 2400, 239_000, 1e9]) {
    const { first, end, above_px, below_px } = rowWindow(5000, 48, scrolled, 600);
    assert.equal(above_px + (end - first) * 48 + below_px, 5000 * 48, `at ${scrolled}`);
    assert.ok(first % 2 === 0 && end <= 5000 && first < end, `at ${scrolled}`);
    assert.ok(end - first <= 40, "no more than the eye and a flick need");
  }
});

test("the rows in sight are among those drawn", () => {
  const { first, end } = rowWindow(5000, 48, 2400, 600);
  assert.ok(first <= 50 && end >= 50 + 13);
});
