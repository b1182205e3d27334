/* What the check of a recording found, as the server gives it, and what that means for whoever keeps the file. */
import type { TextKey } from "../text/text";

export interface CheckSpans {
  count: number;
  total_ms: number;
  /* The first of them. */
  spans: { from_ms: number; to_ms: number }[];
}

export interface RecordingCheck {
  version: 1;
  plays: boolean;
  /* It could not be looked through at all: then there is nothing else. */
  fault?: string;
  finished: boolean;
  size_bytes: number;
  duration_ms: number;
  /* By the meeting's clock, without pauses; 0: not known. */
  expected_ms?: number;
  pictures: number;
  keys: number;
  sounds: number;
  bad_pictures: number;
  bad_sounds: number;
  first_bad_ms: number;
  rest_bytes: number;
  sync_ms: number;
  no_picture: CheckSpans;
  no_sound: CheckSpans;
  black: CheckSpans;
  frozen: CheckSpans;
  silent: CheckSpans;
}

export type CheckLevel = "good" | "fair" | "poor";

export interface CheckRow {
  key: TextKey;
  level: CheckLevel;
  text: TextKey;
  values: Record<string, string | number>;
  spans: { from_ms: number; to_ms: number }[];
  /* That are not in the list. */
  more: number;
}

/* A recording may begin and end within a moment of the meeting's clock. */
const CLOCK_MS = 3000;
const SYNC_MS = 40;
const LONG_GAP_MS = 2000;

const row = (key: TextKey, level: CheckLevel, text: TextKey, values: Record<string, string | number> = {}): CheckRow => ({ key, level, text, values, spans: [], more: 0 });

function spansRow(key: TextKey, found: CheckSpans, level: CheckLevel): CheckRow {
  if (found.count === 0) return row(key, "good", "check.rec_none");
  const made = row(key, level, "check.rec_times", { n: found.count, total: clockText(found.total_ms) });
  return { ...made, spans: found.spans, more: found.count - found.spans.length };
}

function clockRow(check: RecordingCheck): CheckRow {
  const values = { length: clockText(check.duration_ms) };
  const off = check.expected_ms ? Math.abs(check.duration_ms - check.expected_ms) : 0;
  if (off <= CLOCK_MS) return row("check.rec_length", "good", "check.rec_length_ok", values);
  return row("check.rec_length", "fair", "check.rec_length_off", { ...values, expected: clockText(check.expected_ms ?? 0) });
}

function playsRow(check: RecordingCheck): CheckRow {
  if (check.plays) return row("check.rec_plays", "good", "check.rec_plays_ok");
  const bad = check.first_bad_ms >= 0 ? check.first_bad_ms : check.duration_ms;
  return row("check.rec_plays", "poor", "check.rec_plays_not", { at: clockText(bad) });
}

export function checkRows(check: RecordingCheck): CheckRow[] {
  if (check.fault !== undefined) return [row("check.rec_plays", "poor", "check.rec_unread", { fault: check.fault })];
  const gap = (found: CheckSpans): CheckLevel => (found.total_ms > LONG_GAP_MS ? "poor" : "fair");
  const sync = { ms: check.sync_ms };
  return [
    playsRow(check),
    clockRow(check),
    row("check.rec_sync", check.sync_ms <= SYNC_MS ? "good" : "poor", "check.rec_sync_ms", sync),
    spansRow("check.rec_no_sound", check.no_sound, gap(check.no_sound)),
    spansRow("check.rec_no_picture", check.no_picture, gap(check.no_picture)),
    spansRow("check.rec_black", check.black, "fair"),
    spansRow("check.rec_frozen", check.frozen, "fair"),
    spansRow("check.rec_silent", check.silent, "fair"),
  ];
}

export function checkLevel(check: RecordingCheck): CheckLevel {
  const levels = checkRows(check).map((made) => made.level);
  return levels.includes("poor") ? "poor" : levels.includes("fair") ? "fair" : "good";
}

/* 1:02:03, as a player shows it. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
