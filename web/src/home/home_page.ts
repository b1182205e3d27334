/* The first page after the login: today's meetings with one button each, the next ones, and a meeting at once. */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import calendar from "icon:calendar-days";
import door from "icon:door-open";
import zap from "icon:zap";
import { meetingPath, type Meeting } from "../api/meeting_records";
import { rest, sentenceOf } from "../api/rest_client";
import { session } from "../api/session";
import "../audit/alert_list";
import { addDays, dayOf } from "../calendar/calendar_days";
import { beginAdhoc } from "../meetings/adhoc";
import { entrance, hosts, makesPapers, isOpen, isOver, stateMark, timeSpan } from "../meetings/meeting_text";
import { stateMarks } from "../meetings/state_marks";
import { formatDate, formatTime, fromLocalText, isoText } from "../text/format";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/loading";
import "./due_notices";
import "../ui/notice";
import { office } from "../ui/office";
import "../ui/office_text";
import { shared } from "../ui/shared";

const DAYS_AHEAD = 14;
const NEXT_SHOWN_MAX = 8;

@customElement("gb-home-page")
export class HomePage extends GbElement {
  static override styles = [
    shared,
    office,
    stateMarks,
    css`
      section {
        margin-top: 1.5rem;
      }
      h2 {
        margin-bottom: 0.6rem;
      }
      .none {
        color: var(--text-soft);
      }
      .today li {
        display: grid;
        grid-template-columns: 6rem minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.5rem 1.25rem;
        margin-bottom: 0.75rem;
        padding: 1rem 1.25rem;
        border: 1px solid var(--line);
        border-left: 0.35rem solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .today li.open {
        border-left-color: var(--brand);
      }
      .today li.live {
        border-left-color: var(--good);
      }
      .at {
        font-size: 1.45rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        line-height: 1.1;
      }
      .until {
        color: var(--text-soft);
        font-size: 0.88rem;
      }
      a.title {
        color: var(--text);
        font-size: 1.1rem;
        font-weight: 600;
        text-decoration: none;
      }
      a.title:hover {
        text-decoration: underline;
      }
      .about {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 0.75rem;
        margin-top: 0.25rem;
        color: var(--text-soft);
      }
      .button.enter {
        min-height: 3.2rem;
        padding: 0.5rem 1.4rem;
        font-size: 1.05rem;
      }
      .next li {
        display: grid;
        grid-template-columns: 15rem minmax(0, 1fr) auto;
        gap: 0.2rem 1rem;
        align-items: baseline;
        padding: 0.6rem 0.25rem;
        border-bottom: 1px solid var(--line);
      }
      .next li:last-child {
        border: 0;
      }
      .next a {
        color: var(--brand);
        font-weight: 600;
      }
      .card {
        padding: 0.4rem 1.25rem;
      }
      @media (max-width: 48rem) {
        .today li,
        .next li {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @state() private meetings: Meeting[] | null = null;
  @state() private fault = "";

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(session);
    void this.load();
  }

  override render() {
    const role = session.account?.role;
    return html`
      <div class="head">
        <h1>${t("home.greeting", { name: session.account?.name ?? "" })}</h1>
        ${hosts(role)
          ? html`<div class="actions">
              <a class="button" href="/meetings/new">${calendar} ${t("meet.new")}</a>
              <button class="button primary" @click=${() => beginAdhoc()}>${zap} ${t("meet.adhoc")}</button>
            </div>`
          : nothing}
      </div>
      <gb-notice><gb-office-text name="notice_secret"></gb-office-text></gb-notice>
      <gb-alert-list ?silent=${role !== "quan_tri"}></gb-alert-list>
      ${role === "quan_tri" ? nothing : this.lists()} ${makesPapers(role) ? html`<gb-due-notices></gb-due-notices>` : nothing}
    `;
  }

  private lists() {
    const today = dayOf(isoText(Date.now()));
    const meetings = this.meetings ?? [];
    const isNow = ({ start, state }: Meeting) => state === "live" || state === "trial" || (dayOf(start) <= today && state !== "draft" && state !== "cancelled");
    const now = meetings.filter(isNow).sort((one, other) => Number(isOver(one.state)) - Number(isOver(other.state)));
    const next = meetings.filter((meeting) => dayOf(meeting.start) > today && meeting.state !== "cancelled" && !isNow(meeting)).slice(0, NEXT_SHOWN_MAX);
    return html`
      <section>
        <h2>${t("home.today")}</h2>
        <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
        ${now.length > 0 ? html`<ul class="today">${now.map((meeting) => this.today(meeting))}</ul>` : this.none("home.none_today")}
      </section>
      <section>
        <div class="head">
          <h2>${t("home.next")}</h2>
          <a class="button" href="/meetings">${calendar} ${t("home.all")}</a>
        </div>
        ${next.length > 0 ? html`<ul class="next card">${next.map((meeting) => this.next(meeting))}</ul>` : this.none("home.none_next")}
      </section>
    `;
  }

  private none(text: "home.none_today" | "home.none_next") {
    if (this.fault) return nothing;
    return html`<p class="none" role="status">${t(this.meetings ? text : "com.loading")}</p>`;
  }

  private today(meeting: Meeting) {
    const { code, title, start, end, place, state } = meeting;
    const way = isOpen(meeting) ? entrance(meeting, session.account?.role) : null;
    return html`<li class="${state} ${isOpen(meeting) ? "open" : ""}">
      <div>
        <div class="at">${formatTime(start)}</div>
        <div class="until">${end ? `– ${formatTime(end)}` : ""}</div>
        ${dayOf(start) === dayOf(isoText(Date.now())) ? nothing : html`<div class="until">${formatDate(start)}</div>`}
      </div>
      <div>
        <a class="title" href=${meetingPath(code)}>${title}</a>
        <div class="about">${stateMark(state)} <span>${place}</span></div>
      </div>
      ${way ? html`<a class="button primary enter" href=${way.href} @click=${way.enter} aria-label="${t(way.text)}: ${title}">${door} ${t(way.text)}</a>` : nothing}
    </li>`;
  }

  private next(meeting: Meeting) {
    return html`<li><span>${timeSpan(meeting)}</span><a href=${meetingPath(meeting.code)}>${meeting.title}</a>${stateMark(meeting.state)}</li>`;
  }

  private async load(): Promise<void> {
    if (session.account?.role === "quan_tri") return; // the administrator sees no meetings
    this.fault = "";
    const today = dayOf(isoText(Date.now()));
    try {
      const meetings = await rest.all<Meeting>("/meetings", { from: fromLocalText(today), to: fromLocalText(addDays(today, DAYS_AHEAD + 1)) });
      this.meetings = meetings.sort((one, other) => one.start.localeCompare(other.start));
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
