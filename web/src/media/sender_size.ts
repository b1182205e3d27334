/*
 * Applies the asked size to a video sender. setParameters() accepts only what getParameters() gave in the same transaction,
 * and two at once fail: so there is one at a time, and only the newest wish waits.
 */
import type { SendSize } from "../api/messages";
import { FIRST_SIZE, sendEncoding } from "./send_parameters";

export class SenderSize {
  private wished: SendSize = FIRST_SIZE;
  private running = false;
  private again = false;

  constructor(private readonly sender: RTCRtpSender) {}

  get size(): SendSize {
    return this.wished;
  }

  ask(size: SendSize): void {
    this.wished = size;
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

  private async applyOnce(): Promise<boolean> {
    this.again = false;
    const parameters = this.sender.getParameters();
    const encoding = parameters.encodings?.[0];
    if (!encoding) return true; // not negotiated yet: the answer calls again
    Object.assign(encoding, sendEncoding(this.wished, cameraSize(this.sender.track)));
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
