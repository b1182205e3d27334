/* What the server tells of statistics, operation logs and lines. */

export interface Sum {
  meetings: number;
  online: number;
  length_s: number;
  sites: number;
  share: number | null;
}

export type Forms = Record<"online" | "in_person" | "hybrid", number>;

export interface WordSum extends Sum {
  code: string;
  name: string;
  forms: Forms;
}

export interface MonthSum extends Sum {
  month: string; // 2018-03
  relations: Record<string, number>;
}

export interface Target {
  name: string;
  relations: string[];
  threshold: number;
  strict: boolean;
}

export interface TargetResult extends Target {
  meetings: number;
  online: number;
  printed: string; // 70,0%
  met: boolean;
}

export interface UnitSum {
  code: string;
  name: string;
  invited: number;
  present: number;
  absent: number;
  late: number;
  rate: number | null;
}

export interface Statistics {
  from: string;
  to: string;
  unit: string;
  cut: boolean;
  total: Sum;
  relations: WordSum[];
  kinds: WordSum[];
  months: MonthSum[];
  targets: TargetResult[];
  units: UnitSum[];
}

export interface Incident {
  id: number; // 0: seen by the server
  time: string;
  site: string;
  symptom: string;
  cause: string;
  handling: string;
  end: string;
  account: string;
}

export interface Trial {
  site: string;
  samples: number;
  measured: boolean; // the figures are known
  in_kbps: number;
  out_kbps: number;
  loss_percent: number;
  rtt_ms: number;
  picture: string;
  sound: string;
}

export interface OperationLog {
  title: string;
  notes: { crew: string; devices: string; advice: string; changed: string; changed_by: string };
  trials: Trial[];
  incidents: Incident[];
}

export interface LineRow {
  code: string;
  name: string;
  capacity_kbps: number;
  samples: number;
  in_p95_kbps: number;
  out_p95_kbps: number;
  share_percent: number;
  over: boolean;
}

export interface LineReport {
  days: number;
  limit_percent: number;
  items: LineRow[];
}
