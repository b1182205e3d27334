/*
 * What is presented, as it comes from the presenter: never larger than sharp, on wish at its own size with scroll bars.
 * Nothing is shown until the first picture of this presenter is there; the room page gives it room only then.
 */
import { css, html, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import fit from "icon:minimize";
import whole from "icon:scan";
import swap from "icon:arrow-left-right";
import { t } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { shared } from "../ui/shared";
import type { RoomStore } from "./room_store";
import { presenterName } from "./roster";

@customElement("gb-slides-view")
export class SlidesView extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        position: relative;
        background: #05080d;
        overflow: hidden;
      }
      .scroll {
        width: 100%;
        height: 100%;
        overflow: hidden;
      }
      video {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .own {
        overflow: auto;
      }
      .own video {
        width: auto;
        height: auto;
        max-width: none;
        margin: auto;
      }
      .tools {
        position: absolute;
        inset: 0.5rem 0.5rem auto auto;
        display: flex;
        gap: 0.4rem;
        max-width: calc(100% - 1rem);
      }
      .tools .button {
        min-height: 2.4rem;
        padding: 0.25rem 0.7rem;
        background: rgb(18 26 38 / 88%);
        font-size: 0.9rem;
      }
      .by {
        position: absolute;
        inset: auto auto 0.5rem 0.5rem;
        max-width: calc(100% - 1rem);
        padding: 0.15rem 0.6rem;
        border-radius: 0.4rem;
        background: rgb(5 8 13 / 82%);
        font-size: 0.9rem;
        font-weight: 600;
      }
      :host([bare]) .tools,
      :host([bare]) .by,
      :host([small]) .by {
        display: none;
      }
      @media (max-width: 48rem) {
        .tools .label {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;
  @property({ type: Boolean, reflect: true }) small = false; // the mixed picture is the large one
  @state() private own_size = false;
  @query("video") private video!: HTMLVideoElement;
  private presenter = "";

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  /* Another presenter: the last picture of the one before must not stand under a new name. */
  override updated(changed: PropertyValues<this>): void {
    this.applySize();
    const { slides, stage, server_line } = this.store.state;
    const inside = server_line?.slides === "composed"; // the line does not carry them: the mixed picture holds them
    const presenter = stage.share.mine || inside ? "" : stage.share.site;
    if (changed.has("small") && this.small) this.own_size = false;
    const shown = (this.video.srcObject as MediaStream | null)?.getTracks()[0] ?? null;
    const wanted = presenter === "" ? null : slides;
    if (presenter === this.presenter && shown === wanted) return;
    this.presenter = presenter;
    this.own_size = false;
    this.video.srcObject = wanted && new MediaStream([wanted]);
    tell(this, "slides-shown", false);
    if (wanted) void this.video.play().catch(() => undefined);
  }

  override render() {
    const name = presenterName(this.store.state.roster, this.store.state.stage.share);
    return html`
      <div class="scroll ${this.own_size ? "own" : ""}" tabindex=${this.own_size ? 0 : -1}>
        <video
          playsinline
          .muted=${true}
          aria-label=${t("share.picture")}
          @loadeddata=${() => tell(this, "slides-shown", true)}
          @resize=${this.applySize}
        ></video>
      </div>
      ${name ? html`<p class="by">${t("share.by", { site: name })}</p>` : null}
      <div class="tools">
        ${this.small ? null : this.sizeButton()}
        <button class="button" title=${t("share.swap")} @click=${() => tell(this, "swap-pictures")}>
          ${swap}<span class="only-read">${t("share.swap")}</span>
        </button>
      </div>
    `;
  }

  private sizeButton() {
    const text = t(this.own_size ? "share.fit" : "share.own_size");
    return html`<button class="button" title=${text} @click=${() => (this.own_size = !this.own_size)}>
      ${this.own_size ? fit : whole}<span class="label">${text}</span>
    </button>`;
  }

  /* One pixel of the source on one of the screen, also where the browser counts larger ones. */
  private applySize(): void {
    const { videoWidth, videoHeight, style } = this.video;
    style.width = this.own_size ? `${videoWidth / devicePixelRatio}px` : "";
    style.height = this.own_size ? `${videoHeight / devicePixelRatio}px` : "";
  }
}
