/* Links to a recording for other agencies: made with an end, shown once, ended at once when need be. */
import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { rest, sentenceOf, type List } from "../api/rest_client";
import { formatDateTime, isoText } from "../text/format";
import { formatNumber, t } from "../text/text";
import { confirmed } from "../ui/confirm";
import { GbElement } from "../ui/element";
import { openForm } from "../ui/form_dialog";
import { office } from "../ui/office";
import { showSecret } from "../ui/secret_dialog";
import { shared } from "../ui/shared";
import { panelStyles } from "./panel_styles";
import { recordingPath, type Share } from "./recording_records";

const DAY_MS = 86_400_000;
const DAYS = 7;
const DAYS_MAX = 366;

@customElement("gb-share-panel")
export class SharePanel extends GbElement {
  static override styles = [shared, office, panelStyles];

  @property({ type: Number }) recording = 0;
  @state() private items: Share[] = [];
  @state() private fault = "";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    return html`<section class="card">
      <h2>${t("rec.shares")}</h2>
      ${this.fault ? html`<p role="alert">${this.fault}</p>` : nothing} ${this.items.length === 0 ? html`<p>${t("rec.share_none")}</p>` : nothing}
      <ul>
        ${this.items.map((share) => this.share(share))}
      </ul>
      <div class="actions"><button class="button" @click=${this.make}>${t("rec.share_new")}</button></div>
    </section>`;
  }

  private share(share: Share) {
    const { agency, purpose, expires, revoked, opened } = share;
    const over = Date.parse(expires) <= Date.now();
    const until = revoked ? t("rec.share_ended") : over ? t("rec.share_expired") : t("rec.share_until", { time: formatDateTime(expires), n: formatNumber(opened) });
    return html`<li>
      <span>${agency}<small>${purpose} · ${until}</small></span>
      ${revoked || over ? nothing : html`<button class="button" @click=${() => this.end(share)}>${t("rec.share_end")}</button>`}
    </li>`;
  }

  private async make(): Promise<void> {
    let made: Share | null = null;
    const done = await openForm({
      heading: t("rec.share_new"),
      note: t("rec.whom_hint"),
      fields: [
        { name: "agency", label: t("rec.share_agency"), required: true },
        { name: "days", label: t("rec.share_days"), kind: "number", value: DAYS, min: 1, max: DAYS_MAX, required: true },
        { name: "purpose", label: t("rec.share_purpose"), required: true, whole: true },
        { name: "download", label: t("rec.share_download"), kind: "flag", value: false },
      ],
      action: t("rec.share_new"),
      submit: async ({ agency, days, purpose, download }) => {
        const expires = isoText(Date.now() + Number(days) * DAY_MS);
        made = await rest.post<Share>(recordingPath(this.recording, "/shares"), { agency, purpose, download, expires });
      },
    });
    const link = (made as Share | null)?.link;
    if (done && link) await showSecret({ heading: t("rec.share_new"), lines: [{ name: t("rec.share_link"), value: location.origin + link }] });
    await this.load();
  }

  private async end({ id, agency }: Share): Promise<void> {
    const sure = await confirmed({ heading: t("rec.share_end"), text: t("rec.share_end_of", { agency }), action: t("rec.share_end"), danger: true });
    if (!sure) return;
    await rest.delete(recordingPath(this.recording, `/shares/${id}`)).catch((error: unknown) => (this.fault = sentenceOf(error)));
    await this.load();
  }

  private async load(): Promise<void> {
    try {
      this.items = (await rest.get<List<Share>>(recordingPath(this.recording, "/shares"))).items;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
