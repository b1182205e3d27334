/* Words and marks for a meeting's state, form and time. */
import { html } from "lit";
import type { Meeting, MeetingForm, MeetingState } from "../api/meeting_records";
import type { AccountRole } from "../api/session";
import { formatDate, formatDateTime, formatTime } from "../text/format";
import { t, type TextKey } from "../text/text";

export const STATE_TEXT: Record<MeetingState, TextKey> = {
  draft: "meet.st_draft",
  scheduled: "meet.st_planned",
  trial: "meet.st_test",
  live: "meet.st_live",
  ended: "meet.st_ended",
  cancelled: "meet.st_cancel",
};
export const FORM_TEXT: Record<MeetingForm, TextKey> = {
  online: "meet.form_online",
  in_person: "meet.form_in_person",
  hybrid: "meet.form_hybrid",
};
const STATE_MARK: Record<MeetingState, string> = { draft: "", scheduled: "planned", trial: "fair", live: "good", ended: "", cancelled: "poor" };
const HOSTS: readonly AccountRole[] = ["van_hanh", "chu_toa", "thu_ky"];

export function stateMark(state: MeetingState) {
  return html`<span class="mark ${STATE_MARK[state]}">${t(STATE_TEXT[state])}</span>`;
}

/* "25/11/2026 08:00–10:00", or both days where it lasts longer. */
export function timeSpan({ start, end }: Pick<Meeting, "start" | "end">): string {
  if (!end) return formatDateTime(start);
  return formatDate(start) === formatDate(end) ? `${formatDateTime(start)}–${formatTime(end)}` : `${formatDateTime(start)} – ${formatDateTime(end)}`;
}

export function hosts(role: AccountRole | undefined): boolean {
  return role !== undefined && HOSTS.includes(role);
}

/* It can be gone into, or will be soon. */
export function isOpen({ state, form }: Pick<Meeting, "state" | "form">): boolean {
  return form !== "in_person" && (state === "live" || state === "trial" || state === "scheduled");
}

export function isOver(state: MeetingState): boolean {
  return state === "ended" || state === "cancelled";
}

/* Where one goes from here: those who conduct to the console, the others into the room. */
export function entrance(meeting: Pick<Meeting, "code">, role: AccountRole | undefined): { href: string; text: TextKey } {
  return hosts(role)
    ? { href: `/console/${encodeURIComponent(meeting.code)}`, text: "home.console" }
    : { href: `/join#meeting=${encodeURIComponent(meeting.code)}`, text: "room.join" };
}
