/* The agenda as it is written: items with minutes and who presents, in their order. Tells "agenda" with the items. */
import { css, html, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import down from "icon:arrow-down";
import up from "icon:arrow-up";
import plus from "icon:plus";
import cross from "icon:x";
import type { AgendaItem } from "../api/meeting_records";
import { t } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { forms } from "../ui/forms";
import { shared } from "../ui/shared";

const ITEMS_MAX = 100;
const MINUTES_MAX = 1440;

@customElement("gb-agenda-editor")
export class AgendaEditor extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      :host {
        display: block;
      }
      li {
        display: grid;
        grid-template-columns: 2rem minmax(0, 3fr) 6rem minmax(0, 2fr) auto;
        gap: 0.5rem;
        align-items: center;
        margin-bottom: 0.5rem;
      }
      .tools {
        display: flex;
        gap: 0.25rem;
      }
      .tools .button {
        padding: 0.3rem 0.55rem;
      }
      .number {
        color: var(--text-soft);
        text-align: right;
      }
      @media (max-width: 48rem) {
        li {
          grid-template-columns: 2rem minmax(0, 1fr) 5rem;
        }
        li > :nth-child(4) {
          grid-column: 2 / -1;
        }
        .tools {
          grid-column: 2 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) items: readonly AgendaItem[] = [];
  private added = false;

  /* The page hands the items back: only then is the new line there. */
  override updated(changed: PropertyValues<this>): void {
    if (!changed.has("items") || !this.added) return;
    this.added = false;
    this.renderRoot.querySelector<HTMLInputElement>("li:last-child input")?.focus();
  }

  override render() {
    return html`<ul>
        ${this.items.map((item, index) => this.row(item, index))}
      </ul>
      <button class="button" type="button" ?disabled=${this.items.length >= ITEMS_MAX} @click=${this.add}>${plus} ${t("meet.agenda_add")}</button>`;
  }

  private row({ title, minutes, speaker_unit }: AgendaItem, index: number) {
    const name = title || t("meet.agenda_item", { n: index + 1 });
    const text = (event: Event) => (event.target as HTMLInputElement).value.trim().normalize("NFC");
    return html`<li>
      <span class="number">${index + 1}</span>
      <input aria-label="${t("meet.agenda_title")} ${index + 1}" placeholder=${t("meet.agenda_title")} maxlength="300" .value=${title} @change=${(event: Event) => this.change(index, { title: text(event) })} />
      <input
        aria-label="${t("meet.agenda_minutes")} ${index + 1}"
        placeholder=${t("meet.agenda_minutes")}
        inputmode="numeric"
        maxlength="4"
        .value=${minutes ? String(minutes) : ""}
        @change=${(event: Event) => this.change(index, { minutes: Math.min(MINUTES_MAX, Math.max(0, Math.trunc(Number(text(event))) || 0)) })}
      />
      <input aria-label="${t("meet.agenda_speaker")} ${index + 1}" placeholder=${t("meet.agenda_speaker")} maxlength="200" .value=${speaker_unit} @change=${(event: Event) => this.change(index, { speaker_unit: text(event) })} />
      <span class="tools">
        <button class="button" type="button" aria-label=${t("meet.up", { name })} ?disabled=${index === 0} @click=${() => this.move(index, -1)}>${up}</button>
        <button class="button" type="button" aria-label=${t("meet.down", { name })} ?disabled=${index === this.items.length - 1} @click=${() => this.move(index, 1)}>${down}</button>
        <button class="button" type="button" aria-label=${t("meet.remove", { name })} @click=${() => this.tell(this.items.filter((_, at) => at !== index))}>${cross}</button>
      </span>
    </li>`;
  }

  private add(): void {
    this.added = true;
    this.tell([...this.items, { position: 0, title: "", minutes: 0, speaker_unit: "" }]);
  }

  private change(index: number, part: Partial<AgendaItem>): void {
    this.tell(this.items.map((item, at) => (at === index ? { ...item, ...part } : item)));
  }

  private move(index: number, by: number): void {
    const items = [...this.items];
    const [item] = items.splice(index, 1);
    if (item) items.splice(index + by, 0, item);
    this.tell(items);
  }

  private tell(items: readonly AgendaItem[]): void {
    tell(this, "agenda", items.map((item, index) => ({ ...item, position: index + 1 })));
  }
}
