/* Self view, and all sites with their state: connected or not, microphone, who speaks, quality of the line. */
import { css, html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { customElement, property } from "lit/decorators.js";
import lost from "icon:unplug";
import microphone from "icon:mic";
import microphoneOff from "icon:mic-off";
import signalFair from "icon:signal-medium";
import signalPoor from "icon:signal-low";
import voice from "icon:audio-lines";
import type { Site, SiteState } from "../api/messages";
import { t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import { connectedCount } from "./roster";
import type { RoomStore } from "./room_store";
import "./self_view";

const STATE_TEXT: Record<SiteState, TextKey> = {
  connected: "st.connected",
  connecting: "st.connecting",
  lost: "st.lost",
  none: "st.none",
};

@customElement("gb-site-panel")
export class SitePanel extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 0.75rem;
        padding: 0.75rem;
        border-left: 1px solid var(--line);
        background: var(--surface);
      }
      .head {
        display: grid;
        gap: 0.75rem;
        flex: none;
      }
      h2 {
        font-size: 1.05rem;
        font-weight: 600;
      }
      ul {
        margin: 0 -0.4rem;
        min-height: 0;
        overflow-y: auto;
        scrollbar-width: thin;
        scrollbar-color: var(--line-strong) transparent;
      }
      li {
        position: relative;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto auto;
        align-items: center;
        gap: 0.5rem;
        min-height: 2.25rem;
        margin-bottom: 0.1rem;
        padding: 0.15rem 0.55rem;
        border: 2px solid transparent;
        border-radius: 0.5rem;
      }
      li.speaking {
        border-color: var(--fair);
        background: var(--note);
      }
      .dot {
        width: 0.7rem;
        height: 0.7rem;
        border: 2px solid var(--line-strong);
        border-radius: 50%;
      }
      .connected .dot {
        border-color: var(--good);
        background: var(--good);
      }
      .lost .dot {
        border-color: var(--poor);
      }
      .name {
        line-height: 1.25;
        overflow-wrap: anywhere;
      }
      .own {
        font-weight: 600;
      }
      .more {
        display: block;
        color: var(--text-soft);
        font-size: 0.85rem;
        font-weight: 400;
      }
      .lost .more {
        color: var(--poor);
      }
      .open {
        color: var(--good);
      }
      .voice {
        color: var(--fair);
      }
      .quiet {
        color: var(--line-strong);
      }
      .fair {
        color: var(--fair);
      }
      .poor {
        color: var(--poor);
      }
      span {
        display: inline-flex;
      }
      .name,
      span.more {
        display: block;
      }
      @media (max-width: 62rem) and (orientation: portrait) {
        :host {
          border-top: 1px solid var(--line);
          border-left: 0;
        }
        .head {
          grid-template-columns: 9rem minmax(0, 1fr);
          align-items: center;
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
    const { roster } = this.store.state;
    const counts = { n: connectedCount(roster), total: roster.sites.length };
    return html`
      <div class="head">
        <gb-self-view .store=${this.store}></gb-self-view>
        <h2 id="count">${t("room.sites_count", counts)}</h2>
      </div>
      <ul aria-labelledby="count" tabindex="0">
        ${repeat(
          roster.sites,
          (site) => site.id,
          (site) => this.row(site),
        )}
      </ul>
    `;
  }

  private row(site: Site) {
    const own = site.id === this.store.state.self?.id;
    const speaking = site.speaking || site.id === this.store.state.roster.speaker;
    return html`<li class="${site.state} ${speaking ? "speaking" : ""}">
      <span class="dot"></span>
      <span class="name ${own ? "own" : ""}">${site.name}<span class="more">${describe(site, own)}</span></span>
      ${lineMark(site)} ${soundMark(site, speaking)}
    </li>`;
  }
}

function describe(site: Site, own: boolean): string {
  const parts: string[] = [];
  if (site.role === "chair") parts.push(t("room.role_chair"));
  if (own) parts.push(t("room.you"));
  if (site.state !== "connected") parts.push(t(STATE_TEXT[site.state]));
  return parts.join(" · ");
}

function soundMark(site: Site, speaking: boolean) {
  if (site.state !== "connected") return html`<span class="quiet">${lost}</span>`;
  if (speaking) return html`<span class="voice">${voice}<span class="only-read">${t("room.speaking")}</span></span>`;
  const text = t(site.mic ? "room.mic_is_on" : "room.mic_is_off");
  return html`<span class=${site.mic ? "open" : "quiet"} title=${text}>
    ${site.mic ? microphone : microphoneOff}<span class="only-read">${text}</span>
  </span>`;
}

/* Only what deserves attention is drawn. */
function lineMark(site: Site) {
  if (site.state !== "connected" || site.quality === "good") return html`<span></span>`;
  const text = `${t("room.line")}: ${t(site.quality === "fair" ? "st.fair" : "st.poor")}`;
  return html`<span class=${site.quality} title=${text}>
    ${site.quality === "fair" ? signalFair : signalPoor}<span class="only-read">${text}</span>
  </span>`;
}
