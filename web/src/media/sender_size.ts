/*
 * Applies the asked size to a video sender. setParameters() accepts only what getParameters() gave in the same transaction,
 * and two at once fail: so there is one at a time, and only the newest wish waits.
 *
 * A browser whose line or machine is tight sends smaller pictures than asked. Left to itself it does that at the very moment
 * a tile becomes large, before its estimate of the line has followed: so after each growth the size stands for a while,
 * and only then the browser may trade size against motion. Units: milliseconds.
 *
 * With a TrackScaler the track itself changes and the sender is told once, before it runs, what holds for all sizes;
 * only if the track does not follow, the sender is told each time.
 */
import type { SendSize } from "../api/messages";
import type { Timers } from "../api/timers";
import { ANY_SIZE_ENCODING, FIRST_SIZE, type SendEncoding, sendEncoding } from "./send_parameters";
import type { TrackScaler } from "./track_scaler";

const SHARP_FOR_MS = 3000; // the estimate grows to a large picture's rate within that

export class SenderSize {
  private wished: SendSize = FIRST_SIZE;
  private preference: RTCDegradationPreference = "balanced"; // small pictures lose motion first, large ones size
  private told: RTCDegradationPreference | undefined; // by the sender's last setParameters()
  private running = false;
  private again = false;
  private timer: number | undefined;

  constructor(
    private readonly sender: RTCRtpSender,
    private readonly timers: Timers,
    private readonly scaler: TrackScaler | null = null,
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
    if (this.scaler) return;
    this.preference = "maintain-resolution";
    this.timer = this.timers.set(() => {
      this.preference = "balanced";
      void this.apply();
    }, SHARP_FOR_MS);
  }

  private async applyOnce(): Promise<boolean> {
    this.again = false;
    const scaled = this.scaler !== null && (await this.scaler.scale(this.wished));
    const parameters = this.sender.getParameters();
    const encoding = parameters.encodings?.[0];
    if (!encoding) return true; // not negotiated yet: the answer calls again
    const wish = scaled ? ANY_SIZE_ENCODING : sendEncoding(this.wished, cameraSize(this.sender.track));
    const preference = this.scaler ? "maintain-resolution" : this.preference;
    if (this.told === preference && isSame(encoding, wish)) return !this.again;
    Object.assign(encoding, wish);
    parameters.degradationPreference = preference; // browsers that lack it pass it over
    try {
      await this.sender.setParameters(parameters);
      this.told = preference;
      return !this.again;
    } catch {
      return false; // another transaction came between: read again
    }
  }
}

function isSame(encoding: RTCRtpEncodingParameters, wish: SendEncoding): boolean {
  return (
    encoding.active === wish.active &&
    encoding.scaleResolutionDownBy === wish.scaleResolutionDownBy &&
    encoding.maxFramerate === wish.maxFramerate &&
    encoding.maxBitrate === wish.maxBitrate
  );
}

function cameraSize(track: MediaStreamTrack | null): { width: number; height: number } {
  const settings = track?.getSettings() ?? {};
  return { width: settings.width ?? 1280, height: settings.height ?? 720 };
}
