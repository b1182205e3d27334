/* The own camera, small, with what the others do not get from us: microphone off, camera off. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import cameraOff from "icon:video-off";
import microphone from "icon:mic";
import microphoneOff from "icon:mic-off";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/level_meter";
import "../ui/self_picture";
import { shared } from "../ui/shared";
import type { RoomStore } from "./room_store";

@customElement("gb-self-view")
export class SelfView extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        position: relative;
        border: 1px solid var(--line-strong);
        border-radius: 0.5rem;
        background: #0a0f17;
        overflow: hidden;
        container-type: inline-size;
      }
      .off {
        position: absolute;
        inset: 0 0 1.8rem;
        display: grid;
        place-items: center;
        color: var(--text-soft);
      }
      .strip {
        position: absolute;
        inset: auto 0 0;
        display: flex;
        align-items: center;
        gap: 0.4rem;
        padding: 0.25rem 0.5rem;
        background: rgb(5 8 13 / 82%);
        font-size: 0.9rem;
        font-weight: 600;
      }
      gb-level-meter {
        flex: 1;
        min-width: 1rem;
      }
      .text {
        white-space: nowrap;
      }
      @container (max-width: 9rem) {
        .strip {
          justify-content: center;
        }
        .text {
          position: absolute;
          clip-path: inset(50%);
        }
      }
      .open {
        color: var(--good);
      }
      .shut {
        color: var(--poor);
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    const { camera, microphone: track } = this.store.media.state;
    const on = this.store.state.microphone;
    const text = track ? (on ? "room.mic_is_on" : "room.mic_is_off") : "room.mic_none";
    return html`
      <gb-self-picture .track=${camera}></gb-self-picture>
      ${camera ? null : html`<div class="off">${cameraOff}<span class="only-read">${t("room.cam_is_off")}</span></div>`}
      <div class="strip ${on ? "open" : "shut"}">
        ${on ? microphone : microphoneOff}
        ${on
          ? html`<span class="only-read">${t(text)}</span><gb-level-meter .track=${track}></gb-level-meter>`
          : html`<span class="text">${t(text)}</span>`}
      </div>
    `;
  }
}
