/* The one store of the room page: what is known of the meeting, and what the user's wishes do. Elements read and draw. */
import type { ClientMessage, CloseReason, Role, ServerMessage, Welcome } from "../api/messages";
import type { ChatLine, Choice, HeadsCommand, MuteReason } from "../api/proceedings_messages";
import { roomParts, RoomSocket, type Credentials } from "../api/room_socket";
import { rememberInRoom, rememberToken } from "../api/session_memory";
import { windowTimers } from "../api/timers";
import { worse } from "../media/line_quality";
import type { LocalMedia } from "../media/local_media";
import { captureScreen, releaseScreen } from "../media/screen_share";
import { hasText } from "../text/text";
import { conductAfter, hasAsked, mayPresent, maySpeak, muteReason } from "./conduct";
import { MediaSession } from "./media_session";
import { OwnDevices } from "./own_devices";
import { Presenting } from "./presenting";
import { firstState, type RoomState } from "./room_state";
import { rosterAfter } from "./roster";
import { stageAfter } from "./stage";
import { StageWishes } from "./stage_wishes";

export interface RoomChoice {
  credentials: Credentials;
  microphone: boolean | null; // null: as the role has it
}

export interface RoomOutcome {
  left(): void;
  refused(code: string, text: string): void;
  closed(reason: CloseReason, site: string): void;
}

const MEASURE_EVERY_MS = 2000;
const CHAT_MAX = 300;

export class RoomStore extends EventTarget {
  readonly state = firstState();
  private readonly socket: RoomSocket;
  private readonly session: MediaSession;
  private readonly measuring: number;
  readonly devices: OwnDevices;
  readonly wishes: StageWishes;
  private readonly presenting: Presenting;
  private welcomed_ms = 0; // by the server's clock
  private readonly onDevices = () => this.devicesChanged();
  private readonly onNetwork = () => this.networkChanged();

  constructor(
    private readonly choice: RoomChoice,
    readonly media: LocalMedia,
    private readonly outcome: RoomOutcome,
  ) {
    super();
    const say = (message: ClientMessage) => this.socket.send(message);
    this.socket = new RoomSocket(
      choice.credentials,
      roomParts(),
      {
        state: (link) => this.change({ link }),
        message: (message) => this.received(message),
        refused: (code, text) => this.end(() => outcome.refused(code, text)),
        closed: (reason) => this.end(() => outcome.closed(reason, this.state.self?.name ?? "")),
      },
    );
    this.session = new MediaSession(
      { local: media, timers: windowTimers, random: Math.random, send: say },
      {
        state: (state) => this.mediaChanged(state),
        track: (track, line) => this.change({ [line]: track }),
        returned: () => this.role === "site" && !this.has_floor && this.devices.returned(),
      },
    );
    this.devices = new OwnDevices({ media, timers: windowTimers, say, show: (part) => this.change(part) });
    this.wishes = new StageWishes(say);
    this.presenting = new Presenting({
      capture: captureScreen,
      release: releaseScreen,
      say,
      show: (tracks) => void this.session.present(tracks),
      changed: () => this.change({ presenting: this.presenting.state, presents_reduced: this.presenting.reduced }),
    });
    media.addEventListener("change", this.onDevices);
    window.addEventListener("online", this.onNetwork);
    this.measuring = window.setInterval(() => void this.measure(), MEASURE_EVERY_MS);
  }

  get pc(): RTCPeerConnection | null {
    return this.session.pc;
  }

  get role(): Role {
    return this.state.self?.role ?? "site";
  }

  /* The devices, if there are any, have been opened before. */
  start(): void {
    this.devices.openMicrophone(this.choice.microphone === true);
    this.socket.start();
  }

  leave(): void {
    this.socket.leave();
    this.end(() => this.outcome.left());
  }

  /* Whether our microphone is our own: else we may ask to speak. */
  get may_speak(): boolean {
    return maySpeak(this.state.conduct, this.self_id, this.role === "chair");
  }

  get mute_reason(): MuteReason | null {
    return muteReason(this.state.conduct, this.self_id);
  }

  get may_present(): boolean {
    return mayPresent(this.state.conduct, this.self_id, this.role === "chair");
  }

  get has_floor(): boolean {
    return this.self_id !== "" && this.state.conduct.proceedings?.floor.site === this.self_id;
  }

  get has_asked(): boolean {
    return hasAsked(this.state.conduct, this.self_id);
  }

  toggleAsking(): void {
    this.socket.send(this.has_asked ? { type: "withdraw" } : { type: "ask" });
  }

  /* How many people sit here, and who they are. */
  sayHeads(command: HeadsCommand): void {
    this.socket.send(command);
  }

  /* Somebody here has seen that the meeting is recorded. @param version  of the text; 0: the page's own */
  acknowledge(version: number): void {
    this.socket.send(version > 0 ? { type: "record_ack", version } : { type: "record_ack" });
    this.change({ conduct: { ...this.state.conduct, notice: null } });
  }

  /* A site's lines go to the centre, whoever is named. */
  write(to: string, text: string): void {
    this.socket.send({ type: "chat", to, text });
  }

  vote(choice: Choice): void {
    this.socket.send({ type: "vote", choice });
  }

  /* Our own screen, or the end of it. The chair may also end another's. */
  toggleShare(): void {
    const { share } = this.state.stage;
    if (this.presenting.state !== "idle") this.presenting.stop();
    else if (this.role === "chair" && share.site !== "") this.socket.send({ type: "share", on: false });
    else void this.presenting.start();
  }

  dismissProblem(): void {
    this.change({ problem: null });
  }

  /* Ends what runs without a word to the server: it keeps our seat, as for any lost line. */
  close(): void {
    window.clearInterval(this.measuring);
    this.devices.end();
    window.removeEventListener("online", this.onNetwork);
    this.media.removeEventListener("change", this.onDevices);
    this.presenting.end();
    this.session.close();
    this.media.closeAll();
  }

  private received(message: ServerMessage): void {
    const roster = rosterAfter(this.state.roster, message);
    const stage = stageAfter(this.state.stage, message);
    if (roster !== this.state.roster || stage !== this.state.stage) this.change({ roster, stage });
    this.conducted(message);
    switch (message.type) {
      case "welcome":
        return this.welcomed(message);
      case "restart":
        return this.session.lost();
      case "site":
        if (message.site.id === this.state.self?.id) this.devices.heard(message.site.mic);
        break;
      case "answer":
        return void this.session.answered(message.id, message.sdp);
      case "share":
        return this.presenting.heard(message);
      case "size":
        return this.session.ask(message);
      case "chat":
        return this.heardLine(message);
      case "quality":
        return this.change({ server_line: message });
      case "media_lost":
        return this.session.lost();
      case "error":
        return this.failed(message.code, message.for);
    }
  }

  /* After a welcome all lines are told again: those are no news. */
  private heardLine(line: ChatLine): void {
    this.change({ chat: [...this.state.chat, line].slice(-CHAT_MAX) });
    const news = Date.parse(line.time) >= this.welcomed_ms && line.from !== this.self_id;
    if (news) this.dispatchEvent(new CustomEvent<ChatLine>("line", { detail: line }));
  }

  private get self_id(): string {
    return this.state.self?.id ?? "";
  }

  /* Who is called finds the microphone open, who may not speak finds it shut: no site has to hurry for a button. */
  private conducted(message: ServerMessage): void {
    const before = this.may_speak;
    const conduct = conductAfter(this.state.conduct, message, Date.now());
    if (conduct === this.state.conduct) return;
    this.change({ conduct });
    if (this.role !== "site" || before === this.may_speak || message.type === "welcome") return;
    this.devices.set(this.may_speak && (this.has_floor || !conduct.proceedings?.governed));
  }

  private welcomed(welcome: Welcome): void {
    const first = this.state.self === null;
    rememberToken(welcome.token);
    rememberInRoom(true);
    this.welcomed_ms = Math.floor(Date.parse(this.state.conduct.proceedings?.now ?? "") / 1000) * 1000;
    this.change({ meeting: welcome.meeting, self: welcome.self, chat: [] });
    this.devices.welcomed(welcome.self.role !== "viewer");
    this.presenting.welcomed();
    if (welcome.self.role === "viewer") this.media.closeAll();
    if (first) this.devices.openMicrophone(this.may_speak && (this.choice.microphone ?? welcome.self.role === "chair"));
    void this.session.welcomed(welcome).then(() => this.devices.tell());
  }

  private mediaChanged(media: RTCPeerConnectionState): void {
    const solved = media === "connected" && this.state.problem?.startsWith("err.");
    this.change(solved ? { media, problem: null } : { media });
  }

  private failed(code: string, failed_type: string | undefined): void {
    const key = `err.${code}`;
    if (hasText(key)) this.change({ problem: key });
    if (failed_type === "share") this.presenting.refused();
    if (failed_type === "offer" && code !== "no_codec") this.session.lost();
  }

  private devicesChanged(): void {
    this.devices.changed();
    void this.session.devicesChanged();
    this.change({});
  }

  private networkChanged(): void {
    this.socket.retryNow();
    this.session.networkChanged();
  }

  private async measure(): Promise<void> {
    const line = await this.session.quality(performance.now());
    this.change({ line, level: line ? worse(line.level, this.state.server_line?.level ?? "good") : null });
  }

  private end(then: () => void): void {
    rememberInRoom(false);
    this.close();
    then();
  }

  private change(part: Partial<RoomState>): void {
    Object.assign(this.state, part);
    this.dispatchEvent(new Event("change"));
  }
}
