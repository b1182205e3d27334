/* The meeting's title, who has the floor or speaks, how good the line is, and the way to what is seldom needed. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import alert from "icon:triangle-alert";
import settings from "icon:settings";
import signalFair from "icon:signal-medium";
import signalGood from "icon:signal";
import signalPoor from "icon:signal-low";
import voice from "icon:audio-lines";
import type { Level } from "../api/messages";
import { t, type TextKey } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { shared } from "../ui/shared";
import { nameOf, speakerName } from "./roster";
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
      .end {
        flex: none;
        min-height: 2.3rem;
        padding: 0.2rem 0.7rem;
        font-size: 0.9rem;
      }
      .plain,
      .end {
        flex: none;
        white-space: nowrap;
      }
      .plain {
        min-height: 2.3rem;
        padding: 0.2rem 0.6rem;
        border-color: var(--line);
        background: none;
      }
      .plain[aria-expanded="true"] {
        border-color: var(--brand);
      }
      .recorded {
        flex: none;
        color: var(--poor);
        font-weight: 600;
        white-space: nowrap;
      }
      .recorded::before {
        display: inline-block;
        width: 0.75rem;
        height: 0.75rem;
        margin-right: 0.4rem;
        border-radius: 50%;
        background: currentColor;
        content: "";
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
          gap: 0.1rem 0.5rem;
        }
        h1 {
          flex-basis: 40%;
          font-size: 1rem;
        }
        .speaker {
          order: 3;
          flex: 1 1 60%;
          max-width: 100%;
        }
        .end {
          order: 4;
        }
        .plain {
          padding: 0.2rem 0.45rem;
        }
        .label {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;
  @property({ type: Boolean }) quality = false; // its panel is open

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    const { meeting, roster, level, stage, conduct } = this.store.state;
    const speaker = nameOf(roster, stage.floor) ?? speakerName(roster);
    return html`
      <h1 title=${meeting?.title ?? ""}>${meeting?.title ?? t("app.brand")}</h1>
      ${conduct.recording.state === "recording" ? html`<div class="recorded" role="status">${t("rec.on")}</div>` : null}
      ${speaker ? html`<div class="speaker">${voice} <span>${t("floor.now", { site: speaker })}</span></div>` : null}
      ${stage.floor !== "" && this.store.role === "chair" ? this.endOfSpeech() : null} ${level ? this.line(level) : null}
      <button class="button plain" title=${t("room.settings")} @click=${() => tell(this, "open-settings")}>
        ${settings}<span class="label">${t("room.settings")}</span>
      </button>
    `;
  }

  private endOfSpeech() {
    return html`<button class="button end" @click=${() => this.store.wishes.floor("")}>${t("floor.end")}</button>`;
  }

  private line(level: Level) {
    return html`<button
      class="button plain line ${level}"
      title=${t("qual.title")}
      aria-expanded=${this.quality}
      aria-haspopup="dialog"
      @click=${() => tell(this, "toggle-quality")}
    >
      ${level === "poor" ? alert : null}${LEVEL_ICON[level]}
      <span><span class="label">${t("room.line")}: </span>${t(LEVEL_TEXT[level])}</span>
    </button>`;
  }
}
