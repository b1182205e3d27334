/* A password with its label, a hint, what is wrong, and a button that shows what was typed. `value` is read by its form. */
import { css, html } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import eye from "icon:eye";
import eyeOff from "icon:eye-off";
import { t } from "../text/text";
import { GbElement } from "./element";
import { forms } from "./forms";
import { shared } from "./shared";

const LETTERS_MAX = 128;

@customElement("gb-password-field")
export class PasswordField extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      :host {
        display: block;
      }
      .row {
        display: flex;
      }
      .row input {
        border-radius: 0.5rem 0 0 0.5rem;
      }
      .row button {
        min-height: 2.75rem;
        padding: 0 0.8rem;
        border: 1px solid var(--line-strong);
        border-left: 0;
        border-radius: 0 0.5rem 0.5rem 0;
        background: var(--raised);
      }
    `,
  ];

  @property() label = "";
  @property() hint = "";
  @property() fault = "";
  @property() complete: "current-password" | "new-password" = "current-password";
  @state() private shown = false;
  @query("input") private input!: HTMLInputElement;

  get value(): string {
    return this.input.value;
  }

  clear(): void {
    this.input.value = "";
  }

  override focus(): void {
    this.input.focus();
  }

  override render() {
    return html`<div class="field">
      <label for="password">${this.label}</label>
      <div class="row">
        <input
          id="password"
          type=${this.shown ? "text" : "password"}
          autocomplete=${this.complete}
          autocapitalize="none"
          spellcheck="false"
          maxlength=${LETTERS_MAX}
          aria-describedby="hint fault"
          aria-invalid=${this.fault !== ""}
          @keydown=${this.submitByEnter}
        />
        <button
          type="button"
          title=${t("auth.show_password")}
          aria-label=${t("auth.show_password")}
          aria-pressed=${this.shown}
          @click=${() => (this.shown = !this.shown)}
        >
          ${this.shown ? eyeOff : eye}
        </button>
      </div>
      <span class="hint" id="hint" ?hidden=${!this.hint}>${this.hint}</span>
      <span class="fault" id="fault" role="alert">${this.fault}</span>
    </div>`;
  }

  /* The field is in a shadow tree of its own, so the browser does not see that it belongs to a form. */
  private submitByEnter(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.isComposing) this.closest("form")?.requestSubmit();
  }
}
