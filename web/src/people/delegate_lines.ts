/* The list of delegates as lines of text that a clerk types or pastes: «Họ và tên; Chức vụ; Đơn vị; …». Pure. */
import type { Delegate, How } from "../api/proceedings_messages";
import { fold } from "../text/fold";

export const DELEGATES_MAX = 200;
const PART_MAX = 120; // letters

export type HowWords = Record<How, string>;

export function linesOf(delegates: readonly Delegate[], words: HowWords): string {
  return delegates.map(({ name, title, unit, how, substitute_for, note }) => [name, title, unit, words[how], substitute_for, note].join("; ").replace(/(; )+$/, "")).join("\n");
}

/* What is not said is there online, for these are sites of an online meeting. */
export function delegatesOf(text: string, words: HowWords): Delegate[] {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return lines.map((line, index) => {
    const [name = "", title = "", unit = "", how = "", substitute_for = "", note = ""] = line.split(";").map((part) => part.trim().slice(0, PART_MAX));
    const hows = Object.keys(words) as How[];
    const said = hows.find((one) => fold(words[one]) === fold(how)) ?? "online";
    return { position: index + 1, name, title, unit, how: said, substitute_for, note };
  });
}

/* What has to be said so that the list becomes this one; a line without a name is taken out. */
export function changedDelegates(before: readonly Delegate[], after: readonly Delegate[]): Delegate[] {
  const known = new Map(before.map((line) => [line.position, line]));
  const changed = after.filter((line) => JSON.stringify(known.get(line.position), Object.keys(line)) !== JSON.stringify(line));
  const gone = before.filter(({ position }) => position > after.length).map((line) => ({ ...line, name: "" }));
  return [...changed, ...gone];
}
