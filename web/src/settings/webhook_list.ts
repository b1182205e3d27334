/* The document systems that are told of what is done in meetings: whether they take it, what waits for them. Read anew now and then. */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { rest, sentenceOf, type List } from "../api/rest_client";
import { formatDateTime } from "../text/format";
import { formatNumber, t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/loading";
import { office } from "../ui/office";
import { shared } from "../ui/shared";

interface Receiver {
  url: string;
  waiting: number;
  delivered: number;
  failing: number; // tries in a row
  trouble: string;
  delivered_at: string;
  waiting_since: string;
}

const EVERY_MS = 10_000;

@customElement("gb-webhook-list")
export class WebhookList extends GbElement {
  static override styles = [
    shared,
    office,
    css`
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        gap: 0.2rem;
        padding: 0.6rem 0;
        border-top: 1px solid var(--line);
      }
      b {
        overflow-wrap: anywhere;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2rem 1rem;
        color: var(--text-soft);
        font-size: 0.92em;
        font-variant-numeric: tabular-nums;
      }
      .bad {
        color: var(--poor);
        font-weight: 600;
      }
      .good {
        color: var(--good);
        font-weight: 600;
      }
    `,
  ];

  @state() private items: Receiver[] | null = null;
  @state() private fault = "";
  private timer: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = window.setInterval(() => void this.load(), EVERY_MS);
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.timer);
  }

  override render() {
    return html`<section class="card" aria-label=${t("hooks.heading")}>
      <h2>${t("hooks.heading")}</h2>
      <p class="lead">${t("hooks.hint")}</p>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      ${this.items?.length === 0 ? html`<p>${t("hooks.none")}</p>` : nothing}
      <ul>${this.items?.map((item) => this.receiver(item))}</ul>
    </section>`;
  }

  private receiver({ url, waiting, delivered, failing, trouble, delivered_at, waiting_since }: Receiver) {
    return html`<li>
      <b>${url}</b>
      ${failing > 0 ? html`<span class="bad">${t("hooks.failing", { n: formatNumber(failing), trouble })}</span>` : html`<span class="good">${t("hooks.fine")}</span>`}
      <div class="facts">
        <span>${t("hooks.delivered", { n: formatNumber(delivered) })}</span>
        ${delivered_at ? html`<span>${t("hooks.last", { time: formatDateTime(delivered_at) })}</span>` : nothing}
        <span>${t("hooks.waiting", { n: formatNumber(waiting) })}</span>
        ${waiting_since ? html`<span>${t("hooks.since", { time: formatDateTime(waiting_since) })}</span>` : nothing}
      </div>
    </li>`;
  }

  private async load(): Promise<void> {
    try {
      this.items = (await rest.get<List<Receiver>>("/webhooks")).items;
      this.fault = "";
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
