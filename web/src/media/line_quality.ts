/* What we ourselves see of the line, from two readings of getStats(). Pure. Units: milliseconds, percent, kbit/s, pixels. */
import type { Level } from "../api/messages";

interface StreamCount {
  received: number;
  lost: number;
  bytes: number;
}

export interface LineReading {
  at_ms: number;
  rtt_ms: number;
  jitter_ms: number; // of the received sound
  sent_bytes: number;
  frames: number; // of the main picture, decoded
  dropped: number; // of it, decoded too late to be shown
  height_px: number; // of the main picture
  up_loss_percent: number; // of our sound, as the mixer reported last
  held_back: boolean; // the line takes less of our picture than is asked for
  available_kbps: number; // what the browser believes that the line up takes; 0: it does not say
  streams: ReadonlyMap<string, StreamCount>;
}

export interface LineQuality {
  level: Level;
  rtt_ms: number;
  jitter_ms: number;
  loss_percent: number;
  rx_kbps: number;
  tx_kbps: number;
  fps: number;
  height_px: number;
  dropped: number; // pictures, since the stream began
  up_loss_percent: number;
  held_back: boolean;
}

/* picture: the track of the main picture, by the name it has in the report. */
export function readLine(report: Iterable<Record<string, unknown>>, at_ms: number, picture: string): LineReading {
  const streams = new Map<string, StreamCount>();
  const reading = { at_ms, rtt_ms: 0, jitter_ms: 0, sent_bytes: 0, frames: 0, dropped: 0, height_px: 0, up_loss_percent: 0, held_back: false, available_kbps: 0, streams };
  for (const entry of report) {
    if (entry["type"] === "inbound-rtp") {
      const count = { received: entry["packetsReceived"], lost: entry["packetsLost"], bytes: entry["bytesReceived"] };
      streams.set(String(entry["id"]), { received: number(count.received), lost: number(count.lost), bytes: number(count.bytes) });
      if (entry["kind"] === "audio") reading.jitter_ms = Math.max(reading.jitter_ms, number(entry["jitter"]) * 1000);
      if (entry["trackIdentifier"] !== picture) continue;
      reading.frames = number(entry["framesDecoded"]);
      reading.dropped = number(entry["framesDropped"]);
      reading.height_px = number(entry["frameHeight"]);
    } else if (entry["type"] === "outbound-rtp") {
      reading.sent_bytes += number(entry["bytesSent"]);
      reading.held_back ||= entry["qualityLimitationReason"] === "bandwidth";
    } else if (entry["type"] === "remote-inbound-rtp" && entry["kind"] === "audio") {
      reading.up_loss_percent = Math.max(reading.up_loss_percent, number(entry["fractionLost"]) * 100);
    } else if (entry["type"] === "candidate-pair" && entry["nominated"] === true) {
      reading.rtt_ms = Math.max(reading.rtt_ms, number(entry["currentRoundTripTime"]) * 1000);
      reading.available_kbps = Math.max(reading.available_kbps, number(entry["availableOutgoingBitrate"]) / 1000);
    }
  }
  return reading;
}

export function lineQuality(before: LineReading, after: LineReading): LineQuality {
  const seconds = Math.max(0.001, (after.at_ms - before.at_ms) / 1000);
  const sum = { received: 0, lost: 0, bytes: 0 };
  for (const [id, count] of after.streams) {
    const old = sameCount(before.streams.get(id), count);
    sum.received += count.received - old.received;
    sum.lost += Math.max(0, count.lost - old.lost); // a late packet takes its loss back
    sum.bytes += count.bytes - old.bytes;
  }
  const loss_percent = sum.received + sum.lost > 0 ? (100 * sum.lost) / (sum.received + sum.lost) : 0;
  const kbps = (bytes: number) => Math.round((bytes * 8) / 1000 / seconds);
  return {
    level: levelOf(loss_percent, after.rtt_ms, sum.received),
    rtt_ms: Math.round(after.rtt_ms),
    jitter_ms: Math.round(after.jitter_ms),
    loss_percent,
    rx_kbps: kbps(sum.bytes),
    tx_kbps: kbps(grown(before.sent_bytes, after.sent_bytes)),
    fps: Math.round(grown(before.frames, after.frames) / seconds),
    height_px: after.height_px,
    dropped: after.dropped,
    up_loss_percent: after.up_loss_percent,
    held_back: before.held_back && after.held_back,
  };
}

/* Firefox begins a stream's counters anew when its receiver is rebuilt: what was counted before then does not matter. */
function sameCount(before: StreamCount | undefined, after: StreamCount): StreamCount {
  const anew = !before || after.received < before.received;
  return anew ? { received: 0, lost: 0, bytes: 0 } : before;
}

function grown(before: number, after: number): number {
  return after < before ? after : after - before;
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
