/* A site's sound and line in its row of the board: a bar, a plot over the last minutes, figures where the server tells them. */
import { html, svg } from "lit";
import type { Level, Site } from "../api/messages";
import type { SiteFigures } from "../api/proceedings_messages";
import { formatNumber, t, type TextKey } from "../text/text";
import { plotPoints, type Line } from "./line_history";

const QUIET_DBOV = -60;
const PLOT = { width: 120, height: 22 };
const LEVEL_TEXT: Record<Level, TextKey> = { good: "st.good", fair: "st.fair", poor: "st.poor" };

export function soundBar(site: Site, { figures }: Line) {
  const told = figures ? 1 - Math.min(1, Math.max(0, figures.level_dbov / QUIET_DBOV)) : site.speaking ? 0.7 : 0;
  const part = site.state === "connected" && site.mic ? told : 0;
  return html`<span class="bar ${site.mic ? "" : "closed"}" title=${t(site.mic ? "room.mic_is_on" : "room.mic_is_off")}>
    <span .style=${`transform: scaleX(${part.toFixed(2)})`}></span><span class="only-read">${t(site.mic ? "room.mic_is_on" : "room.mic_is_off")}</span>
  </span>`;
}

export function linePlot({ name, quality, state }: Site, { steps, figures }: Line) {
  if (state !== "connected") return html`<span class="only-read">${t("st.none")}</span>`;
  const { width, height } = PLOT;
  const points = plotPoints(steps.length === 1 ? [...steps, ...steps] : steps, width, height);
  return html`<span class="quality ${quality}">
      <svg class="line" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label=${t("con.line_of", { name, level: t(LEVEL_TEXT[quality]) })}>
        ${svg`<polyline points=${points} />`}
      </svg>
      ${t(LEVEL_TEXT[quality])}
    </span>
    <span class="figures">${figures ? figuresText(figures) : ""}</span>`;
}

function figuresText({ loss_percent, rtt_ms, rx_bps }: SiteFigures): string {
  return t("con.figures_are", { loss: formatNumber(loss_percent, 1), rtt: formatNumber(rtt_ms), rate: formatNumber(rx_bps / 1000) });
}
