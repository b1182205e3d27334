/*
 * Who was there: the attendance report of a meeting. Times are the server's own; what people say of the delegates stands beside
 * them, and what they say later is a second line. The frozen file keeps its SHA-256.
 */
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import check from "icon:check";
import download from "icon:download";
import printer from "icon:printer";
import { meetingPath } from "../api/meeting_records";
import { rest, restUrl, sentenceOf } from "../api/rest_client";
import { session } from "../api/session";
import type { Params } from "../frame/router";
import { formatDateTime, formatSeconds } from "../text/format";
import { formatNumber, t } from "../text/text";
import "../ui/data_table";
import type { Column } from "../ui/data_table";
import { GbElement } from "../ui/element";
import { openForm } from "../ui/form_dialog";
import { forms } from "../ui/forms";
import "../ui/loading";
import "../ui/notice";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import "./still_list";
import { FIELD_TEXT, FILTER_TEXT, flagsText, peopleText, rollText, stateText, SUM_TEXT } from "./attendance_text";
import { clock, FIELDS, FILTERS, passes, type Attendance, type AttendanceRow, type Correction, type Filter, type Summary } from "./attendance_records";

const SUMS = ["convened", "present", "absent", "late", "early", "broken", "losses", "people_convened", "people_present"] as const satisfies readonly (keyof Summary)[];
const REFRESH_MS = 15000;

@customElement("gb-attendance-page")
export class AttendancePage extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(6.25rem, 1fr));
        gap: 0.5rem;
        margin: 0 0 1rem;
      }
      dl div {
        padding: 0.4rem 0.6rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      dt {
        color: var(--text-soft);
        font-size: 0.88em;
      }
      dd {
        margin: 0;
        font-size: 1.3em;
        font-variant-numeric: tabular-nums;
      }
      label {
        width: 14rem;
        margin-bottom: 1rem;
      }
      .soft {
        color: var(--text-soft);
        overflow-wrap: anywhere;
      }
      gb-notice,
      gb-still-list,
      section {
        margin-top: 1rem;
      }
      @media print {
        label {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) params: Params = {};
  @state() private report: Attendance | null = null;
  @state() private filter: Filter = "all";
  @state() private fault = "";
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.report?.opened && !this.report.closed && void this.load(), REFRESH_MS);
    void this.updateComplete.then(() => this.load());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  private get path(): string {
    return `/meetings/${encodeURIComponent(this.params["code"] ?? "")}/attendance`;
  }

  override render() {
    const report = this.report;
    return html`
      <div class="head">
        <h1>${t("rep.attendance")}</h1>
        <div class="actions">
          ${this.corrects() && report?.opened ? html`<button class="button primary" @click=${this.confirm}>${check} ${t("roll.confirm")}</button>` : nothing}
          <a class="button" href=${restUrl(`${this.path}.csv`)} download>${download} ${t("att.csv")}</a>
          <a class="button" href=${restUrl(`${this.path}.xlsx`)} download>${download} ${t("att.xlsx")}</a>
          <a class="button" href=${restUrl(`${this.path}.rtf`)} download>${download} ${t("att.rtf")}</a>
          <a class="button" href=${restUrl(`${this.path}.html`)} target="_blank" rel="noopener">${printer} ${t("att.print")}</a>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      ${report ? this.whole(report) : this.fault ? nothing : html`<p role="status">${t("com.loading")}</p>`}
    `;
  }

  private whole(report: Attendance) {
    const corrections = report.rows.flatMap((row) => row.corrections.map((correction) => ({ row, correction })));
    return html`
      <p class="lead"><a href=${meetingPath(this.params["code"] ?? "")}>${report.title}</a> <span class="soft">${[report.invite_no, sessionText(report)].filter(Boolean).join(" · ")}</span></p>
      <dl>${SUMS.map((name) => html`<div><dt>${t(SUM_TEXT[name])}</dt><dd>${formatNumber(report.summary[name])}</dd></div>`)}</dl>
      <label for="filter">
        ${t("att.filter")}
        <select id="filter" @change=${(event: Event) => (this.filter = (event.target as HTMLSelectElement).value as Filter)}>
          ${FILTERS.map((filter) => html`<option value=${filter}>${t(FILTER_TEXT[filter])}</option>`)}
        </select>
      </label>
      <gb-table
        .caption=${t("rep.attendance")}
        .columns=${columns()}
        .rows=${report.rows.filter((row) => passes(row, this.filter))}
        .keyOf=${(row: AttendanceRow) => row.identity}
        .second=${(row: AttendanceRow) => [stateText(row), flagsText(row)].filter(Boolean).join(" · ")}
        .open=${this.corrects() ? (row: AttendanceRow) => void this.correct(row) : null}
      ></gb-table>
      ${corrections.length ? this.corrections(corrections) : nothing}
      <gb-still-list meeting=${this.params["code"] ?? ""} .names=${new Map(report.rows.map(({ identity, name }) => [identity, name]))}></gb-still-list>
      ${this.foot(report)}
    `;
  }

  private corrections(list: readonly { row: AttendanceRow; correction: Correction }[]) {
    return html`<section>
      <h2>${t("att.corrections")}</h2>
      <ul>
        ${list.map(
          ({ row, correction }) => html`<li>
            ${row.name}: ${t(FIELD_TEXT[correction.field])} → ${correction.value}${correction.note ? ` (${correction.note})` : ""}
            <span class="soft">${formatSeconds(correction.time)} · ${correction.account.replace(/^account:/, "")}${correction.after_freeze ? ` · ${t("att.after_freeze")}` : ""}</span>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  private foot({ rules, confirmed, sha256, frozen, frozen_at }: Attendance) {
    return html`
      ${confirmed.account ? html`<gb-notice kind="info">${t("att.confirmed", { account: confirmed.account.replace(/^account:/, ""), time: formatDateTime(confirmed.time) })}</gb-notice>` : nothing}
      <p class="soft">${t("att.rules", { merge: rules.merge_gap_s, late: rules.late_grace_s, early: rules.early_grace_s, share: rules.min_share })}</p>
      <p class="soft">${t("att.automatic")}</p>
      ${frozen ? html`<p class="soft">${t("att.sha256", { time: formatDateTime(frozen_at) })} <code>${sha256}</code></p>` : nothing}
    `;
  }

  private corrects(): boolean {
    return session.account?.role === "chu_toa" || session.account?.role === "thu_ky";
  }

  private async correct(row: AttendanceRow): Promise<void> {
    const done = await openForm({
      heading: t("att.correct", { site: row.name }),
      action: t("com.save"),
      note: t("att.correct_note"),
      fields: [
        { name: "field", label: t("att.field"), kind: "select", required: true, value: "present", choices: FIELDS.map((field) => ({ value: field, label: t(FIELD_TEXT[field]) })) },
        { name: "value", label: t("att.value") },
        { name: "note", label: t("att.reason"), whole: true },
      ],
      submit: (values) => rest.post(`${this.path}/corrections`, { ...values, site: row.site || row.identity }),
    });
    if (done) await this.load();
  }

  private async confirm(): Promise<void> {
    try {
      await rest.post(`${this.path}/confirm`, {});
      await this.load();
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private async load(): Promise<void> {
    try {
      this.report = await rest.get<Attendance>(this.path);
      this.fault = "";
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}

function sessionText({ opened, closed }: Attendance): string {
  if (!opened) return t("att.not_opened");
  return closed ? t("att.session", { opened: formatSeconds(opened), closed: formatSeconds(closed) }) : t("att.running", { opened: formatSeconds(opened) });
}

function columns(): Column<AttendanceRow>[] {
  return [
    { key: "name", title: t("nav.sites"), value: ({ name }) => name },
    { key: "position", title: t("att.position"), value: ({ position }) => position, width: "4rem", end: true, wide: "widest" },
    { key: "state", title: t("att.state"), value: stateText, cell: (row) => html`<span class="mark ${row.present ? "good" : "poor"}">${stateText(row)}</span>`, width: "7rem", wide: true },
    { key: "flags", title: t("att.flags"), value: flagsText, width: "12rem", wide: true },
    { key: "first", title: t("att.first"), value: ({ spans }) => spans[0]?.from ?? "", cell: ({ spans }) => formatSeconds(spans[0]?.from ?? "").slice(-8), width: "6rem", wide: "widest" },
    { key: "last", title: t("att.last"), value: ({ spans }) => spans.at(-1)?.to ?? "", cell: ({ spans, on }) => (on ? t("att.on") : formatSeconds(spans.at(-1)?.to ?? "").slice(-8)), width: "6.5rem", wide: "widest" },
    { key: "losses", title: t("att.losses"), value: ({ losses }) => losses, width: "5rem", end: true, wide: true },
    { key: "gap", title: t("att.gap"), value: ({ gap_s }) => gap_s, cell: ({ gap_s }) => clock(gap_s), width: "6rem", end: true, wide: "widest" },
    { key: "presence", title: t("att.presence"), value: ({ presence_s }) => presence_s, cell: ({ presence_s }) => clock(presence_s), width: "6rem", end: true, wide: true },
    { key: "share", title: t("att.share"), value: ({ share }) => share, cell: ({ share }) => `${formatNumber(share, 2, 2)}%`, width: "6rem", end: true, wide: true },
    { key: "roll", title: t("roll.short"), value: rollText, width: "11rem", wide: true },
    { key: "people", title: t("att.people"), value: peopleText, width: "6rem", end: true, wide: "widest" },
    { key: "floor", title: t("att.floor"), value: ({ floor_s }) => floor_s, cell: ({ floor_count, floor_s }) => (floor_count ? `${floor_count} · ${clock(floor_s)}` : ""), width: "7rem", end: true, wide: "widest" },
  ];
}
