/* What the console knows: the one store changes it, elements read and draw it. Pure. */
import type { AgendaItem, MeetingSite } from "../api/meeting_records";
import type { ServerMessage, Shed, Site, SiteCall, Welcome } from "../api/messages";
import { presenceAfter, type SeenPresence } from "../attendance/presence_text";
import { FIRST_PROCEEDINGS, type ChatLine, type Heads, type Proceedings, type SiteFault } from "../api/proceedings_messages";
import { NO_RECORDING, toldAfter, type TimedRecording } from "../api/recording_messages";
import type { LinkState } from "../api/room_socket";
import type { Roster } from "../room/roster";
import { rosterAfter } from "../room/roster";
import { FIRST_STAGE, stageAfter, type Stage } from "../room/stage";

const CHAT_MAX = 500;

export interface ConsoleState {
  link: LinkState;
  meeting: Welcome["meeting"] | null;
  self: Welcome["self"] | null;
  roster: Roster;
  invited: readonly MeetingSite[];
  agenda: readonly AgendaItem[];
  stage: Stage;
  proceedings: Proceedings;
  chat: readonly ChatLine[];
  heads: ReadonlyMap<string, Heads>; // by site
  presence: ReadonlyMap<string, SeenPresence>; // by site
  faults: ReadonlyMap<string, readonly SiteFault[]>; // of the sites that have any
  calls: ReadonlyMap<string, SiteCall>; // of the sites' devices, by the site's code
  calls_served: boolean; // this installation has SIP
  disk_percent: number; // used; 0: nothing to report
  overload: Shed; // what the machine is too slow for
  recording: TimedRecording;
  ahead_ms: number; // the server's clock before ours
}

export function firstState(): ConsoleState {
  return {
    link: { kind: "connecting" },
    meeting: null,
    self: null,
    roster: { sites: [], speaker: null },
    invited: [],
    agenda: [],
    stage: FIRST_STAGE,
    proceedings: FIRST_PROCEEDINGS,
    chat: [],
    heads: new Map(),
    presence: new Map(),
    faults: new Map(),
    calls: new Map(),
    calls_served: false,
    disk_percent: 0,
    overload: "",
    recording: NO_RECORDING,
    ahead_ms: 0,
  };
}

/* The part that a message changes. */
export function stateAfter(state: ConsoleState, message: ServerMessage, now_ms: number): Partial<ConsoleState> {
  const part: Partial<ConsoleState> = { roster: rosterAfter(state.roster, message), stage: stageAfter(state.stage, message) };
  switch (message.type) {
    case "welcome": // the chat is told anew
      return { ...part, meeting: message.meeting, self: message.self, chat: [], heads: new Map(), faults: new Map(), overload: "", ...told(message.proceedings, now_ms) };
    case "proceedings":
      return { ...part, ...told(message.state, now_ms) };
    case "chat":
      return { ...part, chat: [...state.chat, message].slice(-CHAT_MAX) };
    case "disk":
      return { ...part, disk_percent: message.used_percent };
    case "overload":
      return { ...part, overload: message.step };
    case "recording":
      return { ...part, recording: { ...message, told_ms: now_ms } };
    case "record_told":
      return { ...part, recording: toldAfter(state.recording, message) };
    case "heads":
      return { ...part, heads: new Map(state.heads).set(message.site, message) };
    case "site_watch":
      return { ...part, faults: faultsAfter(state.faults, message.site, message.faults) };
    case "site_call":
      return { ...part, calls: new Map(state.calls).set(message.code, message) };
    case "attendance":
      return { ...part, presence: presenceAfter(state.presence, message) };
    default:
      return part;
  }
}

function faultsAfter(faults: ConsoleState["faults"], site: string, now: readonly SiteFault[]): ConsoleState["faults"] {
  const after = new Map(faults);
  if (now.length > 0) after.set(site, now);
  else after.delete(site);
  return after;
}

/* What an older server leaves out is as at first. */
function told(state: Partial<Proceedings & { now: string }> = {}, now_ms: number): Partial<ConsoleState> {
  const { now, ...proceedings } = state;
  return { proceedings: { ...FIRST_PROCEEDINGS, ...proceedings }, ...(now && { ahead_ms: Date.parse(now) - now_ms }) };
}

const OVERLOAD_TEXT = {
  tiles: "con.alert_overload_tiles",
  rungs: "con.alert_overload_rungs",
  views: "con.alert_overload_views",
} as const satisfies Record<Exclude<Shed, "">, string>;

type Trouble = "con.alert_lost" | "con.alert_poor" | "con.alert_faults" | "con.alert_disk" | (typeof OVERLOAD_TEXT)[keyof typeof OVERLOAD_TEXT];

/* What whoever runs the meeting should see to now: how many sites were lost, how many lines are poor, the disk, the machine. */
export function troubles(state: ConsoleState): { text: Trouble; n: number }[] {
  const sites = state.roster.sites.filter(({ role }) => role !== "viewer");
  const found: { text: Trouble; n: number }[] = [
    { text: "con.alert_lost" as const, n: sites.filter((site) => site.state === "lost").length },
    { text: "con.alert_poor" as const, n: sites.filter((site) => site.state === "connected" && site.quality === "poor").length },
    { text: "con.alert_faults" as const, n: sites.filter(({ id }) => state.faults.has(id)).length },
    { text: "con.alert_disk" as const, n: state.disk_percent },
  ];
  if (state.overload !== "") found.push({ text: OVERLOAD_TEXT[state.overload], n: 1 });
  return found.filter(({ n }) => n > 0);
}

/* A site that this message says was lost just now. */
export function lostSite(state: ConsoleState, message: ServerMessage): Site | null {
  if (message.type !== "site" || message.site.state !== "lost") return null;
  return state.roster.sites.some(({ id, state }) => id === message.site.id && state === "connected") ? message.site : null;
}

/* What has just been found wrong with a site, of those faults that it did not have before. */
export function newFaults(state: ConsoleState, message: ServerMessage): { site: Site; faults: SiteFault[] } | null {
  if (message.type !== "site_watch") return null;
  const site = state.roster.sites.find(({ id }) => id === message.site);
  const before = state.faults.get(message.site) ?? [];
  const faults = message.faults.filter((fault) => !before.includes(fault));
  return site && faults.length > 0 ? { site, faults } : null;
}

/* The board: the chair, those who are invited in their order whether they are here or not, then the others who are here. */
export function boardSites(roster: Roster, invited: readonly MeetingSite[]): Site[] {
  const left = new Map(roster.sites.map((site) => [site.name, site]));
  const take = (name: string) => {
    const site = left.get(name);
    left.delete(name);
    return site;
  };
  const chairs = roster.sites.filter(({ role, name }) => role === "chair" && take(name));
  return [...chairs, ...invited.map(({ name, site, position }) => take(name) ?? absent(site, name, position)), ...left.values()];
}

function absent(code: string, name: string, order: number): Site {
  return { id: `absent:${code}`, name, role: "site", order, state: "none", mic: false, camera: false, speaking: false, quality: "good" };
}

/* The queue with one site moved to another's place. */
export function moved(queue: readonly { site: string }[], site: string, to: number): string[] {
  const sites = queue.map((entry) => entry.site);
  const from = sites.indexOf(site);
  if (from < 0) return sites;
  sites.splice(from, 1);
  sites.splice(Math.max(0, Math.min(to, sites.length)), 0, site);
  return sites;
}

/* How long somebody speaks; `left_s` falls below 0 when the limit is over, null without one. */
export function floorClock(floor: Proceedings["floor"], now_ms: number): { spoken_s: number; left_s: number | null } {
  const spoken_s = floor.since ? Math.max(0, Math.floor((now_ms - Date.parse(floor.since)) / 1000)) : 0;
  return { spoken_s, left_s: floor.limit_s > 0 ? floor.limit_s - spoken_s : null };
}

export function clockText(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return `${seconds < 0 ? "−" : ""}${hours > 0 ? `${hours}:${two(minutes)}` : two(minutes)}:${two(whole % 60)}`;
}
