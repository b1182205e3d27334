/* What the console knows: the one store changes it, elements read and draw it. Pure. */
import type { MeetingSite } from "../api/meeting_records";
import type { ServerMessage, Site, Welcome } from "../api/messages";
import { FIRST_PROCEEDINGS, type ChatLine, type Proceedings } from "../api/proceedings_messages";
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
  stage: Stage;
  proceedings: Proceedings;
  chat: readonly ChatLine[];
  ahead_ms: number; // the server's clock before ours
}

export function firstState(): ConsoleState {
  return {
    link: { kind: "connecting" },
    meeting: null,
    self: null,
    roster: { sites: [], speaker: null },
    invited: [],
    stage: FIRST_STAGE,
    proceedings: FIRST_PROCEEDINGS,
    chat: [],
    ahead_ms: 0,
  };
}

/* The part that a message changes. */
export function stateAfter(state: ConsoleState, message: ServerMessage, now_ms: number): Partial<ConsoleState> {
  const part: Partial<ConsoleState> = { roster: rosterAfter(state.roster, message), stage: stageAfter(state.stage, message) };
  switch (message.type) {
    case "welcome": // the chat is told anew
      return { ...part, meeting: message.meeting, self: message.self, chat: [], ...told(message.proceedings, now_ms) };
    case "proceedings":
      return { ...part, ...told(message.state, now_ms) };
    case "chat":
      return { ...part, chat: [...state.chat, message].slice(-CHAT_MAX) };
    default:
      return part;
  }
}

/* What an older server leaves out is as at first. */
function told(state: Partial<Proceedings & { now: string }> = {}, now_ms: number): Partial<ConsoleState> {
  const { now, ...proceedings } = state;
  return { proceedings: { ...FIRST_PROCEEDINGS, ...proceedings }, ...(now && { ahead_ms: Date.parse(now) - now_ms }) };
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
