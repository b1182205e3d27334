/* The dialogs about a site: new, change, its PIN, handing it over to another unit. True when something was changed. */
import { rest, sentenceOf } from "../api/rest_client";
import type { Network, Site } from "../api/records";
import { formatNumber, t, type TextKey } from "../text/text";
import { confirmed } from "../ui/confirm";
import type { FormField, Values } from "../ui/form";
import { openForm } from "../ui/form_dialog";
import { showSecret } from "../ui/secret_dialog";
import { toast } from "../ui/toast";
import type { UnitList } from "../units/unit_list";

export const NETWORK_TEXT: Record<Network, TextKey> = {
  direct: "sites.net_direct",
  wan: "sites.net_wan",
  internet: "sites.net_internet",
};
const RATES_KBPS = [0, 384, 512, 768, 1000, 1500, 2000, 4000];

export function rateText(kbps: number): string {
  return kbps === 0 ? t("sites.rate_free") : t("qual.rate", { kbps: formatNumber(kbps) });
}

/* The address that a site keeps: it leads to whatever meeting it is invited to. */
export function standingLink({ code }: Site): string {
  return `${location.origin}/join?site=${encodeURIComponent(code)}`;
}

export async function createSite(units: UnitList): Promise<boolean> {
  const done = await openForm({
    heading: t("sites.new"),
    action: t("com.create"),
    fields: fieldsOf(units, { active: true }, false),
    submit: (values) => rest.post("/sites", tidy(values)),
  });
  if (done) toast(t("sites.created"));
  return done;
}

export async function changeSite(units: UnitList, site: Site): Promise<boolean> {
  const done = await openForm({
    heading: site.name,
    action: t("com.save"),
    fields: fieldsOf(units, site, true),
    submit: (values) => rest.patch(`/sites/${encodeURIComponent(site.code)}`, tidy(values)),
  });
  if (done) toast(t("com.saved"));
  return done;
}

export async function makePin(site: Site): Promise<boolean> {
  const question = { heading: t("sites.pin_of", { name: site.name }), text: t("sites.pin_again"), action: t("sites.pin_make") };
  if (site.has_pin && !(await confirmed(question))) return false;
  try {
    const { pin } = await rest.post<{ pin: string }>(`/sites/${encodeURIComponent(site.code)}/pin`);
    const lines = [
      { name: t("join.site"), value: site.name },
      { name: t("sites.link"), value: standingLink(site) },
      { name: t("sites.pin"), value: pin },
    ];
    await showSecret({ heading: question.heading, lines });
    return true;
  } catch (error) {
    toast(sentenceOf(error));
    return false;
  }
}

/* What a room's SIP device proves itself with: a new password, or none any more. */
export async function makeSip(site: Site): Promise<boolean> {
  const heading = t("sites.sip_of", { name: site.name });
  if (!site.has_sip) return (await confirmed({ heading, text: t("sites.sip_note"), action: t("sites.sip_make") })) && newSip(site, heading);
  let away = false;
  const chosen = await openForm({
    heading,
    note: t("sites.sip_again"),
    action: t("com.save"),
    fields: [{ name: "what", label: t("sites.sip_what"), kind: "select", value: "new", choices: [{ value: "new", label: t("sites.sip_make") }, { value: "none", label: t("sites.sip_remove") }] }],
    submit: async ({ what }) => {
      away = what === "none";
      if (away) await rest.delete(`/sites/${encodeURIComponent(site.code)}/sip`);
    },
  });
  if (chosen && away) toast(t("sites.sip_removed"));
  return chosen && (away || newSip(site, heading));
}

async function newSip(site: Site, heading: string): Promise<boolean> {
  try {
    const { username, password, realm } = await rest.post<{ username: string; password: string; realm: string }>(`/sites/${encodeURIComponent(site.code)}/sip`);
    const lines = [
      { name: t("sites.sip_server"), value: location.hostname },
      { name: t("auth.username"), value: username },
      { name: t("auth.password"), value: password },
      { name: t("sites.sip_realm"), value: realm },
    ];
    await showSecret({ heading, lines });
    return true;
  } catch (error) {
    toast(sentenceOf(error));
    return false;
  }
}

export async function handOver(units: UnitList, site: Site): Promise<boolean> {
  const done = await openForm({
    heading: t("sites.handover_title", { name: site.name }),
    action: t("sites.handover"),
    note: t("sites.handover_note"),
    fields: [
      { name: "now", label: t("sites.unit"), value: units.nameOf(site.unit), fixed: true, whole: true },
      { name: "unit", label: t("sites.handover_to"), kind: "combo", required: true, whole: true, choices: units.choices(site.unit) },
    ],
    submit: (values) => rest.post(`/sites/${encodeURIComponent(site.code)}/handover`, values),
  });
  if (done) toast(t("sites.handed_over"));
  return done;
}

function fieldsOf(units: UnitList, site: Partial<Site>, known: boolean): FormField[] {
  const networks = Object.entries(NETWORK_TEXT).map(([value, key]) => ({ value, label: t(key) }));
  const rates = RATES_KBPS.includes(site.rate_cap_kbps ?? 0) ? RATES_KBPS : [...RATES_KBPS, site.rate_cap_kbps ?? 0];
  return [
    { name: "name", label: t("sites.name"), value: site.name ?? "", required: true, whole: true, hint: known ? "" : t("join.site_hint") },
    { name: "code", label: t("units.code"), kind: "code", value: site.code ?? "", required: true, fixed: known },
    { name: "position", label: t("units.position"), kind: "number", value: site.position ?? 0, min: 0 },
    { name: "unit", label: t("sites.unit"), kind: "combo", value: site.unit ?? "", required: true, whole: true, choices: units.choices(), fixed: known },
    { name: "contact_name", label: t("sites.contact_name"), value: site.contact_name ?? "" },
    { name: "contact_phone", label: t("sites.contact_phone"), kind: "phone", value: site.contact_phone ?? "" },
    { name: "room", label: t("sites.room"), value: site.room ?? "" },
    { name: "capacity", label: t("sites.capacity"), kind: "number", value: site.capacity ?? 0, min: 0 },
    { name: "network", label: t("sites.network"), kind: "select", value: site.network ?? "internet", choices: networks },
    { name: "rate_cap_kbps", label: t("sites.rate"), kind: "select", value: String(site.rate_cap_kbps ?? 0), choices: rates.map((kbps) => ({ value: String(kbps), label: rateText(kbps) })) },
    { name: "allowed_ranges", label: t("sites.ranges"), value: site.allowed_ranges ?? "", whole: true, hint: t("sites.ranges_hint"), more: true },
    { name: "sip_uri", label: t("sites.sip_uri"), value: site.sip_uri ?? "", whole: true, hint: t("sites.sip_uri_hint"), more: true },
    { name: "plain_rtp", label: t("sites.plain_rtp"), kind: "flag", value: site.plain_rtp ?? false, more: true },
    { name: "active", label: t("sites.active"), kind: "flag", value: site.active ?? true, more: true },
  ];
}

function tidy(values: Values): Values {
  return { ...values, rate_cap_kbps: Number(values["rate_cap_kbps"]) };
}
