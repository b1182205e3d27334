/* What the installation reports of itself: failed logins, refused sites, locked and unused accounts, certificates that end, a disk that fills. */
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { formatDateTime } from "../text/format";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/notice";
import { shared } from "../ui/shared";
import { alerts } from "./alerts";

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
      .version {
        margin-bottom: 1rem;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @property({ type: Boolean }) silent = false; // where there is nothing to report, nothing is said

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(alerts);
    alerts.begin();
  }

  override render() {
    if (alerts.items.length === 0) return this.silent || !alerts.known ? nothing : html`<p role="status">${t("audit.no_alerts")} ${this.version()}</p>`;
    const rest = alerts.items.length - SHOWN_MAX;
    return html`${this.list(rest)} ${this.silent ? nothing : html`<p class="version">${this.version()}</p>`}`;
  }

  private version() {
    return t("audit.version", { version: alerts.version });
  }

  private list(rest: number) {
    return html`<ul aria-label=${t("audit.alerts")}>
      ${alerts.items.slice(0, SHOWN_MAX).map(
        ({ level, title, time }) => html`<li>
          <gb-notice kind=${level === "alarm" ? "alarm" : "note"}>${title} ${time ? html`<time datetime=${time}>${formatDateTime(time)}</time>` : nothing}</gb-notice>
        </li>`,
      )}
      ${rest > 0 ? html`<li><p>${t("audit.more_alerts", { n: rest })}</p></li>` : nothing}
    </ul>`;
  }
}
