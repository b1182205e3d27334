/* How the sites' lines did over some days against their capacity; those above the limit first. */
import { css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import download from "icon:download";
import printer from "icon:printer";
import { rest, restUrl, sentenceOf } from "../api/rest_client";
import { formatNumber, t } from "../text/text";
import "../ui/data_table";
import type { Column } from "../ui/data_table";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/loading";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import type { LineReport, LineRow } from "./statistics_records";

const DAYS = [1, 7, 14, 31];
const LIMIT_USUAL = 90;

@customElement("gb-line-report-page")
export class LineReportPage extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    css`
      label {
        width: 9rem;
        margin-bottom: 1rem;
      }
      @media print {
        label {
          display: none;
        }
      }
    `,
  ];

  @state() private days = 7;
  @state() private report: LineReport | null = null;
  @state() private fault = "";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    const limit = this.report?.limit_percent ?? LIMIT_USUAL;
    return html`
      <div class="head">
        <h1>${t("lines.title")}</h1>
        <div class="actions">
          <a class="button" href=${restUrl(`/line-report.csv?days=${this.days}`)} download>${download} ${t("rep.csv")}</a>
          <a class="button" href=${restUrl(`/line-report.html?days=${this.days}`)} target="_blank" rel="noopener">${printer} ${t("rep.print")}</a>
        </div>
      </div>
      <p class="lead">${t("lines.lead", { n: limit })}</p>
      <label for="days">
        ${t("lines.days")}
        <select id="days" @change=${this.choose}>
          ${DAYS.map((days) => html`<option value=${days} ?selected=${days === this.days}>${days}</option>`)}
        </select>
      </label>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      <gb-table .caption=${t("lines.title")} .columns=${columns(limit)} .rows=${this.report?.items ?? (this.fault ? [] : null)} .keyOf=${({ code }: LineRow) => code} .second=${verdictOf(limit)}></gb-table>
    `;
  }

  private choose(event: Event): void {
    this.days = Number((event.target as HTMLSelectElement).value);
    void this.load();
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      const report = await rest.get<LineReport>("/line-report", { days: this.days });
      report.items.sort((one, other) => Number(other.over) - Number(one.over));
      this.report = report;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}

function verdictOf(limit: number) {
  return ({ over, samples, capacity_kbps }: LineRow) =>
    samples === 0 ? t("lines.nothing") : capacity_kbps === 0 ? t("lines.unknown") : over ? t("lines.over", { n: limit }) : t("rep.met");
}

function columns(limit: number): Column<LineRow>[] {
  const verdict = verdictOf(limit);
  const mark = (row: LineRow) => html`<span class="mark ${row.samples === 0 || row.capacity_kbps === 0 ? "" : row.over ? "poor" : "good"}">${verdict(row)}</span>`;
  return [
    { key: "name", title: t("nav.sites"), value: ({ name }) => name },
    { key: "capacity", title: t("lines.capacity"), value: ({ capacity_kbps }) => capacity_kbps, cell: ({ capacity_kbps }) => (capacity_kbps ? formatNumber(capacity_kbps) : ""), width: "10rem", end: true, wide: true },
    { key: "samples", title: t("lines.samples"), value: ({ samples }) => samples, width: "7rem", end: true, wide: "widest" },
    { key: "in", title: t("lines.in"), value: ({ in_p95_kbps }) => in_p95_kbps, cell: ({ in_p95_kbps }) => formatNumber(in_p95_kbps), width: "9rem", end: true, wide: true },
    { key: "out", title: t("lines.out"), value: ({ out_p95_kbps }) => out_p95_kbps, cell: ({ out_p95_kbps }) => formatNumber(out_p95_kbps), width: "9rem", end: true, wide: true },
    { key: "share", title: t("lines.share"), value: ({ share_percent }) => share_percent, cell: ({ share_percent, capacity_kbps }) => (capacity_kbps ? `${formatNumber(share_percent, 1)}%` : ""), width: "10rem", end: true, wide: true },
    { key: "result", title: t("rep.result"), value: verdict, cell: mark, width: "14rem", wide: true },
  ];
}
