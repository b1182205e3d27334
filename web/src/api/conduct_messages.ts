/* What is said to a site, and by it, on the conduct of the meeting. */
import type { Choice, Proceedings } from "./proceedings_messages";

/* The state with the server's clock: a site's own may be wrong. */
export type TimedProceedings = Proceedings & { now?: string };

/* What stands on a site's screen. */
export interface ScreenNote {
  text: string; // "": nothing any more
  until: string; // "": until another one comes
}

export type SiteCommand =
  | { type: "ask"; subject?: string }
  | { type: "withdraw" }
  | { type: "vote"; choice: Choice }
  | { type: "chat"; text: string };
