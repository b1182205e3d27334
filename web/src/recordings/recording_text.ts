/* Words for what recordings and their chapters are. */
import { html, nothing } from "lit";
import { formatNumber, t, type TextKey } from "../text/text";
import type { Chapter, ChapterKind, RecordingEntry, RecordingState } from "./recording_records";

const STATE: Record<RecordingState, [TextKey, string]> = {
  recording: ["rec.st_recording", "poor"],
  paused: ["rec.st_paused", "fair"],
  completing: ["rec.st_completing", "fair"],
  ready: ["rec.st_ready", "good"],
  failed: ["rec.st_failed", "poor"],
  empty: ["rec.st_empty", ""],
  erased: ["rec.st_erased", ""],
};
const KIND: Record<ChapterKind, TextKey> = {
  session: "rec.ch_session",
  agenda: "rec.ch_agenda",
  speaker: "rec.ch_speaker",
  vote: "rec.ch_vote",
  slides: "rec.ch_slides",
  roll: "rec.ch_roll",
};

export function stateMark({ state, waits }: Pick<RecordingEntry, "state" | "waits">) {
  const [text, level] = STATE[state];
  return html`<span class="mark ${level}">${t(text)}</span>${waits ? html` <strong role="status">${t(`rec.waits.${waits}`)}</strong>` : nothing}`;
}

export const kindText = (kind: ChapterKind) => t(KIND[kind]);

export function chapterText({ kind, title }: Chapter): string {
  if (kind === "session") return t(title === "begin" ? "rec.ch_begin" : "rec.ch_end");
  return kind === "roll" ? t("rec.ch_roll") : title;
}

export function sizeText(bytes: number): string {
  return bytes >= 1e9 ? `${formatNumber(bytes / 1e9, 1)} GB` : `${formatNumber(Math.max(bytes, 0) / 1e6, bytes < 1e7 ? 1 : 0)} MB`;
}
