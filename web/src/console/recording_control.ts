/* Recording in the console's head: begin, pause, go on, end; how long it is, and what is wrong with it. */
import { css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import alert from "icon:triangle-alert";
import circle from "icon:circle-dot";
import pause from "icon:pause";
import play from "icon:play";
import square from "icon:square";
import { RECORDING_ALARMS, recordedSeconds, type RecordCommand } from "../api/recording_messages";
import { hasText, t, type TextKey } from "../text/text";
import { confirmed } from "../ui/confirm";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import { clockText } from "./console_state";
import type { ConsoleStore } from "./console_store";
import "./told_list";

const TICK_MS = 1000;
const STATE_TEXT = { recording: "rec.on", paused: "rec.paused", waiting: "rec.waiting" } as const;

@customElement("gb-recording-control")
export class RecordingControl extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.45rem;
      }
      .button {
        min-height: 2.5rem;
        padding: 0.3rem 0.8rem;
        font-size: 0.94rem;
      }
      .state {
        font-size: 0.94rem;
        font-variant-numeric: tabular-nums;
        font-weight: 600;
        white-space: nowrap;
      }
      .state.recording,
      .state.waiting,
      .bad {
        color: var(--poor);
      }
      .state.recording::before {
        display: inline-block;
        width: 0.75rem;
        height: 0.75rem;
        margin-right: 0.4rem;
        border-radius: 50%;
        background: currentColor;
        content: "";
      }
      .bad {
        font-size: 0.9rem;
        font-weight: 600;
      }
      .stems {
        display: inline-flex;
        align-items: center;
        gap: 0.35rem;
        min-height: 2.5rem;
        font-size: 0.9rem;
      }
      .bad .icon {
        width: 1.05em;
        height: 1.05em;
        vertical-align: -0.15em;
      }
    `,
  ];

  @property({ attribute: false }) store!: ConsoleStore;
  @query("#stems") private stems!: HTMLInputElement | null;
  private timer: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
    this.timer = window.setInterval(() => this.store.state.recording.state === "recording" && this.requestUpdate(), TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.timer);
  }

  override render() {
    const { recording, proceedings } = this.store.state;
    if (recording.state === "off") {
      const ended = `rec.ended.${recording.reason ?? ""}`;
      return html`${hasText(ended) ? html`<span class="bad" role="alert">${alert} ${t(ended as TextKey)}</span>` : nothing} ${this.alarms()}
      ${proceedings.phase === "ended" ? nothing : this.start(recording.stems ?? false)}`;
    }
    const held = recording.state === "paused";
    return html`<span class="state ${recording.state}" role="status">${t(STATE_TEXT[recording.state])} <span aria-hidden="true">${clockText(recordedSeconds(recording, Date.now()))}</span></span>
      ${recording.stems ? html`<span class="stems">${t("rec.stems_on")}</span>` : nothing}${this.alarms()}<gb-told-list .store=${this.store}></gb-told-list>
      <button class="button" title=${t(held ? "rec.resume" : "rec.pause")} aria-label=${t(held ? "rec.resume" : "rec.pause")} @click=${() => this.say(held ? "resume" : "pause")}>${held ? play : pause}</button>
      <button class="button" title=${t("rec.stop")} aria-label=${t("rec.stop")} @click=${() => void this.stop()}>${square}</button>`;
  }

  private start(stems: boolean) {
    return html`<button class="button" @click=${() => this.store.run({ type: "record", action: "begin", stems: this.stems?.checked ?? false })}>${circle} ${t("rec.start")}</button>
      <label class="stems" title=${t("rec.stems_hint")}><input id="stems" type="checkbox" .checked=${stems} /> ${t("rec.stems")}</label>`;
  }

  private alarms() {
    const known = RECORDING_ALARMS.filter((word) => this.store.state.recording.alarms?.includes(word));
    return known.map((word) => html`<span class="bad" role="alert">${alert} ${t(`rec.alarm.${word}`)}</span>`);
  }

  private say(action: Exclude<RecordCommand["action"], "begin">): void {
    this.store.run({ type: "record", action });
  }

  private async stop(): Promise<void> {
    if (await confirmed({ heading: t("rec.stop"), text: t("rec.stop_confirm"), action: t("rec.stop") })) this.say("end");
  }
}
