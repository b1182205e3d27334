/* One list of the minutes as it is written: items with their fields, in their order. Tells "items" with all of them. */
import { css, html, nothing, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import down from "icon:arrow-down";
import film from "icon:film";
import up from "icon:arrow-up";
import plus from "icon:plus";
import cross from "icon:x";
import { formatTime, fromLocalText, localText } from "../text/format";
import { t } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { forms } from "../ui/forms";
import { shared } from "../ui/shared";
import type { Item, ItemField, ListShape } from "./minutes_records";

@customElement("gb-item-list")
export class ItemList extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      :host {
        display: block;
      }
      li {
        display: grid;
        grid-template-columns: 2rem minmax(0, 1fr) auto;
        gap: 0.5rem;
        margin-bottom: 0.75rem;
      }
      .jump {
        align-self: center;
        justify-self: start;
        padding: 0.5rem;
      }
      .number {
        padding-top: 0.6rem;
        color: var(--text-soft);
        text-align: right;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 0.5rem;
      }
      .fields .long {
        grid-column: 1 / -1;
      }
      textarea {
        min-height: 4rem;
      }
      .tools {
        display: flex;
        gap: 0.25rem;
        align-self: start;
      }
      .tools .button {
        padding: 0.3rem 0.55rem;
      }
      @media (max-width: 48rem) {
        li {
          grid-template-columns: 1.5rem minmax(0, 1fr);
        }
        .tools {
          grid-column: 2;
        }
      }
    `,
  ];

  @property({ attribute: false }) shape!: ListShape;
  @property({ attribute: false }) items: readonly Item[] = [];
  @property() day = ""; // of which the times are
  @property() meeting = ""; // whose recordings the times lead to
  @property({ type: Boolean }) frozen = false;
  private added = false;

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has("items") || !this.added) return;
    this.added = false;
    this.renderRoot.querySelector<HTMLElement>("li:last-child :is(input, textarea)")?.focus();
  }

  override render() {
    return html`<ol>
        ${this.items.map((item, index) => this.row(item, index))}
      </ol>
      ${this.frozen ? nothing : html`<button class="button" type="button" @click=${this.add}>${plus} ${t("min.add")}</button>`}`;
  }

  private row(item: Item, index: number) {
    const name = `${t(this.shape.heading)} ${index + 1}`;
    const tools = html`<span class="tools">
      <button class="button" type="button" aria-label=${t("meet.up", { name })} ?disabled=${index === 0} @click=${() => this.move(index, -1)}>${up}</button>
      <button class="button" type="button" aria-label=${t("meet.down", { name })} ?disabled=${index === this.items.length - 1} @click=${() => this.move(index, 1)}>${down}</button>
      <button class="button" type="button" aria-label=${t("meet.remove", { name })} @click=${() => this.say(this.items.filter((_, at) => at !== index))}>${cross}</button>
    </span>`;
    return html`<li>
      <span class="number">${index + 1}.</span>
      <span class="fields">${this.shape.fields.map((field) => this.field(item, index, field))}</span>
      ${this.frozen ? nothing : tools}
    </li>`;
  }

  private field(item: Item, index: number, { name, label, kind }: ItemField) {
    const value = item[name] ?? "";
    const words = `${t(label)} ${index + 1}`;
    const typed = (event: Event) => (event.target as HTMLInputElement).value;
    const set = (next: string | number) => this.say(this.items.map((one, at) => (at === index ? { ...one, [name]: next } : one)));
    if (kind === "long")
      return html`<textarea class="long" rows="2" aria-label=${words} placeholder=${t(label)} maxlength="4000" ?readonly=${this.frozen} .value=${String(value)} @input=${(event: Event) => set(typed(event))}></textarea>`;
    if (kind === "time") return html`${this.jump(String(value))}<input type="time" aria-label=${words} ?readonly=${this.frozen} .value=${formatTime(String(value))} @change=${(event: Event) => set(this.timeOf(typed(event)))} />`;
    if (kind === "number")
      return html`<label>${t(label)}<input inputmode="numeric" maxlength="6" aria-label=${words} ?readonly=${this.frozen} .value=${String(value || 0)} @change=${(event: Event) => set(Math.max(0, Math.trunc(Number(typed(event))) || 0))} /></label>`;
    return html`<input aria-label=${words} placeholder=${t(label)} maxlength="160" ?readonly=${this.frozen} .value=${String(value)} @input=${(event: Event) => set(typed(event))} />`;
  }

  /* To that moment of the recording, where there is one. */
  private jump(time: string) {
    if (this.meeting === "" || time === "") return nothing;
    return html`<a class="jump" title=${t("rec.jump")} aria-label="${t("rec.jump")} ${formatTime(time)}" href="/recordings?${new URLSearchParams({ meeting: this.meeting, at: time }).toString()}">${film}</a>`;
  }

  private timeOf(clock: string): string {
    return clock === "" || this.day === "" ? "" : fromLocalText(`${localText(this.day).slice(0, 10)}T${clock}`);
  }

  private add(): void {
    this.added = true;
    const empty = this.shape.fields.map(({ name, kind }) => [name, kind === "number" ? 0 : ""]);
    this.say([...this.items, { source: "", ...Object.fromEntries(empty) } as Item]);
  }

  private move(index: number, by: number): void {
    const items = [...this.items];
    const [item] = items.splice(index, 1);
    if (item) items.splice(index + by, 0, item);
    this.say(items);
  }

  private say(items: readonly Item[]): void {
    tell(this, "items", items);
  }
}
