/* Self view, and all sites with their state: connected or not, microphone, who speaks, quality of the line. */
import { css, html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { customElement, property, state } from "lit/decorators.js";
import type { Site } from "../api/messages";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import { connectedCount } from "./roster";
import type { RoomStore } from "./room_store";
import "./self_view";
import "./site_actions";
import { describe, lineMark, markStyle, soundMark, stageMarks } from "./site_marks";

@customElement("gb-site-panel")
export class SitePanel extends GbElement {
  static override styles = [
    shared,
    markStyle,
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
      <span class="marks">${stageMarks(site, this.store.state.stage, this.store.role)} ${lineMark(site)}</span> ${soundMark(site, speaking)}
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
}
