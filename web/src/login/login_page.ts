/* Login by itself: what is shown at an office address to who is not logged in; afterwards the page asked for appears. */
import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/frame";
import { shared } from "../ui/shared";
import "./login_form";

@customElement("gb-login-page")
export class LoginPage extends GbElement {
  static override styles = [
    shared,
    css`
      .card {
        display: grid;
        gap: 1rem;
        max-width: 26rem;
        margin: clamp(0.5rem, 8vh, 5rem) auto 1rem;
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
        <h1>${t("auth.login")}</h1>
        <gb-login-form></gb-login-form>
      </div>
    </gb-frame>`;
  }
}
