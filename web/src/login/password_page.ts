/* Change of the own password at any time. */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/notice";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import "./password_form";
import "./totp_form";

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
  @state() private enrolled = false;

  override render() {
    return html`
      <h1>${t("auth.change")}</h1>
      <div class="card">
        ${this.changed ? html`<gb-notice kind="info" role="status">${t("auth.changed")}</gb-notice>` : nothing}
        <gb-password-form @changed=${() => (this.changed = true)}></gb-password-form>
      </div>
      <div class="card">
        <h2>${t("totp.title")}</h2>
        <p class="lead">${t("totp.lead")}</p>
        ${this.enrolled
          ? html`<gb-notice kind="info" role="status">${t("totp.done")}</gb-notice>`
          : html`<gb-totp-form @enrolled=${() => (this.enrolled = true)}></gb-totp-form>`}
      </div>
    `;
  }
}
