/* Days as "2026-11-25" of the clock here, the weeks and months made of them, and which meetings stand beside each other. Pure. */
import { localText } from "../text/format";

const DAY_MS = 86_400_000;
const SHORTEST_MIN = 30; // a quarter of an hour is drawn as half an hour, so that its title can be read
const DAYS_MAX = 31; // of one meeting
export const WEEK_DAYS = 7;
export const DAY_MIN = 1440;

export interface Span {
  start: string;
  end: string;
}

/* Where a meeting stands in its day: minutes from midnight, and its lane of those that overlap. */
export interface Placed<T> {
  meeting: T;
  from_min: number;
  to_min: number;
  lane: number;
  lanes: number;
}

export function dayOf(iso: string): string {
  return localText(iso).slice(0, 10);
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/* The same day of another month; its last, where that is shorter. */
export function addMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

/* Weeks begin on Monday. */
export function weekOf(day: string): string[] {
  const monday = addDays(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % WEEK_DAYS));
  return Array.from({ length: WEEK_DAYS }, (_, index) => addDays(monday, index));
}

/* The weeks that hold the month of this day. */
export function monthOf(day: string): string[][] {
  const month = day.slice(0, 7);
  const weeks: string[][] = [];
  for (let week = weekOf(`${month}-01`); week[0]!.slice(0, 7) <= month; week = weekOf(addDays(week[0]!, WEEK_DAYS))) weeks.push(week);
  return weeks;
}

/* Each day's meetings, by their start. */
export function byDay<T extends Span>(meetings: readonly T[]): Map<string, T[]> {
  const days = new Map<string, T[]>();
  for (const meeting of [...meetings].sort((one, other) => one.start.localeCompare(other.start))) {
    const last = dayOf(meeting.end > meeting.start ? before(meeting.end) : meeting.start);
    let day = dayOf(meeting.start);
    for (let count = 0; day !== "" && day <= last && count < DAYS_MAX; count += 1) {
      days.set(day, [...(days.get(day) ?? []), meeting]);
      day = addDays(day, 1);
    }
  }
  return days;
}

/* A day's meetings in lanes: those that overlap share the width. */
export function placedIn<T extends Span>(day: string, meetings: readonly T[]): Placed<T>[] {
  const placed = meetings
    .map((meeting) => ({ meeting, ...minutesIn(day, meeting), lane: 0, lanes: 1 }))
    .sort((one, other) => one.from_min - other.from_min || other.to_min - one.to_min);
  let group: Placed<T>[] = [];
  let group_end = -1;
  for (const one of placed) {
    if (one.from_min >= group_end) {
      share(group);
      group = [];
      group_end = -1;
    }
    const taken = new Set(group.filter(({ to_min }) => to_min > one.from_min).map(({ lane }) => lane));
    while (taken.has(one.lane)) one.lane += 1;
    group.push(one);
    group_end = Math.max(group_end, one.to_min);
  }
  share(group);
  return placed;
}

function share<T>(group: Placed<T>[]): void {
  const lanes = Math.max(0, ...group.map(({ lane }) => lane)) + 1;
  for (const one of group) one.lanes = lanes;
}

function minutesIn(day: string, { start, end }: Span): { from_min: number; to_min: number } {
  const from_min = dayOf(start) < day ? 0 : minuteOf(start);
  const to_min = end <= start ? from_min : dayOf(end) > day ? DAY_MIN : minuteOf(end);
  return { from_min: Math.min(from_min, DAY_MIN - SHORTEST_MIN), to_min: Math.min(DAY_MIN, Math.max(to_min, from_min + SHORTEST_MIN)) };
}

function minuteOf(iso: string): number {
  const [hour = 0, minute = 0] = localText(iso).slice(11).split(":").map(Number);
  return hour * 60 + minute;
}

/* A meeting that ends at midnight is not on the next day. */
function before(iso: string): string {
  return new Date(Date.parse(iso) - 1000).toISOString();
}
