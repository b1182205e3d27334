/* English texts of the live stream for who only looks on. */
import type { viLive } from "./vi_live";

export const enLive: Record<keyof typeof viLive, string> = {
  "live.title": "Watch the meeting live",
  "live.waiting": "There is no live picture yet. It will be shown here as soon as the meeting begins.",
  "live.refused": "This link is wrong or has expired. Please ask the office that has sent it.",
  "live.hear": "Sound on",
  "live.hush": "Sound off",
  "live.link": "Copy the link for watching live",
  "live.link_copied": "The link for watching live is copied.",
  "live.off": "Live streams are switched off on this server.",
};
