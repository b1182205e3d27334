/* What is wrong with a site, as its row of the board shows it. */
import { css, html, nothing } from "lit";
import alert from "icon:triangle-alert";
import type { MuteReason, SiteFault } from "../api/proceedings_messages";
import { WORD_OF } from "../lines/line_records";
import { stepText } from "../lines/line_text";
import { t, type TextKey } from "../text/text";
import "../ui/notice";

export const FAULT_TEXT: Record<SiteFault, TextKey> = {
  no_picture: "fault.no_picture",
  black: "fault.black",
  frozen: "fault.frozen",
  silent: "fault.silent",
  clipping: "fault.clipping",
  howling: "fault.howling",
  echo: "fault.echo",
  line: "fault.line",
};

export const faultStyles = css`
  .fault {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    margin-right: 0.4rem;
    padding: 0 0.35rem;
    border: 1px solid var(--alarm-line);
    border-radius: 0.4rem;
    background: var(--alarm);
    color: var(--poor);
    font-weight: 600;
  }
  .fault .icon {
    width: 0.95em;
    height: 0.95em;
  }
`;

export function faultMarks(faults: readonly SiteFault[] | undefined) {
  return faults?.map((fault) => html`<span class="fault" title=${stepText({ word: WORD_OF[fault] })}>${alert}${t(FAULT_TEXT[fault])}</span>`);
}

/* What is the matter and the next step, for each. */
export function faultSteps(faults: readonly SiteFault[] | undefined) {
  return faults?.length ? faults.map((fault) => html`<gb-notice>${stepText({ word: WORD_OF[fault] })}</gb-notice>`) : nothing;
}

/* Why a site is muted, where nobody did it by hand. */
export function mutedText(reason: MuteReason | undefined): string {
  return reason ? t("con.muted_for", { fault: t(FAULT_TEXT[reason]).toLowerCase() }) : t("con.muted");
}
