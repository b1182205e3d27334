import assert from "node:assert/strict";
import { test } from "node:test";

Object.assign(globalThis, { window: new EventTarget(), document: new EventTarget() });
const { matchPath } = await import("../../src/frame/router");

const CASES = [
  ["/", "/", {}], ["/units", "/units", {}], ["/units", "/units/", {}], ["/units", "/sites", null], ["/units", "/units/1", null],
  ["/meetings/{code}", "/meetings/m-1", { code: "m-1" }], ["/meetings/{code}", "/meetings/", null], ["/meetings/{code}", "/meetings", null],
  ["/meetings/{code}", "/meetings/%E0", { code: "%E0" }], ["/meetings/{code}", "/meetings/a%20b", { code: "a b" }],
  ["/help/*", "/help/a/b", { rest: "a/b" }],
] as const;
for (const [pattern, path, params] of CASES) {
  test(`${path} against ${pattern}`, () => assert.deepEqual(matchPath(pattern, path), params));
}
