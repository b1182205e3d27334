/* The second factor: a secret goes to the authenticator on the telephone, its first code comes back. Tells "enrolled". */
import { css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { rest, sentenceOf } from "../api/rest_client";
import { t } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/notice";
import "../ui/qr_code";
import { shared } from "../ui/shared";

@customElement("gb-totp-form")
export class TotpForm extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      code {
        padding: 0.4rem 0.6rem;
        border-radius: 0.4rem;
        background: var(--raised);
        letter-spacing: 0.05em;
        overflow-wrap: anywhere;
        user-select: all;
      }
      ol {
        display: grid;
        gap: 0.75rem;
        margin: 0;
        padding-left: 1.4rem;
      }
      gb-qr-code {
        margin: 0.5rem 0;
      }
    `,
  ];

  @state() private secret: { secret: string; uri: string } | null = null;
  @state() private fault = "";
  @state() private busy = false;
  @query("#code") private code!: HTMLInputElement;

  override render() {
    const fault = this.fault ? html`<gb-notice kind="alarm" role="alert">${this.fault}</gb-notice>` : nothing;
    if (!this.secret) {
      return html`<form @submit=${this.begin}>
        ${fault}
        <button class="button primary" ?disabled=${this.busy}>${t("totp.begin")}</button>
      </form>`;
    }
    const { secret, uri } = this.secret;
    return html`<form novalidate @submit=${this.confirm}>
      ${fault}
      <ol>
        <li>${t("totp.app")}</li>
        <li>
          ${t("totp.scan")}
          <gb-qr-code .text=${uri} .label=${t("totp.picture")}></gb-qr-code>
          ${t("totp.by_hand")}<br /><code>${secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
        </li>
        <li>
          <label for="code">${t("totp.first_code")} <input id="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" /></label>
        </li>
      </ol>
      <button class="button primary" ?disabled=${this.busy}>${t("totp.confirm")}</button>
    </form>`;
  }

  private begin(event: Event): Promise<void> {
    return this.step(event, async () => {
      this.secret = await rest.post("/totp");
    });
  }

  private confirm(event: Event): Promise<void> {
    return this.step(event, async () => {
      await rest.post("/totp/confirm", { code: this.code.value.trim() });
      this.secret = null;
      tell(this, "enrolled");
    });
  }

  private async step(event: Event, work: () => Promise<void>): Promise<void> {
    event.preventDefault();
    this.busy = true;
    this.fault = "";
    try {
      await work();
    } catch (error) {
      this.fault = sentenceOf(error);
    } finally {
      this.busy = false;
    }
  }
}
