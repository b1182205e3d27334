/* A field to search with. Tells "search" with the text at each letter. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import search from "icon:search";
import { t } from "../text/text";
import { GbElement, tell } from "./element";
import { forms } from "./forms";
import { shared } from "./shared";

@customElement("gb-search-field")
export class SearchField extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      :host {
        position: relative;
        display: block;
        flex: 1 1 16rem;
        max-width: 32rem;
      }
      .icon {
        position: absolute;
        left: 0.75rem;
        top: 0.75rem;
        color: var(--text-soft);
        pointer-events: none;
      }
      input:not([type="checkbox"]) {
        padding-left: 2.6rem;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @property() value = "";

  override render() {
    return html`${search}<input
        type="search"
        maxlength="100"
        spellcheck="false"
        .value=${this.value}
        placeholder=${t("com.search")}
        aria-label=${t("com.search")}
        @input=${(event: Event) => tell(this, "search", (event.target as HTMLInputElement).value)}
      />`;
  }
}
