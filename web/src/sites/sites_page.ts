/* The sites: who is there and how to reach them, on which network, with which PIN. */
import { css, html, type PropertyValues } from "lit";
import { customElement, state } from "lit/decorators.js";
import download from "icon:download";
import layers from "icon:layers";
import plus from "icon:plus";
import upload from "icon:upload";
import { rest, restUrl, sentenceOf } from "../api/rest_client";
import type { Site } from "../api/records";
import { session } from "../api/session";
import { router } from "../frame/router";
import { FoldedIndex } from "../text/fold";
import { t } from "../text/text";
import "../ui/data_table";
import type { Column } from "../ui/data_table";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import { importCsv } from "../ui/import_dialog";
import "../ui/loading";
import { office } from "../ui/office";
import "../ui/search_field";
import { shared } from "../ui/shared";
import { UnitList } from "../units/unit_list";
import { deviceState, showDevices, type SiteDevices } from "./site_devices";
import { changeSite, createSite, handOver, makePin, makeSip, NETWORK_TEXT, rateText } from "./site_forms";

const LOOK_EVERY_MS = 15_000;
const COLUMNS_CSV = "code,unit,name,position,network,allowed_ranges,rate_cap_kbps,contact_name,contact_phone,room,capacity,active";

@customElement("gb-sites-page")
export class SitesPage extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    css`
      gb-table {
        --table-actions: 14.8rem;
      }
      @media (max-width: 48rem) {
        gb-table {
          --table-actions: 6.5rem;
          --table-narrow-row: 8.2rem;
        }
      }
    `,
  ];

  @state() private sites: Site[] | null = null;
  @state() private units: UnitList | null = null;
  @state() private fault = "";
  @state() private query = router.query.get("q") ?? "";
  @state() private network = "";
  @state() private devices: SiteDevices | null = null;
  private found: Site[] | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly admin = session.account?.role === "quan_tri";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  override willUpdate(changed: PropertyValues): void {
    if (["sites", "units", "query", "network"].some((name) => changed.has(name))) this.found = this.find();
  }

  override render() {
    return html`
      <div class="head">
        <h1>${t("nav.sites")}</h1>
        <div class="actions">
          ${this.admin
            ? html`<button class="button primary" ?disabled=${!this.units} @click=${() => this.whenDone(createSite(this.units!))}>${plus} ${t("sites.new")}</button>`
            : null}
          ${this.admin ? null : html`<a class="button" href="/sites/groups">${layers} ${t("groups.title")}</a>`}
          ${this.admin
            ? html`<button class="button" @click=${() => this.whenDone(importCsv({ heading: t("sites.import"), path: "/sites/import", columns: COLUMNS_CSV }))}>
                ${upload} ${t("import.csv")}
              </button>`
            : null}
          <a class="button" href=${restUrl("/sites.csv")} download>${download} ${t("export.csv")}</a>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      <div class="filters">
        <gb-search-field .value=${this.query} @search=${(event: CustomEvent<string>) => this.search(event.detail)}></gb-search-field>
        <select aria-label=${t("sites.network")} @change=${(event: Event) => (this.network = (event.target as HTMLSelectElement).value)}>
          <option value="">${t("sites.all_networks")}</option>
          ${Object.entries(NETWORK_TEXT).map(([value, key]) => html`<option value=${value}>${t(key)}</option>`)}
        </select>
      </div>
      <gb-table
        .caption=${t("nav.sites")}
        .empty=${this.sites?.length === 0 ? t("sites.none") : ""}
        .columns=${this.columns()}
        .rows=${this.found}
        .keyOf=${(site: Site) => site.code}
        .second=${(site: Site) => [site.contact_name, site.contact_phone].filter(Boolean).join(" · ") || site.code}
        .open=${this.admin ? (site: Site) => this.whenDone(changeSite(this.units!, site)) : null}
        .marked=${(site: Site) => !site.active}
        .actions=${this.admin ? (site: Site) => this.rowActions(site) : null}
      ></gb-table>
    `;
  }

  private columns(): Column<Site>[] {
    return [
      { key: "name", title: t("sites.name"), value: ({ name }) => name },
      { key: "unit", title: t("sites.unit"), value: ({ unit }) => this.units?.nameOf(unit) ?? unit, wide: true },
      { key: "contact", title: t("sites.contact"), value: ({ contact_name, contact_phone }) => [contact_name, contact_phone].filter(Boolean).join(" · "), wide: "widest" },
      { key: "network", title: t("sites.network"), value: ({ network }) => t(NETWORK_TEXT[network]), width: "8.5rem", wide: true },
      { key: "rate", title: t("sites.rate"), value: ({ rate_cap_kbps }) => rate_cap_kbps, cell: ({ rate_cap_kbps }) => rateText(rate_cap_kbps), width: "9rem", wide: "widest" },
      {
        key: "pin",
        title: t("sites.pin"),
        value: ({ has_pin }) => Number(has_pin),
        cell: ({ has_pin }) => html`<span class="mark ${has_pin ? "good" : "fair"}">${t(has_pin ? "sites.pin_has" : "sites.pin_none")}</span>`,
        width: "7.5rem",
        wide: true,
      },
      {
        key: "sip",
        title: t("sites.sip"),
        value: (site) => this.deviceText(site),
        cell: (site) => this.deviceCell(site),
        width: "9.8rem",
        wide: true,
      },
    ];
  }

  private deviceText(site: Site): string {
    const state = deviceState(site, this.devices);
    return state ? t(state.text) : "";
  }

  private deviceCell(site: Site) {
    const state = deviceState(site, this.devices);
    if (!state || !this.devices) return null;
    const text = t(state.text);
    if (!this.devices.items.some((device) => device.site === site.code)) return html`<span class="mark ${state.mark}">${text}</span>`;
    return html`<button class="mark ${state.mark}" aria-label="${text}: ${t("sites.sip_of", { name: site.name })}" @click=${() => showDevices(site, this.devices!)}>${text}</button>`;
  }

  private rowActions(site: Site) {
    return html`<button class="button" aria-label=${t("sites.pin_of", { name: site.name })} @click=${() => this.whenDone(makePin(site))}>${t("sites.pin")}</button>
      <button class="button" aria-label=${t("sites.sip_of", { name: site.name })} @click=${() => this.whenDone(makeSip(site))}>${t("sites.sip")}</button>
      <button class="button" aria-label=${t("sites.handover_title", { name: site.name })} @click=${() => this.whenDone(handOver(this.units!, site))}>${t("sites.handover")}</button>`;
  }

  private find(): Site[] | null {
    if (!this.sites || !this.units) return null;
    const units = this.units;
    const index = new FoldedIndex(this.sites, ({ code, name, unit, contact_name, room }) => `${name} ${code} ${units.nameOf(unit)} ${contact_name} ${room}`);
    return index.find(this.query).filter(({ network }) => this.network === "" || network === this.network);
  }

  private search(query: string): void {
    this.query = query;
    router.remember({ q: query });
  }

  private async whenDone(changed: Promise<boolean>): Promise<void> {
    if (await changed) await this.load();
  }

  /* The next look mends what this one could not. */
  private async look(): Promise<void> {
    this.devices = await rest.get<SiteDevices>("/site-devices").catch(() => this.devices);
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      const [sites, units] = await Promise.all([rest.all<Site>("/sites", { limit: 1000 }), UnitList.load(), this.look()]);
      this.units = units;
      this.sites = sites.sort((a, b) => a.position - b.position || a.name.localeCompare(b.name, "vi"));
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
