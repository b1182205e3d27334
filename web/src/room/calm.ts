/* Tells when nobody has moved, pressed or typed for a while, and when somebody does again. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

const STILL_AFTER_MS = 4000;
const MOVES = ["pointermove", "pointerdown", "keydown", "focusin"];

export class Calm implements ReactiveController {
  private timer: number | undefined;
  private readonly onMove = () => this.moved();

  constructor(
    host: ReactiveControllerHost,
    private readonly told: (still: boolean) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    for (const name of MOVES) window.addEventListener(name, this.onMove);
    document.addEventListener("fullscreenchange", this.onMove);
  }

  hostDisconnected(): void {
    for (const name of MOVES) window.removeEventListener(name, this.onMove);
    document.removeEventListener("fullscreenchange", this.onMove);
    window.clearTimeout(this.timer);
  }

  /* Also what counts as a move without being one. */
  moved(): void {
    this.told(false);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.told(true), STILL_AFTER_MS);
  }
}
