/* User name, password, and the code of the authenticator where the account has one. Tells "entered". */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { Problem, sentenceOf } from "../api/rest_client";
import { session } from "../api/session";
import { t } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/notice";
import "../ui/password_field";
import type { PasswordField } from "../ui/password_field";
import { shared } from "../ui/shared";

@customElement("gb-login-form")
export class LoginForm extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      .enter {
        min-height: 3rem;
        margin-top: 0.25rem;
      }
    `,
  ];

  /* The account is known already: only its password is asked for. */
  @property() username = "";
  @property() action = "";
  @state() private fault = "";
  @state() private busy = false;
  @state() private totp = false;
  @query("#username") private name!: HTMLInputElement | null;
  @query("gb-password-field") private password!: PasswordField;
  @query("#totp") private code!: HTMLInputElement | null;

  override render() {
    return html`<form novalidate @submit=${this.submitted}>
      ${this.fault ? html`<gb-notice kind="alarm" role="alert">${this.fault}</gb-notice>` : nothing}
      ${this.username
        ? nothing
        : html`<label for="username">
            ${t("auth.username")}
            <input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" />
          </label>`}
      <gb-password-field .label=${t("auth.password")} complete="current-password"></gb-password-field>
      ${this.totp ? this.codeField() : nothing}
      <button class="button primary enter" ?disabled=${this.busy}>${this.action || t("auth.login")}</button>
    </form>`;
  }

  override focus(): void {
    if (this.name) this.name.focus();
    else this.password.focus();
  }

  private codeField() {
    return html`<label for="totp">
      ${t("auth.totp")}
      <input id="totp" name="totp" inputmode="numeric" autocomplete="one-time-code" maxlength="6" aria-describedby="totp-hint" />
      <span class="hint" id="totp-hint">${t("auth.totp_hint")}</span>
    </label>`;
  }

  private async submitted(event: Event): Promise<void> {
    event.preventDefault();
    const username = this.username || (this.name?.value.trim() ?? "");
    if (username === "" || this.password.value === "") {
      this.fault = t("auth.need_both");
      return this.focus();
    }
    this.busy = true;
    this.fault = "";
    try {
      await session.login(username, this.password.value, this.code?.value.trim() ?? "");
      tell(this, "entered");
    } catch (error) {
      await this.refused(error);
    } finally {
      this.busy = false;
    }
  }

  private async refused(error: unknown): Promise<void> {
    if (error instanceof Problem && error.code === "totp_needed") {
      this.totp = true;
      await this.updateComplete;
      return this.code?.focus();
    }
    this.fault = refusalText(error);
    this.password.clear();
    this.password.focus();
  }
}

function refusalText(error: unknown): string {
  if (!(error instanceof Problem)) return sentenceOf(error);
  const { code, data } = error;
  if (code === "bad_login" && typeof data["tries_left"] === "number") return t("auth.fail", { n: data["tries_left"] });
  if (code === "locked") return t("auth.locked", { phone: String(data["phone"] ?? "") });
  if (code === "bad_totp") return t("err.totp");
  return sentenceOf(error);
}
