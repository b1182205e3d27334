/* All units that the account may see, with what the page asks of them: who is under whom, which hold today, how they are named. */
import { rest } from "../api/rest_client";
import type { Unit, UnitKind } from "../api/records";
import { FoldedIndex } from "../text/fold";
import { isoText } from "../text/format";
import type { Choice } from "../ui/combo_box";
import type { TreeNode } from "../ui/tree_view";

export interface UnitFilter {
  query: string;
  under: string;
  kind: string;
  block: string;
  past: boolean; // units that have ended, too
}

export class UnitList {
  private readonly by_code: Map<string, Unit>;
  private readonly index: FoldedIndex<Unit>;

  constructor(
    readonly units: readonly Unit[],
    readonly kinds: readonly UnitKind[],
    private readonly now = isoText(Date.now()),
  ) {
    this.by_code = new Map(units.map((unit) => [unit.code, unit]));
    this.index = new FoldedIndex(units, ({ code, name, short_name }) => `${name} ${short_name} ${code}`);
  }

  static async load(): Promise<UnitList> {
    const [units, kinds] = await Promise.all([rest.all<Unit>("/units", { limit: 1000 }), rest.all<UnitKind>("/unit-kinds")]);
    return new UnitList(inOfficialOrder(units), kinds);
  }

  get(code: string): Unit | undefined {
    return this.by_code.get(code);
  }

  nameOf(code: string): string {
    return this.by_code.get(code)?.name ?? code;
  }

  kindName(code: string): string {
    return this.kinds.find((kind) => kind.code === code)?.name ?? code;
  }

  ended(unit: Unit): boolean {
    return unit.valid_to !== "" && unit.valid_to <= this.now;
  }

  /* In official order, not by how well the name fits: people know the order. */
  find({ query, under, kind, block, past }: UnitFilter): Unit[] {
    return this.index.find(query).filter(
      (unit) =>
        (kind === "" || unit.kind === kind) &&
        (block === "" || unit.block === block) &&
        (past || !this.ended(unit)) &&
        (under === "" || this.isUnder(unit, under)),
    );
  }

  isUnder(unit: Unit, above: string): boolean {
    let code = unit.code;
    for (let level = 0; code !== "" && level < 64; level += 1) {
      if (code === above) return true;
      code = this.by_code.get(code)?.parent ?? "";
    }
    return false;
  }

  /* Codes of the units of a block: Party, State, mass organisations. */
  ofBlock(block: string): Set<string> {
    return new Set(this.find({ query: "", under: "", kind: "", block, past: false }).map(({ code }) => code));
  }

  nodes(past: boolean): TreeNode[] {
    return this.units
      .filter((unit) => past || !this.ended(unit))
      .map((unit) => ({ key: unit.code, parent: unit.parent, label: unit.short_name || unit.name, faint: this.ended(unit) }));
  }

  choices(except = ""): Choice[] {
    return this.units
      .filter((unit) => !this.ended(unit) && unit.code !== except)
      .map(({ code, name, parent }) => ({ value: code, label: name, note: [code, this.by_code.get(parent)?.name].filter(Boolean).join(" · ") }));
  }
}

/* Parents before children, each level by its position: the order of the official list. */
export function inOfficialOrder(units: readonly Unit[]): Unit[] {
  const below = new Map<string, Unit[]>();
  const known = new Set(units.map(({ code }) => code));
  for (const unit of units) {
    const parent = known.has(unit.parent) && unit.parent !== unit.code ? unit.parent : "";
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  const ordered: Unit[] = [];
  const seen = new Set<string>();
  const walk = (parent: string) => {
    const children = (below.get(parent) ?? []).sort((a, b) => a.position - b.position || a.name.localeCompare(b.name, "vi"));
    for (const unit of children) {
      if (seen.has(unit.code)) continue;
      seen.add(unit.code);
      ordered.push(unit);
      walk(unit.code);
    }
  };
  walk("");
  return [...ordered, ...units.filter(({ code }) => !seen.has(code))]; // a circle is no reason to hide anybody
}
