/* A meeting's papers: to read, to upload with the declaration, to take away. */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import file from "icon:file-text";
import upload from "icon:upload";
import { meetingPath, type Paper } from "../api/meeting_records";
import { rest, restUrl, sentenceOf } from "../api/rest_client";
import { formatDateTime } from "../text/format";
import { formatNumber, t } from "../text/text";
import { confirmed } from "../ui/confirm";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";

@customElement("gb-paper-list")
export class PaperList extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      :host {
        display: block;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.75rem;
        padding: 0.4rem 0;
        border-bottom: 1px solid var(--line);
      }
      li a {
        display: inline-flex;
        align-items: center;
        gap: 0.5rem;
        color: var(--brand);
        font-weight: 600;
      }
      .about {
        flex: 1;
        color: var(--text-soft);
        font-size: 0.88rem;
      }
      form {
        gap: 0.6rem;
        margin-top: 1rem;
      }
      form,
      form label:not(.tick) {
        grid-template-columns: minmax(0, 1fr);
      }
      input[type="file"] {
        max-width: 100%;
      }
      form .button {
        justify-self: start;
      }
    `,
  ];

  @property() code = "";
  @property({ type: Boolean }) may_change = false;
  @state() private papers: Paper[] = [];
  @state() private fault = "";
  @state() private ready = false;
  @state() private busy = false;
  @query("input[type=file]") private chosen!: HTMLInputElement;
  @query("input[type=checkbox]") private declared!: HTMLInputElement;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    return html`
      ${this.papers.length === 0 ? html`<p class="about">${t("meet.papers_none")}</p>` : html`<ul>${this.papers.map((paper) => this.paper(paper))}</ul>`}
      ${this.may_change ? this.adding() : nothing}
      <p class="fault" role="alert">${this.fault}</p>
    `;
  }

  private paper({ id, name, size, time }: Paper) {
    return html`<li>
      <a href=${restUrl(meetingPath(this.code, `/papers/${id}`))} download=${name}>${file} ${name}</a>
      <span class="about">${t("meet.paper_size", { n: formatNumber(Math.ceil(size / 1000)) })} · ${formatDateTime(time)}</span>
      ${this.may_change ? html`<button class="button" aria-label="${t("com.delete")}: ${name}" @click=${() => this.takeAway(id, name)}>${t("com.delete")}</button>` : nothing}
    </li>`;
  }

  private adding() {
    return html`<form @submit=${this.add} @change=${() => (this.ready = this.declared.checked && this.chosen.files?.length === 1)}>
      <label>${t("meet.paper_file")} <input type="file" /></label>
      <label class="tick"><input type="checkbox" /> ${t("meet.paper_nosecret")}</label>
      <button class="button" ?disabled=${!this.ready || this.busy}>${upload} ${t("meet.paper_add")}</button>
    </form>`;
  }

  private async add(event: Event): Promise<void> {
    event.preventDefault();
    const paper = this.chosen.files?.[0];
    if (!paper || !this.declared.checked || this.busy) return;
    this.busy = true;
    const name = paper.name.normalize("NFC");
    const body = paper.slice(0, paper.size, paper.type || "application/octet-stream");
    await this.done(rest.post(meetingPath(this.code, "/papers"), body, { name, nosecret: true }), t("meet.paper_added"));
    this.busy = false;
    this.renderRoot.querySelector("form")?.reset();
    this.ready = false;
  }

  private async takeAway(id: number, name: string): Promise<void> {
    const question = { heading: t("meet.paper_delete"), text: name, action: t("com.delete"), danger: true };
    if (await confirmed(question)) await this.done(rest.delete(meetingPath(this.code, `/papers/${id}`)), t("com.deleted"));
  }

  private async done(work: Promise<unknown>, said: string): Promise<void> {
    try {
      await work;
      toast(said);
      await this.load();
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      this.papers = await rest.all<Paper>(meetingPath(this.code, "/papers"));
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
