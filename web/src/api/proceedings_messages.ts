/* What is said over /ws on the conduct of the meeting: commands with an id, the state they lead to, chat. */
import type { RecordCommand } from "./recording_messages";
import type { LayoutMode, View } from "./messages";

export type Choice = "for" | "against" | "abstain";

export interface Vote {
  question: string;
  quorum_percent: number;
  secret: boolean;
  open: boolean;
  opened: string;
  closed: string;
  voters: readonly string[];
  ballots: readonly { site: string; choice: Choice | "" }[];
  voters_count: number; // who may vote, here or not
  connected: number; // of them
  cast: number;
  not_voted: number;
  for: number;
  against: number;
  abstain: number;
  quorum_met: boolean;
}

export type RollMode = "assisted" | "auto";
export type RollAnswer = "present" | "picture_only" | "sound_only" | "no_answer";

export interface Roll {
  mode: RollMode;
  begun: string;
  ended: string;
  confirmed: string;
  confirmed_by: string;
  called: string; // "": nobody
  until: string;
  sites: readonly { site: string; answer: RollAnswer | "" }[]; // told to who may call
}

/* What is wrong with a site, as the server watches it. */
export type SiteFault = "no_picture" | "black" | "frozen" | "silent" | "clipping" | "howling" | "echo" | "line";
export type MuteReason = "clipping" | "howling" | "echo";

export type How = "in_person" | "online" | "absent";

export interface Delegate {
  position: number;
  name: string;
  title: string;
  unit: string;
  how: How;
  substitute_for: string;
  note: string;
}

/* The people at one site. */
export interface Heads {
  site: string;
  convened: number;
  present: number;
  excused: number;
  unexcused: number;
  responsible: string;
  technician: string;
  note: string;
  delegates: readonly Delegate[];
}

/* A site says them of itself; a console names it. */
export type HeadsCommand =
  | ({ type: "heads"; site?: string } & Omit<Heads, "site" | "delegates">)
  | ({ type: "delegate"; site?: string } & Delegate);

export interface Proceedings {
  phase: "before" | "live" | "ended";
  stopped: boolean;
  opened: string;
  closed: string;
  end_plan: string;
  locked: boolean;
  waiting_room: boolean;
  governed: boolean;
  floor: { site: string; since: string; limit_s: number };
  queue: readonly { site: string; since: string; subject: string }[];
  muted: readonly string[];
  presenters: readonly string[];
  site_layouts: readonly { site: string; layout: LayoutMode; pinned: string }[]; // of single sites, a few
  vote: Vote | null;
  waiting: readonly { site: string; name: string; since: string }[]; // told to who may admit
  roll: Roll;
  delegates: boolean; // their names may be entered
  agenda: { number: number; text: string; since: string }; // the item it is at; 0: at none
  auto_mute: boolean; // who disturbs is muted by itself
  mute_reasons: Readonly<Record<string, MuteReason>>; // by site, of those who were
}

export const FIRST_PROCEEDINGS: Proceedings = {
  phase: "before",
  stopped: false,
  opened: "",
  closed: "",
  end_plan: "",
  locked: false,
  waiting_room: false,
  governed: false,
  floor: { site: "", since: "", limit_s: 0 },
  queue: [],
  muted: [],
  presenters: [],
  site_layouts: [],
  vote: null,
  waiting: [],
  roll: { mode: "assisted", begun: "", ended: "", confirmed: "", confirmed_by: "", called: "", until: "", sites: [] },
  delegates: false,
  agenda: { number: 0, text: "", since: "" },
  auto_mute: false,
  mute_reasons: {},
};

export interface ChatLine {
  from: string; // an identity, "" the console
  name: string;
  to: string; // "" everybody
  text: string;
  time: string;
}

/* One site's line, told to consoles. */
export interface SiteFigures {
  site: string;
  level: "good" | "fair" | "poor";
  rtt_ms: number;
  loss_percent: number;
  rx_bps: number;
  tx_bps: number;
  level_dbov: number;
  camera?: CameraAbility; // of a room's device, if it can be moved from here
}

export interface CameraAbility {
  pan: boolean;
  tilt: boolean;
  zoom: boolean;
  focus: boolean;
  presets: number; // places that it keeps
}

export type CameraMove = "left" | "right" | "up" | "down" | "in" | "out" | "near" | "far" | "stop";

/* How a site's line did before this console was opened: g good, f fair, p poor, - nothing heard; the last letter is now. */
export interface PastLines {
  step_s: number;
  sites: readonly { site: string; levels: string }[];
}

/* "*" is every site, but for the chair where microphones are meant. */
export type Command =
  | { type: "roll_begin"; mode: RollMode }
  | { type: "roll_call"; site: string }
  | { type: "roll_mark"; site: string; answer: RollAnswer }
  | { type: "roll_end" | "roll_confirm" }
  | RecordCommand
  | HeadsCommand
  | { type: "begin" | "end" | "stop" | "vote_close" }
  | { type: "extend"; minutes: number }
  | { type: "lock" | "waiting" | "govern" | "auto_mute"; on: boolean }
  | { type: "admit" | "reject" | "drop" | "restart"; site: string }
  | { type: "mute" | "present"; site: string; on: boolean }
  | { type: "site_layout"; site: string; layout: LayoutMode | ""; pinned?: string }
  | { type: "watch"; view: View }
  | { type: "withdraw"; site: string }
  | { type: "camera"; site: string; move: CameraMove }
  | { type: "camera_preset"; site: string; number: number; action: "store" | "recall" }
  | { type: "queue"; sites: string[] }
  | { type: "floor"; site: string; limit_s?: number }
  | { type: "agenda"; number: number; text: string }
  | { type: "vote_open"; question: string; quorum_percent?: number; secret?: boolean }
  | { type: "chat"; to: string; text: string }
  | { type: "message"; site: string; text: string; seconds?: number };
