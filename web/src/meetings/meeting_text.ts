/* Words and marks for a meeting's state, form and time. */
import { html } from "lit";
import { meetingPath, type Meeting, type MeetingForm, type MeetingState } from "../api/meeting_records";
import { rest } from "../api/rest_client";
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

/* Who writes, approves or files minutes. */
export function makesPapers(role: AccountRole | undefined): boolean {
  return role === "chu_toa" || role === "thu_ky" || role === "van_thu";
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

export interface Entrance {
  href: string;
  text: TextKey;
  enter: ((event: Event) => void) | null; // in place of following the link
}

/*
 * Where one goes from here: those who conduct to the console, a technician into the room as the own site. The clerk is not in
 * meetings.
 */
export function entrance({ code, state }: Pick<Meeting, "code" | "state">, role: AccountRole | undefined): Entrance | null {
  if (hosts(role)) return { href: `/console/${encodeURIComponent(code)}`, text: "home.console", enter: null };
  if (role !== "ky_thuat") return null;
  const form = `/join#meeting=${encodeURIComponent(code)}`;
  return { href: form, text: state === "trial" ? "test.trial" : "room.join", enter: (event) => void enterOwnSite(event, code, form) };
}

/* With the link of the own site there is no name to type; without one the form is the way in. */
async function enterOwnSite(event: Event, code: string, form: string): Promise<void> {
  event.preventDefault();
  const link = await rest.get<{ url: string }>(meetingPath(code, "/own-link")).catch(() => null);
  location.assign(link ? `/join${new URL(link.url).hash}` : form);
}
