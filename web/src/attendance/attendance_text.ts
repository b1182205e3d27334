/* What the attendance report says, in words. Pure. */
import { t, type TextKey } from "../text/text";
import type { AttendanceRow, Field, Filter, Summary } from "./attendance_records";

export const SUM_TEXT: Record<keyof Summary, TextKey> = {
  convened: "att.convened", present: "att.present", absent: "att.absent", late: "att.late", early: "att.early", broken: "att.broken", losses: "att.losses",
  people_convened: "att.people_convened", people_present: "att.people_present",
};

export const FILTER_TEXT: Record<Filter, TextKey> = {
  all: "att.f_all", present: "att.f_present", absent: "att.f_absent", late: "att.f_late", early: "att.f_early", broken: "att.f_broken", lost: "att.f_lost",
};

export const FIELD_TEXT: Record<Field, TextKey> = {
  convened: "att.d_convened", present: "att.d_present", excused: "att.d_excused", unexcused: "att.d_unexcused", responsible: "att.d_responsible",
  technician: "att.d_technician", note: "att.d_note",
};

const FLAG_TEXT = { late: "att.flag_late", early: "att.flag_early", broken: "att.flag_broken", trial_only: "att.flag_trial_only" } as const satisfies Partial<Record<keyof AttendanceRow, TextKey>>;
const FLAGS = ["late", "early", "broken", "trial_only"] as const;
const ROLL_TEXT: Record<string, TextKey> = { present: "roll.present", picture_only: "roll.picture_only", sound_only: "roll.sound_only", no_answer: "roll.no_answer" };

export function stateText(row: AttendanceRow): string {
  return t(row.present ? "roll.present" : "roll.absent");
}

export function flagsText(row: AttendanceRow): string {
  return FLAGS.filter((flag) => row[flag])
    .map((flag) => t(FLAG_TEXT[flag]))
    .join("; ");
}

export function rollText({ roll }: AttendanceRow): string {
  return t(ROLL_TEXT[roll] ?? "roll.unchecked");
}

/* Who is there of those who were called: "8/10". */
export function peopleText({ said }: AttendanceRow): string {
  return said.present === null && said.convened === null ? "" : `${said.present ?? "–"}/${said.convened ?? "–"}`;
}
