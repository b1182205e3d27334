/* Login by itself: what is shown at an office address to who is not logged in; afterwards the page asked for appears. */
import { html } from "lit";
import { customElement } from "lit/decorators.js";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { entrance } from "../ui/entrance";
import "../ui/frame";
import { shared } from "../ui/shared";
import "./login_form";

@customElement("gb-login-page")
export class LoginPage extends GbElement {
  static override styles = [shared, entrance];

  override render() {
    return html`<gb-frame>
      <div class="entrance">
        <h1>${t("auth.login")}</h1>
        <gb-login-form></gb-login-form>
      </div>
    </gb-frame>`;
  }
}
