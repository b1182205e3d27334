/*
 * A table for lists of any length: rows in sight are drawn, headings sort (Vietnamese order), narrow ones keep the columns that
 * are not `wide` and show `second` under the first. With `href` or `open` the first cell leads on; with `selected` rows can be ticked.
 * Empty, loading and failed lists say so. Printing draws every row. Tells "select" with the keys.
 */
import { html, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import down from "icon:chevron-down";
import up from "icon:chevron-up";
import { formatNumber, t } from "../text/text";
import { GbElement, tell } from "./element";
import { shared } from "./shared";
import { tableStyles } from "./table_styles";
import { DRAWN_WHOLE_MAX, rowWindow } from "./virtual_rows";

export interface Column<T> {
  key: string;
  title: string;
  value: (row: T) => string | number;
  cell?: (row: T) => unknown; // what is drawn, where it is not the value
  width?: string; // of CSS
  wide?: boolean | "widest"; // only where there is room, or a lot of it
  end?: boolean; // numbers stand at the right
  plain?: boolean; // the heading does not sort
}

const COLLATOR = new Intl.Collator("vi", { numeric: true, sensitivity: "base" });

@customElement("gb-table")
export class DataTable<T = unknown> extends GbElement {
  static override styles = [shared, tableStyles];

  @property() caption = "";
  @property() empty = "";
  @property({ attribute: false }) columns: readonly Column<T>[] = [];
  @property({ attribute: false }) rows: readonly T[] | null = null; // null: still loading
  @property({ attribute: false }) keyOf: (row: T) => string = () => "";
  @property({ attribute: false }) second: ((row: T) => unknown) | null = null;
  @property({ attribute: false }) href: ((row: T) => string) | null = null;
  @property({ attribute: false }) open: ((row: T) => void) | null = null;
  @property({ attribute: false }) marked: ((row: T) => boolean) | null = null; // rows that are shown faint
  @property({ attribute: false }) actions: ((row: T) => unknown) | null = null;
  @property({ attribute: false }) selected: ReadonlySet<string> | null = null;
  @state() private sort: { key: string; falling: boolean } | null = null;
  @state() private scrolled_px = 0;
  @state() private printing = false;
  @query(".scroll") private pane!: HTMLElement;
  private row_px = 0;
  private height_px = 800;
  private sorted: readonly T[] = [];
  private readonly sizes = new ResizeObserver(() => this.measure());
  private readonly onPrint = () => {
    this.printing = true;
    this.performUpdate(); // the browser prints as soon as this returns
  };
  private readonly onPrinted = () => (this.printing = false);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("beforeprint", this.onPrint);
    window.addEventListener("afterprint", this.onPrinted);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("beforeprint", this.onPrint);
    window.removeEventListener("afterprint", this.onPrinted);
    this.sizes.disconnect();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("rows") || changed.has("sort") || changed.has("columns")) this.sorted = this.inOrder();
    if (changed.has("rows") && this.pane && changed.get("rows") !== undefined) this.pane.scrollTop = 0;
  }

  override firstUpdated(): void {
    this.sizes.observe(this.pane);
  }

  override updated(): void {
    this.measure();
  }

  override render() {
    const count = this.sorted.length;
    const { first, end, above_px, below_px } = this.printing
      ? rowWindow(Math.min(count, DRAWN_WHOLE_MAX), 0, 0, 0)
      : rowWindow(count, this.row_px || 48, this.scrolled_px, this.height_px);
    const drawn = this.printing ? this.sorted : this.sorted.slice(first, end);
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${this.caption} @scroll=${this.onScroll}>
        <table aria-rowcount=${count + 1} aria-busy=${this.rows === null}>
          <caption class="only-read">
            ${this.caption}
          </caption>
          <colgroup>
            ${this.selected ? html`<col class="tick" />` : nothing}
            ${this.columns.map(({ width, wide }) => html`<col class=${room(wide)} .style=${`width: ${width ?? "auto"}`} />`)}
            ${this.actions ? html`<col class="actions" />` : nothing}
          </colgroup>
          <thead>
            <tr aria-rowindex="1">
              ${this.selected ? html`<th scope="col">${this.tickAll()}</th>` : nothing} ${this.columns.map((column) => this.heading(column))}
              ${this.actions ? html`<th scope="col"><span class="only-read">${t("table.actions")}</span></th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${space(above_px)} ${drawn.map((row, index) => this.row(row, first + index))} ${space(below_px)}
          </tbody>
        </table>
        ${this.stateLine()}
      </div>
      <p class="count" role="status">${this.rows ? t("table.count", { n: formatNumber(count) }) : ""}</p>
    `;
  }

  private stateLine() {
    if (this.rows === null) return html`<p class="state" role="status">${t("com.loading")}</p>`;
    if (this.rows.length > 0) return nothing;
    return html`<p class="state">${this.empty || t("com.nothing_found")}</p>`;
  }

  private heading(column: Column<T>) {
    const own = this.sort?.key === column.key ? this.sort : null;
    const order = own ? (own.falling ? "descending" : "ascending") : "none";
    const classes = `${room(column.wide)} ${column.end ? "end" : ""}`;
    if (column.plain) return html`<th scope="col" class=${classes}><span class="plain">${column.title}</span></th>`;
    return html`<th scope="col" class=${classes} aria-sort=${order}>
      <button @click=${() => (this.sort = { key: column.key, falling: own ? !own.falling : false })}>
        ${column.title} ${own ? (own.falling ? down : up) : nothing}
      </button>
    </th>`;
  }

  private row(row: T, index: number) {
    const key = this.keyOf(row);
    const classes = `${index % 2 ? "odd" : ""} ${this.marked?.(row) ? "faint" : ""}`;
    return html`<tr aria-rowindex=${index + 2} class=${classes}>
      ${this.selected
        ? html`<td>
            <input type="checkbox" .checked=${this.selected.has(key)} aria-label=${t("table.select", { name: String(this.columns[0]?.value(row) ?? key) })} @change=${() => this.tick(key)} />
          </td>`
        : nothing}
      ${this.columns.map((column, at) => this.cell(column, row, at))}
      ${this.actions ? html`<td class="actions">${this.actions(row)}</td>` : nothing}
    </tr>`;
  }

  private cell(column: Column<T>, row: T, at: number) {
    const classes = `${room(column.wide)} ${column.end ? "end" : ""}`;
    const value = column.cell ? column.cell(row) : column.value(row);
    if (at > 0) return html`<td class=${classes}><div class="clip">${value}</div></td>`;
    const second = this.second ? html`<div class="second clip">${this.second(row)}</div>` : nothing;
    return html`<th scope="row" class=${classes}>${this.leading(value, row)}${second}</th>`;
  }

  private leading(value: unknown, row: T) {
    if (this.href) return html`<a class="clip" href=${this.href(row)}>${value}</a>`;
    if (this.open) return html`<button class="open clip" @click=${() => this.open?.(row)}>${value}</button>`;
    return html`<div class="clip">${value}</div>`;
  }

  private tickAll() {
    const all = this.sorted.length > 0 && this.sorted.every((row) => this.selected?.has(this.keyOf(row)));
    return html`<input type="checkbox" .checked=${all} aria-label=${t("table.select_all")} @change=${() => this.tickEvery(!all)} />`;
  }

  private tick(key: string): void {
    const next = new Set(this.selected);
    if (!next.delete(key)) next.add(key);
    tell(this, "select", next);
  }

  private tickEvery(on: boolean): void {
    const next = new Set(this.selected);
    for (const row of this.sorted) {
      if (on) next.add(this.keyOf(row));
      else next.delete(this.keyOf(row));
    }
    tell(this, "select", next);
  }

  private inOrder(): readonly T[] {
    const rows = this.rows ?? [];
    const column = this.columns.find(({ key }) => key === this.sort?.key);
    if (!column || !this.sort) return rows;
    const sign = this.sort.falling ? -1 : 1;
    const compare = (a: string | number, b: string | number) =>
      typeof a === "number" && typeof b === "number" ? a - b : COLLATOR.compare(String(a), String(b));
    return [...rows].sort((a, b) => sign * compare(column.value(a), column.value(b)));
  }

  private measure(): void {
    const row = this.renderRoot.querySelector<HTMLElement>("tbody tr[aria-rowindex]");
    const row_px = row?.offsetHeight ?? 0;
    const height_px = this.pane.clientHeight;
    if (this.printing || (row_px === this.row_px && height_px === this.height_px)) return;
    this.row_px = row_px;
    this.height_px = height_px;
    if (this.sorted.length > DRAWN_WHOLE_MAX) this.requestUpdate();
  }

  private onScroll(): void {
    if (this.sorted.length > DRAWN_WHOLE_MAX) this.scrolled_px = this.pane.scrollTop;
  }
}

function room(wide: boolean | "widest" = false): string {
  return wide === "widest" ? "wide widest" : wide ? "wide" : "";
}

function space(height_px: number) {
  return height_px > 0 ? html`<tr class="space" aria-hidden="true" .style=${`height: ${height_px}px`}></tr>` : nothing;
}
