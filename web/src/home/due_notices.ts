/* On the first page: meetings whose notice of conclusions is still to be issued, and until when. Nothing while there are none. */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { meetingPath } from "../api/meeting_records";
import { rest } from "../api/rest_client";
import type { DueNotice } from "../minutes/minutes_records";
import { formatNumber, t } from "../text/text";
import { GbElement } from "../ui/element";
import { office } from "../ui/office";
import { shared } from "../ui/shared";

const SHOWN_MAX = 8;

@customElement("gb-due-notices")
export class DueNotices extends GbElement {
  static override styles = [
    shared,
    office,
    css`
      section {
        margin-top: 1.5rem;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0.2rem 1rem;
        padding: 0.6rem 0;
        border-bottom: 1px solid var(--line);
      }
      li:last-child {
        border: 0;
      }
      a {
        color: var(--brand);
        font-weight: 600;
      }
      .late {
        color: var(--accent);
        font-weight: 600;
      }
    `,
  ];

  @state() private due: readonly DueNotice[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    if (this.due.length === 0) return nothing;
    return html`<section>
      <h2>${t("min.due")}</h2>
      <ul class="card">
        ${this.due.slice(0, SHOWN_MAX).map((one) => this.row(one))}
      </ul>
    </section>`;
  }

  private row({ meeting, title, due, days_left, days_late }: DueNotice) {
    const late = days_late > 0;
    return html`<li>
      <a href=${meetingPath(meeting, "/minutes")}>${title}</a>
      <span class=${late ? "late" : ""}>${t(late ? "min.due_late" : "min.due_left", { day: due, n: formatNumber(late ? days_late : days_left) })}</span>
    </li>`;
  }

  private async load(): Promise<void> {
    /* The page has what matters more: without the list it goes on. */
    const due = await rest.all<DueNotice>("/conclusion-notices").catch(() => []);
    this.due = [...due].sort((one, other) => other.days_late - one.days_late || one.days_left - other.days_left);
  }
}
