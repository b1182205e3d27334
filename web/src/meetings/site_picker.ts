/* Whom to invite: groups and whole branches with one choice, single sites by search. Tells "picked" with the codes in official order. */
import { css, html } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Site, SiteGroup } from "../api/records";
import { FoldedIndex } from "../text/fold";
import { formatNumber, t } from "../text/text";
import "../ui/combo_box";
import "../ui/data_table";
import { GbElement, tell } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/search_field";
import { shared } from "../ui/shared";
import type { UnitList } from "../units/unit_list";

const BLOCKS = ["dang", "nha_nuoc", "doan_the"] as const;

@customElement("gb-site-picker")
export class SitePicker extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        --table-height: 20rem;
      }
      .quick {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
        gap: 0.75rem;
        align-items: start;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.75rem;
      }
      .row p {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) sites: readonly Site[] = [];
  @property({ attribute: false }) groups: readonly SiteGroup[] = [];
  @property({ attribute: false }) units: UnitList | null = null;
  @property({ attribute: false }) value: readonly string[] = [];
  @state() private words = "";

  override render() {
    const index = new FoldedIndex(this.sites, ({ name, code, unit }) => `${name} ${code} ${this.units?.nameOf(unit) ?? ""}`);
    return html`
      <div class="quick">
        <label
          >${t("meet.sites_group")}
          <select @change=${this.addGroup}>
            <option value=""></option>
            ${this.groups.map(({ id, name, sites }) => html`<option value=${id}>${name} (${sites.length})</option>`)}
          </select>
        </label>
        <label
          >${t("units.block")}
          <select @change=${this.addBlock}>
            <option value=""></option>
            ${BLOCKS.map((block) => html`<option value=${block}>${t(`units.block_${block}`)}</option>`)}
          </select>
        </label>
        <gb-combo-box .label=${t("meet.sites_under")} .value=${""} .choices=${this.units?.choices() ?? []} @chosen=${this.addUnder}></gb-combo-box>
      </div>
      <div class="row">
        <gb-search-field .value=${this.words} @search=${(event: CustomEvent<string>) => (this.words = event.detail)}></gb-search-field>
        <p role="status">${t("meet.sites_chosen", { n: formatNumber(this.value.length) })}</p>
        <button class="button" type="button" ?disabled=${this.value.length === 0} @click=${() => this.pick(new Set())}>${t("meet.sites_clear")}</button>
      </div>
      <gb-table
        .caption=${t("meet.sites")}
        .columns=${[
          { key: "name", title: t("sites.name"), value: (site: Site) => site.name },
          { key: "unit", title: t("sites.unit"), value: (site: Site) => this.units?.nameOf(site.unit) ?? site.unit, wide: true },
        ]}
        .rows=${index.find(this.words)}
        .keyOf=${(site: Site) => site.code}
        .selected=${new Set(this.value)}
        @select=${(event: CustomEvent<Set<string>>) => this.pick(event.detail)}
      ></gb-table>
    `;
  }

  private addGroup(event: Event): void {
    const select = event.target as HTMLSelectElement;
    const group = this.groups.find(({ id }) => String(id) === select.value);
    select.value = "";
    if (group) this.pick(new Set([...this.value, ...group.sites]));
  }

  private addBlock(event: Event): void {
    const select = event.target as HTMLSelectElement;
    const units = this.units?.ofBlock(select.value);
    const chosen = this.sites.filter(({ unit, active }) => active && units?.has(unit));
    if (select.value !== "") this.pick(new Set([...this.value, ...chosen.map(({ code }) => code)]));
    select.value = "";
  }

  private addUnder(event: CustomEvent<string>): void {
    event.stopPropagation();
    const units = this.units;
    const under = this.sites.filter(({ unit, active }) => {
      const own = units?.get(unit);
      return active && own !== undefined && units?.isUnder(own, event.detail);
    });
    this.pick(new Set([...this.value, ...under.map(({ code }) => code)]));
    (event.target as HTMLElement & { value: string }).value = "";
  }

  private pick(codes: ReadonlySet<string>): void {
    tell(this, "picked", this.sites.map(({ code }) => code).filter((code) => codes.has(code)));
  }
}
