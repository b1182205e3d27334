/* The own picture and sound before the meeting, with plain words for what is missing. Tells "toggle-microphone". */
import { css, html } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import camera from "icon:video";
import cameraOff from "icon:video-off";
import check from "icon:circle-check";
import microphone from "icon:mic";
import microphoneOff from "icon:mic-off";
import refresh from "icon:refresh-cw";
import { faultText } from "../media/device_fault";
import type { LocalMedia } from "../media/local_media";
import { t, type TextKey } from "../text/text";
import { GbElement, tell } from "../ui/element";
import "../ui/level_meter";
import "../ui/notice";
import "../ui/self_picture";
import { shared } from "../ui/shared";

@customElement("gb-device-check")
export class DeviceCheck extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 1rem;
      }
      h2 {
        font-size: 1.1rem;
        font-weight: 600;
      }
      .picture {
        --picture-max: 44vh;
        position: relative;
        border-radius: 0.6rem;
        overflow: hidden;
      }
      .veil {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        padding: 1rem;
        color: #f3f6fa;
        text-align: center;
      }
      .veil .icon {
        display: block;
        width: 3.5rem;
        height: 3.5rem;
        margin: 0 auto 0.5rem;
        stroke-width: 1.4;
      }
      .switches {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 0.75rem;
      }
      .off {
        border-color: var(--accent);
        color: var(--accent);
      }
      .level {
        display: grid;
        gap: 0.4rem;
      }
      .level p,
      .later {
        color: var(--text-soft);
      }
      .faults {
        display: grid;
        gap: 0.6rem;
      }
      .faults:empty {
        display: none;
      }
      .fine {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        color: var(--good);
        font-weight: 600;
      }
      .retry {
        margin-top: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) media!: LocalMedia;
  @property({ type: Boolean }) microphone = false;
  @state() private quiet = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.media);
  }

  override render() {
    const { camera: picture, microphone: sound } = this.media.state;
    return html`
      <h2>${t("test.run")}</h2>
      <div class="picture">
        <gb-self-picture .track=${picture}></gb-self-picture>
        ${picture ? null : this.veil()}
      </div>
      <div class="switches">${this.cameraSwitch()} ${this.microphoneSwitch()}</div>
      <p class="later">${t(this.microphone ? "join.mic_on" : "join.mic_later")}</p>
      ${sound
        ? html`<div class="level">
            <gb-level-meter .track=${sound} @quiet=${this.heardQuiet}></gb-level-meter>
            <p>${t("join.speak")}</p>
          </div>`
        : null}
      <div class="faults" aria-live="polite">${this.faults()}</div>
    `;
  }

  private veil() {
    return html`<p class="veil">
      <span>${cameraOff}${t(this.media.state.asking ? "join.asking" : "join.cam_off")}</span>
    </p>`;
  }

  private cameraSwitch() {
    const on = this.media.state.camera !== null;
    return html`<button class="button ${on ? "" : "off"}" @click=${this.toggleCamera}>
      ${on ? camera : cameraOff} ${t(on ? "av.cam_off" : "av.cam_on")}
    </button>`;
  }

  private microphoneSwitch() {
    return html`<button class="button ${this.microphone ? "" : "off"}" @click=${() => tell(this, "toggle-microphone")}>
      ${this.microphone ? microphone : microphoneOff} ${t(this.microphone ? "av.mic_off" : "av.mic_on")}
    </button>`;
  }

  private faults() {
    const { asking, camera_fault, microphone_fault, camera: picture, microphone: sound } = this.media.state;
    const keys = new Set<TextKey>();
    if (camera_fault) keys.add(faultText("camera", camera_fault));
    if (microphone_fault) keys.add(faultText("microphone", microphone_fault));
    if (sound && this.quiet) keys.add("test.mic_low");
    if (keys.size === 0) {
      return !asking && picture && sound ? html`<p class="fine">${check} ${t("join.ready")}</p>` : null;
    }
    const notices = [...keys].map((key) => html`<gb-notice>${t(key)}</gb-notice>`);
    return html`${notices}
    ${camera_fault || microphone_fault ? this.nextSteps(camera_fault === "insecure") : null}
    ${!picture && !sound ? html`<gb-notice kind="info">${t("join.view_only")}</gb-notice>` : null}`;
  }

  private nextSteps(insecure: boolean) {
    return insecure
      ? html`<a class="button" href=${`https://${location.host}${location.pathname}`}>${t("err.https_open")}</a>`
      : html`<button class="button" @click=${() => this.media.start()}>${refresh} ${t("join.retry")}</button>`;
  }

  private heardQuiet(event: CustomEvent<boolean>): void {
    this.quiet = event.detail;
  }

  private toggleCamera(): void {
    if (this.media.state.camera) this.media.close("camera");
    else void this.media.open("camera");
  }
}
