/* The chair's choice of layout, and the pages of the grid. */
import { css, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import grid from "icon:layout-grid";
import next from "icon:chevron-right";
import previous from "icon:chevron-left";
import speaker from "icon:square-user-round";
import type { LayoutMode } from "../api/messages";
import { t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import type { RoomStore } from "./room_store";

@customElement("gb-layout-switch")
export class LayoutSwitch extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
      }
      .modes {
        display: flex;
        gap: 0.4rem;
      }
      .button {
        background: var(--raised);
        padding: 0.4rem 0.75rem;
      }
      .button[aria-pressed="true"] {
        border: 2px solid var(--brand);
        background: var(--surface);
      }
      .pages {
        display: flex;
        align-items: center;
        gap: 0.4rem;
        font-weight: 600;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    const { mode, page, pages } = this.store.state.layout;
    return html`
      <div class="modes" role="group" aria-label=${t("lay.title")}>
        ${this.mode("grid", grid, "lay.grid_short", "lay.grid")}
        ${this.mode("focus", speaker, "lay.speaker_short", "lay.speaker")}
      </div>
      ${mode === "grid" && pages > 1 ? this.pages(page, pages) : null}
    `;
  }

  private mode(mode: LayoutMode, icon: TemplateResult, short: TextKey, long: TextKey) {
    return html`<button
      class="button"
      title=${t(long)}
      aria-pressed=${this.store.state.layout.mode === mode}
      @click=${() => this.store.setLayout(mode, 0)}
    >
      ${icon} ${t(short)}
    </button>`;
  }

  private pages(page: number, pages: number) {
    return html`<div class="pages">
      <button
        class="button"
        aria-label=${t("room.page_prev")}
        ?disabled=${page === 0}
        @click=${() => this.store.setLayout("grid", page - 1)}
      >
        ${previous}
      </button>
      <span aria-live="polite">${t("room.page", { n: page + 1, total: pages })}</span>
      <button
        class="button"
        aria-label=${t("room.page_next")}
        ?disabled=${page + 1 >= pages}
        @click=${() => this.store.setLayout("grid", page + 1)}
      >
        ${next}
      </button>
    </div>`;
  }
}
