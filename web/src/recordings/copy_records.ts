/* Copies of recordings and packages of meetings, as /api/v1 has them. */

export type CopyForm = "mp4" | "webm" | "opus" | "mp3" | "package";

export interface RecordingCopy {
  id: number;
  recording: number;
  meeting: string;
  form: CopyForm;
  from_ms: number;
  to_ms: number; // 0: to the end
  mark: boolean;
  recipient: string;
  name: string;
  state: "queued" | "running" | "ready" | "failed";
  bytes: number;
  created: string;
  permille: number;
  paused: boolean;
}

/* "1:02:03" of milliseconds. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/* "1:02:03", "2:03" or "3" as milliseconds; null for what is none. */
export function clockMs(text: string): number | null {
  const parts = text.trim().split(":");
  if (parts.length > 3 || !parts.every((part) => /^\d{1,5}$/.test(part))) return null;
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
}
