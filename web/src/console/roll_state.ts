/* The roll call as the panel shows it: which site is next, which key means what. Pure. */
import type { MeetingSite } from "../api/meeting_records";
import type { Roll, RollAnswer } from "../api/proceedings_messages";
import type { Roster } from "../room/roster";
import { nameOf } from "../room/roster";

export const ANSWERS: readonly RollAnswer[] = ["present", "picture_only", "sound_only", "no_answer"];

export type RollPhase = "none" | "open" | "over" | "confirmed";

export function rollPhase(roll: Roll): RollPhase {
  if (!roll.begun) return "none";
  if (roll.confirmed) return "confirmed";
  return roll.ended ? "over" : "open";
}

export function rollCounts(roll: Roll): Record<RollAnswer, number> & { called: number } {
  const counts = { present: 0, picture_only: 0, sound_only: 0, no_answer: 0, called: 0 };
  for (const { answer } of roll.sites) {
    if (answer === "") continue;
    counts[answer] += 1;
    counts.called += 1;
  }
  return counts;
}

/* The roll once the server has heard these marks, too. */
export function withMarks(roll: Roll, said: ReadonlyMap<string, RollAnswer>): Roll {
  return { ...roll, sites: roll.sites.map(({ site, answer }) => ({ site, answer: said.get(site) ?? answer })) };
}

/* The place after this one that has no mark, round to the start; -1: there is none. */
export function nextUnmarked(roll: Roll, after: number): number {
  const { length } = roll.sites;
  for (let step = 1; step <= length; step += 1) {
    const place = (after + step) % length;
    if (roll.sites[place]?.answer === "") return place;
  }
  return -1;
}

export type RollKey = { mark: RollAnswer } | { move: 1 | -1 };

export function rollKey(key: string): RollKey | null {
  const answer = ANSWERS[Number(key) - 1];
  if (answer) return { mark: answer };
  if (key === " ") return { move: 1 };
  return key === "Backspace" ? { move: -1 } : null;
}

/* Who was invited and is not here has a name too. */
export function rollName(site: string, roster: Roster, invited: readonly MeetingSite[]): string {
  return nameOf(roster, site) ?? invited.find((one) => `code:${one.site}` === site)?.name ?? site.replace(/^(code|site):/, "");
}
