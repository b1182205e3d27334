/* Meetings of any period and unit: targets first, then relations, kinds, months and how the units attended. */
import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import download from "icon:download";
import printer from "icon:printer";
import { queryText, rest, restUrl, sentenceOf } from "../api/rest_client";
import type { Unit } from "../api/records";
import { dayOf } from "../calendar/calendar_days";
import { fromLocalText, isoText } from "../text/format";
import { formatNumber, language, t } from "../text/text";
import "../ui/combo_box";
import type { ComboBox } from "../ui/combo_box";
import "../ui/data_table";
import type { Column } from "../ui/data_table";
import "../ui/date_time_field";
import type { DateTimeField } from "../ui/date_time_field";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/loading";
import "../ui/notice";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import "./month_plot";
import { monthText } from "./month_plot";
import { reportStyles } from "./report_styles";
import type { Forms, MonthSum, Statistics, Sum, TargetResult, UnitSum, WordSum } from "./statistics_records";

const HOUR_S = 3600;
const FORMS = [
  ["online", "rep.online"],
  ["in_person", "rep.in_person"],
  ["hybrid", "rep.hybrid"],
] as const;

@customElement("gb-statistics-page")
export class StatisticsPage extends GbElement {
  static override styles = [shared, office, forms, reportStyles];

  @state() private period = { from: `${dayOf(isoText(Date.now())).slice(0, 4)}-01-01`, to: dayOf(isoText(Date.now())) };
  @state() private units: Unit[] = [];
  @state() private found: Statistics | null = null;
  @state() private fault = "";
  @query("#from") private from!: DateTimeField;
  @query("#to") private to!: DateTimeField;
  @query("gb-combo-box") private unit!: ComboBox;

  override firstUpdated(): void {
    void this.load();
    void this.loadUnits();
  }

  override render() {
    const files = this.found ? queryText(this.asked()) : "";
    return html`
      <div class="head">
        <h1>${t("rep.stats")}</h1>
        <div class="actions">
          <a class="button" href=${restUrl(`/statistics.csv${files}`)} download>${download} ${t("rep.csv")}</a>
          <a class="button" href=${restUrl(`/statistics.xlsx${files}`)} download>${download} ${t("rep.xlsx")}</a>
          <a class="button" href=${restUrl(`/statistics.html${files}`)} target="_blank" rel="noopener">${printer} ${t("rep.print")}</a>
        </div>
      </div>
      <form class="period" @submit=${this.asking}>
        <gb-date-time-field id="from" day_only .label=${t("rep.from")} .value=${fromLocalText(this.period.from)}></gb-date-time-field>
        <gb-date-time-field id="to" day_only .label=${t("rep.to")} .value=${fromLocalText(this.period.to)}></gb-date-time-field>
        <gb-combo-box .label=${t("rep.unit")} .choices=${this.units.map(({ code, name }) => ({ value: code, label: name }))}></gb-combo-box>
        <div class="actions">
          <button class="button primary">${t("rep.show")}</button>
          <button class="button" type="button" @click=${() => this.choose(quarter())}>${t("rep.quarter")}</button>
          <button class="button" type="button" @click=${() => this.choose(0)}>${t("rep.year")}</button>
        </div>
      </form>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      ${this.found ? this.report(this.found) : this.fault ? nothing : html`<p class="none" role="status">${t("com.loading")}</p>`}
    `;
  }

  private report(found: Statistics) {
    return html`
      ${found.cut ? html`<gb-notice>${t("rep.cut")}</gb-notice>` : nothing}
      <section>
        <h2>${t("rep.rate")}</h2>
        ${targets(found.targets)}
      </section>
      <section>
        <h2>${t("rep.by_relation")}</h2>
        ${words(t("rep.relation"), found.relations, found.total)}
      </section>
      <section>
        <h2>${t("rep.by_month")}</h2>
        <gb-month-plot .months=${found.months}></gb-month-plot>
        ${months(found)}
      </section>
      <section>
        <h2>${t("rep.by_kind")}</h2>
        ${words(t("rep.kind"), found.kinds, null)}
      </section>
      <section>
        <h2>${t("rep.by_unit")}</h2>
        <gb-table .caption=${t("rep.by_unit")} .empty=${t("rep.no_units")} .columns=${unitColumns()} .rows=${found.units} .keyOf=${({ code }: UnitSum) => code} .second=${({ present, invited }: UnitSum) => `${t("rep.present")} ${present}/${invited}`}></gb-table>
      </section>
    `;
  }

  private asked() {
    return { ...this.period, unit: this.unit?.value ?? "" };
  }

  private asking(event: Event): void {
    event.preventDefault();
    const period = { from: dayOf(this.from.value), to: dayOf(this.to.value) };
    if (this.from.wrong || this.to.wrong || !period.from || !period.to) {
      this.fault = t("rep.bad_period");
      return;
    }
    this.period = period;
    void this.load();
  }

  /* From the first day of a month of this year to today. */
  private choose(month: number): void {
    const today = dayOf(isoText(Date.now()));
    this.period = { from: `${today.slice(0, 4)}-${String(month + 1).padStart(2, "0")}-01`, to: today };
    void this.load();
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      this.found = await rest.get<Statistics>("/statistics", this.asked());
    } catch (error) {
      this.found = null;
      this.fault = sentenceOf(error);
    }
  }

  private async loadUnits(): Promise<void> {
    try {
      this.units = await rest.all<Unit>("/units");
    } catch {
      this.units = []; // the own unit is asked about without a choice
    }
  }
}

/* The first month of the running quarter, from 0. */
function quarter(): number {
  return Math.floor((Number(dayOf(isoText(Date.now())).slice(5, 7)) - 1) / 3) * 3;
}

function percent(share: number | null): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return share === null ? "" : `${new Intl.NumberFormat(language(), digits).format(share)}%`;
}

function targets(list: readonly TargetResult[]) {
  return html`<div class="wide" tabindex="0" role="region" aria-label=${t("rep.target")}>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${t("rep.target")}</th>
          <th scope="col">${t("rep.threshold")}</th>
          <th scope="col" class="end">${t("rep.of_all")}</th>
          <th scope="col" class="end">${t("rep.rate")}</th>
          <th scope="col">${t("rep.result")}</th>
        </tr>
      </thead>
      <tbody>
        ${list.map(
          ({ name, threshold, strict, online, meetings, printed, met }) => html`<tr>
            <th scope="row">${name}</th>
            <td>${t(strict ? "rep.more_than" : "rep.at_least", { n: formatNumber(threshold, threshold % 1 ? 2 : 0) })}</td>
            <td class="end">${formatNumber(online)}/${formatNumber(meetings)}</td>
            <td class="end">${printed}</td>
            <td><span class="mark ${meetings === 0 ? "" : met ? "good" : "poor"}">${t(meetings === 0 ? "rep.none" : met ? "rep.met" : "rep.notmet")}</span></td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function sumCells({ meetings, length_s, sites, share }: Sum) {
  return html`<td class="end">${formatNumber(meetings)}</td>
    <td class="end">${formatNumber(length_s / HOUR_S, 1)}</td>
    <td class="end">${formatNumber(sites)}</td>
    <td class="end">${percent(share)}</td>`;
}

function words(title: string, list: readonly WordSum[], total: Sum | null) {
  const all = (form: keyof Forms) => list.reduce((sum, { forms }) => sum + forms[form], 0);
  return html`<div class="wide" tabindex="0" role="region" aria-label=${title}>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${title}</th>
          ${FORMS.map(([, text]) => html`<th scope="col" class="end">${t(text)}</th>`)}
          <th scope="col" class="end">${t("rep.meetings")}</th>
          <th scope="col" class="end">${t("rep.hours")}</th>
          <th scope="col" class="end">${t("rep.sites")}</th>
          <th scope="col" class="end">${t("rep.rate")}</th>
        </tr>
      </thead>
      <tbody>
        ${list.map((word) => html`<tr><th scope="row">${word.name}</th>${FORMS.map(([form]) => html`<td class="end">${formatNumber(word.forms[form])}</td>`)}${sumCells(word)}</tr>`)}
        ${total ? html`<tr class="sum"><th scope="row">${t("rep.total")}</th>${FORMS.map(([form]) => html`<td class="end">${formatNumber(all(form))}</td>`)}${sumCells(total)}</tr>` : nothing}
      </tbody>
    </table>
  </div>`;
}

function months({ months, relations }: Statistics) {
  return html`<div class="wide" tabindex="0" role="region" aria-label=${t("rep.by_month")}>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${t("rep.month")}</th>
          ${relations.map(({ name }) => html`<th scope="col" class="end">${name}</th>`)}
          <th scope="col" class="end">${t("rep.total")}</th>
        </tr>
      </thead>
      <tbody>
        ${months.map(
          (month: MonthSum) => html`<tr>
            <th scope="row">${monthText(month.month)}</th>
            ${relations.map(({ code }) => html`<td class="end">${formatNumber(month.relations[code] ?? 0)}</td>`)}
            <td class="end">${formatNumber(month.meetings)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function unitColumns(): Column<UnitSum>[] {
  return [
    { key: "name", title: t("nav.units"), value: ({ name }) => name },
    { key: "invited", title: t("rep.invited"), value: ({ invited }) => invited, width: "7rem", end: true, wide: true },
    { key: "present", title: t("rep.present"), value: ({ present }) => present, width: "7rem", end: true, wide: true },
    { key: "absent", title: t("rep.absent"), value: ({ absent }) => absent, width: "7rem", end: true, wide: true },
    { key: "late", title: t("rep.late"), value: ({ late }) => late, width: "7rem", end: true, wide: true },
    { key: "rate", title: t("rep.present_rate"), value: ({ rate }) => rate ?? -1, cell: ({ rate }) => percent(rate), width: "9rem", end: true, wide: true },
  ];
}
