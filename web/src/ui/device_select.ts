/* A choice of one device, with its name beside it. Tells "choose-device". */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { chosenDevice, devicesOf, type DeviceRole } from "../media/device_choice";
import type { LocalMedia } from "../media/local_media";
import { t, type TextKey } from "../text/text";
import { GbElement } from "./element";
import { shared } from "./shared";

const NAMES: Record<DeviceRole, TextKey> = {
  camera: "join.camera",
  microphone: "join.mic",
  loudspeaker: "join.speaker",
};

@customElement("gb-device-select")
export class DeviceSelect extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      label {
        display: grid;
        gap: 0.25rem;
        font-weight: 600;
      }
      select {
        width: 100%;
        min-height: 2.75rem;
        padding: 0.4rem 0.6rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.6rem;
        background: var(--surface);
        color: var(--text);
        text-overflow: ellipsis;
        font-weight: 400;
      }
    `,
  ];

  @property() role_of: DeviceRole = "camera";
  @property({ attribute: false }) media!: LocalMedia;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.media);
  }

  override render() {
    const devices = devicesOf(this.media.state.devices, this.role_of);
    const chosen = chosenDevice(this.role_of);
    return html`<label>
      ${t(NAMES[this.role_of])}
      <select @change=${this.chosen}>
        <option value="" ?selected=${!devices.some((device) => device.deviceId === chosen)}>
          ${t("join.default_device")}
        </option>
        ${devices
          .filter((device) => device.deviceId !== "default")
          .map(
            (device, index) => html`<option value=${device.deviceId} ?selected=${device.deviceId === chosen}>
              ${device.label || t("join.unnamed_device", { n: index + 1 })}
            </option>`,
          )}
      </select>
    </label>`;
  }

  private chosen(event: Event): void {
    void this.media.choose(this.role_of, (event.target as HTMLSelectElement).value);
  }
}
