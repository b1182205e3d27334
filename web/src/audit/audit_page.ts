/* What was done, by whom and from where; whether the chain of entries is whole; a copy for the incident team. */
import { css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import download from "icon:download";
import shield from "icon:shield-check";
import { queryText, rest, restUrl, sentenceOf, type List } from "../api/rest_client";
import type { AuditRow } from "../api/records";
import { formatSeconds } from "../text/format";
import { formatNumber, t } from "../text/text";
import "../ui/data_table";
import type { Column } from "../ui/data_table";
import "../ui/date_time_field";
import type { DateTimeField } from "../ui/date_time_field";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/loading";
import "../ui/notice";
import { office } from "../ui/office";
import "../ui/pager";
import { shared } from "../ui/shared";
import "./alert_list";

const ROWS_A_PAGE = 100;
interface Verified {
  intact: boolean;
  rows: number;
  broken_row: number;
}

@customElement("gb-audit-page")
export class AuditPage extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    css`
      form {
        grid-template-columns: repeat(3, minmax(0, 1fr)) auto;
        align-items: end;
        margin-bottom: 1rem;
      }
      gb-notice {
        margin-bottom: 1rem;
      }
      gb-table {
        --table-height: max(18rem, calc(100dvh - 23rem));
      }
      @media (max-width: 48rem) {
        form {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media print {
        form {
          display: none;
        }
      }
    `,
  ];

  @state() private rows: AuditRow[] | null = null;
  @state() private befores: (string | undefined)[] = [undefined]; // one a page seen, the last is shown
  @state() private next: string | undefined;
  @state() private fault = "";
  @state() private verified: Verified | null = null;
  @state() private checking = false;
  @query("#q") private words!: HTMLInputElement;
  @query("#from") private from!: DateTimeField;
  @query("#to") private to!: DateTimeField;

  override firstUpdated(): void {
    void this.load();
  }

  override render() {
    return html`
      <div class="head">
        <h1>${t("nav.audit")}</h1>
        <div class="actions">
          <button class="button" ?disabled=${this.checking} @click=${this.verify}>${shield} ${t("audit.verify")}</button>
          <button class="button" @click=${this.keep}>${download} ${t("audit.export")}</button>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      <gb-alert-list></gb-alert-list>
      <div role="status">${this.verified ? verdict(this.verified) : nothing}</div>
      <form @submit=${this.filtered}>
        <gb-date-time-field id="from" .label=${t("audit.from")}></gb-date-time-field>
        <gb-date-time-field id="to" .label=${t("audit.to")}></gb-date-time-field>
        <label for="q">${t("audit.words")} <input id="q" maxlength="100" spellcheck="false" placeholder=${t("audit.words_hint")} /></label>
        <button class="button primary">${t("audit.filter")}</button>
      </form>
      <gb-table .caption=${t("nav.audit")} .columns=${columns()} .rows=${this.rows} .keyOf=${(row: AuditRow) => String(row.id)} .second=${(row: AuditRow) => `${row.account} · ${row.action}`}></gb-table>
      <gb-pager .page=${this.befores.length - 1} ?more=${this.next !== undefined} @step=${(event: CustomEvent<number>) => this.step(event.detail)}></gb-pager>
    `;
  }

  private filters() {
    return { from: this.from.value, to: this.to.value, q: this.words.value.trim() };
  }

  private filtered(event: Event): void {
    event.preventDefault();
    this.befores = [undefined];
    void this.load();
  }

  private step(by: number): void {
    this.befores = by < 0 ? this.befores.slice(0, -1) : [...this.befores, this.next];
    void this.load();
  }

  private async load(): Promise<void> {
    this.fault = "";
    this.rows = null;
    try {
      const list = await rest.get<List<AuditRow>>("/audit", { ...this.filters(), before: this.befores.at(-1), limit: ROWS_A_PAGE });
      this.rows = list.items;
      const last = list.items.at(-1);
      this.next = list.next ?? (list.items.length === ROWS_A_PAGE && last ? String(last.id) : undefined);
    } catch (error) {
      this.rows = [];
      this.fault = sentenceOf(error);
    }
  }

  private async verify(): Promise<void> {
    this.checking = true;
    try {
      this.verified = await rest.get<Verified>("/audit/verify");
    } catch (error) {
      this.fault = sentenceOf(error);
    } finally {
      this.checking = false;
    }
  }

  private keep(): void {
    const link = document.createElement("a");
    link.href = restUrl("/audit.jsonl" + queryText(this.filters()));
    link.download = "";
    link.click();
  }
}

function columns(): Column<AuditRow>[] {
  return [
    { key: "time", title: t("audit.time"), value: ({ time }) => time, cell: ({ time }) => formatSeconds(time), width: "12.5rem" },
    { key: "account", title: t("audit.account"), value: ({ account }) => account, width: "9rem", wide: true },
    { key: "source", title: t("audit.source"), value: ({ source }) => source, width: "10rem", wide: "widest" },
    { key: "action", title: t("audit.action"), value: ({ action }) => action, width: "11rem", wide: true },
    { key: "object", title: t("audit.object"), value: ({ object }) => object, width: "9rem" },
    { key: "detail", title: t("audit.detail"), value: (row) => detailText(row), cell: (row) => html`<span title=${detailText(row)}>${detailText(row)}</span>`, wide: true, plain: true },
  ];
}

function detailText({ detail }: AuditRow): string {
  return typeof detail === "string" ? detail : JSON.stringify(detail ?? "");
}

function verdict({ intact, rows, broken_row }: Verified) {
  return intact
    ? html`<gb-notice kind="info">${t("audit.intact", { n: formatNumber(rows) })}</gb-notice>`
    : html`<gb-notice kind="alarm">${t("audit.broken", { n: formatNumber(broken_row) })}</gb-notice>`;
}
