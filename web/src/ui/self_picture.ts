/* The site's own camera, mirrored as in a looking-glass. */
import { css, html, type PropertyValues } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { t } from "../text/text";
import { GbElement } from "./element";
import { shared } from "./shared";

@customElement("gb-self-picture")
export class SelfPicture extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        aspect-ratio: 16 / 9;
        max-height: var(--picture-max, none);
        width: 100%;
        background: #0a0f17;
        overflow: hidden;
      }
      video {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: cover;
        transform: scaleX(-1);
      }
    `,
  ];

  @property({ attribute: false }) track: MediaStreamTrack | null = null;
  @query("video") private video!: HTMLVideoElement;

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("track")) this.video.srcObject = this.track ? new MediaStream([this.track]) : null;
  }

  override render() {
    return html`<video autoplay playsinline .muted=${true} ?hidden=${!this.track} aria-label=${t("join.preview")}></video>`;
  }
}
