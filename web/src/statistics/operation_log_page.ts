/* The log of a session's operation: crew, devices, trials, incidents seen by the server and entered by people, recommendations. */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import download from "icon:download";
import plus from "icon:plus";
import printer from "icon:printer";
import { meetingPath } from "../api/meeting_records";
import { rest, restUrl, sentenceOf } from "../api/rest_client";
import { session } from "../api/session";
import type { Params } from "../frame/router";
import { hosts } from "../meetings/meeting_text";
import { formatSeconds } from "../text/format";
import { formatNumber, t } from "../text/text";
import { GbElement } from "../ui/element";
import { openForm } from "../ui/form_dialog";
import { forms } from "../ui/forms";
import "../ui/loading";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";
import { reportStyles } from "./report_styles";
import type { Incident, OperationLog, Trial } from "./statistics_records";

const NOTES = [
  ["crew", "oplog.crew"],
  ["devices", "oplog.devices"],
  ["advice", "oplog.advice"],
] as const;
const NOTE_LETTERS_MAX = 1000;

@customElement("gb-operation-log-page")
export class OperationLogPage extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    reportStyles,
    css`
      .notes {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 1rem;
      }
      .note {
        white-space: pre-line;
      }
      @media (max-width: 56rem) {
        .notes {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) params: Params = {};
  @state() private log: OperationLog | null = null;
  @state() private fault = "";
  @query("form.notes") private form!: HTMLFormElement;

  override firstUpdated(): void {
    void this.load();
  }

  private get path(): string {
    return `/meetings/${encodeURIComponent(this.params["code"] ?? "")}`;
  }

  override render() {
    const log = this.log;
    return html`
      <div class="head">
        <h1>${t("oplog.title")}</h1>
        <div class="actions">
          ${this.writes() ? html`<button class="button primary" @click=${() => this.enter(null)}>${plus} ${t("oplog.add")}</button>` : nothing}
          <a class="button" href=${restUrl(`${this.path}/operation-log.csv`)} download>${download} ${t("rep.csv")}</a>
          <a class="button" href=${restUrl(`${this.path}/operation-log.rtf`)} download>${download} ${t("rep.rtf")}</a>
          <a class="button" href=${restUrl(`${this.path}/operation-log.html`)} target="_blank" rel="noopener">${printer} ${t("rep.print")}</a>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      ${log ? this.report(log) : this.fault ? nothing : html`<p class="none" role="status">${t("com.loading")}</p>`}
    `;
  }

  private report(log: OperationLog) {
    return html`
      <p class="lead"><a href=${meetingPath(this.params["code"] ?? "")}>${log.title}</a></p>
      ${this.writes() ? this.noteFields(log) : NOTES.map(([name, text]) => html`<section><h2>${t(text)}</h2><p class="note">${log.notes[name]}</p></section>`)}
      <section>
        <h2>${t("oplog.incidents")}</h2>
        ${log.incidents.length ? this.incidents(log.incidents) : html`<p class="none">${t("oplog.no_incidents")}</p>`}
      </section>
      <section>
        <h2>${t("oplog.trials")}</h2>
        ${log.trials.length ? trials(log.trials) : html`<p class="none">${t("oplog.no_trials")}</p>`}
      </section>
    `;
  }

  private noteFields(log: OperationLog) {
    return html`<form class="notes" @submit=${this.saveNotes}>
      ${NOTES.map(([name, text]) => html`<label for=${name}>${t(text)} <textarea id=${name} name=${name} maxlength=${NOTE_LETTERS_MAX} .value=${log.notes[name]}></textarea></label>`)}
      <div class="actions"><button class="button">${t("com.save")}</button></div>
    </form>`;
  }

  private incidents(list: readonly Incident[]) {
    const heads = ["oplog.time", "oplog.site", "oplog.symptom", "oplog.cause", "oplog.handling", "oplog.end", "oplog.by"] as const;
    return html`<div class="wide" tabindex="0" role="region" aria-label=${t("oplog.incidents")}>
      <table class="plain">
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${t(head)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${list.map(
            (one) => html`<tr>
              <td>${formatSeconds(one.time)}</td>
              <td>${one.site}</td>
              <td>${one.id && this.writes() ? html`<button class="button" @click=${() => this.enter(one)}>${one.symptom}</button>` : one.symptom}</td>
              <td>${one.cause}</td>
              <td>${one.handling}</td>
              <td>${one.end ? formatSeconds(one.end) : ""}</td>
              <td>${one.account || t("oplog.server")}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  private writes(): boolean {
    return hosts(session.account?.role);
  }

  private async enter(incident: Incident | null): Promise<void> {
    const done = await openForm({
      heading: t(incident ? "oplog.change" : "oplog.add"),
      action: t("com.save"),
      fields: [
        { name: "time", label: t("oplog.time"), kind: "datetime", required: true, value: incident?.time ?? "" },
        { name: "end", label: t("oplog.end"), kind: "datetime", value: incident?.end ?? "" },
        { name: "site", label: t("oplog.site"), value: incident?.site ?? "" },
        { name: "symptom", label: t("oplog.symptom"), required: true, value: incident?.symptom ?? "", whole: true },
        { name: "cause", label: t("oplog.cause"), value: incident?.cause ?? "", whole: true },
        { name: "handling", label: t("oplog.handling"), value: incident?.handling ?? "", whole: true },
      ],
      submit: (values) => (incident ? rest.patch(`${this.path}/incidents/${incident.id}`, values) : rest.post(`${this.path}/incidents`, values)),
    });
    if (done) await this.load();
  }

  private async saveNotes(event: Event): Promise<void> {
    event.preventDefault();
    const fields = new FormData(this.form);
    const notes = Object.fromEntries(NOTES.map(([name]) => [name, String(fields.get(name) ?? "").replaceAll("\r\n", "\n")]));
    try {
      await rest.put(`${this.path}/operation-log`, notes);
      toast(t("com.saved"));
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      this.log = await rest.get<OperationLog>(`${this.path}/operation-log`);
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}

function figures({ measured, in_kbps, out_kbps, loss_percent, rtt_ms }: Trial): string[] {
  return measured ? [formatNumber(in_kbps), formatNumber(out_kbps), `${formatNumber(loss_percent, 2)}%`, formatNumber(rtt_ms)] : ["", "", "", ""];
}

function trials(list: readonly Trial[]) {
  const heads = ["oplog.site", "oplog.picture", "oplog.sound"] as const;
  const numbers = ["oplog.up", "oplog.down", "oplog.loss", "oplog.rtt"] as const;
  return html`<div class="wide" tabindex="0" role="region" aria-label=${t("oplog.trials")}>
    <table class="plain">
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${t(head)}</th>`)}
          ${numbers.map((head) => html`<th scope="col" class="end">${t(head)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${list.map(
          (one) => html`<tr>
            <th scope="row">${one.site}</th>
            <td>${one.picture}</td>
            <td>${one.sound}</td>
            ${figures(one).map((figure) => html`<td class="end">${figure}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
