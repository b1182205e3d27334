/* Where the administrator must have a second factor, nothing else can be done before there is one. */
import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { session } from "../api/session";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/frame";
import "../ui/notice";
import { shared } from "../ui/shared";
import "./totp_form";

@customElement("gb-enrol-page")
export class EnrolPage extends GbElement {
  static override styles = [
    shared,
    css`
      .card {
        display: grid;
        gap: 1rem;
        max-width: 32rem;
        margin: clamp(0.5rem, 5vh, 4rem) auto 1rem;
        padding: 1.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      h1 {
        font-size: 1.4rem;
        font-weight: 600;
      }
    `,
  ];

  override render() {
    return html`<gb-frame>
      <div class="card">
        <h1>${t("totp.title")}</h1>
        <gb-notice kind="info">${t("totp.must")}</gb-notice>
        <gb-totp-form @enrolled=${() => void session.refresh()}></gb-totp-form>
        <button class="button" @click=${() => void session.logout()}>${t("auth.logout")}</button>
      </div>
    </gb-frame>`;
  }
}
