/* Who has watched or fetched a recording, when, and for whom. */
import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { rest, sentenceOf, type List } from "../api/rest_client";
import { formatDateTime } from "../text/format";
import { t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { panelStyles } from "./panel_styles";
import { recordingPath, type Access } from "./recording_records";

const KIND: Record<Access["kind"], TextKey> = {
  view: "rec.access_view",
  download: "rec.access_download",
  shared_view: "rec.access_shared_view",
  shared_download: "rec.access_shared_download",
  copy: "rec.access_copy",
};

@customElement("gb-visit-list")
export class VisitList extends GbElement {
  static override styles = [shared, office, panelStyles];

  @property({ type: Number }) recording = 0;
  @state() private items: Access[] = [];
  @state() private next: string | undefined;
  @state() private fault = "";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    return html`<section class="card">
      <h2>${t("rec.access")}</h2>
      ${this.fault ? html`<p role="alert">${this.fault}</p>` : nothing} ${this.items.length === 0 ? html`<p>${t("rec.access_none")}</p>` : nothing}
      <ul>
        ${this.items.map(
          ({ time, kind, name, account, whom }) => html`<li>
            <span>${name || account}<small>${t(KIND[kind])}${whom ? ` · ${whom}` : ""}</small></span> <span>${formatDateTime(time)}</span>
          </li>`,
        )}
      </ul>
      ${this.next ? html`<button class="button" @click=${() => this.load(this.next)}>${t("rec.more")}</button>` : nothing}
    </section>`;
  }

  private async load(after?: string): Promise<void> {
    try {
      const { items, next } = await rest.get<List<Access>>(recordingPath(this.recording, "/access"), { after });
      this.items = [...(after ? this.items : []), ...items];
      this.next = next;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
