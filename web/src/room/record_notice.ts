/*
 * That the meeting is recorded, until somebody here says that it is known. Who came after the beginning is connected only
 * then; who was there before goes on meanwhile, with the notice beside the picture.
 */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import circle from "icon:circle-dot";
import { rest } from "../api/rest_client";
import { t } from "../text/text";
import "../ui/dialog";
import type { Dialog } from "../ui/dialog";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import type { RoomStore } from "./room_store";

interface NoticeText {
  text: string;
  version: number;
}

@customElement("gb-record-notice")
export class RecordNoticeView extends GbElement {
  static override styles = [
    shared,
    css`
      gb-dialog {
        --dialog-width: 32rem;
      }
      p {
        margin: 0;
        white-space: pre-line;
      }
      .soft {
        margin-top: 0.75rem;
        color: var(--text-soft);
      }
      .bar {
        position: fixed;
        inset: auto 0 5.5rem 0;
        z-index: 5;
        display: flex;
        align-items: center;
        gap: 1rem;
        width: min(46rem, calc(100vw - 2rem));
        margin: 0 auto;
        padding: 0.75rem 1rem;
        border: 1px solid var(--alarm-line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
      }
      .bar p {
        flex: 1;
      }
      .icon {
        color: var(--poor);
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;
  @state() private written: NoticeText = { text: "", version: 0 };
  @query("gb-dialog") private dialog!: Dialog | null;
  private asked = 0; // the recording whose text was asked for

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    const { notice } = this.store.state.conduct;
    if (!notice) return nothing;
    const text = this.written.text || t("rec.notice");
    if (!notice.owed) {
      return html`<div class="bar" role="status">
        ${circle}
        <p>${text}</p>
        <button class="button primary" @click=${this.seen}>${t("rec.notice_seen")}</button>
      </div>`;
    }
    return html`<gb-dialog .heading=${t("rec.notice_heading")} .mayClose=${() => false}>
      <p>${text}</p>
      <p class="soft">${t("rec.notice_waits")}</p>
      <div slot="foot"><button class="button primary" @click=${this.seen}>${t("rec.notice_enter")}</button></div>
    </gb-dialog>`;
  }

  protected override updated(): void {
    const { notice } = this.store.state.conduct;
    if (!notice) return;
    if (this.asked !== notice.recording) void this.ask(notice.recording);
    if (notice.owed) void this.open();
  }

  /* What the administrator has written; without an answer the page's own words stand. */
  private async ask(recording: number): Promise<void> {
    this.asked = recording;
    const found = await rest.get<NoticeText>("/texts/notice_recording").catch(() => null);
    if (found?.text) this.written = found;
  }

  private async open(): Promise<void> {
    const { dialog } = this;
    await dialog?.updateComplete;
    if (dialog?.isConnected && !dialog.open) dialog.show();
  }

  private readonly seen = (): void => {
    this.dialog?.close();
    this.store.acknowledge(this.written.version);
  };
}
