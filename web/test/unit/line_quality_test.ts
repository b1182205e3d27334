import assert from "node:assert/strict";
import { test } from "node:test";
import { lineQuality, readLine, worse } from "../../src/media/line_quality";

const START = { at_ms: 0, received: 1000, lost: 10, frames: 100, bytes: 0, rtt_ms: 0 };

for (const { why, received, lost, rtt_ms, level } of [
  { why: "a calm line", received: 200, lost: 0, rtt_ms: 20, level: "good" },
  { why: "two in a hundred lost", received: 196, lost: 4, rtt_ms: 20, level: "good" },
  { why: "three in a hundred lost", received: 194, lost: 6, rtt_ms: 20, level: "fair" },
  { why: "nine in a hundred lost", received: 182, lost: 18, rtt_ms: 20, level: "poor" },
  { why: "a long way", received: 200, lost: 0, rtt_ms: 201, level: "fair" },
  { why: "too long a way", received: 200, lost: 0, rtt_ms: 401, level: "poor" },
  { why: "nothing arrives", received: 0, lost: 0, rtt_ms: 20, level: "poor" },
]) {
  test(`${why} is ${level}`, () => {
    const after = { ...START, at_ms: 2000, received: 1000 + received, lost: 10 + lost, rtt_ms };
    assert.equal(lineQuality(START, after).level, level);
  });
}

test("a new connection's counters begin again: no negative figures", () => {
  const quality = lineQuality(START, { ...START, at_ms: 2000, received: 5, lost: 0, frames: 0 });
  assert.equal(quality.loss_percent, 0);
  assert.equal(quality.fps, 0);
});

test("a report is read by its kinds", () => {
  const reading = readLine(
    [
      { type: "inbound-rtp", kind: "audio", packetsReceived: 100, packetsLost: 1, bytesReceived: 8000 },
      { type: "inbound-rtp", kind: "video", packetsReceived: 300, packetsLost: 2, bytesReceived: 90_000, framesDecoded: 50 },
      { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.025 },
      { type: "candidate-pair", nominated: false, currentRoundTripTime: 9 },
      { type: "codec" },
    ],
    7,
  );
  assert.deepEqual(reading, { at_ms: 7, received: 400, lost: 3, frames: 50, bytes: 98_000, rtt_ms: 25 });
});

test("of two judgements the worse one is shown", () => {
  assert.equal(worse("good", "poor"), "poor");
  assert.equal(worse("fair", "good"), "fair");
});
