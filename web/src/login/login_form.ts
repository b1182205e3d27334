/* User name, password, and the code of the authenticator where the account has one. Tells "entered". */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { Problem, rest, sentenceOf } from "../api/rest_client";
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
      .rules {
        padding-left: 0.75rem;
        border-left: 0.2rem solid var(--line-strong);
        color: var(--text-soft);
        font-size: 0.88em;
        white-space: pre-line;
      }
    `,
  ];

  /* The account is known already: only its password is asked for. */
  @property() username = "";
  @property() action = "";
  @state() private fault = "";
  @state() private busy = false;
  @state() private totp = false;
  @state() private notice: { text: string; version: number } | null = null; // which version was seen is kept with the login
  @query("#username") private name!: HTMLInputElement | null;
  @query("gb-password-field") private password!: PasswordField;
  @query("#totp") private code!: HTMLInputElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.username) void this.loadNotice();
  }

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
      ${this.notice?.text ? html`<p class="rules">${this.notice.text}</p>` : nothing}
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
      const totp = this.code?.value.trim();
      const notice = this.notice?.version;
      await session.login(username, this.password.value, { ...(totp && { totp }), ...(notice && { notice }) });
      tell(this, "entered");
    } catch (error) {
      await this.refused(error);
    } finally {
      this.busy = false;
    }
  }

  private async loadNotice(): Promise<void> {
    this.notice = await rest.get<{ text: string; version: number }>("/texts/notice_login").catch(() => null);
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
  if (code === "locked" && data["phone"]) return t("auth.locked", { phone: String(data["phone"] ?? "") });
  return sentenceOf(error);
}
