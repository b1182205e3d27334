/* A file of a recording is saved: who gets it and what for is asked, and noted by the server. */
import { restUrl } from "../api/rest_client";
import { t } from "../text/text";
import { openForm } from "../ui/form_dialog";

export async function keepCopy(heading: string, pathFor: (whom: string) => string): Promise<void> {
  await openForm({
    heading,
    fields: [{ name: "whom", label: t("rec.whom"), hint: t("rec.whom_hint"), required: true, whole: true }],
    action: t("rec.download"),
    submit: async ({ whom }) => {
      Object.assign(document.createElement("a"), { href: restUrl(pathFor(String(whom))), download: "" }).click();
    },
  });
}
