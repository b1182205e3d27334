/* What the checks of one site came to, the newest first. await showHistory(code, identity, name) */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { meetingPath } from "../api/meeting_records";
import { rest, sentenceOf } from "../api/rest_client";
import { formatSeconds } from "../text/format";
import { t } from "../text/text";
import "../ui/dialog";
import type { Dialog } from "../ui/dialog";
import { GbElement } from "../ui/element";
import "../ui/loading";
import { office } from "../ui/office";
import { overlay } from "../ui/overlay";
import { shared } from "../ui/shared";
import { checkChips, chipStyles } from "./check_chips";
import { readinessOf, type PastCheck } from "./line_records";
import { figuresText, READINESS_TEXT } from "./line_text";

@customElement("gb-check-history-dialog")
export class CheckHistoryDialog extends GbElement {
  static override styles = [
    shared,
    office,
    chipStyles,
    css`
      gb-dialog {
        --dialog-width: 44rem;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      ol > li {
        padding: 0.7rem 0;
        border-bottom: 1px solid var(--line);
      }
      ol > li:last-child {
        border: 0;
      }
      .time {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.75rem;
        margin-bottom: 0.35rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .figures,
      .none {
        margin-top: 0.3rem;
        color: var(--text-soft);
        font-size: 0.88rem;
      }
    `,
  ];

  @property() path = "";
  @property() name = "";
  @state() private checks: readonly PastCheck[] | null = null;
  @state() private fault = "";
  @query("gb-dialog") private dialog!: Dialog;

  async open(): Promise<void> {
    await this.updateComplete;
    await this.dialog.updateComplete;
    this.dialog.show();
    void this.load();
    await new Promise((done) => this.dialog.addEventListener("shut", done, { once: true }));
  }

  override render() {
    const { checks, fault } = this;
    return html`<gb-dialog .heading=${t("check.history_of", { name: this.name })}>
      <gb-page-state .fault=${fault} @retry=${() => this.load()}></gb-page-state>
      ${checks?.length ? html`<ol>${checks.map((past) => entry(past))}</ol>` : nothing}
      ${checks?.length || fault ? nothing : html`<p class="none" role="status">${t(checks ? "check.history_none" : "com.loading")}</p>`}
    </gb-dialog>`;
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      this.checks = (await rest.get<{ items: PastCheck[] }>(this.path)).items;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}

function entry({ time, check }: PastCheck) {
  if (!check) return nothing;
  const readiness = readinessOf(check);
  return html`<li>
    <p class="time">${formatSeconds(time)} <span class="mark ${readiness}">${t(READINESS_TEXT[readiness])}</span></p>
    ${checkChips(check)}
    <p class="figures">${figuresText(check)}</p>
  </li>`;
}

export async function showHistory(code: string, identity: string, name: string): Promise<void> {
  const path = meetingPath(code, `/line-checks/${encodeURIComponent(identity)}`);
  const element = overlay(Object.assign(document.createElement("gb-check-history-dialog") as CheckHistoryDialog, { path, name }));
  await element.open();
  element.remove();
}
