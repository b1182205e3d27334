/*
 * A time as it is written here (dd/MM/yyyy HH:mm), with the browser's own calendar behind a button. `value` is ISO 8601 in UTC or "";
 * `wrong` says that what stands there is no time. with_time="false" is a day alone. Tells "chosen".
 */
import { css, html, type PropertyValues } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import calendar from "icon:calendar";
import { formatDate, formatDateTime, fromLocalText, localText, parseDateTime } from "../text/format";
import { t } from "../text/text";
import { GbElement, tell } from "./element";
import { forms } from "./forms";
import { shared } from "./shared";

@customElement("gb-date-time-field")
export class DateTimeField extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      :host {
        display: block;
      }
      .row {
        position: relative;
        display: flex;
      }
      .row input.text {
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
      .row input.native {
        position: absolute;
        right: 0;
        bottom: 0;
        width: 1px;
        height: 1px;
        min-height: 0;
        padding: 0;
        border: 0;
        opacity: 0;
        pointer-events: none;
      }
    `,
  ];

  @property() label = "";
  @property() hint = "";
  @property() fault = "";
  @property() value = "";
  @property({ type: Boolean }) day_only = false;
  @query(".text") private text!: HTMLInputElement;
  @query(".native") private native!: HTMLInputElement;

  /* What stands there is no time. */
  get wrong(): boolean {
    return parseDateTime(this.text.value) === null;
  }

  override focus(): void {
    this.text.focus();
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has("value") && !changed.has("day_only")) return;
    this.text.value = this.day_only ? formatDate(this.value) : formatDateTime(this.value);
    this.native.value = localText(this.value).slice(0, this.day_only ? 10 : 16);
  }

  override render() {
    const form = t(this.day_only ? "com.date_form" : "com.date_time_form");
    return html`<div class="field">
      <label for="text">${this.label}</label>
      <div class="row">
        <input
          id="text"
          class="text"
          inputmode="numeric"
          autocomplete="off"
          placeholder=${form}
          aria-describedby="hint fault"
          aria-invalid=${this.fault !== ""}
          @change=${this.written}
        />
        <button type="button" aria-label="${t("com.pick_date")}: ${this.label}" @click=${this.pick}>${calendar}</button>
        <input class="native" type=${this.day_only ? "date" : "datetime-local"} tabindex="-1" aria-hidden="true" @change=${this.picked} />
      </div>
      <span class="hint" id="hint" ?hidden=${!this.hint}>${this.hint}</span>
      <span class="fault" id="fault" role="alert">${this.fault}</span>
    </div>`;
  }

  private written(): void {
    const parsed = parseDateTime(this.text.value);
    if (parsed === null) return;
    this.value = parsed;
    this.text.value = this.day_only ? formatDate(parsed) : formatDateTime(parsed);
    tell(this, "chosen", parsed);
  }

  private pick(): void {
    this.native.showPicker?.();
  }

  private picked(): void {
    this.value = fromLocalText(this.native.value);
    tell(this, "chosen", this.value);
  }
}
