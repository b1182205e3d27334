/* Devices, letters, language, full screen: what is seldom needed during a meeting. */
import { css, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import cross from "icon:x";
import maximize from "icon:maximize";
import { t } from "../text/text";
import "../ui/device_panel";
import { GbElement, tell } from "../ui/element";
import "../ui/reading_options";
import { shared } from "../ui/shared";
import type { RoomStore } from "./room_store";

@customElement("gb-settings-dialog")
export class SettingsDialog extends GbElement {
  static override styles = [
    shared,
    css`
      dialog {
        width: min(32rem, calc(100vw - 2rem));
        padding: 1.25rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 65%);
      }
      .body {
        display: grid;
        gap: 1.1rem;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      h1 {
        font-size: 1.25rem;
        font-weight: 600;
      }
      .close {
        padding: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;
  @query("dialog") private dialog!: HTMLDialogElement;

  open(): void {
    this.requestUpdate();
    this.dialog.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="title">
      <div class="body">
        <div class="head">
          <h1 id="title">${t("room.settings")}</h1>
          <button class="button close" aria-label=${t("com.close")} @click=${() => this.dialog.close()}>${cross}</button>
        </div>
        <gb-device-panel .media=${this.store.media}></gb-device-panel>
        <gb-reading-options named></gb-reading-options>
        <button class="button" @click=${this.toggleFullscreen}>
          ${maximize} ${t(document.fullscreenElement ? "room.fullscreen_exit" : "room.fullscreen")}
        </button>
      </div>
    </dialog>`;
  }

  private toggleFullscreen(): void {
    this.dialog.close();
    tell(this, "toggle-fullscreen");
  }
}
