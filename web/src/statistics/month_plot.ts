/* Meetings a month as bars: online ones filled, the others above them in outline. The numbers stand in the table beside it. */
import { css, html, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { formatNumber, t } from "../text/text";
import { GbElement } from "../ui/element";
import type { MonthSum } from "./statistics_records";

const WIDTH = 900;
const HEIGHT = 220;
const LEFT = 36;
const FOOT = 24;
const LABELS_MAX = 14; // more would stand on each other

@customElement("gb-month-plot")
export class MonthPlot extends GbElement {
  static override styles = css`
    :host {
      display: block;
    }
    svg {
      display: block;
      width: 100%;
      max-height: 16rem;
    }
    .grid {
      stroke: var(--line);
    }
    text {
      fill: var(--text-soft);
      font-size: 12px;
    }
    .online {
      fill: var(--brand);
    }
    .other {
      fill: var(--raised);
      stroke: var(--line-strong);
    }
    .key {
      display: flex;
      flex-wrap: wrap;
      gap: 0.3rem 1.25rem;
      padding: 0.4rem 0;
      color: var(--text-soft);
      font-size: 0.88em;
    }
    .key span::before {
      content: "";
      display: inline-block;
      width: 0.8em;
      height: 0.8em;
      margin-right: 0.4em;
      border: 1px solid var(--line-strong);
      background: var(--raised);
      print-color-adjust: exact;
    }
    .key span.on::before {
      border-color: var(--brand);
      background: var(--brand);
    }
  `;

  @property({ attribute: false }) months: readonly MonthSum[] = [];

  override render() {
    const top = niceTop(Math.max(1, ...this.months.map(({ meetings }) => meetings)));
    const y = (count: number) => HEIGHT - FOOT - ((HEIGHT - FOOT - 8) * count) / top;
    const slot = (WIDTH - LEFT) / Math.max(1, this.months.length);
    const every = Math.ceil(this.months.length / LABELS_MAX);
    return html`
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${t("rep.plot")}>
        ${[0, top / 2, top].map((count) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH} y1=${y(count)} y2=${y(count)}></line><text x=${LEFT - 6} y=${y(count) + 4} text-anchor="end">${formatNumber(count)}</text>`)}
        ${this.months.map(({ month, meetings, online }, i) => {
          const x = LEFT + slot * i + slot * 0.2;
          const width = slot * 0.6;
          return svg`
            <rect class="online" x=${x} width=${width} y=${y(online)} height=${y(0) - y(online)}></rect>
            <rect class="other" x=${x} width=${width} y=${y(meetings)} height=${y(online) - y(meetings)} ?hidden=${meetings === online}></rect>
            ${i % every === 0 ? svg`<text x=${x + width / 2} y=${HEIGHT - 6} text-anchor="middle">${monthText(month)}</text>` : null}
          `;
        })}
      </svg>
      <p class="key"><span class="on">${t("rep.plot_online")}</span><span>${t("rep.in_person")}</span></p>
    `;
  }
}

export function monthText(month: string): string {
  const [year, number] = month.split("-");
  return `${number}/${year}`;
}

/* An even number that the highest bar does not exceed. */
export function niceTop(most: number): number {
  for (let unit = 1; ; unit *= 10) {
    for (const step of [2, 4, 6, 10]) {
      if (step * unit >= most) return step * unit;
    }
  }
}
