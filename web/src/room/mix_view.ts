/* The mixed picture, letterboxed, and the mixed sound. If the browser refuses to play sound it says so, with a button. */
import { css, html } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import volumeOff from "icon:volume-x";
import { chosenDevice } from "../media/device_choice";
import { t } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { shared } from "../ui/shared";
import type { RoomStore } from "./room_store";
import "./self_view";

@customElement("gb-mix-view")
export class MixView extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        position: relative;
        background: #05080d;
      }
      video {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .swap {
        position: absolute;
        inset: 0;
        border: 0;
        background: none;
      }
      .swap:hover {
        box-shadow: inset 0 0 0 3px var(--brand);
      }
      .swap:focus-visible {
        outline-offset: -0.3rem;
      }
      .wait {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 1.25rem;
        padding: 1rem;
        color: var(--text);
        font-size: 1.3rem;
        text-align: center;
      }
      .ring {
        width: 3.5rem;
        height: 3.5rem;
        border: 0.35rem solid var(--line);
        border-top-color: var(--brand);
        border-radius: 50%;
        animation: turn 1.1s linear infinite;
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
      .silent {
        position: absolute;
        inset: auto 0 1.25rem;
        display: grid;
        justify-items: center;
      }
      .silent .button {
        min-height: 4rem;
        padding: 0.5rem 1.5rem;
        font-size: 1.2rem;
        box-shadow: 0 0.5rem 2rem #000;
      }
      gb-self-view {
        position: absolute;
        right: 0.75rem;
        bottom: 0.75rem;
        width: clamp(7rem, 13vw, 18rem);
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;
  @property({ type: Boolean }) self_shown = false;
  @property({ type: Boolean, reflect: true }) small = false; // stands beside the slides
  @state() private sound_blocked = false;
  @state() private seen = false;
  @query("video") private video!: HTMLVideoElement;
  @query("audio") private audio!: HTMLAudioElement;
  private speaker_id = "";

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
    this.watch(this.store.media);
  }

  override updated(): void {
    const { picture, sound } = this.store.state;
    if (show(this.video, picture)) {
      this.seen = false;
      void this.video.play().catch(() => undefined);
    }
    if (show(this.audio, sound)) void this.playSound();
    void this.chooseSpeaker();
  }

  override render() {
    const text = this.store.state.meeting ? "room.wait_picture" : "st.connecting";
    return html`
      <video playsinline .muted=${true} aria-label=${t("room.picture")} @playing=${() => (this.seen = true)}></video>
      <audio></audio>
      ${this.small ? this.swapButton() : null} ${this.seen ? null : html`<div class="wait"><div class="ring"></div><p>${t(text)}</p></div>`}
      ${this.sound_blocked ? this.soundHint() : null}
      ${this.self_shown ? html`<gb-self-view .store=${this.store}></gb-self-view>` : null}
    `;
  }

  private swapButton() {
    return html`<button class="swap" title=${t("share.swap")} @click=${() => tell(this, "swap-pictures")}>
      <span class="only-read">${t("share.swap")}</span>
    </button>`;
  }

  private soundHint() {
    return html`<div class="silent" role="alert">
      <button class="button primary" @click=${this.playSound}>
        ${volumeOff} <span>${t("room.sound_blocked")} ${t("room.sound_on")}</span>
      </button>
    </div>`;
  }

  private async playSound(): Promise<void> {
    try {
      await this.audio.play();
      this.sound_blocked = false;
    } catch (error) {
      this.sound_blocked = error instanceof DOMException && error.name === "NotAllowedError";
    }
  }

  private async chooseSpeaker(): Promise<void> {
    const id = chosenDevice("loudspeaker");
    if (id === this.speaker_id || !("setSinkId" in this.audio)) return;
    this.speaker_id = id;
    await this.audio.setSinkId(id).catch((error: unknown) => console.warn("loudspeaker not usable", error));
  }
}

/* True if the element got another track. */
function show(element: HTMLMediaElement, track: MediaStreamTrack | null): boolean {
  const shown = (element.srcObject as MediaStream | null)?.getTracks()[0] ?? null;
  if (shown === track) return false;
  element.srcObject = track ? new MediaStream([track]) : null;
  return track !== null;
}
