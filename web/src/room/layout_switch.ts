/* The chair's way to the layouts: what the sites see now, and the pages of the chair's own grid. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { t } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { shared } from "../ui/shared";
import { MODE_TEXT } from "./layout_choice";
import { layoutIcon, layoutIconStyle } from "./layout_icon";
import "./page_turner";
import type { RoomStore } from "./room_store";
import { layoutOf } from "./stage";

@customElement("gb-layout-switch")
export class LayoutSwitch extends GbElement {
  static override styles = [
    shared,
    layoutIconStyle,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        min-width: 0;
      }
      .button {
        justify-content: start;
        min-width: 0;
        background: var(--raised);
        padding: 0.4rem 0.75rem;
        text-align: left;
      }
      .button[aria-expanded="true"] {
        border: 2px solid var(--brand);
        background: var(--surface);
      }
      .layout {
        width: 2.6rem;
      }
      .text {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .now {
        display: block;
        overflow: hidden;
        max-width: 16rem;
        text-overflow: ellipsis;
        color: var(--text-soft);
        font-size: 0.85rem;
        font-weight: 400;
        line-height: 1.2;
      }
      @media (max-width: 48rem) {
        :host {
          flex-wrap: nowrap;
          justify-content: space-between;
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;
  @property({ type: Boolean }) open = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    const { mode, rotate_s } = layoutOf(this.store.state.stage, "sites");
    return html`
      <button class="button" aria-expanded=${this.open} aria-haspopup="dialog" @click=${() => tell(this, "toggle-layouts")}>
        ${layoutIcon(mode)}
        <span class="text">${t("lay.title")}<span class="now">${t(MODE_TEXT[mode], { s: rotate_s })}</span></span>
      </button>
      <gb-page-turner .store=${this.store}></gb-page-turner>
    `;
  }
}
