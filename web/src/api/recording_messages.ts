/* Whether the meeting is recorded, as the server tells it, and what is said to it. */

export const RECORDING_ALARMS = ["interrupted", "nearly_full", "late", "dropped", "black", "frozen", "silent", "stems"] as const;

export interface RecordingNews {
  state: "off" | "recording" | "paused" | "waiting"; // waiting: it shall be, and no media server does it yet
  since_us: number;
  duration_ms: number;
  reason?: string; // why it ended by itself; from here on for consoles
  bytes?: number;
  alarms?: string[];
  told?: string[]; // identities: who was there when it began, or was told on its way in
  acknowledged?: string[]; // who has said so
  stems?: boolean; // each site's sound is recorded, too; or would be, if nobody says otherwise
}

/* seen: it has said so; spoken: it has heard the notice; written: the answer to its offer said so. */
export interface RecordTold {
  recording: number;
  site: string;
  how: "seen" | "spoken" | "written";
}

/* The news with the moment when they came: the clock runs on from there. */
export type TimedRecording = RecordingNews & { told_ms: number };

export const NO_RECORDING: TimedRecording = { state: "off", since_us: 0, duration_ms: 0, told_ms: 0 };

export interface RecordCommand {
  type: "record";
  action: "begin" | "pause" | "resume" | "end";
  stems?: boolean; // of begin
}

/* The news with one more who knows. */
export function toldAfter(recording: TimedRecording, { site, how }: RecordTold): TimedRecording {
  const list = how === "seen" ? "acknowledged" : "told";
  const before = recording[list] ?? [];
  return before.includes(site) ? recording : { ...recording, [list]: [...before, site] };
}

/* How much is recorded by now. */
export function recordedSeconds(recording: TimedRecording, now_ms: number): number {
  const run_ms = recording.state === "recording" ? Math.max(0, now_ms - recording.told_ms) : 0;
  return Math.floor((recording.duration_ms + run_ms) / 1000);
}
