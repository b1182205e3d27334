/* A line that explains something and what to do about it. kind: note (fix this) or alarm (does not go on). */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import alert from "icon:triangle-alert";
import info from "icon:info";
import { GbElement } from "./element";
import { shared } from "./shared";

@customElement("gb-notice")
export class Notice extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: flex-start;
        gap: 0.6rem;
        padding: 0.65rem 0.9rem;
        border: 1px solid var(--note-line);
        border-left-width: 0.35rem;
        border-radius: 0.5rem;
        background: var(--note);
        color: var(--text);
      }
      :host([kind="alarm"]) {
        border-color: var(--alarm-line);
        background: var(--alarm);
      }
      :host([kind="info"]) {
        border-color: var(--line);
        background: var(--raised);
      }
      .icon {
        margin-top: 0.05em;
      }
      div {
        flex: 1;
      }
    `,
  ];

  @property({ reflect: true }) kind: "note" | "alarm" | "info" = "note";

  override render() {
    return html`${this.kind === "info" ? info : alert}
      <div><slot></slot></div>`;
  }
}
