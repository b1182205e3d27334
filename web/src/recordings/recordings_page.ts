/* The recordings: found by words and days, with the chapters that the words are in; what is due; requests for the administrator. */
import { css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { rest, sentenceOf } from "../api/rest_client";
import { router } from "../frame/router";
import { formatDate, formatDateTime, isoText } from "../text/format";
import { formatNumber, t } from "../text/text";
import "../ui/date_time_field";
import type { DateTimeField } from "../ui/date_time_field";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/loading";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { clockText } from "./copy_records";
import { placeOf, recordingPath, type Chapter, type Recording, type RecordingEntry } from "./recording_records";
import { chapterText, kindText, sizeText, stateMark } from "./recording_text";

const DAY_MS = 86_400_000;

interface Found {
  items: RecordingEntry[];
  total: number;
  next?: string;
}

@customElement("gb-recordings-page")
export class RecordingsPage extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    css`
      form {
        grid-template-columns: minmax(14rem, 2fr) minmax(0, 1fr) minmax(0, 1fr) auto auto;
        align-items: end;
        margin-bottom: 1rem;
      }
      .flag {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-height: 2.75rem;
      }
      li.card {
        padding: 0.9rem 1.1rem;
        margin-bottom: 0.6rem;
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2rem 1rem;
        align-items: baseline;
      }
      .top a {
        flex: 1 1 18rem;
        color: var(--brand);
        font-weight: 600;
        font-size: 1.05rem;
      }
      .soft {
        display: flex;
        flex-wrap: wrap;
        gap: 0.1rem 1.2rem;
        margin-top: 0.25rem;
        color: var(--text-soft);
      }
      .hits {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        margin-top: 0.5rem;
      }
      .hits a {
        display: block;
        padding: 0.3rem 0.7rem;
        border: 1px solid var(--line);
        border-radius: 0.5rem;
        background: var(--raised);
        color: var(--text);
        text-decoration: none;
      }
      .hits a:hover {
        border-color: var(--brand);
      }
      .hits b {
        color: var(--brand);
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 60rem) {
        form {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
        form label:first-child {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @state() private items: RecordingEntry[] | null = null;
  @state() private total = 0;
  @state() private next: string | undefined;
  @state() private fault = "";
  @query("#q") private words!: HTMLInputElement;
  @query("#from") private from!: DateTimeField;
  @query("#to") private to!: DateTimeField;
  @query("#due") private due!: HTMLInputElement;
  private asked = 0;

  override firstUpdated(): void {
    const { query: address } = router;
    this.words.value = address.get("q") ?? "";
    this.from.value = address.get("from") ?? "";
    this.to.value = address.get("to") ?? "";
    this.due.checked = address.has("due");
    void (address.has("at") ? this.jump(address.get("meeting") ?? "", address.get("at") ?? "") : this.load());
  }

  override render() {
    return html`
      <h1>${t("rec.title")}</h1>
      <p class="lead">${t("rec.lead")}</p>
      <form @submit=${this.filtered} role="search">
        <label for="q">${t("rec.search")} <input id="q" type="search" maxlength="200" spellcheck="false" placeholder=${t("rec.search_hint")} /></label>
        <gb-date-time-field id="from" day_only .label=${t("rec.from")}></gb-date-time-field>
        <gb-date-time-field id="to" day_only .label=${t("rec.to")}></gb-date-time-field>
        <label class="flag" for="due"><input id="due" type="checkbox" @change=${this.filtered} /> ${t("rec.due_only")}</label>
        <button class="button primary">${t("rec.find")}</button>
      </form>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      <p role="status" class="soft">${this.items === null ? t("com.loading") : this.items.length === 0 ? t("rec.none") : t("rec.found", { n: formatNumber(this.total) })}</p>
      <ul>
        ${(this.items ?? []).map((item) => this.entry(item))}
      </ul>
      ${this.next ? html`<button class="button" @click=${() => this.load(this.next)}>${t("rec.more")}</button>` : nothing}
    `;
  }

  private entry(item: RecordingEntry) {
    return html`<li class="card">
      <div class="top">
        <a href=${recordingPath(item.id)}>${item.title}</a>
        ${stateMark(item)} ${item.hold ? html`<span class="mark fair">${t("rec.held")}</span>` : nothing}
      </div>
      <p class="soft">
        <span>${formatDateTime(item.start)}</span> <span>${t("rec.length")} ${clockText(item.duration_ms)}</span> <span>${sizeText(item.bytes)}</span>
        ${item.unit_name ? html`<span>${item.unit_name}</span>` : nothing} ${item.invite_no ? html`<span>${item.invite_no}</span>` : nothing} ${item.due ? html`<span>${t("rec.due")}: ${formatDate(item.due)}</span>` : nothing}
      </p>
      ${item.hits && item.hits.length > 0 ? html`<div class="hits">${item.hits.map((hit) => this.hit(item, hit))}</div>` : nothing}
    </li>`;
  }

  private hit(item: RecordingEntry, hit: Chapter) {
    return html`<a href="${recordingPath(item.id)}?t=${Math.floor(hit.from_ms / 1000)}"><b>${clockText(hit.from_ms)}</b> ${kindText(hit.kind)}: ${chapterText(hit)}${hit.note ? html` – ${hit.note}` : nothing}</a>`;
  }

  private filtered(event: Event): void {
    event.preventDefault();
    void this.load();
  }

  private filters() {
    const { value: to } = this.to;
    return {
      q: this.words.value.trim(),
      from: this.from.value,
      to: to && isoText(Date.parse(to) + DAY_MS), // the last day counts
      due: this.due.checked ? "1" : "",
    };
  }

  private async load(after?: string): Promise<void> {
    const turn = ++this.asked;
    this.fault = "";
    const filters = { ...this.filters(), meeting: router.query.get("meeting") ?? "" };
    if (!after) {
      this.items = null;
      router.remember({ ...filters, to: this.to.value });
    }
    try {
      const found = await rest.get<Found>("/recordings", { ...filters, after });
      if (turn !== this.asked) return;
      this.items = [...(after ? (this.items ?? []) : []), ...found.items];
      this.total = found.total;
      this.next = found.next;
    } catch (error) {
      this.items = [];
      this.fault = sentenceOf(error);
    }
  }

  /* From a line of the minutes: the recording of its meeting that has this moment. */
  private async jump(meeting: string, at: string): Promise<void> {
    try {
      const { items } = await rest.get<Found>("/recordings", { meeting });
      for (const { id, state: now } of items) {
        if (now === "failed" || now === "empty") continue;
        const { spans } = await rest.get<Recording>(recordingPath(id));
        const place = placeOf(spans, Date.parse(at));
        if (place >= 0) return router.replace(`${recordingPath(id)}?t=${Math.floor(place / 1000)}`);
      }
      await this.load();
      this.fault = t("rec.at_none");
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
