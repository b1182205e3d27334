/* The steps from one state of a meeting to the next, each with its question where it is not easily undone. */
import { meetingPath, type Meeting, type MeetingState } from "../api/meeting_records";
import { rest, sentenceOf } from "../api/rest_client";
import { t, type TextKey } from "../text/text";
import { confirmed } from "../ui/confirm";
import { openForm } from "../ui/form_dialog";
import { toast } from "../ui/toast";

type Target = Exclude<MeetingState, "draft">;

export const STEP_TEXT: Record<Target, TextKey> = {
  scheduled: "meet.to_scheduled",
  trial: "meet.to_trial",
  live: "meet.to_live",
  ended: "meet.to_ended",
  cancelled: "meet.to_cancelled",
};

/* As the server allows them; the likeliest first. */
export function stepsFrom({ state, form }: Pick<Meeting, "state" | "form">): Target[] {
  if (state === "draft") return ["scheduled", "cancelled"];
  if (state === "scheduled") return form === "in_person" ? ["ended", "cancelled"] : ["trial", "live", "cancelled"];
  if (state === "trial") return ["live", "scheduled", "cancelled"];
  return state === "live" ? ["ended"] : [];
}

/* True when it went there. */
export async function step(meeting: Meeting, state: Target): Promise<boolean> {
  if (state === "cancelled") return cancel(meeting);
  const question = { heading: t(STEP_TEXT[state]), text: t("meet.end_question"), action: t(STEP_TEXT[state]), danger: true };
  if (state === "ended" && !(await confirmed(question))) return false;
  try {
    await rest.post(meetingPath(meeting.code, "/state"), { state });
    return true;
  } catch (error) {
    toast(sentenceOf(error));
    return false;
  }
}

function cancel({ code, title }: Meeting): Promise<boolean> {
  return openForm({
    heading: t("meet.to_cancelled"),
    note: title,
    action: t("meet.to_cancelled"),
    danger: true,
    fields: [{ name: "reason", label: t("meet.reason"), required: true, whole: true }],
    submit: ({ reason }) => rest.post(meetingPath(code, "/state"), { state: "cancelled", reason }),
  });
}
