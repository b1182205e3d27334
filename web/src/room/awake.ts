/* Keeps the screen on while its element is on the page: a hall's screen must not go dark in the middle of a meeting. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

export class Awake implements ReactiveController {
  private lock: WakeLockSentinel | null = null;
  private readonly onVisible = () => void this.ask(); // the browser lets go of it when the page is hidden

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener("visibilitychange", this.onVisible);
    void this.ask();
  }

  hostDisconnected(): void {
    document.removeEventListener("visibilitychange", this.onVisible);
    void this.lock?.release();
  }

  private async ask(): Promise<void> {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    this.lock = await navigator.wakeLock.request("screen").catch(() => null);
  }
}
