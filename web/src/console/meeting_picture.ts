/* What the meeting looks like now, on the console: as the sites or the chair see it, without sound until it is asked for. */
import { css, html } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import link from "icon:link";
import sound_on from "icon:volume-2";
import sound_off from "icon:volume-x";
import type { View } from "../api/messages";
import { copyLiveLink } from "../live/live_link";
import { t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import { shared } from "../ui/shared";
import type { ConsoleStore } from "./console_store";

const VIEWS: readonly [View, TextKey][] = [
  ["sites", "lay.view_sites"],
  ["chair", "lay.view_chair"],
];

@customElement("gb-meeting-picture")
export class MeetingPicture extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.4rem;
      }
      .frame {
        position: relative;
        aspect-ratio: 16 / 9;
        border-radius: 0.5rem;
        background: #05080d;
        overflow: hidden;
      }
      video {
        display: block;
        width: 100%;
        height: 100%;
      }
      p {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        color: #fff;
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto auto;
        gap: 0.5rem;
      }
      select,
      .button {
        min-height: 2.4rem;
      }
    `,
  ];

  @property({ attribute: false }) store!: ConsoleStore;
  @state() private heard = false;
  @state() private seen = false;
  @query("video") private video!: HTMLVideoElement;
  @query("audio") private audio!: HTMLAudioElement;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store.watching);
    this.store.watching.turn(true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.store.watching.turn(false);
  }

  override updated(): void {
    const { picture, sound } = this.store.watching;
    if (play(this.video, picture)) this.seen = false;
    play(this.audio, sound);
    this.audio.muted = !this.heard;
  }

  override render() {
    const { view } = this.store.watching;
    const choose = (event: Event) => this.store.watching.choose((event.target as HTMLSelectElement).value as View);
    return html`
      <div class="frame">
        <video playsinline .muted=${true} aria-label=${t("room.picture")} @playing=${() => (this.seen = true)}></video>
        ${this.seen ? null : html`<p role="status">${t("room.wait_picture")}</p>`}
      </div>
      <audio></audio>
      <div class="row">
        <select aria-label=${t("con.picture_of")} @change=${choose}>
          ${VIEWS.map(([value, text]) => html`<option value=${value} ?selected=${value === view}>${t(text)}</option>`)}
        </select>
        <button class="button" aria-pressed=${this.heard} title=${t(this.heard ? "con.sound_off" : "con.sound_on")} @click=${() => (this.heard = !this.heard)}>
          ${this.heard ? sound_on : sound_off}<span class="only-read">${t("con.sound_on")}</span>
        </button>
        <button class="button" title=${t("live.link")} @click=${() => void copyLiveLink(this.store.state.meeting?.code ?? "")}>${link}<span class="only-read">${t("live.link")}</span></button>
      </div>
    `;
  }
}

/* True if the element got another track. */
function play(element: HTMLMediaElement, track: MediaStreamTrack | null): boolean {
  const shown = (element.srcObject as MediaStream | null)?.getTracks()[0] ?? null;
  if (shown === track) return false;
  element.srcObject = track ? new MediaStream([track]) : null;
  if (track) void element.play().catch(() => undefined);
  return true;
}
