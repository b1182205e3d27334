/* What a link for another agency opens: a recording to watch, without an account. The link's secret stands behind the #. */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import download from "icon:download";
import { rest, restUrl, sentenceOf } from "../api/rest_client";
import { formatDateTime } from "../text/format";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/loading";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import "./player";

interface Shared {
  title: string;
  agency: string;
  purpose: string;
  start: string;
  expires: string;
  duration_ms: number;
  download: boolean;
}

@customElement("gb-shared-page")
export class SharedPage extends GbElement {
  static override styles = [
    shared,
    office,
    css`
      main {
        max-width: 72rem;
        margin: 0 auto;
        padding: 1.5rem 1rem;
      }
      .actions {
        margin-top: 1rem;
      }
    `,
  ];

  @state() private found: Shared | null = null;
  @state() private fault = "";
  private readonly path = `/shared/${encodeURIComponent(location.hash.slice(1))}`;

  override connectedCallback(): void {
    super.connectedCallback();
    document.title = `${t("rec.shared_title")} · ${t("app.brand")}`;
    void this.load();
  }

  override render() {
    return html`<main><gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>${this.found ? this.body(this.found) : nothing}</main>`;
  }

  private body({ title, agency, purpose, start, expires, duration_ms, download: may_keep }: Shared) {
    return html`
      <h1>${title}</h1>
      <p class="lead">${formatDateTime(start)}. ${t("rec.shared_for", { agency, purpose, time: formatDateTime(expires) })}</p>
      <gb-player .src=${restUrl(`${this.path}/file`)} .name=${title} .length_ms=${duration_ms}></gb-player>
      ${may_keep ? html`<p class="actions"><a class="button" download href=${restUrl(`${this.path}/file?download=1`)}>${download} ${t("rec.download")}</a></p>` : nothing}
    `;
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      this.found = await rest.get<Shared>(this.path);
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
