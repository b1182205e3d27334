/* How the meeting is conducted, as this site is told: who may speak, what is put to the vote, what stands on the screen. */
import type { ScreenNote, TimedProceedings } from "../api/conduct_messages";
import type { ServerMessage } from "../api/messages";

export interface Conduct {
  proceedings: TimedProceedings | null; // null: an older server, which conducts nothing
  behind_ms: number; // our clock against the server's
  note: ScreenNote | null;
}

export const NO_CONDUCT: Conduct = { proceedings: null, behind_ms: 0, note: null };

/* The same object when the message changes nothing here. */
export function conductAfter(conduct: Conduct, message: ServerMessage, now_ms: number): Conduct {
  switch (message.type) {
    case "welcome":
      return { ...NO_CONDUCT, ...told(message.proceedings ?? null, now_ms) };
    case "proceedings":
      return { ...conduct, ...told(message.state, now_ms) };
    case "message":
      return { ...conduct, note: message.text === "" ? null : { text: message.text, until: message.until } };
    default:
      return conduct;
  }
}

/* Whether a site's microphone is its own. The chair is always heard. */
export function maySpeak(conduct: Conduct, site: string, chair: boolean): boolean {
  const { proceedings } = conduct;
  if (chair || !proceedings) return true;
  if (proceedings.muted.includes(site)) return false;
  return !proceedings.governed || proceedings.floor.site === site;
}

export function mayPresent(conduct: Conduct, site: string, chair: boolean): boolean {
  const { proceedings } = conduct;
  if (chair || !proceedings?.governed) return true;
  return proceedings.floor.site === site || proceedings.presenters.includes(site);
}

export function hasAsked(conduct: Conduct, site: string): boolean {
  return conduct.proceedings?.queue.some((entry) => entry.site === site) ?? false;
}

/* Seconds that the one with the floor has spoken, by the server's clock; null when nobody has it. */
export function floorSeconds(conduct: Conduct, now_ms: number): number | null {
  const since = Date.parse(conduct.proceedings?.floor.since ?? "");
  return Number.isNaN(since) ? null : Math.max(0, Math.floor((now_ms + conduct.behind_ms - since) / 1000));
}

/* What stands on the screen now. */
export function noteNow(conduct: Conduct, now_ms: number): string | null {
  const { note, behind_ms } = conduct;
  if (!note) return null;
  const until = Date.parse(note.until);
  return Number.isNaN(until) || now_ms + behind_ms < until ? note.text : null;
}

function told(proceedings: TimedProceedings | null, now_ms: number): Pick<Conduct, "proceedings" | "behind_ms"> {
  const now = Date.parse(proceedings?.now ?? "");
  return { proceedings, behind_ms: Number.isNaN(now) ? 0 : now - now_ms };
}
