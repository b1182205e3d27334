/* One recording: watched by chapters, marked, clipped; its facts, copies, check, who has seen it, links and how it is kept. */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import download from "icon:download";
import { meetingPath } from "../api/meeting_records";
import { queryText, rest, restUrl, sentenceOf, type List } from "../api/rest_client";
import { router, type Params } from "../frame/router";
import { formatDate, formatDateTime } from "../text/format";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/loading";
import "../ui/notice";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";
import "./chapter_list";
import "./check_view";
import "./copy_panel";
import { clockText } from "./copy_records";
import { keepCopy } from "./keep_copy";
import "./keeping_panel";
import "./player";
import type { Player } from "./player";
import { recordingPath, type Mark, type Recording } from "./recording_records";
import { sizeText, stateMark } from "./recording_text";
import "./share_panel";
import "./stem_list";
import "./visit_list";

@customElement("gb-recording-page")
export class RecordingPage extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(18rem, 26rem);
        gap: 1rem;
        align-items: start;
      }
      .columns > * {
        display: grid;
        gap: 1rem;
      }
      .marking {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        align-items: end;
      }
      .marking label {
        flex: 1 1 12rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.3rem 1rem;
        margin: 0.6rem 0;
      }
      dt {
        color: var(--text-soft);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      @media (max-width: 64rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) params: Params = {};
  @state() private recording: Recording | null = null;
  @state() private marks: Mark[] = [];
  @state() private fault = "";
  @state() private place_ms = 0;
  @state() private in_ms = -1;
  @state() private out_ms = -1;
  @query("gb-player") private player!: Player | null;

  private get path(): string {
    return recordingPath(Number(this.params["id"]));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load().then(async () => {
      await this.updateComplete;
      const at_s = Number(router.query.get("t"));
      if (at_s > 0) this.player?.seek(at_s * 1000);
    });
  }

  override render() {
    return html`<gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>${this.recording ? this.body(this.recording) : nothing}`;
  }

  private body(one: Recording) {
    const ready = one.state === "ready";
    const gone = one.state === "erased" || one.state === "failed" || one.state === "empty";
    return html`
      <div class="head">
        <div>
          <h1>${one.title}</h1>
          <p>${stateMark(one)} ${formatDateTime(one.start)} · ${clockText(one.duration_ms)} · <a href=${meetingPath(one.meeting)}>${t("meet.one")}</a></p>
        </div>
        ${ready ? html`<div class="actions"><button class="button" @click=${this.keep}>${download} ${t("rec.download")}</button></div>` : nothing}
      </div>
      <div class="columns">
        <div>
          ${gone ? nothing : this.watch_it(one)}
          <section class="card"><h2>${t("rec.facts")}</h2>${this.facts(one)}</section>
          ${ready ? html`<section class="card"><gb-copy-panel .recording=${one.id} .from_ms=${Math.max(this.in_ms, 0)} .to_ms=${Math.max(this.out_ms, 0)}></gb-copy-panel></section>` : nothing}
          ${ready ? html`<gb-stem-list .recording=${one.id}></gb-stem-list>` : nothing}
          ${ready ? html`<section class="card"><h2>${t("rec.check")}</h2><gb-check-view .check=${one.check} @seek=${(event: CustomEvent<number>) => this.player?.seek(event.detail)}></gb-check-view></section>` : nothing}
        </div>
        <div>
          <section class="card"><h2>${t("rec.chapters")}</h2>
            <gb-chapter-list .chapters=${one.chapters} .marks=${this.marks} .place_ms=${this.place_ms} ?clips=${ready} @go=${(event: CustomEvent<number>) => this.player?.seek(event.detail)} @clip=${this.clip} @drop=${(event: CustomEvent<number>) => this.drop(event.detail)}></gb-chapter-list>
          </section>
          <gb-keeping-panel .recording=${one.id} ?may_change=${one.may.dispose} ?gone=${one.state === "erased"} @changed=${() => this.load()}></gb-keeping-panel>
          ${one.may.share && ready ? html`<gb-share-panel .recording=${one.id}></gb-share-panel>` : nothing}
          <gb-visit-list .recording=${one.id}></gb-visit-list>
        </div>
      </div>
    `;
  }

  private watch_it(one: Recording) {
    const chosen = (ms: number) => (ms < 0 ? t("rec.mark_none") : clockText(ms));
    return html`<gb-player
        .src=${restUrl(`${this.path}/file`)}
        .name=${one.title}
        .chapters=${one.chapters}
        .length_ms=${one.duration_ms}
        .mark_in_ms=${this.in_ms}
        .mark_out_ms=${this.out_ms}
        .thumbnail=${this.thumbnails(one)}
        @place=${(event: CustomEvent<number>) => (this.place_ms = event.detail)}
        @mark=${(event: CustomEvent<string>) => this.mark(event.detail)}
      ></gb-player>
      <form class="card marking" @submit=${this.addMark}>
        <button type="button" class="button" @click=${() => this.mark("in")}>${`${t("rec.mark_in")}: ${chosen(this.in_ms)}`}</button>
        <button type="button" class="button" @click=${() => this.mark("out")}>${`${t("rec.mark_out")}: ${chosen(this.out_ms)}`}</button>
        <label for="mark">${t("rec.mark_title")} <input id="mark" maxlength="60" required /></label>
        <button class="button" ?disabled=${this.in_ms < 0}>${t("rec.mark_add")}</button>
      </form>`;
  }

  private thumbnails({ thumbnails }: Recording) {
    if (!thumbnails || thumbnails.count === 0) return null;
    const { count, step_ms } = thumbnails;
    return (at_ms: number) => restUrl(`${this.path}/thumbnails/${Math.min(Math.floor(at_ms / step_ms), count - 1)}`);
  }

  private facts(one: Recording) {
    const facts: [string, string][] = [
      [t("meet.host_unit"), one.unit_name],
      [t("meet.invite_no"), one.invite_no],
      [t("meet.start"), formatDateTime(one.start)],
      [t("meet.closed"), formatDateTime(one.end)],
      [t("rec.length"), `${clockText(one.duration_ms)} · ${one.width}×${one.height} · ${sizeText(one.bytes)}`],
      [t("rec.due"), one.due ? formatDate(one.due) : t("rec.due_never")],
      [t("rec.hash"), one.sha256],
    ];
    return html`<dl>${facts.filter(([, value]) => value).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
  }

  private mark(which: string): void {
    const at_ms = Math.round(this.player?.at_ms ?? 0);
    if (which === "in") this.in_ms = at_ms;
    else this.out_ms = at_ms;
    if (this.out_ms >= 0 && this.out_ms <= this.in_ms) this.out_ms = -1;
  }

  private clip(event: CustomEvent<[number, number]>): void {
    [this.in_ms, this.out_ms] = event.detail;
    this.player?.seek(this.in_ms);
  }

  private async addMark(event: Event): Promise<void> {
    event.preventDefault();
    const input = this.renderRoot.querySelector<HTMLInputElement>("#mark");
    if (!input) return;
    await this.attempt(async () => {
      await rest.post(`${this.path}/marks`, { title: input.value.trim(), from_ms: this.in_ms, to_ms: Math.max(this.out_ms, 0) });
      input.value = "";
      toast(t("com.saved"));
    });
  }

  private async drop(id: number): Promise<void> {
    await this.attempt(() => rest.delete(`${this.path}/marks/${id}`));
  }

  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.marks = (await rest.get<List<Mark>>(`${this.path}/marks`)).items;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private keep(): void {
    void keepCopy(t("rec.download"), (whom) => `${this.path}/file${queryText({ download: 1, whom })}`);
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      const [recording, marks] = await Promise.all([rest.get<Recording>(this.path), rest.get<List<Mark>>(`${this.path}/marks`)]);
      this.recording = recording;
      this.marks = marks.items;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
