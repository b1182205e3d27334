/*
 * Applies the asked size to a video sender. setParameters() accepts only what getParameters() gave in the same transaction,
 * and two at once fail: so there is one at a time, and only the newest wish waits.
 *
 * A browser whose line or machine is tight sends smaller pictures than asked. Left to itself it does that at the very moment
 * a tile becomes large, before its estimate of the line has followed: so after each growth the size stands for a while,
 * and only then the browser may trade size against motion. Units: milliseconds.
 */
import type { SendSize } from "../api/messages";
import type { Timers } from "../api/timers";
import { FIRST_SIZE, sendEncoding } from "./send_parameters";

const SHARP_FOR_MS = 3000; // the estimate grows to a large picture's rate within that

export class SenderSize {
  private wished: SendSize = FIRST_SIZE;
  private preference: RTCDegradationPreference = "balanced"; // small pictures lose motion first, large ones size
  private running = false;
  private again = false;
  private timer: number | undefined;

  constructor(
    private readonly sender: RTCRtpSender,
    private readonly timers: Timers,
  ) {}

  ask(size: SendSize): void {
    const grows = size.width * size.height > this.wished.width * this.wished.height;
    this.wished = size;
    if (grows) this.keepSharp();
    void this.apply();
  }

  /* Call also after the answer and after another camera was chosen: both change what the wish means. */
  async apply(): Promise<void> {
    this.again = true;
    if (this.running) return;
    this.running = true;
    for (let tries = 0; this.again && tries < 5; tries += 1) {
      this.again = !(await this.applyOnce());
    }
    this.running = false;
  }

  stop(): void {
    if (this.timer !== undefined) this.timers.clear(this.timer);
    this.timer = undefined;
  }

  private keepSharp(): void {
    this.stop();
    this.preference = "maintain-resolution";
    this.timer = this.timers.set(() => {
      this.preference = "balanced";
      void this.apply();
    }, SHARP_FOR_MS);
  }

  private async applyOnce(): Promise<boolean> {
    this.again = false;
    const parameters = this.sender.getParameters();
    const encoding = parameters.encodings?.[0];
    if (!encoding) return true; // not negotiated yet: the answer calls again
    Object.assign(encoding, sendEncoding(this.wished, cameraSize(this.sender.track)));
    parameters.degradationPreference = this.preference; // browsers that lack it pass it over
    try {
      await this.sender.setParameters(parameters);
      return !this.again;
    } catch {
      return false; // another transaction came between: read again
    }
  }
}

function cameraSize(track: MediaStreamTrack | null): { width: number; height: number } {
  const settings = track?.getSettings() ?? {};
  return { width: settings.width ?? 1280, height: settings.height ?? 720 };
}
