/*
 * A recording that is watched: picture, bar with chapters, speed, keys. Tells "place" (ms) as it goes, "mark" ("in" or "out") when
 * the keys I and O are pressed.
 */
import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import full from "icon:maximize";
import pause from "icon:pause";
import play from "icon:play";
import next from "icon:skip-forward";
import previous from "icon:skip-back";
import volume from "icon:volume-2";
import muted from "icon:volume-x";
import { t } from "../text/text";
import { GbElement, tell } from "../ui/element";
import "../ui/notice";
import { shared } from "../ui/shared";
import { clockText } from "./copy_records";
import { playerStyles } from "./player_styles";
import { chapterAt, type Chapter } from "./recording_records";
import { chapterText } from "./recording_text";

const STEP_S = 10;
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
const VOLUME_STEP = 0.1;
const AFRESH_MS = 3000; // "previous" behind this goes to the beginning of the same chapter

@customElement("gb-player")
export class Player extends GbElement {
  static override styles = [shared, playerStyles];

  @property() src = "";
  @property() name = "";
  @property({ attribute: false }) chapters: readonly Chapter[] = [];
  @property({ type: Number }) length_ms = 0; // as far as is known without the file
  @property({ type: Number }) mark_in_ms = -1;
  @property({ type: Number }) mark_out_ms = -1;
  @property({ attribute: false }) thumbnail: ((at_ms: number) => string) | null = null;
  @state() private place_ms = 0;
  @state() private playing = false;
  @state() private speed = 1;
  @state() private silent = false;
  @state() private broken = false;
  @state() private preview: { at_ms: number; share: number } | null = null;
  @query("video") private video!: HTMLVideoElement;
  private begin_ms = -1;

  /* Goes there, also before the file is there. */
  seek(at_ms: number): void {
    this.begin_ms = at_ms;
    this.place_ms = at_ms;
    if (this.video && this.video.readyState > 0) this.video.currentTime = at_ms / 1000;
  }

  get at_ms(): number {
    return this.place_ms;
  }

  override render() {
    const length_ms = Math.max(this.length_ms, 1);
    const here = chapterAt(this.chapters, this.place_ms);
    return html`
      <div class="frame" tabindex="0" role="group" aria-label=${t("rec.video", { title: this.name })} aria-describedby="keys" @keydown=${this.onKey}>
        <video
          src=${this.src}
          preload="metadata"
          playsinline
          aria-label=${t("rec.video", { title: this.name })}
          @click=${this.toggle}
          @loadedmetadata=${this.onLoaded}
          @timeupdate=${this.onTime}
          @seeked=${this.onTime}
          @play=${() => (this.playing = true)}
          @pause=${() => (this.playing = false)}
          @error=${() => (this.broken = true)}
        ></video>
        ${this.broken ? html`<gb-notice>${t("rec.broken")}</gb-notice>` : nothing}
        <div class="line" @pointermove=${this.onHover} @pointerleave=${() => (this.preview = null)}>
          ${this.chapters.map(({ from_ms }) => html`<i .style=${`left: ${(100 * from_ms) / length_ms}%`}></i>`)} ${this.range(length_ms)} ${this.hover()}
          <input type="range" min="0" max=${length_ms} step="1000" .value=${String(this.place_ms)} aria-label=${t("rec.place")} aria-valuetext=${t("rec.at", { time: clockText(this.place_ms), length: clockText(length_ms) })} @input=${this.onSlide} />
        </div>
        <div class="bar">
          ${this.button(previous, t("rec.previous"), () => this.leap(-1))} ${this.button(this.playing ? pause : play, t(this.playing ? "rec.pause" : "rec.play"), () => this.toggle(), "main")} ${this.button(next, t("rec.next"), () => this.leap(1))}
          <span class="clock">${clockText(this.place_ms)} / ${clockText(length_ms)}</span>
          <span class="here">${here ? chapterText(here) : ""}</span>
          <label title=${t("rec.speed")}><span class="only-read">${t("rec.speed")}</span> <select @change=${(event: Event) => this.setSpeed(Number((event.target as HTMLSelectElement).value))}>${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === this.speed}>${speed}×</option>`)}</select></label>
          ${this.button(this.silent ? muted : volume, t(this.silent ? "rec.unmute" : "rec.mute"), () => this.mute())} ${this.button(full, t("rec.full"), () => this.fill())}
        </div>
      </div>
      <p id="keys" class="keys">${t("rec.keys")}</p>
    `;
  }

  private button(icon: unknown, label: string, act: () => void, part = "") {
    return html`<button class="button ${part}" aria-label=${label} title=${label} @click=${act}>${icon}</button>`;
  }

  private range(length_ms: number) {
    if (this.mark_in_ms < 0) return nothing;
    const end_ms = this.mark_out_ms > this.mark_in_ms ? this.mark_out_ms : this.mark_in_ms + length_ms / 200;
    return html`<b .style=${`left: ${(100 * this.mark_in_ms) / length_ms}%; width: ${(100 * (end_ms - this.mark_in_ms)) / length_ms}%`}></b>`;
  }

  private hover() {
    if (!this.preview) return nothing;
    const { at_ms, share } = this.preview;
    const chapter = chapterAt(this.chapters, at_ms);
    const picture = this.thumbnail?.(at_ms);
    return html`<span class="preview" aria-hidden="true" .style=${`left: ${Math.min(Math.max(share * 100, 8), 92)}%`}>${picture ? html`<img src=${picture} alt="" width="160" height="90" />` : nothing}${clockText(at_ms)}${chapter ? html` · ${chapterText(chapter)}` : nothing}</span>`;
  }

  private onLoaded(): void {
    const { duration } = this.video;
    if (Number.isFinite(duration) && duration > 0) this.length_ms = duration * 1000;
    this.video.playbackRate = this.speed;
    if (this.begin_ms >= 0) this.seek(this.begin_ms);
  }

  private onTime(): void {
    this.place_ms = Math.round(this.video.currentTime * 1000);
    tell(this, "place", this.place_ms);
  }

  private onSlide(event: Event): void {
    this.seek(Number((event.target as HTMLInputElement).value));
  }

  private onHover(event: PointerEvent): void {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const share = Math.min(Math.max((event.clientX - left) / width, 0), 1);
    this.preview = { at_ms: share * this.length_ms, share };
  }

  private toggle(): void {
    if (this.video.paused) void this.video.play().catch(() => undefined); // the browser says so itself
    else this.video.pause();
  }

  private setSpeed(speed: number): void {
    this.speed = speed;
    this.video.playbackRate = speed;
  }

  private mute(): void {
    this.silent = !this.silent;
    this.video.muted = this.silent;
  }

  private fill(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void this.renderRoot.querySelector(".frame")?.requestFullscreen().catch(() => undefined);
  }

  /* To the chapter before or behind. */
  private leap(by: 1 | -1): void {
    const begins = [...new Set([0, ...this.chapters.map(({ from_ms }) => from_ms)])].sort((a, b) => a - b);
    const to = by > 0 ? begins.find((at) => at > this.place_ms) : begins.filter((at) => at < this.place_ms - AFRESH_MS).at(-1);
    if (to !== undefined) this.seek(to);
  }

  private onKey(event: KeyboardEvent): void {
    const on_control = event.composedPath()[0] instanceof HTMLButtonElement || event.composedPath()[0] instanceof HTMLSelectElement;
    if (event.ctrlKey || event.metaKey || event.altKey || (on_control && (event.key === " " || event.key.startsWith("Arrow")))) return;
    const speed_at = SPEEDS.indexOf(this.speed);
    const keys: Record<string, () => void> = {
      " ": () => this.toggle(),
      k: () => this.toggle(),
      ArrowLeft: () => this.seek(Math.max(this.place_ms - STEP_S * 1000, 0)),
      ArrowRight: () => this.seek(Math.min(this.place_ms + STEP_S * 1000, this.length_ms)),
      ArrowUp: () => (this.video.volume = Math.min(this.video.volume + VOLUME_STEP, 1)),
      ArrowDown: () => (this.video.volume = Math.max(this.video.volume - VOLUME_STEP, 0)),
      n: () => this.leap(1),
      p: () => this.leap(-1),
      "[": () => this.setSpeed(SPEEDS[Math.max(speed_at - 1, 0)] ?? 1),
      "]": () => this.setSpeed(SPEEDS[Math.min(speed_at + 1, SPEEDS.length - 1)] ?? 1),
      m: () => this.mute(),
      f: () => this.fill(),
      i: () => tell(this, "mark", "in"),
      o: () => tell(this, "mark", "out"),
      Home: () => this.seek(0),
      End: () => this.seek(this.length_ms),
    };
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
