/*
 * The board of a meeting's trial: every site that is invited or there, green, amber or red, what is to be done next and whom to phone.
 * While the room is open it follows what the server finds; before and after, it shows what was kept.
 */
import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import console_icon from "icon:sliders-horizontal";
import past from "icon:history";
import printer from "icon:printer";
import { meetingPath, type Meeting } from "../api/meeting_records";
import { rest, sentenceOf } from "../api/rest_client";
import { session } from "../api/session";
import type { Params } from "../frame/router";
import { router } from "../frame/router";
import { entrance, hosts, isOpen, timeSpan } from "../meetings/meeting_text";
import { FoldedIndex } from "../text/fold";
import { formatDateTime, formatSeconds, formatTime, isoText } from "../text/format";
import { formatNumber, t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/loading";
import { office } from "../ui/office";
import "../ui/search_field";
import { shared } from "../ui/shared";
import { checkChips, chipStyles, LEVEL_SIGN } from "./check_chips";
import { contactLine, contactStyles } from "./contact_line";
import { showHistory } from "./history_dialog";
import { lineBoardStyles } from "./line_board_styles";
import { findingsToSee, READINESS, stateOf, tally, type CheckLevel, type LineBoard, type LineRow, type Readiness } from "./line_records";
import { figuresText, isReadiness, READINESS_TEXT, stepText } from "./line_text";

const TICK_MS = 3000;
const SLOW_TICKS = 5; // a room that is not open is asked for each fifth time, and so is the meeting itself
const SIGN: Record<Readiness, CheckLevel> = { poor: "poor", fair: "fair", untried: "unknown", good: "good", absent: "unknown" };

@customElement("gb-line-board-page")
export class LineBoardPage extends GbElement {
  static override styles = [shared, office, chipStyles, contactStyles, lineBoardStyles];

  @property({ attribute: false }) params: Params = {};
  @state() private board: LineBoard | null = null;
  @state() private meeting: Meeting | null = null;
  @state() private fault = "";
  @state() private words = "";
  @state() private only: Readiness | null = null;
  private asked = "";
  private ticks = 0;
  private timer: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const only = router.query.get("only");
    this.only = isReadiness(only) ? only : null;
    this.timer = window.setInterval(() => this.tick(), TICK_MS);
    void this.updateComplete.then(() => this.load(true));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.timer);
  }

  private get code(): string {
    return this.params["code"] ?? "";
  }

  override render() {
    const { board, meeting } = this;
    return html`
      <div class="head">
        <div>
          <h1>${t("check.title")}</h1>
          ${meeting ? html`<a href=${meetingPath(this.code)}>${meeting.title}</a> <span class="soft">${timeSpan(meeting)}</span>` : nothing}
        </div>
        <div class="actions">
          ${meeting ? this.door(meeting) : nothing}
          <button class="button" @click=${() => window.print()}>${printer} ${t("rep.print")}</button>
        </div>
      </div>
      <p class="lead">${t("check.lead")}</p>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load(true)}></gb-page-state>
      ${board ? this.whole(board) : this.fault ? nothing : html`<p class="none" role="status">${t("com.loading")}</p>`}
    `;
  }

  private door(meeting: Meeting) {
    const way = isOpen(meeting) ? entrance(meeting, session.account?.role) : null;
    if (!way) return nothing;
    return html`<a class="button ${hosts(session.account?.role) ? "" : "primary"}" href=${way.href} @click=${way.enter}>${console_icon} ${t(way.text)}</a>`;
  }

  private whole(board: LineBoard) {
    const rows = this.found(board);
    const numbers = new Map(board.items.map(({ identity }, index) => [identity, index + 1]));
    return html`
      <div class="tally" role="group" aria-label=${t("check.tally")}>${this.tallyOf(board)}</div>
      <div class="tools">
        <p class="as-of" role="status">${this.asOf(board)}</p>
        <gb-search-field .value=${this.words} @search=${(event: CustomEvent<string>) => (this.words = event.detail)}></gb-search-field>
      </div>
      <p class="paper">${t("check.printed", { time: formatDateTime(isoText(Date.now())) })}</p>
      ${rows.length ? this.table(rows, numbers, board.running) : html`<p class="none">${t("com.nothing_found")}</p>`}
    `;
  }

  private asOf({ running, items }: LineBoard): string {
    if (!running) return t(items.some(({ check }) => check) ? "check.stored" : "check.stored_none");
    return t(this.meeting?.state === "live" ? "check.in_session" : "check.live", { time: formatSeconds(this.asked).slice(-8) });
  }

  private tallyOf(board: LineBoard) {
    const counts = tally(board);
    const button = (only: Readiness | null, text: string, n: number) =>
      html`<button class=${only ?? ""} aria-pressed=${this.only === only} @click=${() => this.show(only)}><span class="number">${formatNumber(n)}</span> <span>${text}</span></button>`;
    return html`${button(null, t("check.all"), board.items.length)} ${READINESS.map((one) => button(one, t(READINESS_TEXT[one]), counts[one]))}`;
  }

  private table(rows: readonly LineRow[], numbers: ReadonlyMap<string, number>, running: boolean) {
    return html`<table>
      <caption class="only-read">
        ${t("check.title")}
      </caption>
      <colgroup>
        <col class="order" /><col /><col class="result" /><col class="items" /><col class="next" /><col class="contact" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">${t("con.order")}</th>
          <th scope="col">${t("con.site")}</th>
          <th scope="col">${t("check.result")}</th>
          <th scope="col">${t("check.items")}</th>
          <th scope="col">${t("check.next")}</th>
          <th scope="col">${t("check.contact")}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => this.row(row, numbers.get(row.identity) ?? 0, running))}
      </tbody>
    </table>`;
  }

  private row(row: LineRow, number: number, running: boolean) {
    const state = stateOf(row, running);
    const { check, connected, time } = row;
    const when = connected && running ? t("check.now") : check ? t("check.was", { time: time.slice(0, 10) === isoText(Date.now()).slice(0, 10) ? formatTime(time) : formatDateTime(time) }) : t("check.never");
    return html`<tr class=${state}>
      <td class="order">${number}</td>
      <th scope="row">${row.name}<span class="soft">${row.room}</span></th>
      <td>
        <span class="mark ${state}">${LEVEL_SIGN[SIGN[state]]}${t(READINESS_TEXT[state])}</span><span class="soft">${when}</span>
        ${check ? html`<button class="button past" aria-label=${t("check.history_of", { name: row.name })} @click=${() => showHistory(this.code, row.identity, row.name)}>${past} ${t("check.history")}</button>` : nothing}
      </td>
      <td>${check ? html`${checkChips(check)}<span class="figures" title=${figuresText(check)}>${figuresText(check, true)}</span>` : nothing}</td>
      <td>${steps(row, running)}</td>
      <td>${contactLine(row)}</td>
    </tr>`;
  }

  private found(board: LineBoard): readonly LineRow[] {
    const shown = this.only === null ? board.items : board.items.filter((row) => stateOf(row, board.running) === this.only);
    return this.words ? new FoldedIndex(shown, ({ name, room, contact_name }) => `${name} ${room} ${contact_name}`).find(this.words) : shown;
  }

  private show(only: Readiness | null): void {
    this.only = only;
    router.remember({ only: only ?? "" });
  }

  private tick(): void {
    this.ticks += 1;
    const slow = this.ticks % SLOW_TICKS === 0;
    if (!document.hidden && (slow || this.board?.running)) void this.load(slow);
  }

  private async load(all: boolean): Promise<void> {
    const path = meetingPath(this.code);
    try {
      const [board, meeting] = await Promise.all([rest.get<LineBoard>(`${path}/line-checks`), all ? rest.get<Meeting>(path) : this.meeting]);
      this.board = board;
      this.meeting = meeting;
      this.asked = isoText(Date.now());
      this.fault = "";
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}

function steps(row: LineRow, running: boolean) {
  const findings = findingsToSee(row, running);
  if (findings.length === 0) return html`<span class="soft">${t("check.ready")}</span>`;
  return html`<ul class="steps">${findings.map((finding) => html`<li>${stepText(finding, row.check)}</li>`)}</ul>`;
}
