/* The dialogs about an account. A password that the server made is shown once. True when something was changed. */
import { rest, sentenceOf } from "../api/rest_client";
import type { AccountRecord, Site } from "../api/records";
import { ROLE_TEXT } from "../frame/role_text";
import { t } from "../text/text";
import { confirmed } from "../ui/confirm";
import { openForm } from "../ui/form_dialog";
import { showSecret } from "../ui/secret_dialog";
import { toast } from "../ui/toast";
import type { UnitList } from "../units/unit_list";

const roleChoices = () => Object.entries(ROLE_TEXT).map(([value, key]) => ({ value, label: t(key) }));
const addressOf = ({ username }: AccountRecord) => `/accounts/${encodeURIComponent(username)}`;

/* Four fields, no more. */
export async function createAccount(units: UnitList): Promise<boolean> {
  let made: { username: string; password: string } | null = null;
  const done = await openForm({
    heading: t("accounts.new"),
    action: t("com.create"),
    fields: [
      { name: "unit", label: t("sites.unit"), kind: "combo", required: true, whole: true, choices: units.choices() },
      { name: "name", label: t("accounts.name"), required: true, whole: true, hint: t("accounts.name_hint") },
      { name: "username", label: t("auth.username"), kind: "code", required: true, hint: t("accounts.username_hint") },
      { name: "role", label: t("accounts.role"), kind: "select", value: "ky_thuat", choices: roleChoices() },
    ],
    submit: async (values) => (made = await rest.post<{ username: string; password: string }>("/accounts", values)),
  });
  if (made) await showPassword(made);
  return done;
}

export async function changeAccount(units: UnitList, sites: readonly Site[], account: AccountRecord): Promise<boolean> {
  const done = await openForm({
    heading: account.name,
    action: t("com.save"),
    fields: [
      { name: "username", label: t("auth.username"), value: account.username, fixed: true },
      { name: "role", label: t("accounts.role"), kind: "select", value: account.role, choices: roleChoices() },
      { name: "name", label: t("accounts.name"), value: account.name, required: true, whole: true },
      { name: "unit", label: t("sites.unit"), kind: "combo", value: account.unit, required: true, whole: true, choices: units.choices() },
      { name: "site", label: t("accounts.site"), kind: "combo", value: account.site ?? "", whole: true, hint: t("accounts.site_hint"), choices: sites.map(({ code, name }) => ({ value: code, label: name, note: code })) },
      { name: "disabled", label: t("accounts.disable"), kind: "flag", value: account.disabled, whole: true, hint: t("accounts.disable_hint") },
    ],
    submit: (values) => rest.patch(addressOf(account), values),
  });
  if (done) toast(t("com.saved"));
  return done;
}

export async function unlockAccount(account: AccountRecord): Promise<boolean> {
  try {
    await rest.post(`${addressOf(account)}/unlock`);
    toast(t("accounts.unlocked", { name: account.username }));
    return true;
  } catch (error) {
    toast(sentenceOf(error));
    return false;
  }
}

export async function resetPassword(account: AccountRecord): Promise<boolean> {
  const question = { heading: t("accounts.reset_title", { name: account.name }), text: t("accounts.reset_text"), action: t("accounts.reset"), danger: true };
  if (!(await confirmed(question))) return false;
  try {
    const { password } = await rest.post<{ password: string }>(`${addressOf(account)}/reset`);
    await showPassword({ username: account.username, password });
    return true;
  } catch (error) {
    toast(sentenceOf(error));
    return false;
  }
}

function showPassword({ username, password }: { username: string; password: string }): Promise<void> {
  const lines = [
    { name: t("auth.username"), value: username },
    { name: t("accounts.first_password"), value: password },
  ];
  return showSecret({ heading: t("accounts.made", { name: username }), lines });
}
