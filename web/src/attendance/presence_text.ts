/* How long a site has been there in a session that is going on, for the console's board. Pure. */
import type { SitePresence } from "../api/messages";
import { formatTime } from "../text/format";
import { formatNumber, t } from "../text/text";

export interface SeenPresence extends SitePresence {
  now: string; // when the server reckoned it
  opened: string; // "": the session is not open
}

/* Share of the session until now, in percent; null before the opening. */
export function shareNow({ on, presence_s, now, opened }: SeenPresence, now_ms: number): number | null {
  const window_s = opened ? (now_ms - Date.parse(opened)) / 1000 : 0;
  const since_s = on ? Math.max(0, now_ms - Date.parse(now)) / 1000 : 0;
  return window_s > 0 ? Math.min(100, (100 * (presence_s + since_s)) / window_s) : null;
}

/* "Có mặt từ 08:17 · 89,66% · mất 1 lần"; "" of one that never came. */
export function presenceText(seen: SeenPresence | undefined, now_ms: number): string {
  if (!seen) return "";
  const share = shareNow(seen, now_ms);
  return [seen.on ? t("con.since", { time: formatTime(seen.since) }) : "", share === null ? "" : `${formatNumber(share, 2)}%`, seen.losses > 0 ? t("con.losses", { n: seen.losses }) : ""].filter(Boolean).join(" · ");
}

export function presenceAfter(seen: ReadonlyMap<string, SeenPresence>, { now, opened, sites }: { now: string; opened: string; sites: readonly SitePresence[] }): Map<string, SeenPresence> {
  const after = new Map(seen);
  for (const site of sites) after.set(site.site, { ...site, now, opened });
  return after;
}
