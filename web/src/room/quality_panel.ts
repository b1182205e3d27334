/* The own line in figures: what goes up and down, how well, which picture comes and why not a larger one. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import cross from "icon:x";
import type { SmallReason } from "../api/messages";
import { formatNumber, t, type TextKey } from "../text/text";
import { GbElement, tell } from "../ui/element";
import "../ui/notice";
import { shared } from "../ui/shared";
import { panelStyle } from "./panel_style";
import type { RoomStore } from "./room_store";

const SILENCE_DBOV = -127;
const METER_DB = 60; // what the bar spans below full scale
const REASON_TEXT: Record<Exclude<SmallReason, "">, TextKey> = { line: "test.net_bad", cap: "qual.cap", overload: "qual.overload" };

@customElement("gb-quality-panel")
export class QualityPanel extends GbElement {
  static override styles = [
    shared,
    panelStyle,
    css`
      :host {
        display: grid;
        gap: 0.6rem;
        padding: 0.75rem 0.9rem 0.9rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.25rem 1rem;
        margin: 0;
      }
      dt {
        color: var(--text-soft);
      }
      dd {
        margin: 0;
        font-variant-numeric: tabular-nums;
        font-weight: 600;
        text-align: right;
      }
      meter {
        width: 5rem;
        margin-right: 0.5rem;
      }
      gb-notice {
        font-size: 0.95rem;
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
    this.setAttribute("role", "dialog");
    this.setAttribute("aria-label", t("qual.title"));
    this.addEventListener("keydown", this.onKey);
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector("button")?.focus();
  }

  override render() {
    return html`
      <div class="head">
        <h2>${t("qual.title")}</h2>
        <button class="button close" aria-label=${t("com.close")} @click=${this.close}>${cross}</button>
      </div>
      ${this.reason()}
      <dl>${this.rows().map(([name, value]) => html`<dt>${t(name)}</dt><dd>${value}</dd>`)}</dl>
    `;
  }

  private rows(): [TextKey, unknown][] {
    const { line, server_line } = this.store.state;
    const rows: [TextKey, unknown][] = [];
    if (line) {
      rows.push(
        ["qual.up", t("qual.rate", { kbps: formatNumber(line.tx_kbps) })],
        ["qual.down", t("qual.rate", { kbps: formatNumber(line.rx_kbps) })],
        ["qual.rtt", t("qual.ms", { ms: line.rtt_ms })],
        ["qual.loss", t("qual.percent", { n: formatNumber(line.loss_percent, 1) })],
        ["qual.jitter", t("qual.ms", { ms: line.jitter_ms })],
        ["qual.picture", server_line?.stills ? t("qual.stills") : pictureText(line.height_px, line.fps)],
        ["qual.dropped", t("qual.dropped_are", { up: formatNumber(server_line?.dropped ?? 0), down: formatNumber(line.dropped) })],
      );
    }
    const centre_ms = server_line?.centre_ms ?? 0;
    if (centre_ms > 0) rows.push(["qual.centre", t("qual.ms", { ms: formatNumber(centre_ms, 1) })]);
    const copies = copiesText(line?.sends_copies ?? false, (server_line?.sound_copies ?? 0) > 0);
    if (copies) rows.push(["qual.copies", t(copies)]);
    const slides = server_line?.slides ?? "none";
    if (slides !== "none") rows.push(["qual.slides", t(slides === "stream" ? "qual.slides_stream" : "qual.slides_composed")]);
    const level = server_line?.level_dbov;
    if (this.store.role !== "viewer" && level !== undefined) rows.push(["qual.level", levelBar(level)]);
    return rows;
  }

  private reason() {
    const { server_line, line } = this.store.state;
    const reason = server_line?.reason ?? "";
    if (reason === "") return line?.held_back ? html`<gb-notice>${t("qual.held_back")}</gb-notice>` : null;
    return html`<gb-notice>${t(REASON_TEXT[reason])}</gb-notice>`;
  }

  private readonly onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") this.close();
  };

  private readonly close = () => tell(this, "toggle-quality");
}

function copiesText(up: boolean, down: boolean): TextKey | null {
  if (up && down) return "qual.copies_both";
  if (up) return "qual.copies_up";
  return down ? "qual.copies_down" : null;
}

function pictureText(height_px: number, fps: number): string {
  return height_px === 0 ? t("qual.no_picture") : t("qual.picture_is", { height: height_px, fps });
}

function levelBar(dbov: number) {
  if (dbov <= SILENCE_DBOV) return t("qual.silent");
  const shown = Math.max(0, METER_DB + dbov);
  return html`<meter min="0" max=${METER_DB} value=${shown} aria-hidden="true"></meter>${t("qual.db", { n: Math.round(dbov) })}`;
}
