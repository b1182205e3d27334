/* The meeting's title, who speaks, and how good the line is. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import alert from "icon:triangle-alert";
import signalFair from "icon:signal-medium";
import signalGood from "icon:signal";
import signalPoor from "icon:signal-low";
import voice from "icon:audio-lines";
import type { Level } from "../api/messages";
import { formatNumber, t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import { speakerName } from "./roster";
import type { RoomStore } from "./room_store";

const LEVEL_TEXT: Record<Level, TextKey> = { good: "st.good", fair: "st.fair", poor: "st.poor" };
const LEVEL_ICON = { good: signalGood, fair: signalFair, poor: signalPoor };

@customElement("gb-top-bar")
export class TopBar extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 1.25rem;
        min-height: 3.2rem;
        padding: 0.4rem 1rem;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
        color: var(--text);
      }
      h1 {
        flex: 1 1 auto;
        min-width: 0;
        overflow: hidden;
        font-size: 1.15rem;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .speaker,
      .line {
        display: flex;
        flex: none;
        align-items: center;
        gap: 0.45rem;
        font-weight: 600;
        white-space: nowrap;
      }
      .speaker {
        max-width: 45%;
        color: var(--fair);
      }
      .speaker span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .good {
        color: var(--good);
      }
      .fair {
        color: var(--fair);
      }
      .poor {
        color: var(--poor);
      }
      @media (max-width: 48rem) {
        :host {
          flex-wrap: wrap;
          gap: 0.1rem 1rem;
        }
        h1 {
          flex-basis: 60%;
          font-size: 1rem;
        }
        .speaker {
          order: 3;
          max-width: 100%;
        }
        .label {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    const { meeting, roster, level } = this.store.state;
    const speaker = speakerName(roster);
    return html`
      <h1 title=${meeting?.title ?? ""}>${meeting?.title ?? t("app.brand")}</h1>
      ${speaker ? html`<div class="speaker">${voice} <span>${t("floor.now", { site: speaker })}</span></div>` : null}
      ${level ? this.line(level) : null}
    `;
  }

  private line(level: Level) {
    const { line } = this.store.state;
    const detail = line && t("room.line_detail", { rtt: line.rtt_ms, loss: formatNumber(line.loss_percent, 1) });
    return html`<div class="line ${level}" title=${detail ?? ""}>
      ${level === "poor" ? alert : null}${LEVEL_ICON[level]}
      <span><span class="label">${t("room.line")}: </span>${t(LEVEL_TEXT[level])}</span>
    </div>`;
  }
}
