/* What /api/v1 gives and takes. Times are ISO 8601 in UTC, "" for none. */
import type { AccountRole } from "./session";

export type Block = "" | "dang" | "nha_nuoc" | "doan_the";

export interface Unit {
  code: string;
  name: string;
  short_name: string;
  kind: string;
  block: Block;
  parent: string;
  position: number;
  valid_from: string;
  valid_to: string;
  successor: string;
  address: string;
  town: string;
  signer_title: string;
  signer_name: string;
}

export interface UnitKind {
  code: string;
  name: string;
  position: number;
}

export type Network = "direct" | "wan" | "internet";

export interface Site {
  code: string;
  unit: string;
  name: string;
  position: number;
  network: Network;
  allowed_ranges: string;
  rate_cap_kbps: number;
  contact_name: string;
  contact_phone: string;
  room: string;
  capacity: number;
  active: boolean;
  has_pin: boolean;
  has_sip: boolean;
  plain_rtp: boolean;
  sip_uri: string; // where its device is called when it is not registered
}

export interface SiteGroup {
  id: number;
  unit: string;
  name: string;
  sites: string[];
}

export interface AccountRecord {
  username: string;
  name: string;
  role: AccountRole;
  unit: string;
  unit_name?: string;
  site: string;
  disabled: boolean;
  locked?: boolean;
  swept?: string; // when it was closed since nobody used it, or ""
  email?: string;
}

export interface AuditRow {
  id: number;
  time: string;
  account: string;
  role: string;
  source: string;
  target: string;
  action: string;
  object: string;
  detail: unknown;
}

export interface ImportResult {
  added: number;
  changed: number;
  errors: { line: number; title: string }[];
}
