/* The room protocol on /ws: JSON texts with a type. What the server sends is checked here once; the rest may trust it. */
import type { RecordNotice, ScreenNote, SiteCommand } from "./conduct_messages";
import type { RecordingNews, RecordTold } from "./recording_messages";
import type { ChatLine, Command, Heads, PastLines, Proceedings, SiteFault, SiteFigures } from "./proceedings_messages";

export type Role = "chair" | "site" | "viewer" | "secretary" | "operator";
export type Level = "good" | "fair" | "poor";
export type SiteState = "connected" | "connecting" | "lost" | "none";
/* Who watches a composed picture: the chair, the site that has the floor, all others. */
export type View = "sites" | "chair" | "floor";
/* What is left out of the pictures because the machine is too slow, each with those before it. */
export type Shed = "" | "tiles" | "rungs" | "views";
export type LayoutMode = "grid" | "rotate" | "focus" | "speaker" | "chair" | "split" | "slides" | "auto" | "pin";
/* How a site gets what is presented: as a picture of its own, inside the mixed one, or nothing is presented. */
export type SlidesWay = "none" | "stream" | "composed";
/* Why the mixed picture is less than the meeting's: the line carries no more, the site's limit, or the server is too slow. */
export type SmallReason = "" | "line" | "cap" | "overload";
export type CloseReason = "duplicate" | "ended" | "removed" | "rejected" | "logged_out" | "stopping";

export interface Site {
  id: string;
  name: string;
  role: Role;
  order: number;
  state: SiteState;
  mic: boolean;
  camera: boolean;
  speaking: boolean;
  quality: Level;
}

export interface ViewLayout {
  view: View;
  mode: LayoutMode;
  page: number;
  pages: number;
  pinned: string; // the site of mode "pin", "" none
  rotate_s: number;
}

/* What the chair asks for: page and seconds that are left out are the first and as before. */
export interface LayoutWish {
  view: View;
  mode: LayoutMode;
  page?: number;
  pinned?: string;
  rotate_s?: number;
}

/* What is written into the picture. */
export interface Overlay {
  title: boolean;
  clock: boolean;
}

/* Who presents; site "" means nobody. */
export interface Share {
  site: string;
  mine: boolean;
}

/* How calling a site's room device goes. */
export interface SiteCall {
  site: string; // its identity
  code: string;
  state: "waiting" | "calling" | "ringing" | "connected" | "over";
  reason: string; // why the last call is over; "" not
  tries: number;
  next: string; // of "waiting": when it is called again
}

/* The line as the mixer sees it. What an older server leaves out is undefined. */
export interface ServerQuality {
  level: Level;
  rtt_ms: number;
  loss_percent: number;
  height_px?: number; // of the mixed picture that is sent to us
  fps?: number;
  stills?: boolean; // no motion: a picture each few seconds
  sound_copies?: number; // earlier sound that each packet of sound brings besides
  level_dbov?: number; // of our sound, -127 silence to 0
  reason?: SmallReason;
  slides?: SlidesWay;
  centre_ms?: number; // to decode, draw and encode our picture there
  dropped?: number; // of the pictures that we sent: the centre was too slow for them
}

/* What this sender should send now; 0x0: nobody sees it. */
export interface SendSize {
  width: number;
  height: number;
  fps: number;
  bitrate_bps: number;
}

/* What this page found when it opened a device; "" while it has not tried, or the device is off. */
export type DeviceState = "" | "ok" | "none" | "denied" | "busy";

export interface Hello {
  type: "hello";
  protocol: 1;
  client: "web" | "console";
  token?: string;
  meeting?: string;
  site?: string;
  resume?: string;
}

export type ClientMessage =
  | Hello
  | { type: "offer"; id: number; sdp: string; fresh: boolean }
  | { type: "candidate"; candidate: string; mid: string }
  | SiteCommand
  | { type: "devices"; camera: DeviceState; microphone: DeviceState }
  | { type: "set"; mic: boolean; camera: boolean }
  | ({ type: "layout" } & LayoutWish)
  | { type: "floor"; site: string }
  | ({ type: "overlay" } & Partial<Overlay>)
  | { type: "share"; on: boolean }
  | (Command & { id?: number })
  | { type: "leave" }
  | { type: "ping"; t: number };

export interface Welcome {
  type: "welcome";
  meeting: { code: string; title: string };
  self: { id: string; name: string; role: Role };
  token: string;
  resume: string;
  media_alive: boolean;
  sites: Site[];
  layouts: ViewLayout[]; // floor, overlay and share follow as messages
  ice_servers: RTCIceServer[];
  proceedings?: Proceedings;
}

/* Whose media flows, and how long it was there until `now` of the message. */
export interface SitePresence {
  site: string;
  on: boolean;
  since: string;
  losses: number;
  presence_s: number;
}

export type ServerMessage =
  | Welcome
  | { type: "answer"; id: number; sdp: string; resume?: string }
  | { type: "sites"; sites: Site[] }
  | { type: "site"; site: Site }
  | { type: "site_gone"; id: string }
  | { type: "speaker"; id: string | null }
  | ({ type: "message"; site: string; since: string } & ScreenNote)
  | { type: "waiting" }
  | { type: "admitted" }
  | { type: "restart" }
  | { type: "layouts"; layouts: ViewLayout[] }
  | { type: "floor"; site: string }
  | ({ type: "share" } & Share)
  | ({ type: "overlay" } & Overlay)
  | ({ type: "size" } & SendSize)
  | ({ type: "quality" } & ServerQuality)
  | { type: "proceedings"; state: Proceedings }
  | ({ type: "chat" } & ChatLine)
  | ({ type: "heads" } & Heads)
  | ({ type: "site_quality" } & SiteFigures)
  | { type: "site_watch"; site: string; faults: SiteFault[] }
  | ({ type: "site_call" } & SiteCall)
  | { type: "attendance"; now: string; opened: string; sites: SitePresence[] }
  | ({ type: "lines" } & PastLines)
  | { type: "disk"; used_percent: number }
  | { type: "overload"; step: Shed }
  | ({ type: "recording" } & RecordingNews)
  | ({ type: "record_told" } & RecordTold)
  | ({ type: "record_notice" } & RecordNotice)
  | { type: "done"; id: number }
  | { type: "media_lost"; reason: string }
  | { type: "pong"; t: number }
  | { type: "closed"; reason: CloseReason }
  | { type: "error"; code: string; message: string; for?: string; id?: number };

type Fields = Record<string, "string" | "number" | "boolean" | "object">;

/* The fields without which a message cannot be used. */
const NEEDED: Record<ServerMessage["type"], Fields> = {
  welcome: { meeting: "object", self: "object", sites: "object", layouts: "object", token: "string", resume: "string" },
  answer: { id: "number", sdp: "string" },
  sites: { sites: "object" },
  site: { site: "object" },
  site_gone: { id: "string" },
  speaker: {},
  message: { site: "string", text: "string", since: "string", until: "string" },
  waiting: {},
  admitted: {},
  restart: {},
  layouts: { layouts: "object" },
  floor: { site: "string" },
  share: { site: "string", mine: "boolean" },
  overlay: { title: "boolean", clock: "boolean" },
  size: { width: "number", height: "number", fps: "number", bitrate_bps: "number" },
  quality: { level: "string", rtt_ms: "number", loss_percent: "number" },
  proceedings: { state: "object" },
  chat: { from: "string", to: "string", text: "string" },
  heads: { site: "string", convened: "number", present: "number", excused: "number", unexcused: "number", delegates: "object" },
  site_quality: { site: "string", level: "string" },
  site_watch: { site: "string", faults: "object" },
  site_call: { site: "string", code: "string", state: "string", reason: "string", next: "string" },
  attendance: { now: "string", opened: "string", sites: "object" },
  lines: { step_s: "number", sites: "object" },
  disk: { used_percent: "number" },
  overload: { step: "string" },
  recording: { state: "string", since_us: "number", duration_ms: "number" },
  record_told: { recording: "number", site: "string", how: "string" },
  record_notice: { recording: "number", owed: "boolean" },
  done: { id: "number" },
  media_lost: {},
  pong: {},
  closed: { reason: "string" },
  error: { code: "string" },
};

/* Null for what this page does not know or cannot use: a newer server may say more. */
export function parseServerMessage(text: string): ServerMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const message = value as Record<string, unknown>;
  const type = message["type"];
  if (typeof type !== "string" || !Object.hasOwn(NEEDED, type)) return null;
  const fields = NEEDED[type as ServerMessage["type"]];
  const complete = Object.entries(fields).every(([name, kind]) => typeof message[name] === kind && message[name] !== null);
  return complete ? (message as unknown as ServerMessage) : null;
}
