/* Shows the level of a microphone. Tells "quiet" once when nothing was heard for a while. */
import { css, html, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { SoundLevel } from "../media/sound_level";
import { t } from "../text/text";
import { GbElement, tell } from "./element";
import { shared } from "./shared";

const READ_EVERY_MS = 50;
const SAY_EVERY_MS = 1000; // for screen readers
const QUIET_AFTER_MS = 8000;
const HEARD_LEVEL = 0.2; // -48 dBFS: below it a voice drowns in the noise of the room
const FALL = 0.06; // a read: a full bar falls in 0.8 s

@customElement("gb-level-meter")
export class LevelMeter extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .track {
        position: relative;
        height: 0.8rem;
        border-radius: 0.4rem;
        background: var(--line);
        overflow: hidden;
      }
      .bar {
        position: absolute;
        inset: 0;
        background: linear-gradient(90deg, var(--good) 75%, var(--fair) 90%, var(--poor));
        clip-path: inset(0 100% 0 0);
      }
    `,
  ];

  @property({ attribute: false }) track: MediaStreamTrack | null = null;
  @state() private said = 0;
  @query(".bar") private bar!: HTMLElement;
  private level: SoundLevel | null = null;
  private timer: number | undefined;
  private shown = 0;
  private silent_ms = 0;
  private since_said_ms = 0;
  private quiet = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has("track")) return;
    this.stop();
    if (!this.track) return;
    this.level = new SoundLevel();
    this.level.listen(this.track);
    this.timer = window.setInterval(() => this.read(), READ_EVERY_MS);
  }

  override render() {
    return html`<div
      class="track"
      role="meter"
      aria-label=${t("join.level")}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${this.said}
    >
      <div class="bar"></div>
    </div>`;
  }

  private read(): void {
    if (!this.level) return;
    const heard = this.track?.enabled ? this.level.read() : 0;
    this.shown = Math.max(heard, this.shown - FALL);
    this.bar.style.clipPath = `inset(0 ${(100 - this.shown * 100).toFixed(1)}% 0 0)`;
    this.since_said_ms += READ_EVERY_MS;
    if (this.since_said_ms >= SAY_EVERY_MS) {
      this.since_said_ms = 0;
      this.said = Math.round(this.shown * 100);
    }
    if (this.level.running) this.judge(heard);
  }

  private judge(heard: number): void {
    this.silent_ms = heard >= HEARD_LEVEL ? 0 : this.silent_ms + READ_EVERY_MS;
    const quiet = this.silent_ms >= QUIET_AFTER_MS;
    if (quiet === this.quiet) return;
    this.quiet = quiet;
    tell(this, "quiet", quiet);
  }

  private stop(): void {
    window.clearInterval(this.timer);
    this.level?.close();
    this.level = null;
    this.shown = this.silent_ms = 0;
  }
}
