/* A running meeting for who only looks on, as HLS. The link's token stands behind the #; no account is asked for. */
import { css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import full from "icon:maximize";
import play from "icon:play";
import volume from "icon:volume-2";
import muted from "icon:volume-x";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/notice";
import { shared } from "../ui/shared";
import { LiveStream, type LiveState } from "./live_stream";

@customElement("gb-live-page")
export class LivePage extends GbElement {
  static override styles = [
    shared,
    css`
      main {
        max-width: min(80rem, (100dvh - 12rem) * 16 / 9 + 2rem);
        margin: 0 auto;
        padding: 1.25rem 1rem;
      }
      h1 {
        font-size: 1.5rem;
        font-weight: 600;
      }
      .frame {
        position: relative;
        margin: 1rem 0;
        aspect-ratio: 16 / 9;
        border-radius: var(--radius);
        background: #000;
        overflow: hidden;
      }
      video {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .cover {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        padding: 1rem;
        color: #fff;
        font-size: 1.15rem;
        text-align: center;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem;
      }
    `,
  ];

  @state() private state: LiveState = "waiting";
  @state() private silent = true; // sound begins with a press: browsers want it so
  @state() private stopped = false;
  @query("video") private video!: HTMLVideoElement;
  private stream: LiveStream | null = null;

  override firstUpdated(): void {
    document.title = `${t("live.title")} · ${t("app.brand")}`;
    this.stream = new LiveStream(this.video, `/live/${encodeURIComponent(location.hash.slice(1))}/index.m3u8`, (state) => (this.state = state));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stream?.close();
  }

  override render() {
    const on = this.state === "playing";
    return html`<main>
      <h1>${t("live.title")}</h1>
      ${this.state === "refused"
        ? html`<gb-notice kind="alarm" role="alert">${t("live.refused")}</gb-notice>`
        : html`<div class="frame">
              <video playsinline .muted=${this.silent} aria-label=${t("live.title")} @play=${() => (this.stopped = false)} @pause=${() => (this.stopped = true)}></video>
              ${on ? nothing : html`<p class="cover" role="status">${t("live.waiting")}</p>`}
            </div>
            <div class="bar">
              ${this.silent ? html`<button class="button primary" @click=${this.hear}>${muted} ${t("live.hear")}</button>` : html`<button class="button" @click=${() => (this.silent = true)}>${volume} ${t("live.hush")}</button>`}
              ${this.stopped && on ? html`<button class="button" @click=${() => void this.video.play()}>${play} ${t("rec.play")}</button>` : nothing}
              <button class="button" @click=${() => void this.video.requestFullscreen().catch(() => undefined)}>${full} ${t("rec.full")}</button>
            </div>`}
    </main>`;
  }

  private hear(): void {
    this.silent = false;
    void this.video.play().catch(() => undefined);
  }
}
