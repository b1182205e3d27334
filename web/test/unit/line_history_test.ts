import assert from "node:assert/strict";
import { test } from "node:test";
import { LineHistory, plotPoints, STEP_MS, STEPS_MAX } from "../../src/console/line_history";

test("a step keeps its worst, a silent one what was before", () => {
  const lines = new LineHistory();
  lines.note("a", "good", 0);
  lines.note("a", "poor", 1);
  lines.note("a", "fair", 2);
  lines.note("a", "good", 3 * STEP_MS);
  assert.deepEqual(lines.of("a").steps, ["poor", "poor", "poor", "good"]);
});

test("no more than the plot shows, however long nothing was said", () => {
  const lines = new LineHistory();
  lines.note("a", "fair", 0);
  lines.note("a", "good", 1000 * STEP_MS);
  assert.equal(lines.of("a").steps.length, STEPS_MAX);
  assert.equal(lines.of("a").steps.at(-1), "good");
});

test("a clock that goes back adds nothing", () => {
  const lines = new LineHistory();
  lines.note("a", "good", 10 * STEP_MS);
  lines.note("a", "poor", 2 * STEP_MS);
  assert.deepEqual(lines.of("a").steps, ["poor"]);
});

test("who has left is forgotten, who is unknown has an empty line", () => {
  const lines = new LineHistory();
  lines.note("a", "good", 0);
  lines.note("b", "good", 0);
  lines.keep(new Set(["b"]));
  assert.deepEqual([lines.of("a").steps.length, lines.of("b").steps.length], [0, 1]);
});

test("the plot: the newest at the right edge, good at the top", () => {
  const points = plotPoints(["poor", "good"], STEPS_MAX - 1, 22).split(" ");
  assert.deepEqual(points, [`${STEPS_MAX - 2}.0,21.0`, `${STEPS_MAX - 1}.0,1.0`]);
  assert.equal(plotPoints([], 100, 20), "");
});

test("what the server remembers is there at once, and goes on", () => {
  const lines = new LineHistory();
  lines.note("a", "good", 10 * STEP_MS);
  lines.fill({ step_s: STEP_MS / 1000, sites: [{ site: "a", levels: "--f-pg" }, { site: "b", levels: "---" }] }, 10 * STEP_MS);
  assert.deepEqual(lines.of("a").steps, ["fair", "fair", "poor", "good"]);
  assert.deepEqual(lines.of("b").steps, []);
  lines.note("a", "poor", 11 * STEP_MS);
  assert.deepEqual(lines.of("a").steps, ["fair", "fair", "poor", "good", "poor"]);
});

test("steps of another length are not ours", () => {
  const lines = new LineHistory();
  lines.fill({ step_s: 1, sites: [{ site: "a", levels: "gg" }] }, 0);
  assert.deepEqual(lines.of("a").steps, []);
});
