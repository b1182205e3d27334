/* A question before something that is not easily undone. if (await confirmed({ heading, text, action, danger: true })) … */
import { css, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { t } from "../text/text";
import "./dialog";
import type { Dialog } from "./dialog";
import { GbElement } from "./element";
import { overlay } from "./overlay";
import { shared } from "./shared";

interface Question {
  heading: string;
  text: string;
  action: string;
  danger?: boolean;
}

@customElement("gb-confirm")
export class Confirm extends GbElement {
  static override styles = [
    shared,
    css`
      gb-dialog {
        --dialog-width: 28rem;
      }
      p {
        white-space: pre-line;
      }
    `,
  ];

  @property({ attribute: false }) question!: Question;
  @query("gb-dialog") private dialog!: Dialog;
  private yes = false;

  async ask(): Promise<boolean> {
    await this.updateComplete;
    await this.dialog.updateComplete;
    return new Promise((done) => {
      this.addEventListener("shut", () => done(this.yes), { once: true });
      this.dialog.show();
    });
  }

  override render() {
    const { heading, text, action, danger } = this.question;
    return html`<gb-dialog .heading=${heading}>
      <p>${text}</p>
      <div slot="foot">
        <button class="button" @click=${() => this.dialog.close()}>${t("com.cancel")}</button>
        <button class="button ${danger ? "danger" : "primary"}" @click=${this.agreed}>${action}</button>
      </div>
    </gb-dialog>`;
  }

  private agreed(): void {
    this.yes = true;
    this.dialog.close();
  }
}

export async function confirmed(question: Question): Promise<boolean> {
  const element = overlay(Object.assign(document.createElement("gb-confirm") as Confirm, { question }));
  const yes = await element.ask();
  element.remove();
  return yes;
}
