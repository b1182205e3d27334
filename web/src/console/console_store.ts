/* The one store of the console: what is known of the meeting, and what the commands do. Elements read and draw. Tells "change". */
import { meetingPath, type AgendaItem, type MeetingSite } from "../api/meeting_records";
import type { ClientMessage, ServerMessage } from "../api/messages";
import type { Command } from "../api/proceedings_messages";
import { rest } from "../api/rest_client";
import { roomParts, RoomSocket } from "../api/room_socket";
import { StageWishes } from "../room/stage_wishes";
import { hasText, t } from "../text/text";
import { toast } from "../ui/toast";
import type { SiteCallList } from "./call_text";
import { firstState, lostSite, newFaults, stateAfter, type ConsoleState } from "./console_state";
import { FAULT_TEXT } from "./fault_marks";
import { LineHistory } from "./line_history";
import { Watching } from "./watching";

const TOLD_AGAIN_MS = 2000; // after a welcome the server repeats what is known already: no news

export interface ConsoleOutcome {
  over(text: string): void; // not let in, or no longer there
}

export class ConsoleStore extends EventTarget {
  readonly state = firstState();
  readonly lines = new LineHistory();
  readonly wishes: StageWishes;
  readonly watching: Watching;
  private readonly socket: RoomSocket;
  private readonly onNetwork = () => this.socket.retryNow();
  private last_id = 0;
  private drawing = 0;
  private welcomed_ms = 0;

  constructor(
    private readonly meeting: string,
    outcome: ConsoleOutcome,
  ) {
    super();
    const say = (message: ClientMessage) => this.say(message);
    this.wishes = new StageWishes(say);
    this.watching = new Watching((message) => this.socket.send(message));
    this.socket = new RoomSocket(
      { client: "console", meeting },
      roomParts(),
      {
        state: (link) => this.change({ link }),
        message: (message) => this.received(message),
        refused: (code, text) => outcome.over(wordsOf(code, text)),
        closed: (reason) => outcome.over(t(reason === "ended" ? "room.ended" : reason === "logged_out" ? "room.logged_out" : "con.closed")),
      },
    );
  }

  start(): void {
    window.addEventListener("online", this.onNetwork);
    this.socket.start();
    void this.loadPlan();
  }

  close(): void {
    window.removeEventListener("online", this.onNetwork);
    cancelAnimationFrame(this.drawing);
    this.watching.close();
    this.socket.leave();
  }

  /* By the server's clock: this computer's may be wrong. */
  get now_ms(): number {
    return Date.now() + this.state.ahead_ms;
  }

  write(to: string, text: string): void {
    this.run({ type: "chat", to, text });
  }

  /* Done when the server says so to everybody; a refusal is said in words. */
  run(command: Command): void {
    this.say({ ...command, id: ++this.last_id });
  }

  /* Without the list the board has those who are here. */
  private async loadPlan(): Promise<void> {
    const invited = await rest.all<MeetingSite>(meetingPath(this.meeting, "/sites")).catch(() => []);
    const agenda = await rest.all<AgendaItem>(meetingPath(this.meeting, "/agenda")).catch(() => []);
    const { items, served } = await rest.get<SiteCallList>(meetingPath(this.meeting, "/calls")).catch(() => ({ items: [], served: false }));
    const calls = new Map([...items.map((call) => [call.code, call] as const), ...this.state.calls]); // what was told since is newer
    this.change({ invited, agenda, calls, calls_served: served });
  }

  private say(message: ClientMessage): void {
    if (!this.socket.send(message)) toast(t("err.server"));
  }

  private received(message: ServerMessage): void {
    const now_ms = Date.now();
    if (message.type === "welcome") this.welcomed_ms = now_ms;
    if (message.type === "welcome") for (const { id, quality } of message.sites) this.lines.note(id, quality, now_ms);
    if (message.type === "site") this.lines.note(message.site.id, message.site.quality, now_ms);
    if (message.type === "site_quality") this.lines.note(message.site, message.level, now_ms, message);
    if (message.type === "lines") this.lines.fill(message, now_ms);
    if (message.type === "site_gone") this.lines.keep(new Set(this.state.roster.sites.map(({ id }) => id).filter((id) => id !== message.id)));
    if (message.type === "error" && message.for !== "offer" && message.for !== "watch") toast(wordsOf(message.code, message.message));
    this.watching.received(message);
    const lost = lostSite(this.state, message);
    if (lost) toast(t("con.lost_site", { name: lost.name }), { alarm: true });
    if (now_ms - this.welcomed_ms > TOLD_AGAIN_MS) this.tellFaults(message);
    this.change(stateAfter(this.state, message, now_ms));
  }

  /* In session, where it disturbs: before it, the board of the checks is what is looked at. */
  private tellFaults(message: ServerMessage): void {
    const found = this.state.proceedings.phase === "live" ? newFaults(this.state, message) : null;
    for (const fault of found?.faults ?? []) toast(t("con.fault_at", { site: found!.site.name, fault: t(FAULT_TEXT[fault]) }), { alarm: true });
  }

  /* 160 sites tell something several times a second: drawn once a frame. */
  private change(part: Partial<ConsoleState>): void {
    Object.assign(this.state, part);
    cancelAnimationFrame(this.drawing);
    this.drawing = requestAnimationFrame(() => this.dispatchEvent(new Event("change")));
  }
}

function wordsOf(code: string, text: string): string {
  const key = `err.${code}`;
  return hasText(key) ? t(key) : text;
}
