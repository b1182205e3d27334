/* From the size the server asks for to what an RTCRtpSender understands. Pure. Units: pixels, bit/s, frames/s. */
import type { SendSize } from "../api/messages";

export const FIRST_SIZE: SendSize = { width: 640, height: 360, fps: 25, bitrate_bps: 700_000 };
/* Slides: the screen's own size, enough bits that a new page is sharp within a second, few frames. */
export const SLIDES_ENCODING = { maxBitrate: 2_500_000, maxFramerate: 15, scaleResolutionDownBy: 1 };
const SAME_SIZE = 1.02; // a scale this near to 1 only costs a scaler and blurs

export interface SendEncoding {
  active: boolean;
  scaleResolutionDownBy: number;
  maxFramerate: number;
  maxBitrate: number;
}

/* Where the track's own size and motion change: the browser has its limits for each size. */
export const ANY_SIZE_ENCODING: SendEncoding = { active: true, scaleResolutionDownBy: 1, maxFramerate: 30, maxBitrate: 2_500_000 };

/*
 * The picture sent covers the tile in both directions: the mixer crops what is over, it never has to enlarge.
 * A camera smaller than the tile is sent as it is.
 */
export function sendEncoding(asked: SendSize, camera: { width: number; height: number }): SendEncoding {
  if (asked.width <= 0 || asked.height <= 0) {
    return { active: false, scaleResolutionDownBy: 1, maxFramerate: 1, maxBitrate: 30_000 };
  }
  const scale = Math.min(camera.width / asked.width, camera.height / asked.height);
  return {
    active: true,
    scaleResolutionDownBy: scale > SAME_SIZE ? scale : 1,
    maxFramerate: Math.max(1, asked.fps),
    maxBitrate: Math.max(30_000, asked.bitrate_bps),
  };
}
