/* The head of the console: which meeting, how far it is, and what concerns all of it. */
import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import back from "icon:arrow-left";
import camera from "icon:camera";
import layouts from "icon:layout-grid";
import roll from "icon:list-checks";
import lock from "icon:lock";
import alert from "icon:triangle-alert";
import unlock from "icon:lock-open";
import message from "icon:message-square";
import monitor from "icon:monitor";
import mic_off from "icon:mic-off";
import stop from "icon:octagon-x";
import { rest, sentenceOf } from "../api/rest_client";
import { formatTime } from "../text/format";
import { formatNumber, t, type TextKey } from "../text/text";
import { confirmed } from "../ui/confirm";
import { GbElement, tell } from "../ui/element";
import "../ui/reading_options";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";
import { barStyles } from "./bar_styles";
import { clockText, troubles } from "./console_state";
import type { ConsoleStore } from "./console_store";
import "./recording_control";
import { sendMessage } from "./site_sheet";

const TICK_MS = 1000;
const EXTEND_MIN = 30;
const PHASE_TEXT: Record<"before" | "live" | "ended", TextKey> = { before: "con.phase_before", live: "con.phase_live", ended: "con.phase_ended" };

@customElement("gb-console-bar")
export class ConsoleBar extends GbElement {
  static override styles = [shared, barStyles];

  @property({ attribute: false }) store!: ConsoleStore;
  @property() home = "/";
  @property({ type: Boolean }) picture = false; // is shown
  private timer: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
    this.timer = window.setInterval(() => this.store.state.proceedings.phase === "live" && this.requestUpdate(), TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.timer);
  }

  override render() {
    const { meeting, link, proceedings } = this.store.state;
    const away = link.kind === "waiting" && link.refusal ? (`err.${link.refusal}` as const) : "err.server";
    return html`
      <header>
        <div class="row">
          <a class="button" href=${this.home} aria-label=${t("com.to_home")}>${back}</a>
          <div class="what">
            <h1>${meeting?.title ?? t("con.title")}</h1>
            <p>${link.kind === "online" ? this.phase() : link.kind === "connecting" ? t("st.connecting") : html`<span class="bad" role="alert">${t(away)}</span>`}</p>
          </div>
          <gb-reading-options></gb-reading-options>
          ${this.course()}
          <button class="button danger" @click=${() => this.ask("room.stop", "con.stop_confirm", "stop")}>${stop} ${t("room.stop")}</button>
        </div>
        <div class="row" role="toolbar" aria-label=${t("con.conduct")} ?inert=${meeting === null}>
          ${this.switch(proceedings.governed, "con.governed", "govern", t("con.governed_hint"))} ${this.switch(proceedings.waiting_room, "con.waiting_room", "waiting")}
          <button class="button" aria-pressed=${proceedings.locked} @click=${() => this.store.run({ type: "lock", on: !proceedings.locked })}>
            ${proceedings.locked ? lock : unlock} ${t(proceedings.locked ? "room.unlock" : "room.lock")}
          </button>
          <span class="gap"></span>
          <gb-recording-control .store=${this.store}></gb-recording-control>
          <button class="button two" @click=${() => this.store.run({ type: "mute", site: "*", on: true })}>${mic_off} ${t("av.mic_off_all")}</button>
          <button class="button" @click=${() => void sendMessage(this.store, "*", "")} title=${t("con.message_all")}>${message} <span class="words">${t("con.message_short")}</span></button>
          <button class="button" aria-pressed=${this.picture} title=${t("con.picture")} @click=${() => tell(this, "toggle-picture")}>${monitor} <span class="words">${t("con.picture")}</span></button>
          <button class="button" title=${t("con.snapshot")} @click=${() => void this.snapshot()}>${camera} <span class="words">${t("con.snapshot")}</span></button>
          <button class="button" title=${t("roll.short")} @click=${() => tell(this, "toggle-roll")}>${roll} <span class="words">${t("roll.short")}</span></button>
          <button class="button" aria-haspopup="dialog" title=${t("lay.title")} @click=${() => tell(this, "toggle-layouts")}>${layouts} <span class="words">${t("lay.title")}</span></button>
        </div>
      </header>
    `;
  }

  private phase() {
    const { phase, opened, end_plan } = this.store.state.proceedings;
    const run_s = opened ? Math.max(0, (this.store.now_ms - Date.parse(opened)) / 1000) : 0;
    const late = phase === "live" && end_plan !== "" && Date.parse(end_plan) < this.store.now_ms;
    return html`<span class="phase ${phase}">${t(PHASE_TEXT[phase])}</span> ${phase === "live" && opened ? html`<span>${t("con.running", { time: clockText(run_s) })}</span>` : nothing}
      ${troubles(this.store.state).map(({ text, n }) => html`<span class="bad" role="status">${alert} ${t(text, { n: formatNumber(n) })}</span>`)}
      ${end_plan ? html`<span class=${late ? "bad" : ""}>${t("con.planned_end", { time: formatTime(end_plan) })}</span>` : nothing}`;
  }

  /* What leads on from here. */
  private course() {
    const { phase } = this.store.state.proceedings;
    if (this.store.state.meeting === null) return nothing;
    if (phase === "before") return html`<button class="button primary" @click=${() => this.store.run({ type: "begin" })}>${t("room.begin")}</button>`;
    if (phase === "ended") return nothing;
    return html`<button class="button" @click=${() => this.store.run({ type: "extend", minutes: EXTEND_MIN })}>${t("room.extend")}</button>
      <button class="button" @click=${() => this.ask("room.end", "room.end_confirm", "end")}>${t("room.end")}</button>`;
  }

  private switch(on: boolean, text: TextKey, type: "govern" | "waiting", hint = "") {
    return html`<label class="switch" title=${hint}>
      <input type="checkbox" role="switch" .checked=${on} @change=${(event: Event) => this.turned(event, type, on)} /><span></span> ${t(text)}
    </label>`;
  }

  /* The switch shows what the server says, not what was pressed. */
  private turned(event: Event, type: "govern" | "waiting", was: boolean): void {
    (event.target as HTMLInputElement).checked = was;
    this.store.run({ type, on: !was });
  }

  private async snapshot(): Promise<void> {
    const code = this.store.state.meeting?.code;
    if (!code) return;
    try {
      toast(t("con.snapshot_kept", { name: await rest.keep(`/meetings/${encodeURIComponent(code)}/snapshot`) }));
    } catch (error) {
      toast(sentenceOf(error));
    }
  }

  private async ask(heading: TextKey, text: TextKey, type: "stop" | "end"): Promise<void> {
    if (await confirmed({ heading: t(heading), text: t(text), action: t(heading), danger: true })) this.store.run({ type });
  }
}
