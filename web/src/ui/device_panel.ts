/* Choice of camera, microphone, loudspeaker, and the test sound. Used before the room and in its settings. */
import { css, html } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import volume from "icon:volume-2";
import { chosenDevice } from "../media/device_choice";
import type { LocalMedia } from "../media/local_media";
import { playTestTone } from "../media/test_tone";
import { t } from "../text/text";
import "./device_select";
import { GbElement } from "./element";
import { shared } from "./shared";

@customElement("gb-device-panel")
export class DevicePanel extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        min-width: 0;
        container-type: inline-size;
      }
      .grid {
        display: grid;
        gap: 0.9rem;
      }
      @container (min-width: 24rem) {
        .grid {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          align-items: end;
        }
        h2 {
          grid-column: 1 / -1;
        }
      }
      h2 {
        font-size: 1.1rem;
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) media!: LocalMedia;
  @state() private playing = false;

  override render() {
    return html`<div class="grid">
      <h2>${t("av.device")}</h2>
      <gb-device-select role_of="camera" .media=${this.media}></gb-device-select>
      <gb-device-select role_of="microphone" .media=${this.media}></gb-device-select>
      <gb-device-select role_of="loudspeaker" .media=${this.media}></gb-device-select>
      <button class="button" ?disabled=${this.playing} @click=${this.play}>
        ${volume} ${t(this.playing ? "join.spk_playing" : "test.spk")}
      </button>
    </div>`;
  }

  private async play(): Promise<void> {
    this.playing = true;
    await playTestTone(chosenDevice("loudspeaker")).catch((error: unknown) => console.warn("no test sound", error));
    this.playing = false;
  }
}
