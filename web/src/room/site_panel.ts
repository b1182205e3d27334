/* Self view, and all sites with their state: connected or not, microphone, who speaks, quality of the line. */
import { css, html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { customElement, property, state } from "lit/decorators.js";
import lost from "icon:unplug";
import microphone from "icon:mic";
import microphoneOff from "icon:mic-off";
import signalFair from "icon:signal-medium";
import signalPoor from "icon:signal-low";
import voice from "icon:audio-lines";
import type { Site, SiteState } from "../api/messages";
import floor from "icon:mic-vocal";
import pin from "icon:pin";
import presents from "icon:screen-share";
import { t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import { connectedCount } from "./roster";
import type { RoomStore } from "./room_store";
import "./self_view";
import "./site_actions";
import { layoutOf } from "./stage";

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
      :host([compact]) .head {
        grid-template-columns: 9rem minmax(0, 1fr);
        align-items: center;
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
      .marks {
        gap: 0.35rem;
      }
      gb-site-actions {
        grid-column: 2 / -1;
      }
      button.name {
        padding: 0.2rem 0;
        border: 0;
        background: none;
        text-align: left;
      }
      button.name:hover {
        text-decoration: underline;
        text-underline-offset: 0.2em;
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
        :host([compact]) .head {
          grid-template-columns: minmax(0, 1fr);
        }
        :host([compact]) gb-self-view {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;
  @state() private opened = ""; // the site whose actions are shown

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
      ${this.name(site, own)}
      <span class="marks">${this.stageMarks(site)} ${lineMark(site)}</span> ${soundMark(site, speaking)}
      ${this.opened === site.id ? html`<gb-site-actions .store=${this.store} .site=${site}></gb-site-actions>` : null}
    </li>`;
  }

  /* For the chair a button, behind which stands what can be done for the site. */
  private name(site: Site, own: boolean) {
    const words = html`${site.name}<span class="more">${describe(site, own)}</span>`;
    if (this.store.role !== "chair") return html`<span class="name ${own ? "own" : ""}">${words}</span>`;
    const open = this.opened === site.id;
    return html`<button
      class="name ${own ? "own" : ""}"
      aria-expanded=${open}
      title=${t("room.site_actions")}
      @click=${() => (this.opened = open ? "" : site.id)}
    >
      ${words}
    </button>`;
  }

  private stageMarks(site: Site) {
    const { stage } = this.store.state;
    const sites = layoutOf(stage, "sites");
    const mark = (shown: boolean, icon: unknown, text: TextKey) =>
      shown ? html`<span class="voice" title=${t(text)}>${icon}<span class="only-read">${t(text)}</span></span>` : null;
    return html`${mark(stage.floor === site.id, floor, "room.has_floor")}
    ${mark(stage.share.site === site.id, presents, "room.presents")}
    ${mark(sites.mode === "pin" && sites.pinned === site.id && this.store.role === "chair", pin, "room.pinned")}`;
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
