/* Who has the floor, for how long; who asks to speak, in the order that the chair's office gives them. */
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import down from "icon:arrow-down";
import voice from "icon:mic-vocal";
import up from "icon:arrow-up";
import cross from "icon:x";
import type { Proceedings } from "../api/proceedings_messages";
import { nameOf } from "../room/roster";
import { formatTime } from "../text/format";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import { shared } from "../ui/shared";
import { clockText, floorClock, moved } from "./console_state";
import type { ConsoleStore } from "./console_store";
import { panelStyles } from "./panel_styles";

const LIMITS_MIN = [0, 3, 5, 7, 10, 15, 20, 30];
const TICK_MS = 1000;

@customElement("gb-floor-panel")
export class FloorPanel extends GbElement {
  static override styles = [
    shared,
    forms,
    panelStyles,
    css`
      .now {
        display: grid;
        gap: 0.3rem;
        padding: 0.7rem 0.9rem;
        border: 1px solid var(--line);
        border-left: 0.3rem solid var(--good);
        border-radius: 0.5rem;
        background: var(--surface);
      }
      .now div {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.75rem;
      }
      .who {
        font-size: 1.1rem;
        font-weight: 600;
      }
      .clock {
        font-size: 1.5rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .over {
        color: var(--poor);
      }
      .limit {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        font-weight: 400;
      }
      .limit select {
        width: auto;
        min-height: 2.3rem;
      }
      li[draggable] {
        cursor: grab;
      }
      li.target {
        box-shadow: inset 0 0.2rem var(--brand);
      }
      .n {
        min-width: 1.4rem;
        color: var(--text-soft);
      }
    `,
  ];

  @property({ attribute: false }) store!: ConsoleStore;
  @property({ type: Number }) limit_s = 0;
  @state() private dragged = "";
  @state() private over = "";
  private timer: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
    this.timer = window.setInterval(() => this.store.state.proceedings.floor.site && this.requestUpdate(), TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.timer);
  }

  override render() {
    const { proceedings } = this.store.state;
    return html`
      <h2>${t("con.floor")}</h2>
      ${proceedings.floor.site ? this.now(proceedings.floor) : html`<p class="none">${t("con.floor_none")}</p>`}
      <label class="limit"
        >${t("con.limit")}
        <select @change=${(event: Event) => (this.limit_s = Number((event.target as HTMLSelectElement).value))}>
          ${LIMITS_MIN.map((n) => html`<option value=${n * 60} ?selected=${n * 60 === this.limit_s}>${n ? t("con.limit_minutes", { n }) : t("con.limit_none")}</option>`)}
        </select>
      </label>
      <h3>${t("floor.queue", { n: proceedings.queue.length })}</h3>
      ${proceedings.queue.length === 0 ? html`<p class="none">${t("con.queue_none")}</p>` : html`<ol>${proceedings.queue.map((entry, index) => this.entry(entry, index))}</ol>`}
    `;
  }

  private now(floor: Proceedings["floor"]) {
    const { spoken_s, left_s } = floorClock(floor, this.store.now_ms);
    const over = left_s !== null && left_s < 0;
    return html`<div class="now">
      <div>
        <span class="who" role="status">${t("floor.now", { site: this.nameOf(floor.site) })}</span>
        <span class="clock ${over ? "over" : ""}" role="timer">${clockText(spoken_s)}</span>
      </div>
      <div><span class=${over ? "over" : "none"}>${left_s === null ? "" : over ? t("con.floor_over", { time: clockText(-left_s) }) : t("con.floor_left", { time: clockText(left_s) })}</span>
        <button class="button primary" @click=${() => this.store.run({ type: "floor", site: "" })}>${t("floor.end")}</button>
      </div>
    </div>`;
  }

  private entry({ site, since, subject }: Proceedings["queue"][number], index: number) {
    const name = this.nameOf(site);
    const { queue } = this.store.state.proceedings;
    return html`<li
      draggable="true"
      class=${this.over === site && this.dragged !== site ? "target" : ""}
      @dragstart=${() => (this.dragged = site)}
      @dragover=${(event: DragEvent) => this.dragOver(event, site)}
      @dragend=${() => (this.dragged = this.over = "")}
      @drop=${(event: DragEvent) => this.dropped(event, index)}
    >
      <span class="n">${index + 1}</span>
      <span class="main"><strong>${name}</strong><small>${subject ? html`${subject} · ` : nothing}${t("con.queue_since", { time: formatTime(since) })}</small></span>
      <button class="button" aria-label=${t("meet.up", { name })} ?disabled=${index === 0} @click=${() => this.move(site, index - 1)}>${up}</button>
      <button class="button" aria-label=${t("meet.down", { name })} ?disabled=${index === queue.length - 1} @click=${() => this.move(site, index + 1)}>${down}</button>
      <button class="button" aria-label=${t("con.queue_withdraw", { name })} @click=${() => this.store.run({ type: "withdraw", site })}>${cross}</button>
      <button class="button give" aria-label=${t("con.give_of", { name })} title=${t("floor.give")} @click=${() => this.store.run({ type: "floor", site, limit_s: this.limit_s })}>${voice}</button>
    </li>`;
  }

  private dragOver(event: DragEvent, site: string): void {
    if (!this.dragged) return;
    event.preventDefault();
    this.over = site;
  }

  private dropped(event: DragEvent, index: number): void {
    event.preventDefault();
    if (this.dragged) this.move(this.dragged, index);
    this.dragged = this.over = "";
  }

  private move(site: string, to: number): void {
    this.store.run({ type: "queue", sites: moved(this.store.state.proceedings.queue, site, to) });
  }

  private nameOf(site: string): string {
    return nameOf(this.store.state.roster, site) ?? site;
  }
}
