/* Steps through pages of a list that the server cuts. Tells "step" with -1 or 1. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import left from "icon:chevron-left";
import right from "icon:chevron-right";
import { t } from "../text/text";
import { GbElement, tell } from "./element";
import { shared } from "./shared";

@customElement("gb-pager")
export class Pager extends GbElement {
  static override styles = [
    shared,
    css`
      nav {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 1rem;
        padding-top: 0.75rem;
      }
      @media print {
        nav {
          display: none;
        }
      }
    `,
  ];

  @property({ type: Number }) page = 0; // from 0
  @property({ type: Boolean }) more = false;

  override render() {
    return html`<nav aria-label=${t("table.pages")}>
      <button class="button" ?disabled=${this.page === 0} @click=${() => tell(this, "step", -1)}>${left} ${t("table.previous")}</button>
      <span>${t("table.page", { n: this.page + 1 })}</span>
      <button class="button" ?disabled=${!this.more} @click=${() => tell(this, "step", 1)}>${t("table.next")} ${right}</button>
    </nav>`;
  }
}
