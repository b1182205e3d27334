/* A month: a cell a day with its first meetings; the rest behind "more", which tells "day" with the day. */
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { meetingPath, type Meeting } from "../api/meeting_records";
import { STATE_TEXT } from "../meetings/meeting_text";
import { formatTime, fromLocalText, formatDate } from "../text/format";
import { t, type TextKey } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { shared } from "../ui/shared";
import { byDay, monthOf } from "./calendar_days";

const SHOWN_MAX = 3; // of a day
export const DAY_TEXT: readonly TextKey[] = ["cal.mon", "cal.tue", "cal.wed", "cal.thu", "cal.fri", "cal.sat", "cal.sun"];

@customElement("gb-month-grid")
export class MonthGrid extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      table {
        width: 100%;
        border: 1px solid var(--line);
        border-collapse: collapse;
        table-layout: fixed;
        background: var(--surface);
      }
      th {
        padding: 0.4rem;
        background: var(--raised);
        color: var(--text-soft);
        font-size: 0.85rem;
        font-weight: 600;
      }
      td {
        height: 6.7rem;
        padding: 0.25rem;
        border: 1px solid var(--line);
        vertical-align: top;
      }
      td.beside {
        background: var(--ground);
      }
      .date {
        display: inline-block;
        min-width: 1.7em;
        margin-bottom: 0.1rem;
        padding: 0 0.3em;
        border-radius: 1em;
        font-size: 0.85rem;
        font-weight: 600;
        text-align: center;
      }
      .now .date {
        background: var(--brand);
        color: var(--on-brand);
      }
      a,
      .more {
        display: block;
        overflow: hidden;
        width: 100%;
        min-height: max(1.5rem, 24px);
        margin-bottom: 0.1rem;
        padding: 0.15rem 0.35rem;
        border: 0;
        border-left: 0.25rem solid var(--line-strong);
        border-radius: 0.25rem;
        background: var(--raised);
        color: var(--text);
        font-size: 0.8rem;
        text-align: left;
        text-decoration: none;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      a:hover,
      .more:hover {
        background: var(--brand-soft);
      }
      .scheduled {
        border-color: var(--brand);
      }
      .trial {
        border-color: var(--fair);
      }
      .live {
        border-color: var(--good);
      }
      .cancelled {
        text-decoration: line-through;
      }
      .more {
        border-color: transparent;
        background: none;
        color: var(--brand);
        font-weight: 600;
      }
      @media (max-width: 48rem) {
        td {
          height: 4rem;
        }
        a {
          display: none;
        }
      }
    `,
  ];

  @property() day = ""; // any of the month
  @property() today = "";
  @property({ attribute: false }) meetings: readonly Meeting[] = [];

  override render() {
    const days = byDay(this.meetings);
    return html`<table>
      <thead>
        <tr>
          ${DAY_TEXT.map((key) => html`<th scope="col">${t(key)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${monthOf(this.day).map((week) => html`<tr>${week.map((day) => this.cell(day, days.get(day) ?? []))}</tr>`)}
      </tbody>
    </table>`;
  }

  private cell(day: string, meetings: readonly Meeting[]) {
    const classes = `${day.slice(0, 7) === this.day.slice(0, 7) ? "" : "beside"} ${day === this.today ? "now" : ""}`;
    const hidden = meetings.length > SHOWN_MAX ? meetings.length - SHOWN_MAX + 1 : 0;
    const shown = meetings.slice(0, meetings.length - hidden);
    const date = formatDate(fromLocalText(day));
    return html`<td class=${classes}>
      <span class="date"><span aria-hidden="true">${Number(day.slice(8))}</span><span class="only-read">${t("cal.count", { date, n: meetings.length })}</span></span>
      ${shown.map((meeting) => this.entry(meeting))}
      ${hidden > 0 ? html`<button class="more" @click=${() => tell(this, "day", day)}>${t("cal.more", { n: hidden })}</button>` : nothing}
    </td>`;
  }

  private entry({ code, title, start, state }: Meeting) {
    return html`<a class=${state} href=${meetingPath(code)} title="${formatTime(start)} ${title} (${t(STATE_TEXT[state])})">${formatTime(start)} ${title}</a>`;
  }
}
