/*
 * What goes out on a narrow line up: the camera's motion, a picture now and then, or the sound alone, in this order. Within
 * motion the browser itself sends smaller and fewer pictures; but it never believes in less than some 130 kbit/s, and goes on
 * sending what does not get through. Pure: a reading each two seconds. Units: kbit/s, percent, milliseconds.
 */
import type { SendSize } from "../api/messages";

export type SendLevel = "motion" | "stills" | "sound";

export interface SendReading {
  available_kbps: number; // what the browser believes that the line takes; 0: it does not say
  up_loss_percent: number;
  rtt_ms: number;
}

const LEAST_KBPS = 140;
const LOSS_PERCENT = 5;
const QUEUE_MS = 500;
const READINGS = 3; // of them in a row that suffer: one level down
const PAUSE_READINGS = 3; // that do not: one level up, later each time that failed
const PAUSE_READINGS_MAX = 24;
const TRIAL_READINGS = 8; // who must go down within them after going up has failed
const STILLS: SendSize = { width: 320, height: 180, fps: 2, bitrate_bps: 60_000 };
const LEVELS: readonly SendLevel[] = ["motion", "stills", "sound"];

export class SendLevels {
  private at = 0;
  private worse = 0;
  private better = 0;
  private pause = PAUSE_READINGS;
  private since_up = TRIAL_READINGS;

  get level(): SendLevel {
    return LEVELS[this.at] ?? "sound";
  }

  /* Whether the level is another now. */
  update(reading: SendReading): boolean {
    const suffers = suffersOf(reading);
    this.worse = suffers ? this.worse + 1 : 0;
    this.better = suffers ? 0 : this.better + 1;
    this.since_up += 1;
    if (this.worse >= READINGS && this.at < LEVELS.length - 1) return this.turn(1);
    if (this.better >= this.pause && this.at > 0) return this.turn(-1);
    return false;
  }

  private turn(step: 1 | -1): boolean {
    this.at += step;
    this.worse = this.better = 0;
    if (step > 0) this.pause = this.since_up < TRIAL_READINGS ? Math.min(PAUSE_READINGS_MAX, this.pause * 2) : PAUSE_READINGS;
    else this.since_up = 0;
    return true;
  }
}

function suffersOf({ available_kbps, up_loss_percent, rtt_ms }: SendReading): boolean {
  return available_kbps > 0 && available_kbps < LEAST_KBPS && (up_loss_percent >= LOSS_PERCENT || rtt_ms >= QUEUE_MS);
}

/* What is sent instead of what was asked for: in its shape. */
export function levelSize(level: SendLevel, asked: SendSize): SendSize {
  if (level === "motion" || asked.width <= 0 || asked.height <= 0) return asked;
  if (level === "sound") return { width: 0, height: 0, fps: 0, bitrate_bps: 0 };
  const scale = Math.min(1, STILLS.width / asked.width, STILLS.height / asked.height);
  return {
    width: Math.round(asked.width * scale),
    height: Math.round(asked.height * scale),
    fps: Math.min(STILLS.fps, asked.fps),
    bitrate_bps: Math.min(STILLS.bitrate_bps, asked.bitrate_bps),
  };
}
