/* What a meeting at this time clashes with, asked anew a moment after `query` changed. */
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Clash } from "../api/meeting_records";
import { rest, type Query } from "../api/rest_client";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/notice";
import { shared } from "../ui/shared";
import { timeSpan } from "./meeting_text";

const QUIET_MS = 400; // of typing
const SHOWN_MAX = 6;

@customElement("gb-clash-notice")
export class ClashNotice extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      p {
        color: var(--good);
      }
    `,
  ];

  /* from, to, sites, place, except; null: the time is not known yet. */
  @property({ attribute: false }) query: Query | null = null;
  @state() private clashes: readonly Clash[] | null = null;
  private timer: number | undefined;
  private asked = "";

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearTimeout(this.timer);
  }

  override updated(): void {
    const asked = JSON.stringify(this.query);
    if (asked === this.asked) return;
    this.asked = asked;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(asked), QUIET_MS);
  }

  override render() {
    if (!this.query || !this.clashes) return nothing;
    if (this.clashes.length === 0) return html`<p role="status">${t("meet.no_conflict")}</p>`;
    return html`<gb-notice role="status">
      ${this.clashes.slice(0, SHOWN_MAX).map(
        (clash) => html`<div>${clash.what === "capacity" ? t("meet.conflict_capacity", { title: clash.title }) : t("meet.conflict", { title: clash.title, time: timeSpan(clash) })}</div>`,
      )}
    </gb-notice>`;
  }

  /* Only a warning: without an answer the form goes on. */
  private async ask(asked: string): Promise<void> {
    const clashes = this.query ? await rest.all<Clash>("/meeting-conflicts", this.query).catch(() => null) : null;
    if (asked === this.asked) this.clashes = clashes;
  }
}
