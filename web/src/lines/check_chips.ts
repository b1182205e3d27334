/* Camera, microphone, echo and line of one check, each with its colour, a sign of its own for who does not see colours, and a word. */
import { css, html, nothing, type TemplateResult } from "lit";
import cable from "icon:cable";
import camera from "icon:video";
import echo from "icon:volume-2";
import good from "icon:circle-check";
import microphone from "icon:mic";
import poor from "icon:circle-x";
import fair from "icon:triangle-alert";
import unknown from "icon:circle-question-mark";
import { t } from "../text/text";
import { ITEMS, type CheckLevel, type Item, type LineCheck } from "./line_records";
import { ITEM_TEXT, stepText, wordText } from "./line_text";

const ITEM_SIGN: Record<Item, TemplateResult> = { camera, microphone, echo, line: cable };
export const LEVEL_SIGN: Record<CheckLevel, TemplateResult> = { good, fair, poor, unknown };

export const chipStyles = css`
  .chips {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.15rem 0.75rem;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 0.9rem;
  }
  .chips li {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    min-width: 0;
    line-height: 1.3;
  }
  .chips .icon {
    width: 1.15em;
    height: 1.15em;
    color: var(--text-soft);
  }
  .chips .word {
    font-weight: 600;
  }
  .chips .word .icon {
    width: 1em;
    height: 1em;
    margin-right: 0.2rem;
    color: inherit;
    vertical-align: -0.12em;
  }
  .chips .good .word {
    color: var(--good);
  }
  .chips .fair .word {
    color: var(--fair);
  }
  .chips .poor .word {
    color: var(--poor);
  }
  .chips .unknown .word {
    color: var(--text-soft);
    font-weight: 400;
  }
`;

export function checkChips(check: LineCheck) {
  return html`<ul class="chips">
    ${ITEMS.map((item) => {
      const { level, word } = check[item];
      return html`<li class=${level} title="${t(ITEM_TEXT[item])}: ${stepText(check[item], check)}">
        ${ITEM_SIGN[item]}<span class="only-read">${t(ITEM_TEXT[item])}:</span> <span class="word">${level === "unknown" ? nothing : LEVEL_SIGN[level]}${wordText(word)}</span>
      </li>`;
    })}
  </ul>`;
}
