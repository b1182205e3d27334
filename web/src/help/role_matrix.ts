/*
 * What each role may do, in the words of the page. `as` names the server's permissions that a line stands for: a test holds the
 * line against the server's table, which alone decides.
 */
import type { AccountRole } from "../api/session";
import type { TextKey } from "../text/text";

export type Reach = "none" | "own_site" | "named" | "unit" | "subtree";

export const REACH_TEXT: Record<Reach, TextKey> = {
  none: "matrix.no",
  own_site: "matrix.own_site",
  named: "matrix.named",
  unit: "matrix.own_unit",
  subtree: "matrix.subtree",
};

export const ROLES: readonly AccountRole[] = ["quan_tri", "van_hanh", "chu_toa", "thu_ky", "ky_thuat", "van_thu"];

interface Line {
  action: TextKey;
  as: readonly string[];
  may: Partial<Record<AccountRole, Reach>>;
}

const COMMAND: Line["may"] = { van_hanh: "subtree", chu_toa: "named", thu_ky: "named" };

export const MATRIX: readonly Line[] = [
  { action: "matrix.units", as: ["unit_edit", "site_edit", "account_edit", "settings"], may: { quan_tri: "subtree" } },
  { action: "matrix.unlock", as: ["account_unlock"], may: { quan_tri: "subtree", van_hanh: "subtree" } },
  { action: "matrix.alerts", as: ["alerts"], may: { quan_tri: "subtree", van_hanh: "subtree" } },
  { action: "matrix.audit", as: ["audit"], may: { quan_tri: "subtree" } },
  { action: "matrix.meetings", as: ["meeting_edit"], may: { van_hanh: "subtree", chu_toa: "unit", thu_ky: "unit" } },
  { action: "matrix.past", as: ["meeting_read"], may: { van_hanh: "subtree", chu_toa: "unit", thu_ky: "unit", ky_thuat: "own_site", van_thu: "unit" } },
  { action: "matrix.conduct", as: ["run", "admit", "roll"], may: COMMAND },
  { action: "matrix.floor", as: ["layout", "mute", "floor", "record"], may: COMMAND },
  { action: "matrix.connect", as: ["set_own", "ask", "heads"], may: { ...COMMAND, ky_thuat: "own_site" } },
  { action: "matrix.recordings", as: ["recording_read"], may: { van_hanh: "subtree", chu_toa: "unit", thu_ky: "unit", van_thu: "unit" } },
  { action: "matrix.recording_share", as: ["recording_share"], may: { chu_toa: "unit", thu_ky: "unit", van_thu: "unit" } },
  { action: "matrix.recording_dispose", as: ["recording_dispose"], may: { van_thu: "unit" } },
  { action: "matrix.recording_delete", as: ["recording_delete"], may: { quan_tri: "subtree" } },
];
