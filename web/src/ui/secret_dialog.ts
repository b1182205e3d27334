/*
 * Something that is shown once and never again: a password, a PIN, with what belongs to it; copied or printed from here.
 *   await showSecret({ heading, lines: [{ name: t("auth.username"), value }, { name: t("auth.password"), value }] });
 */
import { css, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import copy from "icon:copy";
import printer from "icon:printer";
import { t } from "../text/text";
import "./dialog";
import type { Dialog } from "./dialog";
import { GbElement } from "./element";
import "./notice";
import { overlay } from "./overlay";
import { shared } from "./shared";
import { toast } from "./toast";

interface Secret {
  heading: string;
  lines: readonly { name: string; value: string }[];
}

@customElement("gb-secret-dialog")
export class SecretDialog extends GbElement {
  static override styles = [
    shared,
    css`
      dl {
        display: grid;
        gap: 0.15rem;
        margin: 1rem 0 0;
      }
      dt {
        color: var(--text-soft);
        font-size: 0.9em;
      }
      dd {
        margin: 0 0 0.6rem;
        font-size: 1.15rem;
        font-weight: 600;
        letter-spacing: 0.03em;
        overflow-wrap: anywhere;
        user-select: all;
      }
      @media print {
        button,
        gb-notice {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) secret!: Secret;
  @query("gb-dialog") private dialog!: Dialog;

  async open(): Promise<void> {
    await this.updateComplete;
    await this.dialog.updateComplete;
    return new Promise((done) => {
      this.dialog.addEventListener("shut", () => done(), { once: true });
      this.dialog.show();
    });
  }

  override render() {
    return html`<gb-dialog .heading=${this.secret.heading}>
      <gb-notice>${t("secret.once")}</gb-notice>
      <dl>${this.secret.lines.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
      <div slot="foot">
        <button class="button" @click=${this.copied}>${copy} ${t("secret.copy")}</button>
        <button class="button" @click=${() => window.print()}>${printer} ${t("rep.print")}</button>
        <button class="button primary" @click=${() => this.dialog.close()}>${t("secret.noted")}</button>
      </div>
    </gb-dialog>`;
  }

  private async copied(): Promise<void> {
    const text = this.secret.lines.map(({ name, value }) => `${name}: ${value}`).join("\n");
    await navigator.clipboard.writeText(text).then(
      () => toast(t("secret.copied")),
      () => undefined, // the browser refused; the text can still be marked
    );
  }
}

export async function showSecret(secret: Secret): Promise<void> {
  const element = overlay(Object.assign(document.createElement("gb-secret-dialog") as SecretDialog, { secret }));
  await element.open();
  element.remove();
}
