/* A short message that something was done, or, as an alarm, that something has happened; it goes by itself and is read out. toast("Đã lưu.") */
import { css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import check from "icon:circle-check";
import alert from "icon:triangle-alert";
import { GbElement } from "./element";
import { overlay } from "./overlay";
import { shared } from "./shared";

const STAYS_MS = 6000;
const AT_ONCE_MAX = 4;

@customElement("gb-toasts")
export class Toasts extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        position: fixed;
        right: 1.25rem;
        bottom: 1.25rem;
        left: 1.25rem;
        z-index: 30;
        display: grid;
        justify-items: end;
        pointer-events: none;
      }
      div {
        display: grid;
        justify-items: end;
        gap: 0.5rem;
      }
      p {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        padding: 0.75rem 1.1rem;
        border-radius: 0.6rem;
        background: var(--text);
        color: var(--surface);
        box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 20%);
      }
      .alarm {
        border-left: 0.4rem solid var(--alarm-line);
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @state() private texts: { id: number; text: string; alarm: boolean }[] = [];
  private last = 0;

  say(text: string, alarm: boolean): void {
    const id = ++this.last;
    this.texts = [...this.texts, { id, text, alarm }].slice(-AT_ONCE_MAX);
    window.setTimeout(() => (this.texts = this.texts.filter((one) => one.id !== id)), STAYS_MS);
  }

  override render() {
    return html`<div role="status">${this.texts.map(({ text, alarm }) => html`<p class=${alarm ? "alarm" : ""}>${alarm ? alert : check} ${text}</p>`)}</div>`;
  }
}

let toasts: Toasts | null = null;

export function toast(text: string, { alarm = false } = {}): void {
  if (!toasts?.isConnected) toasts = overlay(document.createElement("gb-toasts") as Toasts);
  toasts.say(text, alarm);
}
