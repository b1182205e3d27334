/*
 * A form made from a list of fields. values() is what was filled in; check() names what is missing and goes there;
 * refuse(error) shows what the server said, at its field where it names one. Tells "submit-form" on Enter.
 */
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Problem, sentenceOf } from "../api/rest_client";
import { t } from "../text/text";
import "./combo_box";
import type { Choice } from "./combo_box";
import "./date_time_field";
import type { DateTimeField } from "./date_time_field";
import { GbElement, tell } from "./element";
import { forms } from "./forms";
import "./notice";
import { shared } from "./shared";

export interface FormField {
  name: string;
  label: string;
  kind?: "text" | "code" | "number" | "phone" | "lines" | "select" | "combo" | "date" | "datetime" | "flag";
  value?: string | number | boolean;
  required?: boolean;
  hint?: string;
  choices?: readonly Choice[]; // select, combo
  min?: number; // number
  max?: number; // number: value; text: letters
  whole?: boolean; // takes the whole width of the form
  fixed?: boolean; // shown, not changed
  more?: boolean; // seldom needed: under «Nâng cao»
}
export type Values = Record<string, string | number | boolean>;

const LETTERS_MAX = 200;
const LINES_MAX = 4000;
const CODE = /^[A-Za-z0-9._-]{1,64}$/;

@customElement("gb-form")
export class Form extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .grid {
        display: grid;
        gap: 1rem;
      }
      @container (min-width: 30rem) {
        .grid {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          align-items: start;
        }
        .whole {
          grid-column: 1 / -1;
        }
      }
      summary {
        padding: 0.4rem 0;
        color: var(--brand);
        font-weight: 600;
        cursor: pointer;
      }
      details .grid {
        padding-top: 0.6rem;
      }
      input[readonly] {
        background: var(--raised);
      }
    `,
  ];

  @property({ attribute: false }) fields: readonly FormField[] = [];
  @state() private faults: Record<string, string> = {};
  @state() private fault = "";

  override render() {
    const plain = this.fields.filter((field) => !field.more);
    const more = this.fields.filter((field) => field.more);
    return html`<form novalidate @submit=${this.submitted}>
      ${this.fault ? html`<gb-notice kind="alarm" role="alert">${this.fault}</gb-notice>` : nothing}
      <div class="grid">${plain.map((field) => this.field(field))}</div>
      ${more.length > 0
        ? html`<details ?open=${more.some(({ name }) => this.faults[name])}>
            <summary>${t("com.more")}</summary>
            <div class="grid">${more.map((field) => this.field(field))}</div>
          </details>`
        : nothing}
      <button hidden></button>
    </form>`;
  }

  values(): Values {
    return Object.fromEntries(this.fields.filter(({ fixed }) => !fixed).map((field) => [field.name, this.read(field)]));
  }

  /* False: something is missing or wrong; the keyboard is there. */
  check(): boolean {
    this.fault = "";
    this.faults = Object.fromEntries(this.fields.map((field) => [field.name, this.faultOf(field)]).filter(([, fault]) => fault));
    const first = this.fields.find(({ name }) => this.faults[name]);
    if (first) void this.updateComplete.then(() => this.control(first.name)?.focus());
    return first === undefined;
  }

  refuse(error: unknown): void {
    const text = sentenceOf(error);
    const field = error instanceof Problem ? error.field : "";
    const known = this.fields.some(({ name }) => name === field);
    this.faults = known ? { [field]: text } : {};
    this.fault = known ? "" : text;
    if (known) void this.updateComplete.then(() => this.control(field)?.focus());
  }

  submit(): void {
    this.renderRoot.querySelector("form")?.requestSubmit();
  }

  override focus(): void {
    const first = this.fields.find(({ fixed }) => !fixed);
    if (first) this.control(first.name)?.focus();
  }

  private control(name: string): HTMLElement | null {
    return this.renderRoot.querySelector(`[data-name="${name}"]`);
  }

  private field(field: FormField) {
    const { name, kind = "text", label, hint = "", value = "" } = field;
    const fault = this.faults[name] ?? "";
    const wide = field.whole || kind === "lines" ? "whole" : "";
    if (kind === "combo" && !field.fixed) {
      return html`<gb-combo-box class=${wide} data-name=${name} .label=${label} .hint=${hint} .fault=${fault} .value=${String(value)} .choices=${field.choices ?? []}></gb-combo-box>`;
    }
    if (kind === "date" || kind === "datetime") {
      return html`<gb-date-time-field class=${wide} data-name=${name} .label=${label} .hint=${hint} .fault=${fault} .value=${String(value)} ?day_only=${kind === "date"}></gb-date-time-field>`;
    }
    if (kind === "flag") {
      return html`<div class="field ${wide}">
        <label class="tick"><input type="checkbox" data-name=${name} .checked=${value === true} aria-describedby="${name}-fault" /> ${label}</label>
        <span class="hint" ?hidden=${!hint}>${hint}</span><span class="fault" id="${name}-fault" role="alert">${fault}</span>
      </div>`;
    }
    return html`<div class="field ${wide}">
      <label for=${name}>${label}</label>
      ${this.input(field, fault)}
      <span class="hint" id="${name}-hint" ?hidden=${!hint}>${hint}</span>
      <span class="fault" id="${name}-fault" role="alert">${fault}</span>
    </div>`;
  }

  private input(field: FormField, fault: string) {
    const { name, kind = "text", value = "", max, fixed = false } = field;
    const about = `${name}-hint ${name}-fault`;
    const bad = fault !== "";
    if (kind === "select") {
      return html`<select id=${name} data-name=${name} ?disabled=${fixed} aria-describedby=${about} aria-invalid=${bad}>
        ${field.choices?.map((choice) => html`<option value=${choice.value} ?selected=${choice.value === value}>${choice.label}</option>`)}
      </select>`;
    }
    if (kind === "lines") {
      return html`<textarea id=${name} data-name=${name} maxlength=${max ?? LINES_MAX} .value=${String(value)} aria-describedby=${about} aria-invalid=${bad}></textarea>`;
    }
    return html`<input
      id=${name}
      data-name=${name}
      .value=${fixed ? (field.choices?.find((choice) => choice.value === value)?.label ?? String(value)) : String(value)}
      ?readonly=${fixed}
      type=${kind === "phone" ? "tel" : "text"}
      inputmode=${kind === "number" ? "numeric" : nothing}
      autocomplete="off"
      spellcheck=${kind === "code" ? "false" : nothing}
      maxlength=${kind === "number" ? 12 : (max ?? LETTERS_MAX)}
      aria-describedby=${about}
      aria-invalid=${bad}
      aria-required=${field.required === true}
    />`;
  }

  private read({ name, kind = "text" }: FormField): string | number | boolean {
    const control = this.control(name);
    if (control instanceof HTMLInputElement && kind === "flag") return control.checked;
    const text = (control as HTMLInputElement | null)?.value ?? "";
    if (kind === "number") return text.trim() === "" ? 0 : Number(text.replace(/[.\s]/g, ""));
    return kind === "lines" ? text.normalize("NFC") : text.trim().normalize("NFC");
  }

  private faultOf(field: FormField): string {
    const { kind = "text", required, label, min, max } = field;
    if (field.fixed) return "";
    const value = this.read(field);
    if ((kind === "date" || kind === "datetime") && (this.control(field.name) as DateTimeField).wrong) return t("form.bad_date");
    if (required && value === false) return t("form.unticked");
    if (required && value === "") return t("form.missing", { name: label });
    if (kind === "code" && value !== "" && !CODE.test(String(value))) return t("form.bad_code");
    if (kind === "number" && !Number.isInteger(value)) return t("form.bad_number");
    if (kind === "number" && ((min !== undefined && Number(value) < min) || (max !== undefined && Number(value) > max))) {
      return t("form.number_range", { min: min ?? 0, max: max ?? "…" });
    }
    return "";
  }

  private submitted(event: Event): void {
    event.preventDefault();
    tell(this, "submit-form");
  }
}
