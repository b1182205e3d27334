/*
 * When media stops: wait, restart ICE on the same connection, and if that does not help make a new one. Pure but for the timers.
 * Units: milliseconds.
 */
import { backoffDelayMs } from "../api/backoff";
import type { Timers } from "../api/timers";

const DISCONNECTED_WAIT_MS = 2000; // plus up to the same again: most short losses heal by themselves
const RESTART_WAIT_MS = 8000;
const CONNECT_WAIT_MS = 15_000;
const RESTARTS_MAX = 2;

export interface RecoveryActions {
  restart(): void;
  renew(): void;
}

export class MediaRecovery {
  private timer: number | undefined;
  private restarts = 0;
  private renewals = 0;
  private state: RTCPeerConnectionState = "new";

  constructor(
    private readonly timers: Timers,
    private readonly random: () => number,
    private readonly actions: RecoveryActions,
  ) {}

  /* A new peer connection was made and offered. */
  started(): void {
    this.state = "new";
    this.restarts = 0;
    this.wait(CONNECT_WAIT_MS, () => this.renewLater());
  }

  changed(state: RTCPeerConnectionState): void {
    this.state = state;
    if (state === "connected") {
      this.restarts = this.renewals = 0;
      this.cancel();
    } else if (state === "disconnected") {
      this.wait(DISCONNECTED_WAIT_MS * (1 + this.random()), () => this.restartOrRenew());
    } else if (state === "failed") {
      this.renewLater();
    }
  }

  /* The machine got a network (again): what is broken is tried at once. */
  networkChanged(): void {
    if (this.state === "disconnected") this.restartOrRenew();
    else if (this.state === "failed") this.renewNow();
  }

  /* The server could not take the offer, or says that our leg is gone. */
  lost(): void {
    this.renewLater();
  }

  stop(): void {
    this.cancel();
  }

  private restartOrRenew(): void {
    if (this.restarts >= RESTARTS_MAX) return this.renewNow();
    this.restarts += 1;
    this.wait(RESTART_WAIT_MS, () => this.restartOrRenew());
    this.actions.restart();
  }

  /* The first time at once, then with growing waits. */
  private renewLater(): void {
    if (this.renewals === 0) return this.renewNow();
    this.wait(backoffDelayMs(this.renewals, this.random), () => this.renewNow());
  }

  private renewNow(): void {
    this.cancel();
    this.renewals += 1;
    this.actions.renew();
  }

  private wait(delay_ms: number, task: () => void): void {
    this.cancel();
    this.timer = this.timers.set(task, delay_ms);
  }

  private cancel(): void {
    if (this.timer !== undefined) this.timers.clear(this.timer);
    this.timer = undefined;
  }
}
