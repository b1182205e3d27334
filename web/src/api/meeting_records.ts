/* Meetings as /api/v1 gives and takes them. Times are ISO 8601 in UTC, "" for none. */
export type MeetingState = "draft" | "scheduled" | "trial" | "live" | "ended" | "cancelled";
export type MeetingForm = "online" | "in_person" | "hybrid";

export interface Meeting {
  code: string;
  title: string;
  kind: string;
  form: MeetingForm;
  relation: string;
  unit: string;
  chair_name: string;
  chair_title: string;
  chair_account: string;
  secretary_name: string;
  secretary_title: string;
  secretary_account: string;
  start: string;
  end: string;
  place: string;
  invite_no: string;
  decided_by: string;
  state: MeetingState;
  sites_max: number;
  governed: boolean;
  waiting_room: boolean;
  calls: boolean; // the sites' devices are called when its time has come
  records: boolean; // the recording begins with the session
  stems: boolean; // a recording has each site's sound beside it, unless somebody says otherwise
  nosecret: boolean;
  adhoc: boolean;
  series: string;
  opened: string;
  closed: string;
  created_by: string;
  cancel_reason: string;
  note: string;
  late_days: number; // working days that the invitation is too late
}

export interface MeetingSite {
  site: string;
  name: string;
  position: number;
}

export interface AgendaItem {
  position: number;
  title: string;
  minutes: number;
  speaker_unit: string;
}

export interface Paper {
  id: number;
  name: string;
  size: number; // bytes
  sha256: string;
  declared_by: string;
  time: string;
}

export interface MeetingLink {
  site: string;
  name: string;
  role: "site" | "chair" | "viewer";
  url: string;
  has_pin: boolean;
}

export interface Clash {
  code: string;
  title: string;
  start: string;
  end: string;
  what: "site" | "place" | "capacity";
}

export interface MeetingWord {
  code: string;
  name: string;
  position: number;
}

export function meetingPath(code: string, part = ""): string {
  return `/meetings/${encodeURIComponent(code)}${part}`;
}
