/* The meetings by month, by week, or as a list that is searched without accents. What is looked at stands in the address. */
import { html, nothing, type PropertyValues } from "lit";
import { customElement, state } from "lit/decorators.js";
import left from "icon:chevron-left";
import right from "icon:chevron-right";
import plus from "icon:plus";
import zap from "icon:zap";
import { meetingPath, type Meeting } from "../api/meeting_records";
import { rest, sentenceOf } from "../api/rest_client";
import { session } from "../api/session";
import { router } from "../frame/router";
import { beginAdhoc } from "../meetings/adhoc";
import { FORM_TEXT, hosts, stateMark, STATE_TEXT, timeSpan } from "../meetings/meeting_text";
import { stateMarks } from "../meetings/state_marks";
import { FoldedIndex } from "../text/fold";
import { formatDate, fromLocalText, isoText } from "../text/format";
import { t, type TextKey } from "../text/text";
import "../ui/data_table";
import type { Column } from "../ui/data_table";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/loading";
import { office } from "../ui/office";
import "../ui/search_field";
import { shared } from "../ui/shared";
import { addDays, addMonths, dayOf, isDay, monthOf, weekOf, WEEK_DAYS } from "./calendar_days";
import { calendarStyles } from "./calendar_styles";
import "./month_grid";
import "./week_grid";

type View = "month" | "week" | "list";
const VIEW_TEXT: Record<View, TextKey> = { month: "cal.month", week: "cal.week", list: "cal.list" };
const LIST_MONTHS = 6; // before and after the day that is looked at

@customElement("gb-calendar-page")
export class CalendarPage extends GbElement {
  static override styles = [shared, office, forms, stateMarks, calendarStyles];

  @state() private view: View = viewOf(router.query.get("view"));
  @state() private day = dayGiven(router.query.get("day"));
  @state() private meetings: Meeting[] | null = null;
  @state() private words = router.query.get("q") ?? "";
  @state() private only = "";
  @state() private fault = "";
  private index: FoldedIndex<Meeting> | null = null;
  private turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("meetings")) this.index = this.meetings && new FoldedIndex(this.meetings, ({ title, code, place, chair_name, invite_no }) => `${title} ${code} ${place} ${chair_name} ${invite_no}`);
  }

  override render() {
    return html`
      <div class="head">
        <h1>${t("nav.meetings")}</h1>
        ${hosts(session.account?.role)
          ? html`<div class="actions">
              <a class="button" href="/meetings/new">${plus} ${t("meet.new")}</a>
              <button class="button" @click=${() => beginAdhoc()}>${zap} ${t("meet.adhoc")}</button>
            </div>`
          : nothing}
      </div>
      <div class="tools">
        <div class="views" role="group" aria-label=${t("cal.views")}>
          ${(Object.keys(VIEW_TEXT) as View[]).map((view) => html`<button class="button" aria-pressed=${view === this.view} @click=${() => this.go({ view })}>${t(VIEW_TEXT[view])}</button>`)}
        </div>
        ${this.view === "list" ? this.filters() : this.turner()}
      </div>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      ${this.picture()}
    `;
  }

  private picture() {
    const today = dayOf(isoText(Date.now()));
    if (this.view === "list") return this.list();
    if (this.view === "week") return html`<gb-week-grid .day=${this.day} .today=${today} .meetings=${this.meetings ?? []}></gb-week-grid>`;
    return html`<gb-month-grid
      .day=${this.day}
      .today=${today}
      .meetings=${this.meetings ?? []}
      @day=${(event: CustomEvent<string>) => this.go({ view: "week", day: event.detail })}
    ></gb-month-grid>`;
  }

  private turner() {
    return html`<button class="button" aria-label=${t("cal.previous")} @click=${() => this.step(-1)}>${left}</button>
      <button class="button" @click=${() => this.go({ day: dayGiven(null) })}>${t("cal.today")}</button>
      <button class="button" aria-label=${t("cal.next")} @click=${() => this.step(1)}>${right}</button>
      <h2 aria-live="polite">${this.period()}</h2>`;
  }

  private period(): string {
    const [year = "", month = ""] = this.day.split("-");
    if (this.view === "month") return t("cal.month_of", { month: Number(month), year });
    const week = weekOf(this.day);
    return t("cal.week_of", { from: formatDate(fromLocalText(week[0]!)), to: formatDate(fromLocalText(week[6]!)) });
  }

  private filters() {
    return html`<gb-search-field .value=${this.words} @search=${(event: CustomEvent<string>) => this.search(event.detail)}></gb-search-field>
      <select aria-label=${t("cal.state")} @change=${(event: Event) => (this.only = (event.target as HTMLSelectElement).value)}>
        <option value="">${t("cal.all_states")}</option>
        ${Object.entries(STATE_TEXT).map(([value, key]) => html`<option value=${value}>${t(key)}</option>`)}
      </select>`;
  }

  private list() {
    const columns: Column<Meeting>[] = [
      { key: "start", title: t("meet.time"), value: ({ start }) => start, cell: timeSpan, width: "14.5rem" },
      { key: "form", title: t("meet.form"), value: ({ form }) => t(FORM_TEXT[form]), width: "11rem", wide: true },
      { key: "chair", title: t("meet.chair"), value: ({ chair_name, chair_title }) => chair_name || chair_title, width: "11rem", wide: "widest" },
      { key: "state", title: t("cal.state"), value: ({ state }) => t(STATE_TEXT[state]), cell: ({ state }) => stateMark(state), width: "10.5rem", wide: true },
    ];
    const found = this.index?.find(this.words).filter(({ state }) => this.only === "" || state === this.only) ?? null;
    return html`<gb-table
      .caption=${t("nav.meetings")}
      .empty=${t("cal.none")}
      .columns=${[{ key: "title", title: t("meet.title"), value: ({ title }: Meeting) => title }, ...columns]}
      .rows=${found}
      .keyOf=${({ code }: Meeting) => code}
      .href=${({ code }: Meeting) => meetingPath(code)}
      .second=${(meeting: Meeting) => `${timeSpan(meeting)} · ${t(STATE_TEXT[meeting.state])}`}
    ></gb-table>`;
  }

  private step(by: number): void {
    this.go({ day: this.view === "month" ? addMonths(this.day, by) : addDays(this.day, by * WEEK_DAYS) });
  }

  private search(words: string): void {
    this.words = words;
    this.remember();
  }

  private go({ view = this.view, day = this.day }: { view?: View; day?: string }): void {
    this.view = view;
    this.day = day;
    this.remember();
    void this.load();
  }

  private remember(): void {
    router.remember({ view: this.view, day: this.day, q: this.words });
  }

  private span(): [string, string] {
    if (this.view === "list") return [addMonths(this.day, -LIST_MONTHS), addMonths(this.day, LIST_MONTHS)];
    const days = this.view === "week" ? weekOf(this.day) : monthOf(this.day).flat();
    return [days[0]!, addDays(days.at(-1)!, 1)];
  }

  /* The last that was asked for is shown, whichever answer comes last. */
  private async load(): Promise<void> {
    const turn = ++this.turn;
    const [from, to] = this.span().map(fromLocalText);
    this.fault = "";
    try {
      const meetings = await rest.all<Meeting>("/meetings", { from, to });
      if (turn === this.turn) this.meetings = meetings.sort((one, other) => other.start.localeCompare(one.start));
    } catch (error) {
      if (turn === this.turn) this.fault = sentenceOf(error);
    }
  }
}

function viewOf(text: string | null): View {
  return text === "week" || text === "list" ? text : "month";
}

function dayGiven(text: string | null): string {
  return text !== null && isDay(text) ? text : dayOf(isoText(Date.now()));
}
