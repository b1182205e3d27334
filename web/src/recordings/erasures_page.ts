/* What the administrator decides: recordings that a clerk has asked to erase. */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { rest, sentenceOf, type List } from "../api/rest_client";
import { formatDate, formatDateTime } from "../text/format";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { openForm } from "../ui/form_dialog";
import "../ui/loading";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { recordingPath, type Erasure, type RecordingEntry } from "./recording_records";
import { sizeText } from "./recording_text";

type Waiting = RecordingEntry & { erasure: Erasure };

@customElement("gb-erasures-page")
export class ErasuresPage extends GbElement {
  static override styles = [
    shared,
    office,
    css`
      li {
        margin-bottom: 0.75rem;
      }
      .lead {
        margin: 0.2rem 0 0.5rem;
      }
      .actions {
        margin-top: 0.75rem;
      }
    `,
  ];

  @state() private rows: Waiting[] | null = null;
  @state() private fault = "";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    return html`
      <h1>${t("rec.erasures")}</h1>
      <p class="lead">${t("rec.erase_note")}</p>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      ${this.rows === null && !this.fault ? html`<p>${t("com.loading")}</p>` : nothing} ${this.rows?.length === 0 && !this.fault ? html`<p>${t("rec.erasures_none")}</p>` : nothing}
      <ul>
        ${(this.rows ?? []).map((row) => this.waiting(row))}
      </ul>
    `;
  }

  private waiting(row: Waiting) {
    const { title, start, bytes, due, unit_name, erasure } = row;
    return html`<li class="card">
      <h2>${title}</h2>
      <p class="lead">${[formatDateTime(start), unit_name, sizeText(bytes), `${t("rec.due")}: ${due ? formatDate(due) : t("rec.due_never")}`].filter(Boolean).join(" · ")}</p>
      <p>${t("rec.erase_asked", { by: erasure.asked_by, time: formatDateTime(erasure.asked), reason: erasure.reason })}</p>
      <div class="actions">
        <button class="button danger" @click=${() => this.decide(row, true)}>${t("rec.erase")}</button>
        <button class="button" @click=${() => this.decide(row, false)}>${t("rec.refuse")}</button>
      </div>
    </li>`;
  }

  private async decide({ id, title, erasure }: Waiting, erase: boolean): Promise<void> {
    const done = await openForm({
      heading: `${t(erase ? "rec.erase" : "rec.refuse")}: ${title}`,
      ...(erase && { note: t("rec.decide_note") }),
      fields: [{ name: "reason", label: t("rec.decision"), required: true, whole: true, max: 160 }],
      action: t(erase ? "rec.erase" : "rec.refuse"),
      danger: erase,
      submit: ({ reason }) => rest.post(recordingPath(id, `/erasures/${erasure.id}/decision`), { erase, reason }),
    });
    if (done) await this.load();
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      this.rows = (await rest.get<List<Waiting>>("/recording-erasures")).items;
    } catch (error) {
      this.rows = [];
      this.fault = sentenceOf(error);
    }
  }
}
