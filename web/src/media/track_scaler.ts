/*
 * Sends the camera in another size without touching the sender: Firefox (153) starts the stream that it receives in the same
 * transceiver anew at each setParameters() that changes anything, and its picture is gone for a second.
 * What is sent is a clone of the camera, so that the own picture keeps its size and motion. Units: pixels, frames a second.
 */
import type { SendSize } from "../api/messages";
import { sendEncoding } from "./send_parameters";

/* There is always a stream; this one costs a few hundred bit/s. */
const NOBODY_LOOKS: SendSize = { width: 160, height: 90, fps: 1, bitrate_bps: 0 };
const SAME = 1.1; // sizes come in even numbers, or as a camera has them

export class TrackScaler {
  private camera: MediaStreamTrack | null = null;
  private sent: MediaStreamTrack | null = null;

  static isNeeded(): boolean {
    return / Firefox\//.test(navigator.userAgent);
  }

  /* What to send of this camera; the one before ends. */
  take(camera: MediaStreamTrack | null): MediaStreamTrack | null {
    if (camera === this.camera) return this.sent;
    this.sent?.stop(); // else the camera's light stays on
    this.camera = camera;
    this.sent = camera?.clone() ?? null;
    if (this.sent && camera) this.sent.contentHint = camera.contentHint;
    return this.sent;
  }

  stop(): void {
    this.take(null);
  }

  /* Whether the track has that size then; a picture that is drawn, not filmed, has but one. */
  async scale(asked: SendSize): Promise<boolean> {
    const { camera, sent } = this;
    if (!camera || !sent) return true;
    const { width = 1280, height = 720 } = camera.getSettings();
    const size = asked.width > 0 && asked.height > 0 ? asked : NOBODY_LOOKS;
    const scale = sendEncoding(size, { width, height }).scaleResolutionDownBy;
    const wish = { width: even(width / scale), height: even(height / scale) };
    try {
      await sent.applyConstraints({ width: { ideal: wish.width }, height: { ideal: wish.height }, frameRate: { ideal: size.fps } });
    } catch {
      return false;
    }
    const is = sent.getSettings();
    return isNear(is.width, wish.width) && isNear(is.height, wish.height);
  }
}

function even(length: number): number {
  return Math.max(2, 2 * Math.round(length / 2));
}

function isNear(is: number | undefined, wished: number): boolean {
  return is !== undefined && is <= wished * SAME && is >= wished / SAME;
}
