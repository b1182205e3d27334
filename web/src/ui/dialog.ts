/*
 * A dialog over the page with a heading, a body that scrolls, and a foot of buttons.
 *   <gb-dialog .heading=${…}> body <div slot="foot">buttons</div> </gb-dialog>, then show() and close().
 * Tells "shut" when it is closed. `mayClose` is asked before Escape or the cross close it.
 */
import { css, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import cross from "icon:x";
import { t } from "../text/text";
import { GbElement, tell } from "./element";
import { shared } from "./shared";

@customElement("gb-dialog")
export class Dialog extends GbElement {
  static override styles = [
    shared,
    css`
      dialog {
        width: min(var(--dialog-width, 38rem), calc(100vw - 1.5rem));
        max-height: calc(100dvh - 2rem);
        padding: 0;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
        overflow: hidden;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: rgb(10 20 35 / 55%);
      }
      .top {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
        padding: 0.9rem 1.25rem;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        font-size: 1.2rem;
        font-weight: 600;
        line-height: 1.3;
      }
      .cross {
        min-height: 2.4rem;
        padding: 0.3rem 0.5rem;
        border-color: transparent;
      }
      .body {
        padding: 1.25rem;
        overflow: auto;
      }
      .body:focus-visible {
        outline-offset: -0.25rem;
      }
      .foot ::slotted(*) {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 0.6rem;
        padding: 0.9rem 1.25rem;
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @property() heading = "";
  mayClose: () => boolean | Promise<boolean> = () => true;
  @query("dialog") private dialog!: HTMLDialogElement;

  get open(): boolean {
    return this.dialog.open;
  }

  show(): void {
    this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @cancel=${this.cancelled} @close=${() => tell(this, "shut")}>
      <div class="top">
        <h2 id="heading">${this.heading}</h2>
        <button class="button cross" aria-label=${t("com.close")} @click=${this.cancelled}>${cross}</button>
      </div>
      <div class="body" tabindex="0"><slot></slot></div>
      <div class="foot"><slot name="foot"></slot></div>
    </dialog>`;
  }

  private async cancelled(event: Event): Promise<void> {
    event.preventDefault();
    if (await this.mayClose()) this.close();
  }
}
