/* The units of the province: the tree at the left, those found at the right; new, change, end and merge, import and export. */
import { css, html, type PropertyValues } from "lit";
import { customElement, state } from "lit/decorators.js";
import download from "icon:download";
import plus from "icon:plus";
import upload from "icon:upload";
import { restUrl, sentenceOf } from "../api/rest_client";
import type { Unit } from "../api/records";
import { router } from "../frame/router";
import { formatDate } from "../text/format";
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
import "../ui/tree_view";
import type { TreeNode } from "../ui/tree_view";
import { blockChoices, BLOCK_TEXT, changeUnit, createKind, createUnit, retireUnit } from "./unit_forms";
import { UnitList, type UnitFilter } from "./unit_list";

const COLUMNS_CSV = "code,name,short_name,kind,block,parent,position,valid_from,valid_to,successor,address,town,signer_title,signer_name";

@customElement("gb-units-page")
export class UnitsPage extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(14rem, 18rem) minmax(0, 1fr);
        gap: 1.25rem;
        align-items: start;
      }
      .tree {
        position: sticky;
        top: 5rem;
        max-height: calc(100dvh - 10rem);
        padding: 0.75rem;
        overflow: auto;
      }
      .tick {
        align-items: center;
      }
      @media (max-width: 62rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        .tree {
          position: static;
          max-height: 16rem;
        }
      }
      @media print {
        .tree {
          display: none;
        }
        .columns {
          display: block;
        }
      }
    `,
  ];

  @state() private list: UnitList | null = null;
  @state() private fault = "";
  @state() private filter: UnitFilter = { query: router.query.get("q") ?? "", under: router.query.get("under") ?? "", kind: "", block: "", past: false };

  private found: Unit[] | null = null;
  private nodes: TreeNode[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override willUpdate(changed: PropertyValues): void {
    const before = changed.get("filter") as UnitFilter | undefined;
    if (changed.has("list") || (before && before.past !== this.filter.past)) this.nodes = this.list?.nodes(this.filter.past) ?? [];
    if (changed.has("list") || changed.has("filter")) this.found = this.list?.find(this.filter) ?? null;
  }

  override render() {
    const list = this.list;
    return html`
      <div class="head">
        <h1>${t("nav.units")}</h1>
        <div class="actions">
          <button class="button primary" ?disabled=${!list} @click=${() => this.whenDone(createUnit(list!, this.filter.under))}>${plus} ${t("units.new")}</button>
          <button class="button" ?disabled=${!list} @click=${() => this.whenDone(createKind(list!))}>${t("units.new_kind")}</button>
          <button class="button" @click=${() => this.whenDone(importCsv({ heading: t("units.import"), path: "/units/import", columns: COLUMNS_CSV }))}>
            ${upload} ${t("import.csv")}
          </button>
          <a class="button" href=${restUrl("/units.csv")} download>${download} ${t("export.csv")}</a>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      <div class="columns">
        <div class="card tree" tabindex="-1">
          <gb-tree
            .label=${t("units.tree")}
            .nodes=${this.nodes}
            .chosen=${this.filter.under}
            @chosen=${(event: CustomEvent<string>) => this.narrow({ under: event.detail === this.filter.under ? "" : event.detail })}
          ></gb-tree>
        </div>
        <div>
          ${this.tools()}
          <gb-table
            .caption=${t("units.caption", { name: this.filter.under ? (list?.nameOf(this.filter.under) ?? "") : t("units.all") })}
            .columns=${this.columns()}
            .rows=${this.found}
            .keyOf=${(unit: Unit) => unit.code}
            .second=${(unit: Unit) => `${list?.kindName(unit.kind)} · ${unit.code}`}
            .open=${(unit: Unit) => this.whenDone(changeUnit(list!, unit))}
            .marked=${(unit: Unit) => list?.ended(unit) ?? false}
            .actions=${(unit: Unit) => this.rowActions(unit)}
          ></gb-table>
        </div>
      </div>
    `;
  }

  private tools() {
    const all = { value: "", label: t("units.all_kinds") };
    const kinds = [all, ...(this.list?.kinds ?? []).map(({ code, name }) => ({ value: code, label: name }))];
    const blocks = [{ value: "", label: t("units.all_blocks") }, ...blockChoices().filter(({ value }) => value !== "")];
    return html`<div class="filters">
      <gb-search-field .value=${this.filter.query} @search=${(event: CustomEvent<string>) => this.narrow({ query: event.detail })}></gb-search-field>
      <select aria-label=${t("units.kind")} @change=${(event: Event) => this.narrow({ kind: (event.target as HTMLSelectElement).value })}>
        ${kinds.map(({ value, label }) => html`<option value=${value}>${label}</option>`)}
      </select>
      <select aria-label=${t("units.block")} @change=${(event: Event) => this.narrow({ block: (event.target as HTMLSelectElement).value })}>
        ${blocks.map(({ value, label }) => html`<option value=${value}>${label}</option>`)}
      </select>
      <label class="tick">
        <input type="checkbox" .checked=${this.filter.past} @change=${(event: Event) => this.narrow({ past: (event.target as HTMLInputElement).checked })} />
        ${t("units.show_past")}
      </label>
    </div>`;
  }

  private columns(): Column<Unit>[] {
    const list = this.list;
    return [
      { key: "name", title: t("units.name"), value: ({ name }) => name },
      { key: "code", title: t("units.code"), value: ({ code }) => code, width: "7rem", wide: true },
      { key: "kind", title: t("units.kind"), value: ({ kind }) => list?.kindName(kind) ?? kind, width: "10rem", wide: true },
      { key: "block", title: t("units.block"), value: ({ block }) => t(BLOCK_TEXT[block]), width: "8rem", wide: "widest" },
      {
        key: "valid_to",
        title: t("units.valid"),
        value: ({ valid_to }) => valid_to,
        cell: (unit) => this.validity(unit),
        width: "13rem",
        wide: "widest",
      },
    ];
  }

  private validity({ valid_from, valid_to, successor }: Unit): string {
    if (valid_to === "") return valid_from === "" ? "" : t("units.since", { date: formatDate(valid_from) });
    const until = t("units.until", { date: formatDate(valid_to) });
    return successor ? `${until} → ${this.list?.nameOf(successor)}` : until;
  }

  private rowActions(unit: Unit) {
    if (unit.valid_to !== "") return null;
    return html`<button class="button" aria-label=${t("units.retire_title", { name: unit.name })} @click=${() => this.whenDone(retireUnit(this.list!, unit))}>
      ${t("units.retire_short")}
    </button>`;
  }

  private narrow(part: Partial<UnitFilter>): void {
    this.filter = { ...this.filter, ...part };
    router.remember({ q: this.filter.query, under: this.filter.under });
  }

  private async whenDone(changed: Promise<boolean>): Promise<void> {
    if (await changed) await this.load();
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      this.list = await UnitList.load();
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
