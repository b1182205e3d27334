/* A small drawing of each layout: the large picture filled, the others outlined. */
import { css, svg, type SVGTemplateResult } from "lit";
import type { LayoutMode } from "../api/messages";

type Box = readonly [x: number, y: number, width: number, height: number];

interface Drawing {
  full: readonly Box[];
  thin: readonly Box[];
}

const NINE: readonly Box[] = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column): Box => [2 + column * 10, 2 + row * 6, 8, 4]));
const WHOLE: Box = [2, 2, 28, 16];

const DRAWINGS: Record<LayoutMode, Drawing> = {
  grid: { full: [], thin: NINE },
  rotate: { full: [], thin: NINE },
  focus: { full: [[2, 2, 20, 11]], thin: [[24, 2, 6, 3], [24, 6, 6, 3], [24, 10, 6, 3], [2, 15, 6, 3], [9, 15, 6, 3], [16, 15, 6, 3], [24, 15, 6, 3]] },
  speaker: { full: [WHOLE], thin: [] },
  chair: { full: [WHOLE], thin: [] },
  auto: { full: [WHOLE], thin: [] },
  pin: { full: [WHOLE], thin: [] },
  split: { full: [[2, 5, 13, 10], [17, 5, 13, 10]], thin: [] },
  slides: { full: [[2, 2, 21, 16]], thin: [[25, 13, 5, 5]] },
};

/* What tells the full pictures apart, drawn in white on them. */
const SIGNS: Partial<Record<LayoutMode, SVGTemplateResult>> = {
  rotate: svg`<path class="sign" d="M22 7a7 7 0 0 0-12 3m0-4v4h4M10 13a7 7 0 0 0 12-3m0 4v-4h-4" />`,
  speaker: svg`<path class="sign" d="M12 8v4M16 6v8M20 8v4" />`,
  chair: svg`<path class="sign" d="M11 14h10M11 7l3 3 2-4 2 4 3-3v5H11z" />`,
  auto: svg`<path class="sign" d="M9 9v2M12 7v6M15 5v10M18 8v4M21 7v6M24 9v2" />`,
  pin: svg`<path class="sign" d="M16 11v4M13 5h6M14 5v4l-2 2h8l-2-2V5" />`,
  slides: svg`<path class="sign" d="M6 7h12M6 10h12M6 13h8" />`,
};

export function layoutIcon(mode: LayoutMode) {
  const { full, thin } = DRAWINGS[mode];
  const box = (look: string) => ([x, y, width, height]: Box) =>
    svg`<rect class=${look} x=${x} y=${y} width=${width} height=${height} rx="1" />`;
  return svg`<svg class="layout" viewBox="0 0 32 20" aria-hidden="true">${full.map(box("full"))}${thin.map(box("thin"))}${SIGNS[mode] ?? null}</svg>`;
}

export const layoutIconStyle = css`
  .layout {
    flex: none;
    border: 1px solid var(--line-strong);
    border-radius: 0.25rem;
    background: #05080d;
  }
  .full {
    fill: var(--brand);
  }
  .thin {
    fill: var(--line-strong);
  }
  .sign {
    fill: none;
    stroke: #fff;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
`;
