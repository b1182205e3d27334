/* The one store of the room page: what is known of the meeting, and what the user's wishes do. Elements read and draw. */
import type { CloseReason, LayoutWish, Level, Overlay, Role, ServerMessage, ServerQuality, Welcome } from "../api/messages";
import { RoomSocket, type Credentials, type LinkState } from "../api/room_socket";
import { rememberInRoom, rememberToken } from "../api/session_memory";
import { windowTimers } from "../api/timers";
import { faultText, type DeviceKind } from "../media/device_fault";
import { worse, type LineQuality } from "../media/line_quality";
import type { LocalMedia } from "../media/local_media";
import { captureScreen, releaseScreen } from "../media/screen_share";
import { hasText, type TextKey } from "../text/text";
import { MediaSession } from "./media_session";
import { Presenting, type PresentingState } from "./presenting";
import { rosterAfter, type Roster } from "./roster";
import { FIRST_STAGE, layoutOf, stageAfter, type Stage } from "./stage";

export interface RoomChoice {
  credentials: Credentials;
  microphone: boolean | null; // null: as the role has it
}

export interface RoomOutcome {
  left(): void;
  refused(code: string, text: string): void;
  closed(reason: CloseReason, site: string): void;
}

export interface RoomState {
  link: LinkState;
  media: RTCPeerConnectionState;
  meeting: Welcome["meeting"] | null;
  self: Welcome["self"] | null;
  roster: Roster;
  stage: Stage;
  picture: MediaStreamTrack | null;
  slides: MediaStreamTrack | null;
  sound: MediaStreamTrack | null;
  microphone: boolean;
  hint: TextKey | null; // why the microphone is off, if not by our own button
  problem: TextKey | null;
  level: Level | null;
  line: LineQuality | null;
  server_line: ServerQuality | null; // as the mixer told last
  presenting: PresentingState;
}

const MEASURE_EVERY_MS = 2000;
const MUTED_FOR_SURE_MS = 1000; // an echo of our own earlier press is overtaken by then

export class RoomStore extends EventTarget {
  readonly state: RoomState = {
    link: { kind: "connecting" },
    media: "new",
    meeting: null,
    self: null,
    roster: { sites: [], speaker: null },
    stage: FIRST_STAGE,
    picture: null,
    slides: null,
    sound: null,
    microphone: false,
    hint: null,
    problem: null,
    level: null,
    line: null,
    server_line: null,
    presenting: "idle",
  };
  private readonly socket: RoomSocket;
  private readonly session: MediaSession;
  private readonly measuring: number;
  private server_microphone = false; // the server has our microphone as open
  private muted_timer: number | undefined;
  private readonly presenting: Presenting;
  private unpinned: LayoutWish = { view: "sites", mode: "grid" }; // what a pinned site gives way to
  private readonly onDevices = () => this.devicesChanged();
  private readonly onNetwork = () => this.networkChanged();

  constructor(
    private readonly choice: RoomChoice,
    readonly media: LocalMedia,
    private readonly outcome: RoomOutcome,
  ) {
    super();
    this.socket = new RoomSocket(
      choice.credentials,
      { open: () => new WebSocket(roomAddress()) as never, timers: windowTimers, random: Math.random },
      {
        state: (link) => this.change({ link }),
        message: (message) => this.received(message),
        refused: (code, text) => this.end(() => outcome.refused(code, text)),
        closed: (reason) => this.end(() => outcome.closed(reason, this.state.self?.name ?? "")),
      },
    );
    this.session = new MediaSession(
      { local: media, timers: windowTimers, random: Math.random, send: (message) => this.socket.send(message) },
      {
        state: (state) => this.mediaChanged(state),
        track: (track, line) => this.change({ [line]: track }),
        returned: () => this.returned(),
      },
    );
    this.presenting = new Presenting({
      capture: captureScreen,
      release: releaseScreen,
      say: (message) => this.socket.send(message),
      show: (tracks) => void this.session.present(tracks),
      changed: () => this.change({ presenting: this.presenting.state }),
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
    this.openMicrophone(this.choice.microphone === true);
    this.socket.start();
  }

  leave(): void {
    this.socket.leave();
    this.end(() => this.outcome.left());
  }

  async toggleMicrophone(): Promise<void> {
    if (!this.media.state.microphone && !(await this.acquire("microphone"))) return;
    this.openMicrophone(!this.state.microphone);
    this.change({ hint: null });
    this.tellDevices();
  }

  async toggleCamera(): Promise<void> {
    if (this.media.state.camera) this.media.close("camera");
    else await this.acquire("camera");
    this.tellDevices();
  }

  setLayout(wish: LayoutWish): void {
    this.socket.send({ type: "layout", ...wish });
  }

  setOverlay(wish: Partial<Overlay>): void {
    this.socket.send({ type: "overlay", ...wish });
  }

  /* All sites see this one, until it is let go: then they see what they saw before. "" lets go. */
  pin(site: string): void {
    const { mode } = layoutOf(this.state.stage, "sites");
    if (site !== "" && mode !== "pin") this.unpinned = { view: "sites", mode };
    this.setLayout(site === "" ? this.unpinned : { view: "sites", mode: "pin", pinned: site });
  }

  /* "" takes it back. */
  giveFloor(site: string): void {
    this.socket.send({ type: "floor", site });
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
    window.clearTimeout(this.muted_timer);
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
    switch (message.type) {
      case "welcome":
        return this.welcomed(message);
      case "site":
        if (message.site.id === this.state.self?.id) this.heardOwnMicrophone(message.site.mic);
        break;
      case "answer":
        return void this.session.answered(message.id, message.sdp);
      case "share":
        return this.presenting.heard(message);
      case "size":
        return this.session.ask(message);
      case "quality":
        return this.change({ server_line: message });
      case "media_lost":
        return this.session.lost();
      case "error":
        return this.failed(message.code, message.for);
    }
  }

  private welcomed(welcome: Welcome): void {
    const first = this.state.self === null;
    rememberToken(welcome.token);
    rememberInRoom(true);
    this.change({ meeting: welcome.meeting, self: welcome.self });
    this.server_microphone = false;
    this.presenting.welcomed();
    if (welcome.self.role === "viewer") this.media.closeAll();
    if (first) this.openMicrophone(this.choice.microphone ?? welcome.self.role === "chair");
    void this.session.welcomed(welcome).then(() => this.tellDevices());
  }

  /* Coming back means muted (but for the chair): nobody may speak unseen and unheard into a running meeting. */
  private returned(): void {
    if (this.role !== "site" || !this.state.microphone) return;
    this.openMicrophone(false);
    this.change({ hint: "room.muted_again" });
    this.tellDevices();
  }

  /* Open before and shut now without our doing: somebody who may muted us. */
  private heardOwnMicrophone(open: boolean): void {
    window.clearTimeout(this.muted_timer);
    if (open) {
      this.server_microphone = true;
    } else if (this.server_microphone && this.state.microphone) {
      this.muted_timer = window.setTimeout(() => this.mutedByOther(), MUTED_FOR_SURE_MS);
    }
  }

  private mutedByOther(): void {
    this.server_microphone = false;
    this.openMicrophone(false);
    this.change({ hint: "room.muted_by_other" });
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

  private async acquire(kind: DeviceKind): Promise<boolean> {
    await this.media.open(kind);
    const fault = kind === "camera" ? this.media.state.camera_fault : this.media.state.microphone_fault;
    this.change({ problem: fault ? faultText(kind, fault) : null });
    return fault === null;
  }

  private openMicrophone(open: boolean): void {
    const track = this.media.state.microphone;
    if (track) track.enabled = open;
    this.change({ microphone: open && track !== null });
  }

  private tellDevices(): void {
    const mic = this.state.microphone;
    if (!mic) this.server_microphone = false;
    window.clearTimeout(this.muted_timer);
    this.socket.send({ type: "set", mic, camera: this.media.state.camera !== null });
  }

  private devicesChanged(): void {
    if (!this.media.state.microphone && this.state.microphone) {
      this.change({ microphone: false, problem: "test.mic_no" });
      this.tellDevices();
    }
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

function roomAddress(): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;
}
