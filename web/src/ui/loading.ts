/* What a page says while its data is on the way or did not come. gb-page-state .fault=… tells "retry". */
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import refresh from "icon:refresh-cw";
import { t } from "../text/text";
import { GbElement, tell } from "./element";
import "./notice";
import { shared } from "./shared";

@customElement("gb-page-state")
export class PageState extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      gb-notice {
        margin-bottom: 1rem;
      }
      .button {
        margin-top: 0.6rem;
      }
    `,
  ];

  @property() fault = "";

  override render() {
    if (!this.fault) return nothing;
    return html`<gb-notice kind="alarm" role="alert">
      ${this.fault}<br />
      <button class="button" @click=${() => tell(this, "retry")}>${refresh} ${t("com.retry")}</button>
    </gb-notice>`;
  }
}
