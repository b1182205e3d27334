/*
 * A CSV file is tried first: what would be added and changed, and what is wrong in which line; only then it is taken.
 *   if (await importCsv({ heading, path: "/units/import", columns: "code,name,…" })) reload();
 */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { rest, sentenceOf } from "../api/rest_client";
import type { ImportResult } from "../api/records";
import { formatNumber, t } from "../text/text";
import "./dialog";
import type { Dialog } from "./dialog";
import { GbElement } from "./element";
import { forms } from "./forms";
import "./notice";
import { overlay } from "./overlay";
import { shared } from "./shared";

interface ImportOptions {
  heading: string;
  path: string;
  columns: string;
}

const BYTES_MAX = 4_000_000;
const LINES_SHOWN = 200;

@customElement("gb-import-dialog")
export class ImportDialog extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      .body {
        display: grid;
        gap: 1rem;
      }
      code {
        display: block;
        padding: 0.5rem 0.75rem;
        border-radius: 0.4rem;
        background: var(--raised);
        font-size: 0.85em;
        overflow-wrap: anywhere;
      }
      ol {
        max-height: 16rem;
        margin: 0;
        padding: 0.5rem 0.75rem;
        border: 1px solid var(--line);
        border-radius: 0.5rem;
        overflow: auto;
        list-style: none;
      }
      li {
        padding: 0.2rem 0;
      }
      b {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) options!: ImportOptions;
  @state() private file: File | null = null;
  @state() private result: ImportResult | null = null;
  @state() private fault = "";
  @state() private busy = false;
  @query("gb-dialog") private dialog!: Dialog;
  private done = false;

  async open(): Promise<boolean> {
    await this.updateComplete;
    await this.dialog.updateComplete;
    return new Promise((resolve) => {
      this.dialog.addEventListener("shut", () => resolve(this.done), { once: true });
      this.dialog.show();
    });
  }

  override render() {
    const ready = this.result !== null && this.result.errors.length === 0;
    return html`<gb-dialog .heading=${this.options.heading}>
      <div class="body">
        <p>${t("import.lead")}</p>
        <code>${this.options.columns}</code>
        <label class="field" for="file">
          ${t("import.file")}
          <input id="file" type="file" accept=".csv,text/csv" @change=${this.chosen} />
        </label>
        ${this.fault ? html`<gb-notice kind="alarm" role="alert">${this.fault}</gb-notice>` : nothing}
        <div role="status">${this.result ? this.told(this.result) : nothing}</div>
      </div>
      <div slot="foot">
        <button class="button" @click=${() => this.dialog.close()}>${t("com.cancel")}</button>
        <button class="button primary" ?disabled=${!ready || this.busy} @click=${this.take}>${t("import.take")}</button>
      </div>
    </gb-dialog>`;
  }

  private told({ added, changed, errors }: ImportResult) {
    const counts = t("import.counts", { added: formatNumber(added), changed: formatNumber(changed), errors: formatNumber(errors.length) });
    if (errors.length === 0) return html`<gb-notice kind="info">${counts}</gb-notice>`;
    return html`<gb-notice>${counts} ${t("import.mend")}</gb-notice>
      <ol tabindex="0" aria-label=${t("import.errors")}>
        ${errors.slice(0, LINES_SHOWN).map(({ line, title }) => html`<li><b>${t("import.line", { n: line })}</b> ${title}</li>`)}
      </ol>`;
  }

  private async chosen(event: Event): Promise<void> {
    this.file = (event.target as HTMLInputElement).files?.[0] ?? null;
    this.result = null;
    this.fault = "";
    if (!this.file) return;
    if (this.file.size > BYTES_MAX) this.fault = t("import.too_big");
    else this.result = await this.send(true);
  }

  private async take(): Promise<void> {
    const result = await this.send(false);
    if (!result) return;
    this.result = result;
    if (result.errors.length > 0) return;
    this.done = true;
    this.dialog.close();
  }

  private async send(dry: boolean): Promise<ImportResult | null> {
    this.busy = true;
    try {
      const body = new Blob([await this.file!.arrayBuffer()], { type: "text/csv" });
      return await rest.post<ImportResult>(this.options.path, body, { dry_run: dry });
    } catch (error) {
      this.fault = sentenceOf(error);
      return null;
    } finally {
      this.busy = false;
    }
  }
}

export async function importCsv(options: ImportOptions): Promise<boolean> {
  const element = overlay(Object.assign(document.createElement("gb-import-dialog") as ImportDialog, { options }));
  const done = await element.open();
  element.remove();
  return done;
}
