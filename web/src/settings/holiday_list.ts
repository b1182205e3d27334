/*
 * Days on which no office works, and Saturdays that are worked in their stead: with them the days until an invitation or a
 * notice is due are counted. An entry is "09-02" (each year), "2027-02-08" (once) or "+2026-08-22" (worked).
 */
import { css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import plus from "icon:plus";
import { Problem, rest, sentenceOf, type List } from "../api/rest_client";
import { localText } from "../text/format";
import { t, type TextKey } from "../text/text";
import { confirmed } from "../ui/confirm";
import { GbElement } from "../ui/element";
import type { Values } from "../ui/form";
import { openForm } from "../ui/form_dialog";
import "../ui/loading";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";

interface Holiday {
  day: string;
  name: string;
}

const KINDS = ["yearly", "once", "worked"] as const;
type Kind = (typeof KINDS)[number];
const KIND_TEXT: Record<Kind, TextKey> = { yearly: "holiday.yearly", once: "holiday.once", worked: "holiday.worked" };

const kindOf = (day: string): Kind => (day.startsWith("+") ? "worked" : day.length === "MM-DD".length ? "yearly" : "once");

/* "2027-02-08" → 08/02/2027 */
const dayText = (day: string) => day.replace("+", "").split("-").reverse().join("/");

export function entryOf(kind: string, iso: string): string {
  const day = localText(iso).slice(0, "YYYY-MM-DD".length);
  return kind === "yearly" ? day.slice("YYYY-".length) : kind === "worked" ? `+${day}` : day;
}

/* Those of each year first, then by date. */
export function inOrder(list: readonly Holiday[]): Holiday[] {
  const key = ({ day }: Holiday) => (kindOf(day) === "yearly" ? `0${day}` : `1${day.replace("+", "")}`);
  return [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

@customElement("gb-holiday-list")
export class HolidayList extends GbElement {
  static override styles = [
    shared,
    office,
    css`
      :host {
        display: block;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.75rem;
        padding: 0.35rem 0;
        border-top: 1px solid var(--line);
      }
      .day {
        min-width: 6.5rem;
        font-variant-numeric: tabular-nums;
      }
      .name {
        flex: 1 1 10rem;
        overflow-wrap: anywhere;
      }
      .hint {
        margin: 0 0 0.75rem;
        color: var(--text-soft);
      }
    `,
  ];

  @state() private days: Holiday[] = [];
  @state() private fault = "";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    return html`<section class="card" aria-label=${t("holiday.heading")}>
      <div class="head">
        <h2>${t("holiday.heading")}</h2>
        <div class="actions"><button class="button" @click=${() => this.create()}>${plus} ${t("words.add")}</button></div>
      </div>
      <p class="hint">${t("holiday.hint")}</p>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      <ul>
        ${inOrder(this.days).map(
          (one) => html`<li>
            <span class="day">${dayText(one.day)}</span>
            <span class="name">${one.name}</span>
            <span class="mark">${t(KIND_TEXT[kindOf(one.day)])}</span>
            <button class="button" aria-label=${t("words.delete_of", { name: `${dayText(one.day)} ${one.name}` })} @click=${() => this.takeOut(one)}>${t("com.delete")}</button>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      this.days = (await rest.get<List<Holiday>>("/holidays")).items;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private async write(items: readonly Holiday[]): Promise<void> {
    this.days = (await rest.put<List<Holiday>>("/holidays", { items })).items;
    toast(t("com.saved"));
  }

  private async create(): Promise<void> {
    await openForm({
      heading: t("holiday.heading"),
      action: t("com.create"),
      fields: [
        { name: "day", label: t("holiday.day"), kind: "date", required: true },
        { name: "kind", label: t("holiday.kind"), kind: "select", required: true, value: "once", choices: KINDS.map((kind) => ({ value: kind, label: t(KIND_TEXT[kind]) })) },
        { name: "name", label: t("words.name"), whole: true },
      ],
      submit: ({ day, kind, name }: Values) => this.enter({ day: entryOf(String(kind), String(day)), name: String(name) }),
    });
  }

  private async enter(one: Holiday): Promise<void> {
    if (this.days.some(({ day }) => day === one.day)) throw new Problem(422, "bad_field", t("holiday.twice"), "day");
    await this.write([...this.days, one]);
  }

  private async takeOut(one: Holiday): Promise<void> {
    const heading = `${dayText(one.day)} ${one.name}`;
    if (!(await confirmed({ heading, text: t("holiday.delete_text"), action: t("com.delete"), danger: true }))) return;
    try {
      await this.write(this.days.filter(({ day }) => day !== one.day));
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
