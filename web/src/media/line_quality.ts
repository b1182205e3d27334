/* What we ourselves see of the line, from two readings of getStats(). Pure. Units: milliseconds, percent, kbit/s. */
import type { Level } from "../api/messages";

interface StreamCount {
  received: number;
  lost: number;
  frames: number;
  bytes: number;
}

export interface LineReading {
  at_ms: number;
  rtt_ms: number;
  streams: ReadonlyMap<string, StreamCount>;
}

export interface LineQuality {
  level: Level;
  rtt_ms: number;
  loss_percent: number;
  fps: number;
  rx_kbps: number;
}

export function readLine(report: Iterable<Record<string, unknown>>, at_ms: number): LineReading {
  const streams = new Map<string, StreamCount>();
  let rtt_ms = 0;
  for (const entry of report) {
    if (entry["type"] === "inbound-rtp") {
      streams.set(String(entry["id"]), {
        received: number(entry["packetsReceived"]),
        lost: number(entry["packetsLost"]),
        frames: number(entry["framesDecoded"]),
        bytes: number(entry["bytesReceived"]),
      });
    } else if (entry["type"] === "candidate-pair" && entry["nominated"] === true) {
      rtt_ms = Math.max(rtt_ms, number(entry["currentRoundTripTime"]) * 1000);
    }
  }
  return { at_ms, rtt_ms, streams };
}

export function lineQuality(before: LineReading, after: LineReading): LineQuality {
  const seconds = Math.max(0.001, (after.at_ms - before.at_ms) / 1000);
  const sum = { received: 0, lost: 0, frames: 0, bytes: 0 };
  for (const [id, count] of after.streams) {
    const old = sameCount(before.streams.get(id), count);
    sum.received += count.received - old.received;
    sum.lost += Math.max(0, count.lost - old.lost); // a late packet takes its loss back
    sum.frames += count.frames - old.frames;
    sum.bytes += count.bytes - old.bytes;
  }
  const loss_percent = sum.received + sum.lost > 0 ? (100 * sum.lost) / (sum.received + sum.lost) : 0;
  return {
    level: levelOf(loss_percent, after.rtt_ms, sum.received),
    rtt_ms: Math.round(after.rtt_ms),
    loss_percent,
    fps: Math.round(sum.frames / seconds),
    rx_kbps: Math.round((sum.bytes * 8) / 1000 / seconds),
  };
}

/* Firefox begins a stream's counters anew when its receiver is rebuilt: what was counted before then does not matter. */
function sameCount(before: StreamCount | undefined, after: StreamCount): StreamCount {
  const anew = !before || after.received < before.received;
  return anew ? { received: 0, lost: 0, frames: 0, bytes: 0 } : before;
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
