/* The checks of a meeting's sites as /api/v1 gives them, and what they come to for whoever reads the board. Pure. */
import type { SiteFault } from "../api/proceedings_messages";

export const ITEMS = ["camera", "microphone", "echo", "line"] as const;
export type Item = (typeof ITEMS)[number];
export type CheckLevel = "unknown" | "good" | "fair" | "poor";

export interface Finding {
  level: CheckLevel;
  word: string; // what is the matter; the texts have test.WORD and check.WORD
}

export type LineCheck = Record<Item, Finding> & {
  level: CheckLevel;
  loss_percent: number;
  jitter_ms: number;
  rtt_ms: number;
  up_bps: number;
  down_bps: number;
  peak_dbov: number;
};

/* Times are ISO 8601 in UTC, "" for none. */
export interface LineRow {
  identity: string;
  site: string; // its code, "" for who came by a name
  name: string;
  contact_name: string;
  contact_phone: string;
  room: string;
  connected: boolean;
  time: string;
  check: LineCheck | null;
  faults: SiteFault[];
}

export interface LineBoard {
  items: LineRow[];
  running: boolean; // its room is open
}

export interface PastCheck {
  name: string;
  time: string;
  check: LineCheck | null;
}

/* How far a site is. Good is only what was tried: a microphone into which nobody has spoken is not ready yet. */
export const READINESS = ["poor", "fair", "untried", "good", "absent"] as const;
export type Readiness = (typeof READINESS)[number];
const MUST_BE_TRIED: readonly Item[] = ["camera", "microphone", "line"]; // echo: only where somebody spoke to the site

export function readinessOf(check: LineCheck): Exclude<Readiness, "absent"> {
  if (check.level === "poor" || check.level === "fair") return check.level;
  return MUST_BE_TRIED.every((item) => check[item].level === "good") ? "good" : "untried";
}

/* In an open room, who is not there is not ready, whatever was kept. */
export function stateOf({ connected, check }: Pick<LineRow, "connected" | "check">, running: boolean): Readiness {
  return check === null || (running && !connected) ? "absent" : readinessOf(check);
}

export function tally(board: LineBoard): Record<Readiness, number> {
  const counts: Record<Readiness, number> = { poor: 0, fair: 0, untried: 0, good: 0, absent: 0 };
  for (const row of board.items) counts[stateOf(row, board.running)] += 1;
  return counts;
}

/* What is to be done, the worst first: what was not tried yet waits until the rest is well. */
export function findingsToSee(row: Pick<LineRow, "connected" | "check">, running: boolean): Finding[] {
  const { check } = row;
  if (check === null || stateOf(row, running) === "absent") return [{ level: "unknown", word: "absent" }];
  const at = (level: CheckLevel) => ITEMS.map((item) => check[item]).filter((finding) => finding.level === level);
  const bad = [...at("poor"), ...at("fair")];
  return bad.length > 0 ? bad : at("unknown");
}

/* The word of the check for what the watch has found. */
export const WORD_OF: Record<SiteFault, string> = {
  no_picture: "cam_no",
  black: "cam_black",
  frozen: "cam_frozen",
  silent: "mic_silent",
  clipping: "mic_clipping",
  howling: "mic_howling",
  echo: "echo_found",
  line: "net_bad",
};
