/* The waiting room: nothing of the meeting is seen or heard until somebody who may opens the door. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import hourglass from "icon:hourglass";
import phoneOff from "icon:phone-off";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/frame";
import { shared } from "../ui/shared";
import type { RoomStore } from "./room_store";

@customElement("gb-lobby-page")
export class LobbyPage extends GbElement {
  static override styles = [
    shared,
    css`
      .card {
        display: grid;
        justify-items: center;
        gap: 1.25rem;
        max-width: 42rem;
        margin: 12vh auto 0;
        padding: 2.5rem 1.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        text-align: center;
      }
      .card > .icon {
        width: 3rem;
        height: 3rem;
      }
      h1 {
        font-size: 1.5rem;
        font-weight: 600;
      }
      .button {
        min-height: 3.25rem;
        padding: 0.5rem 1.5rem;
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;

  override render() {
    return html`<gb-frame>
      <div class="card">
        ${hourglass}
        <div role="status"><h1>${t("room.wait")}</h1></div>
        <p>${t("room.wait_hint")}</p>
        <button class="button" @click=${() => this.store.leave()}>${phoneOff} ${t("room.leave")}</button>
      </div>
    </gb-frame>`;
  }
}
