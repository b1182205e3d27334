/* The link for who only looks on, into the clipboard: to be sent to them. */
import { meetingPath, type MeetingLink } from "../api/meeting_records";
import { rest, sentenceOf } from "../api/rest_client";
import { t } from "../text/text";
import { toast } from "../ui/toast";

export async function copyLiveLink(code: string): Promise<void> {
  try {
    const found = (await rest.all<MeetingLink>(meetingPath(code, "/links"))).find(({ role }) => role === "viewer");
    if (!found) return toast(t("live.off"));
    // Without https the browser copies nothing: then it is shown.
    toast(await navigator.clipboard.writeText(found.url).then(() => t("live.link_copied"), () => found.url));
  } catch (error) {
    toast(sentenceOf(error));
  }
}
