/* Recordings as /api/v1 has them. Places in a recording are milliseconds from its beginning. */

export type RecordingState = "recording" | "paused" | "completing" | "ready" | "failed" | "empty" | "erased";
export type ChapterKind = "session" | "agenda" | "speaker" | "vote" | "slides" | "roll";

export interface Chapter {
  kind: ChapterKind;
  title: string;
  note: string;
  time: string;
  from_ms: number;
  to_ms: number;
}

export interface RecordingEntry {
  id: number;
  meeting: string;
  title: string;
  invite_no: string;
  kind: string;
  unit: string;
  unit_name: string;
  state: RecordingState;
  start: string;
  end: string;
  duration_ms: number;
  bytes: number;
  retention: string;
  due: string;
  hold: boolean;
  filed: boolean;
  asked: boolean;
  waits: "" | "disk_full" | "read_only" | "disk"; // why it is not whole yet
  hits?: Chapter[];
}

export interface Span {
  wall_start_ms: number;
  wall_end_ms: number; // 0: it goes on
  file_start_ms: number;
}

export interface Recording extends RecordingEntry {
  sha256: string;
  reason: string;
  width: number;
  height: number;
  check: unknown;
  chapters: Chapter[];
  spans: Span[];
  may: { share: boolean; dispose: boolean; minutes: boolean };
  thumbnails?: { count: number; step_ms: number };
}

/* The sound of one site, as long as the recording. */
export interface Stem {
  number: number;
  identity: string;
  name: string;
  bytes: number;
  sha256: string;
}

export interface Mark {
  id: number;
  title: string;
  from_ms: number;
  to_ms: number;
  made_by: string;
  made: string;
}

export interface Access {
  id: number;
  time: string;
  until: string;
  account: string;
  name: string;
  unit: string;
  address: string;
  kind: "view" | "download" | "shared_view" | "shared_download" | "copy";
  whom: string;
}

export interface Share {
  id: number;
  agency: string;
  purpose: string;
  download: boolean;
  created_by: string;
  expires: string;
  revoked: string;
  opened: number;
  link?: string;
}

export interface Keeping {
  retention: string;
  due: string;
  hold: boolean;
  hold_reason: string;
  hold_by: string;
  held: string;
  filed: boolean;
}

export interface Erasure {
  id: number;
  recording: number;
  asked: string;
  asked_by: string;
  reason: string;
  state: "requested" | "refused" | "withdrawn" | "done";
  decided: string;
  decided_by: string;
  decision: string;
}

export interface RetentionClass {
  code: string;
  name: string;
  basis: "forever" | "years" | "minutes";
  years: number;
}

/* Where in the recording a moment of the meeting is; what was not recorded is where the next stretch begins. -1: behind it all. */
export function placeOf(spans: readonly Span[], wall_ms: number): number {
  for (const { wall_start_ms, wall_end_ms, file_start_ms } of spans) {
    if (wall_ms < wall_start_ms) return file_start_ms;
    if (wall_end_ms === 0 || wall_ms < wall_end_ms) return file_start_ms + wall_ms - wall_start_ms;
  }
  return -1;
}

/* The chapter that is the narrowest one at a place. */
export function chapterAt(chapters: readonly Chapter[], at_ms: number): Chapter | null {
  const here = chapters.filter(({ from_ms, to_ms }) => from_ms <= at_ms && at_ms < Math.max(to_ms, from_ms + 1000));
  return here.reduce<Chapter | null>((best, one) => (best === null || one.to_ms - one.from_ms <= best.to_ms - best.from_ms ? one : best), null);
}

export const recordingPath = (id: number, rest = "") => `/recordings/${id}${rest}`;
