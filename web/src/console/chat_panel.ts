/* What is written between the console and the sites. */
import { css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import send from "icon:send";
import type { ChatLine } from "../api/proceedings_messages";
import { nameOf } from "../room/roster";
import { formatTime } from "../text/format";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import { shared } from "../ui/shared";
import type { ConsoleStore } from "./console_store";
import { panelStyles } from "./panel_styles";

const TEXT_MAX = 500;

@customElement("gb-chat-panel")
export class ChatPanel extends GbElement {
  static override styles = [
    shared,
    forms,
    panelStyles,
    css`
      :host {
        grid-template-rows: minmax(0, 1fr) auto;
        height: 100%;
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
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.5rem;
      }
      form select {
        grid-column: 1 / -1;
      }
    `,
  ];

  @property({ attribute: false }) store!: ConsoleStore;
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
        <select aria-label=${t("con.chat_to")} @change=${(event: Event) => (this.to = (event.target as HTMLSelectElement).value)}>
          <option value="">${t("con.chat_all")}</option>
          ${roster.sites.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.to}>${name}</option>`)}
        </select>
        <input id="text" maxlength=${TEXT_MAX} autocomplete="off" aria-label=${t("con.chat_text")} placeholder=${t("con.chat_text")} />
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
    this.store.run({ type: "chat", to: this.to, text });
    this.text.value = "";
  }
}
