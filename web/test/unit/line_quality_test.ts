import assert from "node:assert/strict";
import { test } from "node:test";
import { lineQuality, readLine, worse } from "../../src/media/line_quality";

const count = (received: number, lost: number, frames = 0, bytes = 0) => ({ received, lost, frames, bytes });
const reading = (at_ms: number, rtt_ms: number, ...streams: ReturnType<typeof count>[]) => ({
  at_ms,
  rtt_ms,
  streams: new Map(streams.map((stream, index) => [`s${index}`, stream])),
});
const START = reading(0, 0, count(1000, 10, 100));

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
    assert.equal(lineQuality(START, reading(2000, rtt_ms, count(1000 + received, 10 + lost))).level, level);
  });
}

test("counters that begin anew are counted from nothing", () => {
  const before = reading(0, 0, count(500, 1), count(1000, 10, 300, 90_000));
  const quality = lineQuality(before, reading(2000, 5, count(600, 1), count(400, 0, 50, 25_000)));
  assert.deepEqual(quality, { level: "good", rtt_ms: 5, loss_percent: 0, fps: 25, rx_kbps: 100 });
});

test("a packet that came late after all does not make the loss negative", () => {
  assert.equal(lineQuality(START, reading(2000, 5, count(1200, 8))).loss_percent, 0);
});

test("a report is read by its kinds", () => {
  const found = readLine(
    [
      { type: "inbound-rtp", id: "a", packetsReceived: 100, packetsLost: 1, bytesReceived: 8000 },
      { type: "inbound-rtp", id: "v", packetsReceived: 300, packetsLost: 2, bytesReceived: 90_000, framesDecoded: 50 },
      { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.025 },
      { type: "candidate-pair", nominated: false, currentRoundTripTime: 9 },
      { type: "codec" },
    ],
    7,
  );
  assert.equal(found.rtt_ms, 25);
  assert.deepEqual([...found.streams], [["a", count(100, 1, 0, 8000)], ["v", count(300, 2, 50, 90_000)]]);
});

test("of two judgements the worse one is shown", () => {
  assert.equal(worse("good", "poor"), "poor");
  assert.equal(worse("fair", "good"), "fair");
});
