/* Where the administrator must have a second factor, nothing else can be done before there is one. */
import { html } from "lit";
import { customElement } from "lit/decorators.js";
import { session } from "../api/session";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { entrance } from "../ui/entrance";
import "../ui/frame";
import "../ui/notice";
import { shared } from "../ui/shared";
import "./totp_form";

@customElement("gb-enrol-page")
export class EnrolPage extends GbElement {
  static override styles = [shared, entrance];

  override render() {
    return html`<gb-frame>
      <div class="entrance wide">
        <h1>${t("totp.title")}</h1>
        <gb-notice kind="info">${t("totp.must")}</gb-notice>
        <gb-totp-form @enrolled=${() => void session.refresh()}></gb-totp-form>
        <button class="button" @click=${() => void session.logout()}>${t("auth.logout")}</button>
      </div>
    </gb-frame>`;
  }
}
