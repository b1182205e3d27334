import assert from "node:assert/strict";
import { test } from "node:test";
import { lineQuality, readLine, worse } from "../../src/media/line_quality";

const count = (received: number, lost: number, bytes = 0) => ({ received, lost, bytes });
const reading = (at_ms: number, rtt_ms: number, ...streams: ReturnType<typeof count>[]) => ({
  at_ms,
  rtt_ms,
  jitter_ms: 0,
  sent_bytes: 0,
  frames: 0,
  dropped: 0,
  height_px: 0,
  up_loss_percent: 0,
  held_back: false,
  available_kbps: 0,
  streams: new Map(streams.map((stream, index) => [`s${index}`, stream])),
});
const START = reading(0, 0, count(1000, 10));

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
  const before = { ...reading(0, 0, count(500, 1), count(1000, 10, 90_000)), frames: 300, sent_bytes: 70_000 };
  const after = { ...reading(2000, 5, count(600, 1), count(400, 0, 25_000)), frames: 50, sent_bytes: 50_000, height_px: 360, dropped: 4, jitter_ms: 3.4, up_loss_percent: 4, held_back: true };
  const { level, ...figures } = lineQuality(before, after);
  assert.equal(level, "good");
  assert.deepEqual(figures, { rtt_ms: 5, jitter_ms: 3, loss_percent: 0, rx_kbps: 100, tx_kbps: 200, fps: 25, height_px: 360, dropped: 4, up_loss_percent: 4, held_back: false });
});

test("a packet that came late after all does not make the loss negative", () => {
  assert.equal(lineQuality(START, reading(2000, 5, count(1200, 8))).loss_percent, 0);
});

test("a report is read by its kinds", () => {
  const found = readLine(
    [
      { type: "inbound-rtp", kind: "audio", id: "a", packetsReceived: 100, packetsLost: 1, bytesReceived: 8000, jitter: 0.004 },
      { type: "inbound-rtp", kind: "video", id: "v", trackIdentifier: "main", packetsReceived: 300, packetsLost: 2, bytesReceived: 90_000, framesDecoded: 50, framesDropped: 2, frameHeight: 720 },
      { type: "inbound-rtp", kind: "video", id: "w", trackIdentifier: "slides", packetsReceived: 30, packetsLost: 0, bytesReceived: 9000, framesDecoded: 9, frameHeight: 1080 },
      { type: "outbound-rtp", bytesSent: 1000, qualityLimitationReason: "bandwidth" },
      { type: "outbound-rtp", bytesSent: 20 },
      { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.025, availableOutgoingBitrate: 300_000 },
      { type: "candidate-pair", nominated: false, currentRoundTripTime: 9 },
      { type: "remote-inbound-rtp", kind: "audio", fractionLost: 0.125 },
      { type: "remote-inbound-rtp", kind: "video", fractionLost: 0.5 },
      { type: "codec" },
    ],
    7,
    "main",
  );
  const { streams, ...rest } = found;
  assert.deepEqual(rest, { at_ms: 7, rtt_ms: 25, jitter_ms: 4, sent_bytes: 1020, frames: 50, dropped: 2, height_px: 720, up_loss_percent: 12.5, held_back: true, available_kbps: 300 });
  assert.deepEqual([...streams], [["a", count(100, 1, 8000)], ["v", count(300, 2, 90_000)], ["w", count(30, 0, 9000)]]);
});

test("of two judgements the worse one is shown", () => {
  assert.equal(worse("good", "poor"), "poor");
  assert.equal(worse("fair", "good"), "fair");
});
