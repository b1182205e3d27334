/* A week with its hours: meetings at the same time stand beside each other. Begins at the office's first hour. */
import { css, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { meetingPath, type Meeting } from "../api/meeting_records";
import { STATE_TEXT } from "../meetings/meeting_text";
import { formatDate, formatTime, fromLocalText } from "../text/format";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import { byDay, placedIn, weekOf, type Placed } from "./calendar_days";
import { DAY_TEXT } from "./month_grid";

const HOUR_REM = 3;
const FIRST_HOUR = 7;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

@customElement("gb-week-grid")
export class WeekGrid extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .scroll {
        position: relative;
        height: max(20rem, calc(100dvh - 15rem));
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        overflow: auto;
      }
      .week {
        display: grid;
        grid-template-columns: 3.6rem repeat(7, minmax(8rem, 1fr));
      }
      .head {
        position: sticky;
        top: 0;
        z-index: 2;
        padding: 0.35rem;
        border-bottom: 1px solid var(--line);
        background: var(--raised);
        font-size: 0.85rem;
        font-weight: 600;
        text-align: center;
      }
      .head.now {
        color: var(--brand);
        box-shadow: inset 0 -0.2rem var(--brand);
      }
      .hours span {
        display: block;
        height: 3rem;
        padding: 0.1rem 0.4rem;
        color: var(--text-soft);
        font-size: 0.78rem;
        text-align: right;
      }
      .day {
        position: relative;
        height: calc(24 * 3rem);
        border-left: 1px solid var(--line);
        background: repeating-linear-gradient(to bottom, var(--line) 0 1px, transparent 1px 3rem);
      }
      a {
        position: absolute;
        overflow: hidden;
        padding: 0.15rem 0.4rem;
        border: 1px solid var(--surface);
        border-left: 0.25rem solid var(--line-strong);
        border-radius: 0.35rem;
        background: var(--raised);
        color: var(--text);
        font-size: 0.8rem;
        line-height: 1.25;
        text-decoration: none;
      }
      a:hover {
        z-index: 1;
        background: var(--brand-soft);
      }
      .scheduled {
        border-left-color: var(--brand);
        background: var(--brand-soft);
      }
      .trial {
        border-left-color: var(--fair);
      }
      .live {
        border-left-color: var(--good);
      }
      .cancelled {
        text-decoration: line-through;
      }
    `,
  ];

  @property() day = ""; // any of the week
  @property() today = "";
  @property({ attribute: false }) meetings: readonly Meeting[] = [];
  @query(".scroll") private pane!: HTMLElement;

  override firstUpdated(): void {
    const hours = this.renderRoot.querySelector<HTMLElement>(".hours");
    this.pane.scrollTop = ((hours?.offsetHeight ?? 0) / HOURS.length) * FIRST_HOUR;
  }

  override render() {
    const days = byDay(this.meetings);
    const week = weekOf(this.day);
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("cal.week")}>
      <div class="week">
        <div class="head"></div>
        ${week.map((day, index) => html`<div class="head ${day === this.today ? "now" : ""}">${t(DAY_TEXT[index]!)}<br />${formatDate(fromLocalText(day))}</div>`)}
        <div class="hours" aria-hidden="true">${HOURS.map((hour) => html`<span>${String(hour).padStart(2, "0")}:00</span>`)}</div>
        ${week.map((day) => html`<div class="day">${placedIn(day, days.get(day) ?? []).map((placed) => this.entry(placed))}</div>`)}
      </div>
    </div>`;
  }

  private entry({ meeting, from_min, to_min, lane, lanes }: Placed<Meeting>) {
    const { code, title, start, end, state } = meeting;
    const hours = (minutes: number) => `${((minutes / 60) * HOUR_REM).toFixed(2)}rem`;
    const box = `top: ${hours(from_min)}; height: ${hours(to_min - from_min)}; left: ${(100 * lane) / lanes}%; width: ${100 / lanes}%`;
    const time = `${formatTime(start)}–${formatTime(end)}`;
    return html`<a class=${state} .style=${box} href=${meetingPath(code)} title="${time} ${title} (${t(STATE_TEXT[state])})"><strong>${time}</strong> ${title}</a>`;
  }
}
