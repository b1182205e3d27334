/* The meeting's own picture on a console: asked for while somebody wants to see it, one view at a time. Tells "change". */
import type { ClientMessage, ServerMessage, View, Welcome } from "../api/messages";
import { windowTimers } from "../api/timers";
import { MediaSession } from "../room/media_session";

const NO_DEVICES = { state: { camera: null, microphone: null } };

export class Watching extends EventTarget {
  picture: MediaStreamTrack | null = null;
  sound: MediaStreamTrack | null = null;
  view: View = "sites";
  private session: MediaSession | null = null;
  private welcome: Welcome | null = null; // while we are in

  constructor(private readonly say: (message: ClientMessage) => boolean) {
    super();
  }

  get on(): boolean {
    return this.session !== null;
  }

  turn(on: boolean): void {
    if (on === this.on) return;
    if (on) this.open();
    else this.close();
    this.dispatchEvent(new Event("change"));
  }

  choose(view: View): void {
    this.view = view;
    this.say({ type: "watch", view });
    this.dispatchEvent(new Event("change"));
  }

  received(message: ServerMessage): void {
    if (message.type === "welcome") {
      this.welcome = message;
      void this.session?.welcomed(message, true);
    } else if (message.type === "answer") {
      void this.session?.answered(message.id, message.sdp);
      if (this.view !== "sites") this.say({ type: "watch", view: this.view }); // of this connection
    } else if (message.type === "media_lost" || (message.type === "error" && message.for === "offer")) {
      this.session?.lost();
    }
  }

  close(): void {
    this.session?.close();
    this.session = this.picture = this.sound = null;
  }

  private open(): void {
    this.session = new MediaSession(
      { local: NO_DEVICES, timers: windowTimers, random: Math.random, send: this.say },
      { state: () => undefined, track: (track, line) => this.take(track, line), returned: () => undefined },
    );
    if (this.welcome) void this.session.welcomed({ ...this.welcome, media_alive: false }, true);
  }

  /* Slides are in the pictures that a console watches: it takes no stream of their own. */
  private take(track: MediaStreamTrack, line: "sound" | "picture" | "slides"): void {
    if (line === "slides") return;
    this[line] = track;
    this.dispatchEvent(new Event("change"));
  }
}
