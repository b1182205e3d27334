/* Asking for calls of the sites' room devices (SIP). What goes wrong is said in words. */
import { meetingPath } from "../api/meeting_records";
import type { Site } from "../api/messages";
import { Problem, rest, sentenceOf } from "../api/rest_client";
import { t } from "../text/text";
import { openForm } from "../ui/form_dialog";
import { toast } from "../ui/toast";
import { codeOf } from "./call_text";

/* Who has no device on record is called where somebody says. */
export async function callSite(meeting: string, site: Site): Promise<void> {
  const path = meetingPath(meeting, "/calls");
  try {
    await rest.post(path, { site: codeOf(site) });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "no_device") return toast(sentenceOf(error));
    await openForm({
      heading: t("call.site_of", { name: site.name }),
      note: sentenceOf(error),
      action: t("call.site"),
      fields: [{ name: "uri", label: t("sites.sip_uri"), required: true, whole: true, hint: t("sites.sip_uri_hint") }],
      submit: ({ uri }) => rest.post(path, { site: codeOf(site), uri: String(uri).trim() }),
    });
  }
}

export async function stopCall(meeting: string, site: Site): Promise<void> {
  await rest.delete(meetingPath(meeting, `/calls/${encodeURIComponent(codeOf(site))}`)).catch((error) => toast(sentenceOf(error)));
}

export async function callAll(meeting: string): Promise<void> {
  try {
    const { called } = await rest.post<{ called: number }>(meetingPath(meeting, "/calls"), { all: true });
    toast(t(called > 0 ? "call.all_called" : "call.all_none", { n: called }));
  } catch (error) {
    toast(sentenceOf(error));
  }
}
