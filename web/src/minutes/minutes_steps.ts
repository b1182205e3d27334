/* What can be done with the minutes now, by whoever looks at them: print, fill in, submit, return, approve, number, file. */
import { css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import printer from "icon:printer";
import { meetingPath } from "../api/meeting_records";
import { queryText, rest, restUrl, sentenceOf } from "../api/rest_client";
import { t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import type { FormField } from "../ui/form";
import { openForm } from "../ui/form_dialog";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";
import type { DraftKeeper } from "./draft_keeper";
import type { Minutes, MinutesState } from "./minutes_records";

@customElement("gb-minutes-steps")
export class MinutesSteps extends GbElement {
  static override styles = [
    shared,
    office,
    css`
      .actions {
        margin-bottom: 0.5rem;
      }
      .signed {
        margin: 0.25rem 0;
        overflow-wrap: anywhere;
      }
      input[type="file"] {
        position: absolute;
        width: 1px;
        height: 1px;
        opacity: 0;
      }
    `,
  ];

  @property({ attribute: false }) keeper!: DraftKeeper;
  @query("input[type=file]") private file!: HTMLInputElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.keeper);
  }

  override render() {
    const { minutes } = this.keeper;
    if (minutes === null) return nothing;
    const at = (rest_of: string) => restUrl(meetingPath(minutes.meeting, rest_of));
    return html`
      <div class="actions">
        ${this.steps(minutes)}
        <a class="button" target="_blank" href=${at("/minutes.html")}>${printer} ${t("min.print")}</a>
        <a class="button" href=${at("/minutes.rtf")} download>${t("min.rtf")}</a>
        <a class="button" target="_blank" href=${at("/notice.html")}>${printer} ${t("min.notice")}</a>
        <a class="button" href=${at("/notice.rtf")} download>${t("min.notice_rtf")}</a>
      </div>
      ${minutes.signed_sha256 ? html`<p class="signed"><a href=${at("/minutes/signed")} download>${minutes.signed_name}</a> ${t("min.hash")}: <code>${minutes.signed_sha256}</code></p>` : nothing}
      ${minutes.notice_no ? html`<p class="signed">${t("min.notice_issued", { number: minutes.notice_no })}</p>` : nothing}
    `;
  }

  private steps({ state, may, signed_sha256, notice_no }: Minutes) {
    const button = (key: TextKey, work: () => unknown, kind = "") => html`<button class="button ${kind}" @click=${work}>${t(key)}</button>`;
    const done = state === "approved" || state === "issued";
    return html`
      ${state === "draft" && may.write ? html`${button("min.submit", () => this.step("submitted"), "primary")}${button("min.fill", () => this.fill())}` : nothing}
      ${state === "submitted" && may.approve ? button("min.approve", () => this.step("approved"), "primary") : nothing}
      ${state === "submitted" && (may.approve || may.write) ? button("min.return", () => this.giveBack()) : nothing} ${state === "approved" && may.file ? button("min.issue", () => this.issue(), "primary") : nothing}
      ${done && may.file && !signed_sha256 ? html`${button("min.signed_upload", () => this.file?.click())}<input type="file" tabindex="-1" aria-hidden="true" accept="application/pdf" @change=${this.upload} />` : nothing}
      ${done && may.file && !notice_no ? button("min.notice_issue", () => this.issueNotice()) : nothing}
    `;
  }

  private async run(work: (version: number) => Promise<Minutes>): Promise<void> {
    await this.keeper.run(work);
    toast(t("min.done"));
  }

  private async tried(work: (version: number) => Promise<Minutes>): Promise<void> {
    try {
      await this.run(work);
    } catch (error) {
      toast(sentenceOf(error));
    }
  }

  private post(path: string, body: Record<string, unknown>): (version: number) => Promise<Minutes> {
    const code = this.keeper.minutes?.meeting ?? "";
    return (version) => rest.post<Minutes>(meetingPath(code, path), { ...body, version });
  }

  private step(state: MinutesState): Promise<void> {
    return this.tried(this.post("/minutes/state", { state }));
  }

  private fill(): Promise<void> {
    return this.tried(this.post("/minutes/fill", {}));
  }

  private giveBack(): Promise<boolean> {
    return this.ask("min.return", [{ name: "reason", label: t("min.return_reason"), required: true }], ({ reason }) => this.post("/minutes/state", { state: "draft", reason }));
  }

  private issue(): Promise<boolean> {
    return this.ask("min.issue", [{ name: "number", label: t("min.number"), required: true }], ({ number }) => this.post("/minutes/state", { state: "issued", number: Number(number) || 0 }));
  }

  private issueNotice(): Promise<boolean> {
    return this.ask("min.notice_issue", [{ name: "number", label: t("min.notice_no"), required: true }], ({ number }) => this.post("/notice", { number }));
  }

  private ask(heading: TextKey, fields: readonly FormField[], work: (values: Record<string, unknown>) => (version: number) => Promise<Minutes>): Promise<boolean> {
    return openForm({ heading: t(heading), fields, action: t("min.confirm"), submit: (values) => this.run(work(values as Record<string, unknown>)) });
  }

  private async upload(): Promise<void> {
    const file = this.file?.files?.[0];
    const code = this.keeper.minutes?.meeting ?? "";
    if (!file) return;
    const bytes = new Blob([file], { type: "application/octet-stream" });
    await this.tried(() => rest.call<Minutes>("POST", meetingPath(code, `/minutes/signed${queryText({ name: file.name })}`), bytes));
  }
}
