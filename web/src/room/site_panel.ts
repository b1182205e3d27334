/* Self view, and all sites with their state: connected or not, microphone, who speaks, quality of the line. */
import { css, html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { customElement, property, state } from "lit/decorators.js";
import people from "icon:users";
import type { Site } from "../api/messages";
import type { ChatLine } from "../api/proceedings_messages";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";
import "./chat_panel";
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
      .tabs {
        display: flex;
        gap: 0.25rem;
        border-bottom: 1px solid var(--line);
      }
      .tabs button {
        flex: 1 1 auto;
        min-height: 2.5rem;
        padding: 0.2rem 0.4rem;
        border: 0;
        border-bottom: 3px solid transparent;
        background: none;
        color: var(--text-soft);
        font-weight: 600;
      }
      .tabs [aria-selected="true"] {
        border-color: var(--brand);
        color: var(--text);
      }
      .tabs .calls::after {
        content: "";
        display: inline-block;
        width: 0.55rem;
        height: 0.55rem;
        margin: 0 0 0.5rem 0.25rem;
        border-radius: 50%;
        background: var(--fair);
      }
      gb-chat-panel {
        flex: 1;
        min-height: 0;
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
  @state() private chat = false; // what is written, instead of the list
  @state() private read = 0; // lines

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
    this.store.addEventListener("line", this.onLine);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.store.removeEventListener("line", this.onLine);
  }

  override willUpdate(): void {
    if (this.chat) this.read = this.store.state.chat.length;
  }

  override render() {
    const { roster, conduct } = this.store.state;
    const counts = { n: connectedCount(roster), total: roster.sites.length };
    const writes = this.store.role !== "viewer" && conduct.proceedings !== null;
    return html`
      <div class="head">
        <gb-self-view .store=${this.store}></gb-self-view>
        ${writes ? this.heads(t("room.sites_count", counts)) : html`<h2 id="count">${t("room.sites_count", counts)}</h2>`}
        ${this.people()}
      </div>
      ${this.chat && writes ? html`<gb-chat-panel .store=${this.store} ?site=${this.store.role === "site"}></gb-chat-panel>` : this.list()}
    `;
  }

  private list() {
    const { roster } = this.store.state;
    return html`
      <ul aria-labelledby="count" tabindex="0">
        ${repeat(
          roster.sites,
          (site) => site.id,
          (site) => this.row(site),
        )}
      </ul>
    `;
  }

  /* The list, or what is written between here and the centre. */
  private heads(count: string) {
    const head = (chat: boolean, words: string) =>
      html`<button id=${chat ? "chat" : "count"} role="tab" aria-selected=${this.chat === chat} class=${chat && this.store.state.chat.length > this.read ? "calls" : ""} @click=${() => (this.chat = chat)}>
        ${words}
      </button>`;
    return html`<div class="tabs" role="tablist" aria-label=${t("room.sites_show")}>${head(false, count)}${head(true, t("con.chat"))}</div>`;
  }

  /* What a site says of its people; a page before an older server has no such thing. */
  private people() {
    const { conduct, self } = this.store.state;
    if (this.store.role !== "site" || !self || !conduct.proceedings?.roll) return null;
    const { heads } = conduct;
    return html`<button class="button" @click=${() => void this.editPeople()}>${people} ${heads ? t("roll.head", { a: heads.convened, b: heads.present }) : t("roll.heads")}</button>`;
  }

  /* Whatever is open on the page: the centre wants something of us. */
  private readonly onLine = (event: Event) => {
    const { name, text } = (event as CustomEvent<ChatLine>).detail;
    if (!this.chat || this.offsetParent === null) toast(t("room.chat_line", { name, text }));
  };

  private async editPeople(): Promise<void> {
    const { editHeads } = await import("../people/heads_form");
    const { conduct, self } = this.store.state;
    await editHeads({ name: self?.name ?? "", heads: conduct.heads, delegates: conduct.proceedings?.delegates === true, say: (command) => this.store.sayHeads(command) });
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
