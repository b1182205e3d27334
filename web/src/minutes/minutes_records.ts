/* The minutes of a meeting as the server knows them, and what their lists are made of. */
import type { TextKey } from "../text/text";

export type MinutesState = "draft" | "submitted" | "approved" | "issued";
export type ListName = "attendees" | "absences" | "reports" | "speeches" | "votes" | "conclusions" | "incidents" | "recipients";
export type Item = { source: string } & Record<string, string | number>;

export interface MinutesFields {
  parent_agency: string;
  agency: string;
  symbol: string;
  title: string;
  planned: string;
  opened: string;
  closed: string;
  late_reason: string;
  place: string;
  sites: number;
  sites_present: number;
  delegates_present: number;
  chair_name: string;
  chair_title: string;
  secretary_name: string;
  secretary_title: string;
  opening: string;
}

export type Draft = MinutesFields & Record<ListName, Item[]>;

export interface Minutes extends Draft {
  meeting: string;
  version: number;
  state: MinutesState;
  number: number;
  number_text: string;
  return_reason: string;
  signed_name: string;
  signed_sha256: string;
  notice_no: string;
  changed_by: string;
  changed: string;
  may: { write: boolean; approve: boolean; file: boolean };
}

export interface DueNotice {
  meeting: string;
  title: string;
  due: string;
  days_left: number;
  days_late: number;
}

export interface ItemField {
  name: string;
  label: TextKey;
  kind: "text" | "long" | "time" | "number";
}

export interface ListShape {
  name: ListName;
  heading: TextKey;
  fields: readonly ItemField[];
}

const text = (name: string, label: TextKey): ItemField => ({ name, label, kind: "text" });
const long = (name: string, label: TextKey): ItemField => ({ name, label, kind: "long" });
const number = (name: string, label: TextKey): ItemField => ({ name, label, kind: "number" });
const time: ItemField = { name: "time", label: "min.time", kind: "time" };

export const PEOPLE: readonly ListShape[] = [
  { name: "attendees", heading: "min.attendees", fields: [text("group", "min.group"), text("name", "min.name"), text("title", "min.post"), text("unit", "min.unit")] },
  { name: "absences", heading: "min.absences", fields: [text("site", "min.site"), text("text", "min.reason")] },
];

export const PARTS: readonly ListShape[] = [
  { name: "reports", heading: "min.reports", fields: [time, text("title", "min.report"), text("unit", "min.unit"), long("text", "min.said")] },
  { name: "speeches", heading: "min.speeches", fields: [time, text("site", "min.site"), text("name", "min.name"), text("title", "min.post"), long("text", "min.said")] },
  { name: "votes", heading: "min.votes", fields: [long("text", "min.question"), number("total", "min.total"), number("agree", "vote.for"), number("against", "vote.against"), number("abstain", "vote.abstain")] },
  { name: "conclusions", heading: "min.conclusions", fields: [long("text", "min.conclusion"), text("unit", "min.lead"), text("support", "min.support"), text("deadline", "min.deadline")] },
  { name: "incidents", heading: "min.incidents", fields: [time, text("site", "min.site"), long("text", "min.incident")] },
];

export const RECIPIENTS: ListShape = { name: "recipients", heading: "min.recipients", fields: [text("text", "min.recipient")] };

const FIELDS: readonly (keyof Draft)[] = [
  "parent_agency", "agency", "symbol", "title", "planned", "opened", "closed", "late_reason", "place", "sites", "sites_present", "delegates_present", "chair_name", "chair_title",
  "secretary_name", "secretary_title", "opening", "attendees", "absences", "reports", "speeches", "votes", "conclusions", "incidents", "recipients",
];

/* What the secretary writes, out of what the server said. */
export function draftOf(minutes: Draft): Draft {
  return Object.fromEntries(FIELDS.map((name) => [name, minutes[name]])) as unknown as Draft;
}
