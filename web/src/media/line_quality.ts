/* What we ourselves see of the line, from two readings of getStats(). Pure. Units: milliseconds, percent, kbit/s. */
import type { Level } from "../api/messages";

export interface LineReading {
  at_ms: number;
  received: number;
  lost: number;
  frames: number;
  bytes: number;
  rtt_ms: number;
}

export interface LineQuality {
  level: Level;
  rtt_ms: number;
  loss_percent: number;
  fps: number;
  rx_kbps: number;
}

export function readLine(report: Iterable<Record<string, unknown>>, at_ms: number): LineReading {
  const reading: LineReading = { at_ms, received: 0, lost: 0, frames: 0, bytes: 0, rtt_ms: 0 };
  for (const entry of report) {
    if (entry["type"] === "inbound-rtp") {
      reading.received += number(entry["packetsReceived"]);
      reading.lost += number(entry["packetsLost"]);
      reading.bytes += number(entry["bytesReceived"]);
      reading.frames += number(entry["framesDecoded"]);
    } else if (entry["type"] === "candidate-pair" && entry["nominated"] === true) {
      reading.rtt_ms = Math.max(reading.rtt_ms, number(entry["currentRoundTripTime"]) * 1000);
    }
  }
  return reading;
}

export function lineQuality(before: LineReading, after: LineReading): LineQuality {
  const seconds = Math.max(0.001, (after.at_ms - before.at_ms) / 1000);
  const received = Math.max(0, after.received - before.received);
  const lost = Math.max(0, after.lost - before.lost);
  const loss_percent = received + lost > 0 ? (100 * lost) / (received + lost) : 0;
  return {
    level: levelOf(loss_percent, after.rtt_ms, received),
    rtt_ms: Math.round(after.rtt_ms),
    loss_percent,
    fps: Math.round(Math.max(0, after.frames - before.frames) / seconds),
    rx_kbps: Math.round((Math.max(0, after.bytes - before.bytes) * 8) / 1000 / seconds),
  };
}

/* Speech stays clear to about 2 % loss and 150 ms each way (ITU-T G.114); above 8 % or 400 ms people notice at once. */
function levelOf(loss_percent: number, rtt_ms: number, received: number): Level {
  if (received === 0 || loss_percent > 8 || rtt_ms > 400) return "poor";
  if (loss_percent > 2 || rtt_ms > 200) return "fair";
  return "good";
}

const RANK: Record<Level, number> = { good: 0, fair: 1, poor: 2 };

export function worse(one: Level, other: Level): Level {
  return RANK[one] >= RANK[other] ? one : other;
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
