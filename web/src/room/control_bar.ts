/* Few big buttons. Each says what a press does; the colour and the crossed drawing say how it is now. */
import { css, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import camera from "icon:video";
import cameraOff from "icon:video-off";
import hand from "icon:hand";
import list from "icon:users";
import microphone from "icon:mic";
import microphoneOff from "icon:mic-off";
import phoneOff from "icon:phone-off";
import share from "icon:screen-share";
import shareOff from "icon:screen-share-off";
import { canShareScreen } from "../media/screen_share";
import { t, type TextKey } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { shared } from "../ui/shared";
import "./layout_switch";
import { presenterName } from "./roster";
import type { RoomStore } from "./room_store";

@customElement("gb-control-bar")
export class ControlBar extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
        align-items: center;
        gap: 0.5rem 1rem;
        padding: 0.6rem 1rem calc(0.6rem + env(safe-area-inset-bottom));
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      .middle,
      .right {
        display: flex;
        gap: 0.6rem;
      }
      .right {
        justify-content: flex-end;
      }
      .hint {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        max-width: 26rem;
        color: var(--fair);
        font-weight: 600;
        line-height: 1.3;
      }
      .big {
        display: grid;
        justify-items: center;
        gap: 0.15rem;
        min-width: 6.4rem;
        padding: 0.5rem 0.7rem;
        border: 2px solid transparent;
        border-radius: 0.7rem;
        background: var(--raised);
        color: var(--text);
        font-size: 0.95rem;
        font-weight: 600;
        line-height: 1.2;
      }
      .big .icon {
        width: 1.8em;
        height: 1.8em;
      }
      .big:hover {
        border-color: var(--line-strong);
      }
      .off {
        border-color: var(--poor);
        color: var(--poor);
      }
      .big[disabled] {
        opacity: 0.5;
        cursor: default;
      }
      .shown {
        border-color: var(--fair);
        color: var(--fair);
      }
      .pressed {
        border-color: var(--brand);
      }
      .leave {
        background: #b3261e;
        color: #fff;
      }
      @media (max-width: 48rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          padding: 0.5rem 0.5rem calc(0.5rem + env(safe-area-inset-bottom));
        }
        .middle,
        .right {
          display: contents;
        }
        .buttons {
          display: grid;
          grid-template-columns: repeat(5, minmax(0, 1fr));
          gap: 0.4rem;
        }
        .big {
          min-width: 0;
          padding: 0.5rem 0.1rem;
          font-size: 0.8rem;
          align-content: start;
        }
        .hint {
          max-width: none;
          justify-content: center;
          font-size: 0.9rem;
        }
      }
      @media (min-width: 48.01rem) {
        .buttons {
          display: contents;
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;
  @property({ type: Boolean }) panel = false;
  @property({ type: Boolean }) layouts = false; // their panel is open

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
    this.watch(this.store.media);
  }

  override render() {
    const viewer = this.store.role === "viewer";
    return html`
      ${this.store.role === "chair" ? html`<gb-layout-switch .store=${this.store} .open=${this.layouts}></gb-layout-switch>` : this.hint()}
      <nav class="buttons" aria-label=${t("room.controls")}>
        <div class="middle">
          ${viewer ? null : this.devices()} ${viewer ? null : this.sharing()}
          ${this.button("leave", phoneOff, "room.leave", () => this.store.leave())}
        </div>
        <div class="right">
          <button
            class="big ${this.panel ? "pressed" : ""}"
            aria-expanded=${this.panel}
            @click=${() => tell(this, "toggle-panel")}
          >
            ${list}<span>${t("room.sites_show")}</span>
          </button>
        </div>
      </nav>
    `;
  }

  /* A site is muted until it is given the floor: said plainly, beside the button that changes it. */
  private hint() {
    const { self, microphone: open, hint } = this.store.state;
    const muted = this.store.media.state.microphone ? "room.muted_hint" : "room.mic_none";
    const own = self?.role === "site" && !open ? muted : null;
    const key = this.store.may_speak ? (hint ?? own) : this.store.has_asked ? "av.asked" : "av.muted_by_op";
    return html`<p class="hint" role="status">${key ? html`${microphoneOff} ${t(key)}` : null}</p>`;
  }

  private devices() {
    const open = this.store.state.microphone;
    const seen = this.store.media.state.camera !== null;
    if (!this.store.may_speak) {
      const asked = this.store.has_asked;
      return html`${this.button(asked ? "shown" : "", hand, asked ? "floor.cancel" : "floor.request", () => this.store.toggleAsking())}
      ${this.camera(seen)}`;
    }
    return html`
      ${this.button(open ? "" : "off", open ? microphone : microphoneOff, open ? "av.mic_off" : "av.mic_on", () =>
        this.store.devices.toggleMicrophone(),
      )}
      ${this.camera(seen)}
    `;
  }

  private camera(seen: boolean) {
    return this.button(seen ? "" : "off", seen ? camera : cameraOff, seen ? "av.cam_off" : "av.cam_on", () =>
      this.store.devices.toggleCamera(),
    );
  }

  /* One presents at a time; only the chair may end another's. */
  private sharing() {
    if (!canShareScreen()) return null;
    const { presenting, roster, stage } = this.store.state;
    const other = presenterName(roster, stage.share);
    const running = presenting === "showing" || (other !== null && this.store.role === "chair");
    const barred = presenting === "choosing" || presenting === "asking" || (other !== null && !running) || (!running && !this.store.may_present);
    return html`<button
      class="big ${running ? "shown" : ""}"
      ?disabled=${barred}
      title=${other ? t("share.by", { site: other }) : ""}
      @click=${() => this.store.toggleShare()}
    >
      ${running ? shareOff : share}<span>${t(running ? "share.stop" : "share.start")}</span>
    </button>`;
  }

  private button(look: string, icon: TemplateResult, text: TextKey, press: () => unknown) {
    return html`<button class="big ${look}" @click=${press}>${icon}<span>${t(text)}</span></button>`;
  }
}
