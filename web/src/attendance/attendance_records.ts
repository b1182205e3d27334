/* The attendance report as the server gives it (openapi.json: getAttendance). */
export type Field = "convened" | "present" | "excused" | "unexcused" | "responsible" | "technician" | "note";
export const NUMBERS = ["convened", "present", "excused", "unexcused"] as const;
export const FIELDS: readonly Field[] = [...NUMBERS, "responsible", "technician", "note"];

export type People = Record<(typeof NUMBERS)[number], number | null> & { responsible: string; technician: string; note: string };

export interface Correction {
  time: string;
  account: string;
  field: Field;
  value: string;
  note: string;
  after_freeze: boolean;
}

export interface AttendanceRow {
  position: number;
  site: string;
  identity: string;
  name: string;
  connection: string;
  on: boolean;
  central: boolean;
  invited: boolean;
  by_name: boolean;
  spans: { from: string; to: string }[];
  losses: number;
  gap_s: number;
  presence_s: number;
  share: number;
  present: boolean;
  late: boolean;
  early: boolean;
  broken: boolean;
  trial_only: boolean;
  roll: string;
  said: People;
  first_said: People;
  floor_count: number;
  floor_s: number;
  corrections: Correction[];
}

export interface Summary {
  convened: number;
  present: number;
  absent: number;
  late: number;
  early: number;
  broken: number;
  losses: number;
  people_convened: number;
  people_present: number;
}

export interface Attendance {
  meeting: string;
  title: string;
  invite_no: string;
  start: string;
  opened: string;
  closed: string;
  rules: { merge_gap_s: number; late_grace_s: number; early_grace_s: number; min_share: number };
  summary: Summary;
  rows: AttendanceRow[];
  confirmed: { account: string; time: string };
  frozen: boolean;
  frozen_at: string;
  sha256: string;
}

export const FILTERS = ["all", "present", "absent", "late", "early", "broken", "lost"] as const;
export type Filter = (typeof FILTERS)[number];

export function passes(row: AttendanceRow, filter: Filter): boolean {
  if (filter === "all") return true;
  if (filter === "absent") return row.invited && !row.present;
  if (filter === "lost") return row.losses > 0;
  return row[filter];
}

/* 8700 → 2:25:00 */
export function clock(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
