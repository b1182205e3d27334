/*
 * A choice among many (units, sites, accounts), found by typing without accents. The ARIA pattern of a combobox with a list;
 * the list stands in the flow, so that no dialog cuts it off. `value` is the chosen key, "" for none. Tells "chosen".
 */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { FoldedIndex } from "../text/fold";
import { t } from "../text/text";
import { GbElement, tell } from "./element";
import { forms } from "./forms";
import { shared } from "./shared";

export interface Choice {
  value: string;
  label: string;
  note?: string;
}

const SHOWN_MAX = 50; // more than anybody reads: typing narrows it

@customElement("gb-combo-box")
export class ComboBox extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      :host {
        display: block;
      }
      ul {
        max-height: 14rem;
        margin-top: 0.25rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.5rem;
        background: var(--surface);
        overflow: auto;
        font-weight: 400;
      }
      li {
        padding: 0.45rem 0.75rem;
        cursor: pointer;
      }
      li[aria-selected="true"] {
        background: var(--brand-soft);
      }
      li span,
      .none {
        color: var(--text-soft);
        font-size: 0.88em;
      }
      .none {
        padding: 0.45rem 0.75rem;
        font-weight: 400;
      }
    `,
  ];

  @property() label = "";
  @property() hint = "";
  @property() fault = "";
  @property() value = "";
  @property({ attribute: false }) choices: readonly Choice[] = [];
  @state() private open = false;
  @state() private typed = "";
  @state() private at = 0;
  @query("input") private input!: HTMLInputElement;

  override focus(): void {
    this.input.focus();
  }

  override render() {
    const found = this.open ? this.found() : [];
    const at = found[this.at];
    return html`<div class="field">
      <label for="input">${this.label}</label>
      <input
        id="input"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        .value=${this.open ? this.typed : this.chosenLabel()}
        placeholder=${this.open ? this.chosenLabel() : ""}
        aria-autocomplete="list"
        aria-expanded=${this.open}
        aria-controls="list"
        aria-activedescendant=${at ? `at-${this.at}` : nothing}
        aria-describedby="hint fault"
        aria-invalid=${this.fault !== ""}
        @focus=${this.opened}
        @click=${this.opened}
        @input=${this.wrote}
        @keydown=${this.onKey}
        @blur=${() => (this.open = false)}
      />
      <ul id="list" role="listbox" aria-label=${this.label} ?hidden=${!this.open || found.length === 0}>
        ${found.map(
          (choice, index) => html`<li
            id="at-${index}"
            role="option"
            aria-selected=${index === this.at}
            @pointerdown=${(event: Event) => event.preventDefault()}
            @click=${() => this.choose(choice)}
          >
            ${choice.label} ${choice.note ? html`<span>${choice.note}</span>` : nothing}
          </li>`,
        )}
      </ul>
      ${this.open && found.length === 0 ? html`<p class="none" role="status">${t("com.nothing_found")}</p>` : nothing}
      <span class="hint" id="hint" ?hidden=${!this.hint}>${this.hint}</span>
      <span class="fault" id="fault" role="alert">${this.fault}</span>
    </div>`;
  }

  override updated(): void {
    this.renderRoot.querySelector('li[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }

  private chosenLabel(): string {
    return this.choices.find(({ value }) => value === this.value)?.label ?? this.value;
  }

  private found(): Choice[] {
    const index = new FoldedIndex(this.choices, ({ value, label, note }) => `${label} ${value} ${note ?? ""}`);
    return index.find(this.typed).slice(0, SHOWN_MAX);
  }

  private opened(): void {
    if (this.open) return;
    this.open = true;
    this.typed = "";
    this.at = 0;
  }

  private wrote(): void {
    this.opened();
    this.typed = this.input.value;
    this.at = 0;
  }

  private choose(choice: Choice): void {
    this.value = choice.value;
    this.open = false;
    tell(this, "chosen", choice.value);
  }

  private onKey(event: KeyboardEvent): void {
    const found = this.open ? this.found() : [];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (!this.open) return this.opened();
      this.at = Math.max(0, Math.min(found.length - 1, this.at + step));
    } else if (event.key === "Enter" && this.open) {
      event.preventDefault();
      const choice = found[this.at];
      if (choice) this.choose(choice);
    } else if (event.key === "Escape" && this.open) {
      event.preventDefault();
      event.stopPropagation();
      this.open = false;
    } else if ((event.key === "Delete" || event.key === "Backspace") && this.typed === "" && this.value !== "") {
      this.value = "";
      tell(this, "chosen", "");
    }
  }
}
