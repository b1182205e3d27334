/*
 * What the check of a recording found, a line a matter; a span is a button that tells "seek" with its time in milliseconds.
 *   <gb-check-view .check=${…}></gb-check-view>; null: the check is not done yet.
 */
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import good from "icon:circle-check";
import poor from "icon:circle-x";
import fair from "icon:triangle-alert";
import { t, type TextKey } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { shared } from "../ui/shared";
import { checkLevel, checkRows, clockText, type CheckLevel, type CheckRow, type RecordingCheck } from "./check_record";

const SIGN = { good, fair, poor };
const VERDICT: Record<CheckLevel, TextKey> = { good: "check.rec_good", fair: "check.rec_fair", poor: "check.rec_poor" };

@customElement("gb-check-view")
export class CheckView extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      p {
        margin: 0 0 0.5rem;
      }
      .verdict {
        display: flex;
        align-items: center;
        gap: 0.4rem;
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(8rem, max-content) 1fr;
        gap: 0.3rem 1rem;
        margin: 0;
      }
      dt {
        color: var(--text-soft);
      }
      dd {
        margin: 0;
        min-width: 0;
      }
      .icon {
        width: 1.1em;
        height: 1.1em;
        vertical-align: -0.15em;
      }
      .good .icon {
        color: var(--good);
      }
      .fair .icon {
        color: var(--fair);
      }
      .poor .icon,
      .poor {
        color: var(--poor);
      }
      .spans {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem;
        margin: 0.3rem 0 0;
        padding: 0;
        list-style: none;
      }
      .spans button {
        min-height: 1.75rem;
        padding: 0 0.5rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.4rem;
        background: var(--surface);
        color: var(--text);
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 30rem) {
        dl {
          grid-template-columns: 1fr;
          gap: 0.1rem;
        }
        dd {
          margin-bottom: 0.4rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) check: RecordingCheck | null = null;

  override render() {
    if (!this.check) return html`<p>${t("check.rec_waits")}</p>`;
    const level = checkLevel(this.check);
    return html`<p class="verdict ${level}">${SIGN[level]} ${t(VERDICT[level])}</p>
      <dl aria-label=${t("check.rec")}>
        ${checkRows(this.check).map(
          (row) => html`<dt>${t(row.key)}</dt>
            <dd class=${row.level}>${SIGN[row.level]} ${t(row.text, row.values)}${this.spans(row)}</dd>`,
        )}
      </dl>`;
  }

  private spans(row: CheckRow) {
    if (row.spans.length === 0) return nothing;
    return html`<ul class="spans">
      ${row.spans.map(
        ({ from_ms, to_ms }) => html`<li><button @click=${() => tell(this, "seek", from_ms)}>${clockText(from_ms)}–${clockText(to_ms)}</button></li>`,
      )}
      ${row.more > 0 ? html`<li>${t("check.rec_more", { n: row.more })}</li>` : nothing}
    </ul>`;
  }
}
