/* The fields of a meeting's form. */
import type { Meeting, MeetingWord } from "../api/meeting_records";
import { FORM_TEXT } from "./meeting_text";
import { t } from "../text/text";
import type { FormField } from "../ui/form";
import type { UnitList } from "../units/unit_list";

const TITLE_MAX = 300;
const SITES_MAX = 500;
const REPEAT_MAX = 24;

export interface FormWords {
  kinds: readonly MeetingWord[];
  relations: readonly MeetingWord[];
  units: UnitList | null;
}

export function meetingFields(meeting: Partial<Meeting>, { kinds, relations, units }: FormWords, fresh: boolean): FormField[] {
  const words = (list: readonly MeetingWord[]) => [{ value: "", label: t("meet.type_none") }, ...list.map(({ code, name }) => ({ value: code, label: name }))];
  const text = (name: keyof Meeting, label: string, more: Partial<FormField> = {}): FormField => ({ name, label, value: (meeting[name] ?? "") as string | number | boolean, ...more });
  const fields = [
    text("title", t("meet.title"), { required: true, whole: true, max: TITLE_MAX }),
    text("start", t("meet.start"), { kind: "datetime", required: true }),
    text("end", t("meet.end_plan"), { kind: "datetime" }),
    text("form", t("meet.form"), { kind: "select", choices: Object.entries(FORM_TEXT).map(([value, key]) => ({ value, label: t(key) })), value: meeting.form ?? "online" }),
    text("kind", t("meet.type"), { kind: "select", choices: words(kinds) }),
    text("chair_name", t("meet.chair")),
    text("secretary_name", t("meet.secretary")),
    text("place", t("meet.place")),
    text("invite_no", t("meet.invite_no")),
    text("governed", t("meet.governed"), { kind: "flag", value: meeting.governed ?? true }),
    text("waiting_room", t("meet.waiting_room"), { kind: "flag", value: meeting.waiting_room ?? false }),
    text("records", t("meet.records"), { kind: "flag", value: meeting.records ?? false }),
    text("calls", t("meet.calls"), { kind: "flag", value: meeting.calls ?? false }),
    text("stems", t("meet.stems"), { kind: "flag", hint: t("rec.stems_hint"), value: meeting.stems ?? false, more: true }),
    text("unit", t("meet.host_unit"), units ? { kind: "combo", choices: units.choices(), more: true } : { more: true }),
    text("relation", t("meet.relation"), { kind: "select", choices: words(relations), more: true }),
    text("chair_title", t("meet.chair_title"), { more: true }),
    text("secretary_title", t("meet.secretary_title"), { more: true }),
    text("chair_account", t("meet.chair_account"), { kind: "code", hint: t("meet.account_hint"), more: true }),
    text("secretary_account", t("meet.secretary_account"), { kind: "code", hint: t("meet.account_hint"), more: true }),
    text("decided_by", t("meet.decided_by"), { more: true }),
    text("sites_max", t("meet.sites_max"), { kind: "number", min: 0, max: SITES_MAX, hint: t("meet.sites_max_hint"), value: meeting.sites_max ?? 0, more: true }),
    text("note", t("meet.note"), { kind: "lines", more: true }),
  ];
  return [...fields, ...(fresh ? repetition() : []), text("nosecret", t("meet.nosecret"), { kind: "flag", required: true, whole: true, value: meeting.nosecret ?? false })];
}

function repetition(): FormField[] {
  const choices = [
    { value: "day", label: t("meet.repeat_day") },
    { value: "weekday", label: t("meet.repeat_weekday") },
  ];
  return [
    { name: "repeat_months", label: t("meet.repeat"), kind: "number", value: 1, min: 1, max: REPEAT_MAX, hint: t("meet.repeat_hint"), more: true },
    { name: "repeat_by", label: t("meet.repeat_by"), kind: "select", choices, value: "day", more: true },
  ];
}
