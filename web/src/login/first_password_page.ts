/* After the first login nothing else can be done before the password is one's own. */
import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { session } from "../api/session";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { entrance } from "../ui/entrance";
import "../ui/frame";
import "../ui/notice";
import { shared } from "../ui/shared";
import "./password_form";

@customElement("gb-first-password-page")
export class FirstPasswordPage extends GbElement {
  static override styles = [
    shared,
    entrance,
    css`
      p {
        color: var(--text-soft);
      }
    `,
  ];

  override render() {
    return html`<gb-frame>
      <div class="entrance wide">
        <h1>${t("auth.change")}</h1>
        <p>${t("auth.account", { name: session.account?.username ?? "" })}</p>
        <gb-notice kind="info">${t("auth.first")}</gb-notice>
        <gb-password-form></gb-password-form>
        <button class="button" @click=${() => void session.logout()}>${t("auth.logout")}</button>
      </div>
    </gb-frame>`;
  }
}
