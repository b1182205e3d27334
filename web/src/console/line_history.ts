/* Each site's line over the last minutes, for a small plot: a value a step, the worst of it. Pure, time is handed in. */
import type { Level } from "../api/messages";
import type { PastLines, SiteFigures } from "../api/proceedings_messages";

export const STEP_MS = 5000;
export const STEPS_MAX = 60; // five minutes
const LETTERS: Record<string, Level> = { g: "good", f: "fair", p: "poor" };
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

  /* What the server remembers from before this page was opened. */
  fill({ step_s, sites }: PastLines, now_ms: number): void {
    if (step_s * 1000 !== STEP_MS) return;
    const step = Math.floor(now_ms / STEP_MS);
    for (const { site, levels } of sites) {
      const known = this.lines.get(site);
      const steps = levelsOf(levels);
      if (steps.length > (known?.steps.length ?? 0)) this.lines.set(site, { figures: known?.figures ?? null, steps, step });
    }
  }

  /* Only those who are in the meeting are kept. */
  keep(sites: ReadonlySet<string>): void {
    for (const site of this.lines.keys()) if (!sites.has(site)) this.lines.delete(site);
  }
}

/* A step in which nothing was heard is as the one before; what was before the first word of a site is nothing. */
function levelsOf(letters: string): Level[] {
  const levels: Level[] = [];
  for (const letter of letters) {
    const level = LETTERS[letter] ?? levels.at(-1);
    if (level) levels.push(level);
  }
  return levels.slice(-STEPS_MAX);
}

/* The points of a plot of this size: good at the top, poor at the bottom, the newest at the right. */
export function plotPoints(steps: readonly Level[], width: number, height: number): string {
  const step = width / (STEPS_MAX - 1);
  const from = STEPS_MAX - steps.length;
  const y = (level: Level) => 1 + ((height - 2) * WORST[level]) / 2;
  return steps.map((level, index) => `${((from + index) * step).toFixed(1)},${y(level).toFixed(1)}`).join(" ");
}
