/* The dialogs about a unit: new, change, end or merge, a kind of unit. True when something was changed. */
import { rest } from "../api/rest_client";
import type { Block, Unit } from "../api/records";
import { t, type TextKey } from "../text/text";
import { openForm } from "../ui/form_dialog";
import type { FormField } from "../ui/form";
import { toast } from "../ui/toast";
import type { UnitList } from "./unit_list";

export const BLOCK_TEXT: Record<Block, TextKey> = {
  "": "units.block_none",
  nha_nuoc: "units.block_nha_nuoc",
  dang: "units.block_dang",
  doan_the: "units.block_doan_the",
};

export function blockChoices() {
  return Object.entries(BLOCK_TEXT).map(([value, key]) => ({ value, label: t(key) }));
}

export async function createUnit(list: UnitList, parent: string): Promise<boolean> {
  const done = await openForm({
    heading: t("units.new"),
    action: t("com.create"),
    fields: fieldsOf(list, { parent, position: nextPosition(list, parent) }, false),
    submit: (values) => rest.post("/units", values),
  });
  if (done) toast(t("units.created"));
  return done;
}

export async function changeUnit(list: UnitList, unit: Unit): Promise<boolean> {
  const done = await openForm({
    heading: unit.name,
    action: t("com.save"),
    fields: fieldsOf(list, unit, true),
    submit: (values) => rest.patch(`/units/${encodeURIComponent(unit.code)}`, values),
  });
  if (done) toast(t("com.saved"));
  return done;
}

export async function retireUnit(list: UnitList, unit: Unit): Promise<boolean> {
  const done = await openForm({
    heading: t("units.retire_title", { name: unit.name }),
    action: t("units.retire"),
    note: t("units.retire_note"),
    danger: true,
    fields: [
      { name: "valid_to", label: t("units.valid_to"), kind: "date", required: true, whole: true },
      { name: "successor", label: t("units.successor"), kind: "combo", whole: true, hint: t("units.successor_hint"), choices: list.choices(unit.code) },
    ],
    submit: (values) => rest.post(`/units/${encodeURIComponent(unit.code)}/retire`, values),
  });
  if (done) toast(t("units.retired"));
  return done;
}

export async function createKind(list: UnitList): Promise<boolean> {
  const done = await openForm({
    heading: t("units.new_kind"),
    action: t("com.create"),
    note: t("units.kinds_now", { names: list.kinds.map(({ name }) => name).join(", ") }),
    fields: [
      { name: "name", label: t("units.kind_name"), required: true },
      { name: "code", label: t("units.code"), kind: "code", required: true },
      { name: "position", label: t("units.position"), kind: "number", value: list.kinds.length + 1, min: 0 },
    ],
    submit: (values) => rest.post("/unit-kinds", values),
  });
  if (done) toast(t("com.saved"));
  return done;
}

function fieldsOf(list: UnitList, unit: Partial<Unit>, known: boolean): FormField[] {
  const kinds = list.kinds.map(({ code, name }) => ({ value: code, label: name }));
  return [
    { name: "name", label: t("units.name"), value: unit.name ?? "", required: true, whole: true },
    { name: "code", label: t("units.code"), kind: "code", value: unit.code ?? "", required: true, fixed: known, hint: known ? "" : t("units.code_hint") },
    { name: "short_name", label: t("units.short_name"), value: unit.short_name ?? "" },
    { name: "kind", label: t("units.kind"), kind: "select", value: unit.kind ?? kinds[0]?.value ?? "", choices: kinds },
    { name: "block", label: t("units.block"), kind: "select", value: unit.block ?? "nha_nuoc", choices: blockChoices() },
    { name: "parent", label: t("units.parent"), kind: "combo", value: unit.parent ?? "", choices: list.choices(unit.code), whole: true },
    { name: "position", label: t("units.position"), kind: "number", value: unit.position ?? 0, min: 0, hint: t("units.position_hint") },
    { name: "valid_from", label: t("units.valid_from"), kind: "date", value: unit.valid_from ?? "" },
    { name: "address", label: t("units.address"), value: unit.address ?? "", whole: true, more: true },
    { name: "town", label: t("units.town"), value: unit.town ?? "", hint: t("units.town_hint"), more: true },
    { name: "signer_title", label: t("units.signer_title"), value: unit.signer_title ?? "", more: true },
    { name: "signer_name", label: t("units.signer_name"), value: unit.signer_name ?? "", more: true },
  ];
}

function nextPosition(list: UnitList, parent: string): number {
  return Math.max(0, ...list.units.filter((unit) => unit.parent === parent).map(({ position }) => position)) + 1;
}
