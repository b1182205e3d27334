/* Each site's line over the last minutes, for a small plot: a value a step, the worst of it. Pure, time is handed in. */
import type { Level } from "../api/messages";
import type { SiteFigures } from "../api/proceedings_messages";

export const STEP_MS = 5000;
export const STEPS_MAX = 60; // five minutes
const WORST: Record<Level, number> = { good: 0, fair: 1, poor: 2 };

export interface Line {
  figures: SiteFigures | null; // the last
  steps: readonly Level[]; // the oldest first
}

const NO_LINE: Line = { figures: null, steps: [] };

export class LineHistory {
  private readonly lines = new Map<string, { figures: SiteFigures | null; steps: Level[]; step: number }>();

  of(site: string): Line {
    return this.lines.get(site) ?? NO_LINE;
  }

  /* What the server said of a site's line; figures where it has them. */
  note(site: string, level: Level, now_ms: number, figures: SiteFigures | null = null): void {
    const step = Math.floor(now_ms / STEP_MS);
    const line = this.lines.get(site) ?? { figures: null, steps: [], step: step - 1 };
    if (figures) line.figures = figures;
    const last = line.steps.at(-1) ?? level;
    const missed = Math.min(STEPS_MAX, step - line.step - 1);
    for (let count = 0; count < missed; count += 1) line.steps.push(last);
    if (step > line.step) line.steps.push(level);
    else if (WORST[level] > WORST[last]) line.steps[line.steps.length - 1] = level;
    line.step = Math.max(step, line.step);
    line.steps = line.steps.slice(-STEPS_MAX);
    this.lines.set(site, line);
  }

  /* Only those who are in the meeting are kept. */
  keep(sites: ReadonlySet<string>): void {
    for (const site of this.lines.keys()) if (!sites.has(site)) this.lines.delete(site);
  }
}

/* The points of a plot of this size: good at the top, poor at the bottom, the newest at the right. */
export function plotPoints(steps: readonly Level[], width: number, height: number): string {
  const step = width / (STEPS_MAX - 1);
  const from = STEPS_MAX - steps.length;
  const y = (level: Level) => 1 + ((height - 2) * WORST[level]) / 2;
  return steps.map((level, index) => `${((from + index) * step).toFixed(1)},${y(level).toFixed(1)}`).join(" ");
}
