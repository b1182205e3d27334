/* The pages of a view's grid: there only when there is more than one. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import next from "icon:chevron-right";
import previous from "icon:chevron-left";
import type { View } from "../api/messages";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import type { StageStore } from "./stage_store";
import { hasPages, layoutOf } from "./stage";

@customElement("gb-page-turner")
export class PageTurner extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 0.4rem;
        font-weight: 600;
        white-space: nowrap;
      }
      .button {
        background: var(--raised);
        padding: 0.4rem 0.6rem;
      }
    `,
  ];

  @property({ attribute: false }) store!: StageStore;
  @property({ attribute: false }) view: View = "chair";

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    const layout = layoutOf(this.store.state.stage, this.view);
    if (!hasPages(layout)) return null;
    const { mode, page, pages } = layout;
    const turn = (to: number) => this.store.wishes.layout({ view: this.view, mode, page: to });
    return html`
      <button class="button" aria-label=${t("room.page_prev")} ?disabled=${page === 0} @click=${() => turn(page - 1)}>
        ${previous}
      </button>
      <span aria-live="polite">${t("room.page", { n: page + 1, total: pages })}</span>
      <button class="button" aria-label=${t("room.page_next")} ?disabled=${page + 1 >= pages} @click=${() => turn(page + 1)}>
        ${next}
      </button>
    `;
  }
}
