/*
 * The own screen in the meeting: captured first (only a press may open the browser's question), then the server is asked,
 * and only when it says yes anything is sent. Whatever ends first, the capture, the right or the meeting, ends all of it.
 */
import type { ClientMessage, Share } from "../api/messages";
import type { ScreenTracks } from "../media/screen_share";

export interface PresentingParts {
  capture(ended: () => void): Promise<ScreenTracks | null>;
  release(tracks: ScreenTracks): void;
  say(message: ClientMessage): boolean;
  show(tracks: ScreenTracks | null): void; // sends it, or nothing
  changed(): void;
}

/* idle; the browser asks the user; the server is asked; it is sent. */
export type PresentingState = "idle" | "choosing" | "asking" | "showing";

export class Presenting {
  private tracks: ScreenTracks | null = null;
  private now: PresentingState = "idle";
  private back = false; // the line was away: the next word on who presents tells whether we still do

  constructor(private readonly parts: PresentingParts) {}

  get state(): PresentingState {
    return this.now;
  }

  /* Whether others see the own screen smaller than it is. */
  get reduced(): boolean {
    return this.tracks?.reduced ?? false;
  }

  async start(): Promise<void> {
    if (this.now !== "idle") return;
    this.change("choosing");
    const tracks = await this.parts.capture(() => this.stop());
    if (this.state !== "choosing") {
      if (tracks) this.parts.release(tracks); // left the room meanwhile
      return;
    }
    this.tracks = tracks;
    if (!tracks) return this.change("idle");
    this.change("asking");
    if (!this.parts.say({ type: "share", on: true })) this.end();
  }

  /* By our own button or the browser's bar. */
  stop(): void {
    if (this.now === "asking" || this.now === "showing") this.parts.say({ type: "share", on: false });
    this.end();
  }

  /* The server told who presents. While we still wait for its yes, it may be about another. */
  heard(share: Share): void {
    const again = this.now === "asking" || (this.now === "showing" && share.site === "");
    const back = this.back;
    this.back = false;
    if (back && again && !share.mine) {
      this.change("asking");
      this.parts.say({ type: "share", on: true });
    } else if (share.mine && this.tracks) {
      if (this.now === "showing") return;
      this.parts.show(this.tracks);
      this.change("showing");
    } else if (share.mine) {
      this.parts.say({ type: "share", on: false }); // the page was loaded anew: nothing is captured any more
    } else if (this.now === "showing") {
      this.end();
    }
  }

  /* After the line was away the server may have forgotten us; if somebody else presents by now, they go on. */
  welcomed(): void {
    this.back = true;
  }

  refused(): void {
    if (this.now === "asking") this.end();
  }

  end(): void {
    if (this.now === "idle") return;
    if (this.tracks) {
      this.parts.show(null);
      this.parts.release(this.tracks);
    }
    this.tracks = null;
    this.change("idle");
  }

  private change(state: PresentingState): void {
    this.now = state;
    this.parts.changed();
  }
}
