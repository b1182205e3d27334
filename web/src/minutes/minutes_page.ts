/* The minutes of a meeting: written by the secretary, approved by the chair, numbered and filed by the clerk; printed by all. */
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { meetingPath } from "../api/meeting_records";
import { rest, sentenceOf, type List } from "../api/rest_client";
import type { Params } from "../frame/router";
import { formatDateTime } from "../text/format";
import { t, type TextKey } from "../text/text";
import "../ui/date_time_field";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/loading";
import "../ui/notice";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { DraftKeeper } from "./draft_keeper";
import "./item_list";
import { PARTS, PEOPLE, RECIPIENTS, type Draft, type Item, type ListShape, type Minutes, type MinutesFields } from "./minutes_records";
import "./minutes_steps";

const STATE_TEXT: Record<Minutes["state"], TextKey> = { draft: "min.st_draft", submitted: "min.st_submitted", approved: "min.st_approved", issued: "min.issued" };
const ROMANS = ["I", "II", "III", "IV", "V", "VI"];
const LATE_MS = 300_000; // as the server asks for the reason

@customElement("gb-minutes-page")
export class MinutesPage extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    css`
      section {
        margin-top: 1rem;
      }
      h2 {
        margin-bottom: 0.75rem;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
        gap: 0.75rem 1rem;
      }
      .state {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 0.75rem;
        align-items: center;
        color: var(--text-soft);
      }
      gb-notice {
        margin-bottom: 0.75rem;
      }
    `,
  ];

  @property({ attribute: false }) params: Params = {};
  @state() private fault = "";
  @state() private recorded = false; // there is something that lines can lead to
  private keeper!: DraftKeeper;

  override connectedCallback(): void {
    super.connectedCallback();
    this.keeper = new DraftKeeper(this.params["code"] ?? "");
    this.watch(this.keeper);
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.keeper.stop();
  }

  override render() {
    const { minutes, draft } = this.keeper;
    return html`<gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>${minutes && draft ? this.body(minutes, draft) : nothing}`;
  }

  private body(minutes: Minutes, draft: Draft) {
    const frozen = !this.keeper.mayWrite;
    return html`
      <div class="head">
        <div>
          <h1>${t("min.title")}</h1>
          <p class="state"><a href=${meetingPath(minutes.meeting)}>${draft.title}</a> <span class="mark">${t(STATE_TEXT[minutes.state])}</span> <span>${minutes.number_text}</span> ${frozen ? nothing : this.kept()}</p>
        </div>
      </div>
      ${minutes.return_reason && minutes.state === "draft" ? html`<gb-notice>${t("min.returned", { reason: minutes.return_reason })}</gb-notice>` : nothing} ${this.warnings()}
      <gb-minutes-steps .keeper=${this.keeper}></gb-minutes-steps>
      <section class="card"><h2>${t("min.facts")}</h2>${this.facts(draft, frozen)}</section>
      ${PEOPLE.map((shape) => this.list(shape, draft, frozen))}
      <section class="card">
        <h2>${ROMANS[0]}. ${t("min.opening")}</h2>
        <textarea aria-label=${t("min.opening")} maxlength="4000" ?readonly=${frozen} .value=${draft.opening} @input=${(event: Event) => this.keeper.change({ opening: (event.target as HTMLTextAreaElement).value })}></textarea>
      </section>
      ${PARTS.map((shape, index) => this.list(shape, draft, frozen, `${ROMANS[index + 1]}. `))} ${this.list(RECIPIENTS, draft, frozen)}
    `;
  }

  private kept() {
    const text: Record<DraftKeeper["state"], TextKey> = { kept: "min.kept", writing: "min.keeping", waiting: "min.unkept", clash: "min.clash" };
    const { state, minutes } = this.keeper;
    return html`<span role="status">${t(text[state])} ${state === "kept" && minutes?.changed ? formatDateTime(minutes.changed) : ""}</span>`;
  }

  private warnings() {
    const { fault, state, lost, draft } = this.keeper;
    const again = state === "clash" && draft ? html` <button class="button" @click=${() => this.keep(draft)}>${t("min.overwrite")}</button>` : nothing;
    return html`${fault ? html`<gb-notice>${fault}${again}</gb-notice>` : nothing}
    ${lost
      ? html`<gb-notice>${t("min.lost")} <button class="button" @click=${() => this.keep(lost)}>${t("min.restore")}</button> <button class="button" @click=${() => this.keeper.forget()}>${t("min.discard")}</button></gb-notice>`
      : nothing}`;
  }

  private facts(draft: Draft, frozen: boolean) {
    const late = draft.planned !== "" && Date.parse(draft.opened) - Date.parse(draft.planned) >= LATE_MS;
    const time = (name: "planned" | "opened" | "closed", label: TextKey) =>
      frozen
        ? html`<p class="field">${t(label)} <span>${formatDateTime(draft[name])}</span></p>`
        : html`<gb-date-time-field label=${t(label)} .value=${draft[name]} @chosen=${(event: CustomEvent) => this.keeper.change({ [name]: (event.currentTarget as HTMLElement & { value: string }).value })}></gb-date-time-field>`;
    return html`<div class="grid">
      ${this.text("title", "meet.title", draft, frozen)} ${this.text("parent_agency", "min.parent_agency", draft, frozen)} ${this.text("agency", "min.agency", draft, frozen)} ${this.text("symbol", "min.symbol", draft, frozen)}
      ${time("planned", "min.planned")} ${time("opened", "meet.opened")} ${time("closed", "meet.closed")} ${late || draft.late_reason ? this.text("late_reason", "min.late_reason", draft, frozen) : nothing}
      ${this.text("place", "meet.place", draft, frozen)} ${this.text("chair_name", "meet.chair", draft, frozen)} ${this.text("chair_title", "min.chair_title", draft, frozen)}
      ${this.text("secretary_name", "meet.secretary", draft, frozen)} ${this.text("secretary_title", "min.secretary_title", draft, frozen)} ${this.count("sites", "min.sites", draft, frozen)}
      ${this.count("sites_present", "min.sites_present", draft, frozen)} ${this.count("delegates_present", "min.delegates_present", draft, frozen)}
    </div>`;
  }

  private text(name: keyof MinutesFields, label: TextKey, draft: Draft, frozen: boolean) {
    return html`<label>${t(label)}<input data-name=${name} maxlength="160" ?readonly=${frozen} .value=${String(draft[name])} @input=${(event: Event) => this.keeper.change({ [name]: (event.target as HTMLInputElement).value })} /></label>`;
  }

  private count(name: keyof MinutesFields, label: TextKey, draft: Draft, frozen: boolean) {
    const number = (event: Event) => Math.max(0, Math.trunc(Number((event.target as HTMLInputElement).value)) || 0);
    return html`<label>${t(label)}<input inputmode="numeric" maxlength="6" ?readonly=${frozen} .value=${String(draft[name])} @change=${(event: Event) => this.keeper.change({ [name]: number(event) })} /></label>`;
  }

  private list(shape: ListShape, draft: Draft, frozen: boolean, number = "") {
    return html`<section class="card" data-list=${shape.name}>
      <h2>${number}${t(shape.heading)}</h2>
      <gb-item-list .shape=${shape} .items=${draft[shape.name]} .day=${draft.opened || draft.planned} .meeting=${this.recorded ? (this.params["code"] ?? "") : ""} ?frozen=${frozen} @items=${(event: CustomEvent<Item[]>) => this.keeper.change({ [shape.name]: event.detail })}></gb-item-list>
    </section>`;
  }

  private async keep(draft: Draft): Promise<void> {
    try {
      await this.keeper.overwrite(draft);
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      await this.keeper.load();
      const { items } = await rest.get<List<unknown>>("/recordings", { meeting: this.params["code"], limit: 1 });
      this.recorded = items.length > 0;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
