/* What is written between the console and the sites. A site writes to the centre alone: it chooses nobody. */
import { css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import send from "icon:send";
import type { ChatLine } from "../api/proceedings_messages";
import { nameOf, type Roster } from "./roster";
import { formatTime } from "../text/format";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import { shared } from "../ui/shared";

const TEXT_MAX = 500;

export interface ChatStore extends EventTarget {
  readonly state: { readonly chat: readonly ChatLine[]; readonly roster: Roster };
  write(to: string, text: string): void; // "": to all; of a site: to the centre
}

@customElement("gb-chat-panel")
export class ChatPanel extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      :host {
        display: grid;
        grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
        gap: 0.6rem;
        height: 100%;
        min-width: 0;
      }
      .none {
        color: var(--text-soft);
      }
      .lines {
        min-height: 6rem;
        overflow: auto;
      }
      .line {
        padding: 0.25rem 0;
        overflow-wrap: anywhere;
      }
      .line small {
        color: var(--text-soft);
      }
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.5rem;
      }
      form select {
        grid-column: 1 / -1;
      }
    `,
  ];

  @property({ attribute: false }) store!: ChatStore;
  @property({ type: Boolean }) site = false; // it is a site's own
  @state() private to = "";
  @query(".lines") private lines!: HTMLElement;
  @query("#text") private text!: HTMLInputElement;
  private shown = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override updated(_: PropertyValues): void {
    const { length } = this.store.state.chat;
    if (length !== this.shown) this.lines.scrollTop = this.lines.scrollHeight;
    this.shown = length;
  }

  override render() {
    const { chat, roster } = this.store.state;
    return html`
      <div class="lines" tabindex="0" role="log" aria-label=${t("con.chat")}>${chat.length === 0 ? html`<p class="none">${t("con.chat_none")}</p>` : chat.map((line) => this.line(line))}</div>
      <form @submit=${this.send}>
        ${this.site ? nothing : html`<select aria-label=${t("con.chat_to")} @change=${(event: Event) => (this.to = (event.target as HTMLSelectElement).value)}>
          <option value="">${t("con.chat_all")}</option>
          ${roster.sites.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.to}>${name}</option>`)}
        </select>`}
        <input id="text" maxlength=${TEXT_MAX} autocomplete="off" aria-label=${t("con.chat_text")} placeholder=${t(this.site ? "room.chat_to_centre" : "con.chat_text")} />
        <button class="button primary" aria-label=${t("con.chat_send")}>${send}</button>
      </form>
    `;
  }

  private line({ from, name, to, text, time }: ChatLine) {
    const { roster } = this.store.state;
    const who = name || nameOf(roster, from) || from;
    const pair = to ? t("con.chat_private", { from: who, to: nameOf(roster, to) ?? to }) : who;
    return html`<p class="line"><strong>${pair}</strong> <small>${time ? formatTime(time) : nothing}</small><br />${text}</p>`;
  }

  private send(event: Event): void {
    event.preventDefault();
    const text = this.text.value.trim().normalize("NFC");
    if (!text) return;
    this.store.write(this.to, text);
    this.text.value = "";
  }
}
