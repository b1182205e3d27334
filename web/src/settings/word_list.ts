/* A list of words that the office keeps: kinds of units, kinds of meetings, relations. Each can be renamed; taken out while nothing carries it. */
import { css, html } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import plus from "icon:plus";
import { rest, sentenceOf } from "../api/rest_client";
import type { UnitKind as Word } from "../api/records";
import { t } from "../text/text";
import { confirmed } from "../ui/confirm";
import { GbElement } from "../ui/element";
import { openForm } from "../ui/form_dialog";
import "../ui/loading";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";

@customElement("gb-word-list")
export class WordList extends GbElement {
  static override styles = [
    shared,
    office,
    css`
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
      li > :first-child {
        flex: 1 1 12rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() address = ""; // of the list under /api/v1
  @property() heading = "";
  @state() private words: Word[] = [];
  @state() private fault = "";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    return html`<section class="card" aria-label=${this.heading}>
      <div class="head">
        <h2>${this.heading}</h2>
        <div class="actions"><button class="button" @click=${() => this.create()}>${plus} ${t("words.add")}</button></div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      <ul>
        ${this.words.map(
          (word) => html`<li>
            <span>${word.name}</span>
            <span class="mark">${word.code}</span>
            <span class="actions">
              <button class="button" aria-label=${t("words.change_of", { name: word.name })} @click=${() => this.change(word)}>${t("words.change")}</button>
              <button class="button" aria-label=${t("words.delete_of", { name: word.name })} @click=${() => this.takeOut(word)}>${t("com.delete")}</button>
            </span>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      this.words = await rest.all<Word>(this.address);
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private pathOf(word: Word): string {
    return `${this.address}/${encodeURIComponent(word.code)}`;
  }

  private async create(): Promise<void> {
    const last = Math.max(0, ...this.words.map(({ position }) => position));
    const done = await openForm({
      heading: this.heading,
      action: t("com.create"),
      fields: this.fieldsOf({ code: "", name: "", position: last + 1 }, false),
      submit: (values) => rest.post(this.address, values),
    });
    if (done) await this.changed();
  }

  private async change(word: Word): Promise<void> {
    const done = await openForm({
      heading: word.name,
      action: t("com.save"),
      fields: this.fieldsOf(word, true),
      submit: (values) => rest.patch(this.pathOf(word), values),
    });
    if (done) await this.changed();
  }

  private async takeOut(word: Word): Promise<void> {
    const question = { heading: word.name, text: t("words.delete_text"), action: t("com.delete"), danger: true };
    if (!(await confirmed(question))) return;
    try {
      await rest.delete(this.pathOf(word));
      await this.changed();
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private async changed(): Promise<void> {
    toast(t("com.saved"));
    await this.load();
  }

  private fieldsOf(word: Word, known: boolean) {
    return [
      { name: "name", label: t("words.name"), value: word.name, required: true, whole: true },
      { name: "code", label: t("units.code"), kind: "code" as const, value: word.code, required: true, fixed: known },
      { name: "position", label: t("units.position"), kind: "number" as const, value: word.position, min: 0 },
    ];
  }
}
