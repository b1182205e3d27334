/*
 * Copies of a recording (another form, a part of it, a mark in the picture), or, without a recording, packages of a meeting:
 * asked for, watched while they are made, saved, taken away.
 */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import download from "icon:download";
import { rest, restUrl, sentenceOf, type List } from "../api/rest_client";
import { formatDateTime } from "../text/format";
import { formatNumber, t, type TextKey } from "../text/text";
import { confirmed } from "../ui/confirm";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";
import { clockMs, clockText, type CopyForm, type RecordingCopy } from "./copy_records";

const LOOK_MS = 2000;
const FORMS: readonly [CopyForm, TextKey][] = [
  ["mp4", "copy.mp4"],
  ["webm", "copy.webm"],
  ["mp3", "copy.mp3"],
  ["opus", "copy.opus"],
];
const FORM_TEXT: Record<CopyForm, TextKey> = { mp4: "copy.mp4", webm: "copy.webm", mp3: "copy.mp3", opus: "copy.opus", package: "copy.package" };

@customElement("gb-copy-panel")
export class CopyPanel extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      :host {
        display: block;
      }
      form {
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        align-items: end;
      }
      form .wide {
        grid-column: 1 / -1;
      }
      form .button {
        justify-self: start;
      }
      ul {
        margin: 1rem 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.75rem;
        padding: 0.5rem 0;
        border-top: 1px solid var(--line);
      }
      .about {
        flex: 1 1 12rem;
      }
      .about small {
        display: block;
        color: var(--text-soft);
        overflow-wrap: anywhere;
      }
      progress {
        width: 8rem;
        accent-color: var(--brand);
      }
    `,
  ];

  @property({ type: Number }) recording = 0; // 0: packages of the meeting
  @property() meeting = "";
  @property({ type: Number }) from_ms = 0; // what is marked in the player
  @property({ type: Number }) to_ms = 0;
  @state() private copies: RecordingCopy[] = [];
  @state() private form: CopyForm = "mp4";
  @state() private fault = "";
  @state() private busy = false;
  @query("form") private asked!: HTMLFormElement;
  private timer = 0;

  private get where(): string {
    return this.recording ? `/recordings/${this.recording}/copies` : `/meetings/${encodeURIComponent(this.meeting)}/packages`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearTimeout(this.timer);
  }

  override render() {
    return html`
      <form @submit=${this.ask}>
        ${this.recording ? this.choices() : nothing}
        <label class="wide">${t("copy.recipient")} <input name="recipient" maxlength="200" /></label>
        <button class="button" ?disabled=${this.busy}>${t(this.recording ? "copy.make" : "copy.make_package")}</button>
      </form>
      <p class="fault" role="alert">${this.fault}</p>
      <ul>
        ${this.copies.map((copy) => this.row(copy))}
      </ul>
    `;
  }

  private choices() {
    return html`
      <label>${t("copy.form")}
        <select name="form" @change=${(event: Event) => (this.form = (event.target as HTMLSelectElement).value as CopyForm)}>
          ${FORMS.map(([form, text]) => html`<option value=${form}>${t(text)}</option>`)}
        </select>
      </label>
      <label>${t("copy.from")} <input name="from" inputmode="numeric" placeholder="0:00:00" .value=${this.from_ms ? clockText(this.from_ms) : ""} /></label>
      <label>${t("copy.to")} <input name="to" inputmode="numeric" placeholder=${t("copy.to_end")} .value=${this.to_ms ? clockText(this.to_ms) : ""} /></label>
      ${this.form === "mp4" ? html`<label class="tick wide"><input type="checkbox" name="mark" /> ${t("copy.mark")}</label>` : nothing}
    `;
  }

  private row(copy: RecordingCopy) {
    const part = copy.from_ms || copy.to_ms ? ` · ${clockText(copy.from_ms)}–${copy.to_ms ? clockText(copy.to_ms) : t("copy.to_end")}` : "";
    const name = `${t(FORM_TEXT[copy.form])}${part}`;
    return html`<li>
      <span class="about">${name}<small>${[copy.recipient, copy.name, formatDateTime(copy.created)].filter(Boolean).join(" · ")}</small></span>
      ${this.stateOf(copy, name)}
      <button class="button" aria-label="${t(copy.state === "ready" || copy.state === "failed" ? "com.delete" : "copy.cancel")}: ${name}" @click=${() => this.takeAway(copy, name)}>
        ${t(copy.state === "ready" || copy.state === "failed" ? "com.delete" : "copy.cancel")}
      </button>
    </li>`;
  }

  private stateOf({ id, state: at, permille, paused, bytes }: RecordingCopy, name: string) {
    if (at === "ready") return html`<a class="button" href=${restUrl(`/copies/${id}/file`)} download aria-label="${t("copy.save")}: ${name}">${download} ${t("copy.size", { n: formatNumber(Math.max(1, Math.round(bytes / 1e6))) })}</a>`;
    if (at === "failed") return html`<strong class="fault">${t("copy.failed")}</strong>`;
    if (at === "queued") return html`<span>${t("copy.queued")}</span>`;
    return html`<progress max="1000" .value=${permille} aria-label=${name}></progress><span>${paused ? t("copy.paused") : `${Math.floor(permille / 10)} %`}</span>`;
  }

  private wish(): Record<string, unknown> | null {
    const fields = new FormData(this.asked);
    const text = (field: string) => String(fields.get(field) ?? "");
    const recipient = text("recipient").trim();
    if (!this.recording) return { recipient };
    const from_ms = text("from") ? clockMs(text("from")) : 0;
    const to_ms = text("to") ? clockMs(text("to")) : 0;
    if (from_ms === null || to_ms === null) return null;
    return { form: this.form, from_ms, to_ms, mark: fields.has("mark"), recipient };
  }

  private async ask(event: Event): Promise<void> {
    event.preventDefault();
    const wish = this.wish();
    this.fault = wish === null ? t("copy.bad_time") : "";
    if (wish === null || this.busy) return;
    this.busy = true;
    await this.done(rest.post(this.where, wish), t("copy.asked"));
    this.busy = false;
  }

  private async takeAway(copy: RecordingCopy, name: string): Promise<void> {
    const question = { heading: t("copy.delete"), text: name, action: t("com.delete"), danger: true };
    if (copy.state !== "ready" || (await confirmed(question))) await this.done(rest.delete(`/copies/${copy.id}`), t("com.deleted"));
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

  /* As long as something is being made it is looked at again. */
  private async load(): Promise<void> {
    window.clearTimeout(this.timer);
    try {
      this.copies = (await rest.get<List<RecordingCopy>>(this.where)).items;
    } catch (error) {
      this.fault = sentenceOf(error);
      return;
    }
    const going = this.copies.some((copy) => copy.state === "queued" || copy.state === "running");
    if (going && this.isConnected) this.timer = window.setTimeout(() => void this.load(), LOOK_MS);
  }
}
