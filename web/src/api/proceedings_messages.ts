/* What is said over /ws on the conduct of the meeting: commands with an id, the state they lead to, chat. */
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
  voters_count: number;
  cast: number;
  for: number;
  against: number;
  abstain: number;
  quorum_met: boolean;
}

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
  vote: Vote | null;
  waiting: readonly { site: string; name: string; since: string }[]; // told to who may admit
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
  vote: null,
  waiting: [],
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
}

/* "*" is every site, but for the chair where microphones are meant. */
export type Command =
  | { type: "begin" | "end" | "stop" | "vote_close" }
  | { type: "extend"; minutes: number }
  | { type: "lock" | "waiting" | "govern"; on: boolean }
  | { type: "admit" | "reject" | "drop" | "restart"; site: string }
  | { type: "mute" | "present"; site: string; on: boolean }
  | { type: "withdraw"; site: string }
  | { type: "queue"; sites: string[] }
  | { type: "floor"; site: string; limit_s?: number }
  | { type: "vote_open"; question: string; quorum_percent?: number; secret?: boolean }
  | { type: "chat"; to: string; text: string }
  | { type: "message"; site: string; text: string; seconds?: number };
