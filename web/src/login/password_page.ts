/* Change of the own password at any time. */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/notice";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import "./password_form";

@customElement("gb-password-page")
export class PasswordPage extends GbElement {
  static override styles = [
    shared,
    office,
    css`
      .card {
        max-width: 28rem;
        margin-top: 1rem;
      }
    `,
  ];

  @state() private changed = false;

  override render() {
    return html`
      <h1>${t("auth.change")}</h1>
      <div class="card">
        ${this.changed ? html`<gb-notice kind="info" role="status">${t("auth.changed")}</gb-notice>` : nothing}
        <gb-password-form @changed=${() => (this.changed = true)}></gb-password-form>
      </div>
    `;
  }
}
