/* How the meeting is conducted, as this site is told: who may speak, what is put to the vote, what stands on the screen. */
import type { RecordNotice, ScreenNote, TimedProceedings } from "../api/conduct_messages";
import type { ServerMessage } from "../api/messages";
import { NO_RECORDING, type TimedRecording } from "../api/recording_messages";
import type { Heads, MuteReason } from "../api/proceedings_messages";

export interface Conduct {
  proceedings: TimedProceedings | null; // null: an older server, which conducts nothing
  behind_ms: number; // our clock against the server's
  note: ScreenNote | null;
  heads: Heads | null; // the people here, as this site has said
  recording: TimedRecording;
  notice: RecordNotice | null; // that the meeting is recorded, until somebody here has seen it
}

export const NO_CONDUCT: Conduct = { proceedings: null, behind_ms: 0, note: null, heads: null, recording: NO_RECORDING, notice: null };

/* The same object when the message changes nothing here. */
export function conductAfter(conduct: Conduct, message: ServerMessage, now_ms: number): Conduct {
  switch (message.type) {
    case "welcome":
      return { ...NO_CONDUCT, ...told(message.proceedings ?? null, now_ms) };
    case "proceedings":
      return { ...conduct, ...told(message.state, now_ms) };
    case "message":
      return { ...conduct, note: message.text === "" ? null : { text: message.text, until: message.until } };
    case "recording":
      return { ...conduct, recording: { ...message, told_ms: now_ms } };
    case "record_notice":
      return { ...conduct, notice: { recording: message.recording, owed: message.owed } };
    case "heads":
      return { ...conduct, heads: message };
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

/* Why the server has muted this site by itself; null: it has not. */
export function muteReason({ proceedings }: Conduct, site: string): MuteReason | null {
  return proceedings?.muted.includes(site) ? (proceedings.mute_reasons?.[site] ?? null) : null;
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

/* Who is shown to all now because its name is called, by the server's clock; null: nobody. */
export function calledNow(conduct: Conduct, now_ms: number): string | null {
  const roll = conduct.proceedings?.roll;
  const until = Date.parse(roll?.until ?? "");
  return roll?.called && !Number.isNaN(until) && now_ms + conduct.behind_ms < until ? roll.called : null;
}

function told(proceedings: TimedProceedings | null, now_ms: number): Pick<Conduct, "proceedings" | "behind_ms"> {
  const now = Date.parse(proceedings?.now ?? "");
  return { proceedings, behind_ms: Number.isNaN(now) ? 0 : now - now_ms };
}
