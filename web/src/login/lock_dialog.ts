/* Over everything when nobody was there for a while: the password again, then the work goes on where it was. */
import { css, html, nothing } from "lit";
import { customElement, query } from "lit/decorators.js";
import { session } from "../api/session";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import "./login_form";
import type { LoginForm } from "./login_form";

@customElement("gb-lock-dialog")
export class LockDialog extends GbElement {
  static override styles = [
    shared,
    css`
      dialog {
        width: min(27rem, calc(100vw - 2rem));
        padding: 1.5rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
      }
      dialog::backdrop {
        background: var(--ground); /* what was on the screen is not for who passes by */
      }
      .body {
        display: grid;
        gap: 1rem;
      }
      h2 {
        font-size: 1.25rem;
        font-weight: 600;
      }
      p {
        color: var(--text-soft);
      }
    `,
  ];

  @query("dialog") private dialog!: HTMLDialogElement;
  @query("gb-login-form") private form!: LoginForm | null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(session);
  }

  override updated(): void {
    if (session.locked && !this.dialog.open) {
      this.dialog.showModal();
      this.form?.focus();
    } else if (!session.locked && this.dialog.open) this.dialog.close();
  }

  override render() {
    const account = session.account;
    return html`<dialog aria-labelledby="title" @cancel=${(event: Event) => event.preventDefault()} @close=${() => this.requestUpdate()}>
      ${session.locked && account
        ? html`<div class="body">
            <h2 id="title">${t("auth.idle")}</h2>
            <p>${t("auth.idle_hint", { name: account.name })}</p>
            <gb-login-form .username=${account.username} .action=${t("auth.continue")}></gb-login-form>
            <button class="button" @click=${() => void session.logout()}>${t("auth.other_account")}</button>
          </div>`
        : nothing}
    </dialog>`;
  }
}
