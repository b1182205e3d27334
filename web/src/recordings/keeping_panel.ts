/* How a recording is kept: class, legal hold, filed, requests to erase it. Tells "changed". */
import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { rest, sentenceOf, type List } from "../api/rest_client";
import { formatDate, formatDateTime } from "../text/format";
import { t, type TextKey } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { openForm } from "../ui/form_dialog";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { panelStyles } from "./panel_styles";
import { recordingPath, type Erasure, type Keeping, type RetentionClass } from "./recording_records";

const ERASURE: Partial<Record<Erasure["state"], TextKey>> = { requested: "rec.erase_asked", refused: "rec.refused_by", done: "rec.erased_by" };

@customElement("gb-keeping-panel")
export class KeepingPanel extends GbElement {
  static override styles = [shared, office, panelStyles];

  @property({ type: Number }) recording = 0;
  @property({ type: Boolean }) may_change = false;
  @property({ type: Boolean }) gone = false;
  @state() private keeping: Keeping | null = null;
  @state() private erasures: Erasure[] = [];
  @state() private classes: RetentionClass[] = [];
  @state() private fault = "";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    const { keeping } = this;
    return html`<section class="card">
      <h2>${t("rec.keeping")}</h2>
      ${this.fault ? html`<p role="alert">${this.fault}</p>` : nothing} ${keeping ? this.facts(keeping) : nothing}
      <ul>
        ${this.erasures.map((erasure) => this.erasure(erasure))}
      </ul>
      ${keeping && this.may_change && !this.gone ? this.actions(keeping) : nothing}
    </section>`;
  }

  private facts({ retention, due, hold, hold_reason, hold_by, held, filed }: Keeping) {
    const name = this.classes.find(({ code }) => code === retention)?.name ?? t("rec.retention_kind");
    return html`<p>${t("rec.retention")}: ${name}</p>
      <p>${t("rec.due")}: ${due ? formatDate(due) : t("rec.due_never")}</p>
      ${hold ? html`<p><span class="mark fair">${t("rec.hold_told", { reason: hold_reason, by: hold_by, time: formatDateTime(held) })}</span></p>` : nothing} ${filed ? html`<p><span class="mark good">${t("rec.filed")}</span></p>` : nothing}`;
  }

  private erasure({ id, state: now, asked_by, asked, reason, decided_by, decided, decision }: Erasure) {
    const text = ERASURE[now];
    if (!text) return nothing;
    const told = now === "requested" ? t(text, { by: asked_by, time: formatDateTime(asked), reason }) : t(text, { by: decided_by, time: formatDateTime(decided), reason: decision });
    return html`<li><span>${told}</span>${now === "requested" && this.may_change ? html`<button class="button" @click=${() => this.attempt(() => rest.delete(recordingPath(this.recording, `/erasures/${id}`)))}>${t("rec.erase_withdraw")}</button>` : nothing}</li>`;
  }

  private actions(keeping: Keeping) {
    const waits = this.erasures.some(({ state: now }) => now === "requested");
    return html`<div class="actions">
      <button class="button" @click=${() => this.change(keeping)}>${t("rec.keeping_change")}</button>
      ${waits ? nothing : html`<button class="button danger" @click=${this.ask}>${t("rec.erase_ask")}</button>`}
    </div>`;
  }

  private async change({ retention, hold, hold_reason, filed }: Keeping): Promise<void> {
    const choices = [{ value: "", label: t("rec.retention_kind") }, ...this.classes.map(({ code, name }) => ({ value: code, label: name }))];
    const done = await openForm({
      heading: t("rec.keeping"),
      fields: [
        { name: "retention", label: t("rec.retention"), kind: "select", value: retention, choices },
        { name: "filed", label: t("rec.filed"), kind: "flag", value: filed },
        { name: "hold", label: t("rec.hold"), kind: "flag", value: hold, whole: true },
        { name: "hold_reason", label: t("rec.hold_reason"), value: hold_reason, whole: true },
      ],
      action: t("com.save"),
      submit: (values) => rest.put(recordingPath(this.recording, "/keeping"), values),
    });
    if (done) await this.changed();
  }

  private async ask(): Promise<void> {
    const done = await openForm({
      heading: t("rec.erase_ask"),
      note: t("rec.erase_note"),
      fields: [{ name: "reason", label: t("rec.erase_reason"), kind: "lines", required: true, whole: true, max: 160 }],
      action: t("rec.erase_ask"),
      danger: true,
      submit: (values) => rest.post(recordingPath(this.recording, "/erasures"), values),
    });
    if (done) await this.changed();
  }

  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      await this.changed();
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private async changed(): Promise<void> {
    await this.load();
    tell(this, "changed");
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      const path = recordingPath(this.recording);
      const [keeping, erasures, classes] = await Promise.all([rest.get<Keeping>(`${path}/keeping`), rest.get<List<Erasure>>(`${path}/erasures`), rest.get<List<RetentionClass>>("/retention-classes")]);
      this.keeping = keeping;
      this.erasures = erasures.items;
      this.classes = classes.items;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
