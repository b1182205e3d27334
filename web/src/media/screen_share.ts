/*
 * What the user shows of the own screen: a window, a page or all of it, with the sound of a page where the browser offers it.
 * The browser asks each time what to show. Units: pixels, frames/s.
 */
import { isReduced, SCREEN_MAX } from "./screen_size";

export interface ScreenTracks {
  picture: MediaStreamTrack;
  sound: MediaStreamTrack | null;
  reduced: boolean; // others see it smaller than it is
}

/* Text is to be sharp: the screen's own size as far as it is taken, and few frames. */
const WISH: DisplayMediaStreamOptions = {
  video: { width: { max: SCREEN_MAX.width }, height: { max: SCREEN_MAX.height }, frameRate: { max: 15 } },
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
};
/* Never the sound of the whole machine: it holds the meeting's own sound, and everybody would hear themselves again. */
const NEWER_WISH = { systemAudio: "exclude", selfBrowserSurface: "exclude", surfaceSwitching: "include" };

export function canShareScreen(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === "function"; // telephones have none
}

/* Null if the user changed their mind or the browser refused. ended: the browser's own bar stopped it. */
export async function captureScreen(ended: () => void): Promise<ScreenTracks | null> {
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getDisplayMedia({ ...WISH, ...NEWER_WISH });
  } catch {
    return null;
  }
  const picture = stream.getVideoTracks()[0];
  if (!picture) return null;
  picture.contentHint = "detail";
  picture.onended = ended;
  const own = { width: screen.width * devicePixelRatio, height: screen.height * devicePixelRatio };
  return { picture, sound: stream.getAudioTracks()[0] ?? null, reduced: isReduced(picture.getSettings(), own) };
}

export function releaseScreen(tracks: ScreenTracks): void {
  tracks.picture.onended = null;
  tracks.picture.stop();
  tracks.sound?.stop();
}
