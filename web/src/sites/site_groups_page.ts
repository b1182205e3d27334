/* Groups of sites that are convened together: a meeting's form takes one with a click. */
import { css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import plus from "icon:plus";
import { rest, sentenceOf } from "../api/rest_client";
import type { Site, SiteGroup } from "../api/records";
import { session } from "../api/session";
import { FoldedIndex } from "../text/fold";
import { formatNumber, t } from "../text/text";
import { confirmed } from "../ui/confirm";
import "../ui/data_table";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/loading";
import { office } from "../ui/office";
import "../ui/search_field";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";

type Draft = Omit<SiteGroup, "id"> & { id: number | null };

@customElement("gb-site-groups-page")
export class SiteGroupsPage extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(15rem, 24rem) minmax(0, 1fr);
        gap: 1.25rem;
        align-items: start;
      }
      .editor {
        display: grid;
        gap: 1rem;
        --table-height: max(16rem, calc(100dvh - 30rem));
      }
      @media (max-width: 62rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @state() private groups: SiteGroup[] | null = null;
  @state() private sites: Site[] = [];
  @state() private draft: Draft | null = null;
  @state() private search = "";
  @state() private fault = "";
  @query("#name") private name!: HTMLInputElement;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    return html`
      <div class="head">
        <h1>${t("groups.title")}</h1>
        <div class="actions">
          <button class="button primary" @click=${() => this.edit(null)}>${plus} ${t("groups.new")}</button>
          <a class="button" href="/sites">${t("nav.sites")}</a>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      <div class="columns">
        <gb-table
          .caption=${t("groups.title")}
          .empty=${t("groups.none")}
          .columns=${[
            { key: "name", title: t("groups.name"), value: (group: SiteGroup) => group.name },
            { key: "count", title: t("groups.count"), value: (group: SiteGroup) => group.sites.length, width: "7rem", end: true },
          ]}
          .rows=${this.groups}
          .keyOf=${(group: SiteGroup) => String(group.id)}
          .open=${(group: SiteGroup) => this.edit(group)}
        ></gb-table>
        ${this.draft ? this.editor(this.draft) : nothing}
      </div>
    `;
  }

  private editor(draft: Draft) {
    const index = new FoldedIndex(this.sites, ({ name, code }) => `${name} ${code}`);
    return html`<div class="card editor">
      <label for="name">${t("groups.name")} <input id="name" maxlength="120" .value=${draft.name} /></label>
      <gb-search-field .value=${this.search} @search=${(event: CustomEvent<string>) => (this.search = event.detail)}></gb-search-field>
      <gb-table
        .caption=${t("meet.sites")}
        .columns=${[
          { key: "name", title: t("sites.name"), value: (site: Site) => site.name },
          { key: "code", title: t("units.code"), value: (site: Site) => site.code, width: "9rem", wide: true },
        ]}
        .rows=${index.find(this.search)}
        .keyOf=${(site: Site) => site.code}
        .selected=${new Set(draft.sites)}
        @select=${(event: CustomEvent<Set<string>>) => this.choose(event.detail)}
      ></gb-table>
      <p role="status">${t("groups.chosen", { n: formatNumber(draft.sites.length) })}</p>
      <div class="actions">
        <button class="button primary" @click=${this.save}>${t("com.save")}</button>
        <button class="button" @click=${() => (this.draft = null)}>${t("com.cancel")}</button>
        ${draft.id === null ? nothing : html`<button class="button danger" @click=${this.deleteGroup}>${t("com.delete")}</button>`}
      </div>
    </div>`;
  }

  private edit(group: SiteGroup | null): void {
    this.search = "";
    this.draft = group ? { ...group } : { id: null, name: "", unit: session.account?.unit ?? "", sites: [] };
    void this.updateComplete.then(() => this.name.focus());
  }

  /* In official order, as the sites are listed. */
  private choose(codes: Set<string>): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, name: this.name.value, sites: this.sites.map(({ code }) => code).filter((code) => codes.has(code)) };
  }

  private async save(): Promise<void> {
    if (!this.draft) return;
    const { id, unit, sites } = this.draft;
    const body = { name: this.name.value.trim().normalize("NFC"), unit, sites };
    await this.done(id === null ? rest.post("/site-groups", body) : rest.put(`/site-groups/${id}`, body), t("com.saved"));
  }

  private async deleteGroup(): Promise<void> {
    const draft = this.draft;
    if (!draft || draft.id === null) return;
    const question = { heading: t("groups.delete"), text: draft.name, action: t("com.delete"), danger: true };
    if (await confirmed(question)) await this.done(rest.delete(`/site-groups/${draft.id}`), t("com.deleted"));
  }

  private async done(work: Promise<unknown>, said: string): Promise<void> {
    try {
      await work;
      this.draft = null;
      toast(said);
      await this.load();
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      [this.groups, this.sites] = await Promise.all([rest.all<SiteGroup>("/site-groups"), rest.all<Site>("/sites", { limit: 1000 })]);
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
