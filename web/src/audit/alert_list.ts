/* What the installation reports of itself: failed logins, locked and unused accounts, certificates that end. */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { rest, type List } from "../api/rest_client";
import { formatDateTime } from "../text/format";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/notice";
import { shared } from "../ui/shared";

interface Alert {
  kind: string;
  level: "warning" | "alarm";
  object: string;
  title: string;
  time: string;
}
const SHOWN_MAX = 5;

@customElement("gb-alert-list")
export class AlertList extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      ul {
        display: grid;
        gap: 0.5rem;
        margin-bottom: 1rem;
      }
      time {
        color: var(--text-soft);
        font-size: 0.88em;
      }
      p {
        color: var(--text-soft);
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @state() private alerts: Alert[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    if (this.alerts.length === 0) return nothing;
    const rest = this.alerts.length - SHOWN_MAX;
    return html`<ul aria-label=${t("audit.alerts")}>
      ${this.alerts.slice(0, SHOWN_MAX).map(
        ({ level, title, time }) => html`<li>
          <gb-notice kind=${level === "alarm" ? "alarm" : "note"}>${title} ${time ? html`<time datetime=${time}>${formatDateTime(time)}</time>` : nothing}</gb-notice>
        </li>`,
      )}
      ${rest > 0 ? html`<li><p>${t("audit.more_alerts", { n: rest })}</p></li>` : nothing}
    </ul>`;
  }

  private async load(): Promise<void> {
    const list = await rest.get<List<Alert>>("/alerts").catch(() => ({ items: [] }));
    this.alerts = [...list.items].sort((a, b) => Number(b.level === "alarm") - Number(a.level === "alarm"));
  }
}
