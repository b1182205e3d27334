/*
 * A form over the page. True once submit() went through; what it throws stands in the form and nothing typed is lost.
 *   if (await openForm({ heading, fields, action, submit: (values) => rest.post("/units", values) })) reload();
 */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { t } from "../text/text";
import { confirmed } from "./confirm";
import "./dialog";
import type { Dialog } from "./dialog";
import { GbElement } from "./element";
import "./form";
import type { Form, FormField, Values } from "./form";
import "./notice";
import { overlay } from "./overlay";
import { shared } from "./shared";

export interface FormOptions {
  heading: string;
  fields: readonly FormField[];
  action: string;
  submit: (values: Values) => Promise<unknown>;
  note?: string;
  danger?: boolean;
}

@customElement("gb-form-dialog")
export class FormDialog extends GbElement {
  static override styles = [
    shared,
    css`
      gb-notice {
        margin-bottom: 1rem;
      }
    `,
  ];

  @property({ attribute: false }) options!: FormOptions;
  @state() private busy = false;
  @query("gb-dialog") private dialog!: Dialog;
  @query("gb-form") private form!: Form;
  private done = false;
  private touched = false;

  async open(): Promise<boolean> {
    await this.updateComplete;
    await this.dialog.updateComplete;
    this.dialog.mayClose = () => this.mayClose();
    return new Promise((resolve) => {
      this.dialog.addEventListener("shut", () => resolve(this.done), { once: true });
      this.dialog.show();
      void this.form.updateComplete.then(() => this.form.focus());
    });
  }

  override render() {
    const { heading, fields, action, note, danger } = this.options;
    return html`<gb-dialog .heading=${heading}>
      ${note ? html`<gb-notice kind="info">${note}</gb-notice>` : nothing}
      <gb-form .fields=${fields} @submit-form=${this.submit} @input=${() => (this.touched = true)} @chosen=${() => (this.touched = true)}></gb-form>
      <div slot="foot">
        <button class="button" @click=${async () => (await this.mayClose()) && this.dialog.close()}>${t("com.cancel")}</button>
        <button class="button ${danger ? "danger" : "primary"}" ?disabled=${this.busy} @click=${() => this.form.submit()}>${action}</button>
      </div>
    </gb-dialog>`;
  }

  private async mayClose(): Promise<boolean> {
    if (!this.touched) return true;
    return confirmed({ heading: t("form.discard"), text: t("form.discard_text"), action: t("form.discard_yes") });
  }

  private async submit(): Promise<void> {
    if (this.busy || !this.form.check()) return;
    this.busy = true;
    try {
      await this.options.submit(this.form.values());
      this.done = true;
      this.dialog.close();
    } catch (error) {
      this.form.refuse(error);
    } finally {
      this.busy = false;
    }
  }
}

export async function openForm(options: FormOptions): Promise<boolean> {
  const element = overlay(Object.assign(document.createElement("gb-form-dialog") as FormDialog, { options }));
  const done = await element.open();
  element.remove();
  return done;
}
