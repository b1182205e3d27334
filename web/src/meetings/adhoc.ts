/* A meeting at once: what it is called, who is invited, and that it is no secret. The console opens. */
import { meetingPath, type Meeting } from "../api/meeting_records";
import type { SiteGroup } from "../api/records";
import { rest } from "../api/rest_client";
import { session } from "../api/session";
import { router } from "../frame/router";
import { t } from "../text/text";
import { openForm } from "../ui/form_dialog";
import { officeTexts } from "../ui/office_text";
import { toast } from "../ui/toast";
import { sentenceOf } from "../api/rest_client";

const UNDER = "under:";

export async function beginAdhoc(): Promise<void> {
  let code = "";
  try {
    const groups = await rest.all<SiteGroup>("/site-groups");
    const done = await openForm({
      heading: t("meet.adhoc"),
      action: t("meet.adhoc_begin"),
      note: officeTexts.of("notice_secret"),
      fields: [
        { name: "title", label: t("meet.title"), required: true, whole: true, max: 300 },
        { name: "invited", label: t("meet.adhoc_sites"), kind: "select", whole: true, choices: choicesOf(groups), value: choicesOf(groups)[0]?.value ?? "" },
        { name: "records", label: t("meet.records_now"), kind: "flag", whole: true },
        { name: "stems", label: t("meet.stems"), kind: "flag", whole: true },
        { name: "nosecret", label: t("meet.nosecret"), kind: "flag", required: true, whole: true },
      ],
      submit: async ({ title, invited, nosecret, records, stems }) => {
        const unit = session.account?.unit ?? "";
        code = (await rest.post<Meeting>("/meetings/adhoc", { title, nosecret, records, stems, unit, ...invitedOf(String(invited)) })).code;
      },
    });
    if (done) router.go(`/console${meetingPath(code).slice("/meetings".length)}`);
  } catch (error) {
    toast(sentenceOf(error));
  }
}

function choicesOf(groups: readonly SiteGroup[]) {
  const { unit = "", unit_name = "" } = session.account ?? {};
  return [
    ...groups.map(({ id, name, sites }) => ({ value: String(id), label: `${name} (${sites.length})` })),
    { value: UNDER + unit, label: t("meet.sites_all", { unit: unit_name || unit }) },
  ];
}

function invitedOf(chosen: string): { group: number } | { under: string } {
  return chosen.startsWith(UNDER) ? { under: chosen.slice(UNDER.length) } : { group: Number(chosen) };
}
