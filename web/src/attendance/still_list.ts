/* The still pictures of a meeting's roll calls: small, each a link to itself, with the site, the server's time and its hash. */
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { rest, restUrl, sentenceOf, type List } from "../api/rest_client";
import { formatSeconds } from "../text/format";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/loading";
import { office } from "../ui/office";
import { shared } from "../ui/shared";

interface Still {
  id: number;
  site: string; // as the meeting knows it
  time: string;
  sha256: string;
}

@customElement("gb-still-list")
export class StillList extends GbElement {
  static override styles = [
    shared,
    office,
    css`
      :host {
        display: block;
      }
      h2 {
        margin-bottom: 0.5rem;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr));
        gap: 0.75rem;
        margin: 0 0 1rem;
        padding: 0;
        list-style: none;
      }
      a {
        display: block;
        color: inherit;
        text-decoration: none;
      }
      img {
        display: block;
        width: 100%;
        aspect-ratio: 16 / 9;
        object-fit: contain;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
      }
      .site {
        display: block;
        margin-top: 0.3rem;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .soft {
        color: var(--text-soft);
        font-size: 0.88em;
      }
      code {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() meeting = "";
  @property({ attribute: false }) names: ReadonlyMap<string, string> = new Map(); // identity → as the report calls the site
  @state() private stills: readonly Still[] = [];
  @state() private fault = "";

  override firstUpdated(): void {
    void this.load();
  }

  override render() {
    if (!this.stills.length && !this.fault) return nothing;
    return html`<section aria-label=${t("att.stills")}>
      <h2>${t("att.stills")}</h2>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      <ul>
        ${this.stills.map((still) => this.figure(still))}
      </ul>
    </section>`;
  }

  private figure({ id, site, time, sha256 }: Still) {
    const name = this.names.get(site) ?? site.replace(/^[a-z]+:/, "");
    const address = restUrl(`${this.path}/${id}`);
    return html`<li>
      <a href=${address} target="_blank" rel="noopener">
        <img src=${address} loading="lazy" alt=${t("att.still_of", { site: name, time: formatSeconds(time) })} />
        <span class="site">${name}</span>
      </a>
      <span class="soft">${formatSeconds(time)} · <code title=${sha256}>${sha256.slice(0, 12)}…</code></span>
    </li>`;
  }

  private get path(): string {
    return `/meetings/${encodeURIComponent(this.meeting)}/stills`;
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      this.stills = (await rest.get<List<Still>>(this.path)).items;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
