/* How many people sit at a site, who answers for it, and by choice who they are: for the site itself and for the secretary. */
import type { Heads, HeadsCommand } from "../api/proceedings_messages";
import { Problem } from "../api/rest_client";
import { t } from "../text/text";
import type { FormField, Values } from "../ui/form";
import { openForm } from "../ui/form_dialog";
import { toast } from "../ui/toast";
import { changedDelegates, delegatesOf, DELEGATES_MAX, linesOf, type HowWords } from "./delegate_lines";

const PEOPLE_MAX = 9999;
const LETTERS_MAX = 90;

export interface HeadsOptions {
  name: string;
  heads: Heads | null; // as last said
  delegates: boolean; // their names are kept
  say: (command: HeadsCommand) => void;
}

function hows(): HowWords {
  return { in_person: t("roll.present_inperson"), online: t("roll.present_online"), absent: t("roll.absent") };
}

function fieldsOf({ heads, delegates }: HeadsOptions): FormField[] {
  const number = (name: keyof Heads, label: string): FormField => ({ name, label, kind: "number", min: 0, max: PEOPLE_MAX, required: true, value: Number(heads?.[name] ?? 0) });
  const fields: FormField[] = [
    number("convened", t("roll.convened")),
    number("present", t("roll.heads_present")),
    number("excused", t("roll.excused")),
    number("unexcused", t("roll.unexcused")),
    { name: "responsible", label: t("roll.responsible"), max: LETTERS_MAX, value: heads?.responsible ?? "" },
    { name: "technician", label: t("roll.technician"), max: LETTERS_MAX, value: heads?.technician ?? "" },
    { name: "note", label: t("roll.absent_reason"), whole: true, value: heads?.note ?? "" },
  ];
  const words = hows();
  const list: FormField = { name: "delegates", label: t("roll.delegates"), kind: "lines", whole: true, hint: t("roll.delegates_hint", words), value: linesOf(heads?.delegates ?? [], words) };
  return delegates ? [...fields, list] : fields;
}

/* As the server has it: nobody is away who is there. */
export function awayTooMany(values: Values): boolean {
  const [convened, present, excused, unexcused] = ["convened", "present", "excused", "unexcused"].map((name) => Number(values[name]));
  return excused! + unexcused! > convened! - Math.min(present!, convened!);
}

function submit(options: HeadsOptions, values: Values): void {
  const { heads, delegates, say } = options;
  if (awayTooMany(values)) throw new Problem(422, "heads", t("roll.fault_absent"), "excused");
  const lines = delegates ? delegatesOf(String(values["delegates"]), hows()) : [];
  if (lines.length > DELEGATES_MAX) throw new Problem(422, "heads", t("roll.fault_lines", { n: DELEGATES_MAX }), "delegates");
  const [convened, present, excused, unexcused] = ["convened", "present", "excused", "unexcused"].map((name) => Number(values[name])) as [number, number, number, number];
  const [responsible, technician, note] = ["responsible", "technician", "note"].map((name) => String(values[name]).trim()) as [string, string, string];
  say({ type: "heads", convened, present, excused, unexcused, responsible, technician, note });
  for (const line of delegates ? changedDelegates(heads?.delegates ?? [], lines) : []) say({ type: "delegate", ...line });
}

export async function editHeads(options: HeadsOptions): Promise<void> {
  const done = await openForm({
    heading: t("roll.heads_of", { name: options.name }),
    fields: fieldsOf(options),
    action: t("com.save"),
    submit: async (values) => submit(options, values),
  });
  if (done) toast(t("roll.heads_saved"));
}
