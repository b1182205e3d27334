/* What is said to a site, and by it, on the conduct of the meeting. */
import type { Choice, HeadsCommand, Proceedings } from "./proceedings_messages";

/* The state with the server's clock: a site's own may be wrong. */
export type TimedProceedings = Proceedings & { now?: string };

/* What stands on a site's screen. */
export interface ScreenNote {
  text: string; // "": nothing any more
  until: string; // "": until another one comes
}

/* The meeting is recorded. Owed: who came later is connected when it has said that it knows. */
export interface RecordNotice {
  recording: number;
  owed: boolean;
}

export type SiteCommand =
  | HeadsCommand
  | { type: "ask"; subject?: string }
  | { type: "withdraw" }
  | { type: "record_ack"; version?: number }
  | { type: "vote"; choice: Choice }
  | { type: "chat"; to: string; text: string };
