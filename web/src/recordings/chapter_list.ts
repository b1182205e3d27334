/* The chapters and marks of a recording: filtered without accents, the one that plays is marked. Tells "go" (ms), "clip" (from, to), "drop" (a mark's id). */
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import cross from "icon:x";
import scissors from "icon:scissors";
import { fold } from "../text/fold";
import { t } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { forms } from "../ui/forms";
import { shared } from "../ui/shared";
import { clockText } from "./copy_records";
import type { Chapter, Mark } from "./recording_records";
import { chapterText, kindText } from "./recording_text";

interface Line {
  kind: string;
  title: string;
  note: string;
  from_ms: number;
  to_ms: number;
  mark: number; // its id, or 0
}

@customElement("gb-chapter-list")
export class ChapterList extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      :host {
        display: block;
      }
      ul {
        margin-top: 0.6rem;
        max-height: var(--list-height, 60dvh);
        overflow: auto;
      }
      li {
        display: flex;
        align-items: stretch;
        gap: 0.3rem;
        border-bottom: 1px solid var(--line);
      }
      .go {
        flex: 1;
        min-width: 0;
        padding: 0.5rem 0.4rem;
        border: 0;
        background: none;
        text-align: start;
      }
      .go:hover,
      .now .go {
        background: var(--raised);
      }
      .now .go {
        box-shadow: inset 0.25rem 0 var(--brand);
      }
      b {
        font-variant-numeric: tabular-nums;
        color: var(--brand);
      }
      small {
        display: block;
        color: var(--text-soft);
      }
      .small {
        align-self: center;
        padding: 0.4rem 0.6rem;
      }
    `,
  ];

  @property({ attribute: false }) chapters: readonly Chapter[] = [];
  @property({ attribute: false }) marks: readonly Mark[] = [];
  @property({ type: Number }) place_ms = 0;
  @property({ type: Boolean }) clips = false; // chapters may be clipped
  @state() private words = "";

  override render() {
    const shown = this.lines().filter((line) => fits(line, this.words));
    const now = shown.filter(({ from_ms, to_ms }) => from_ms <= this.place_ms && this.place_ms < Math.max(to_ms, from_ms + 1000)).at(-1);
    return html`
      <label class="only-read" for="words">${t("rec.chapters_find")}</label>
      <input id="words" type="search" maxlength="100" placeholder=${t("rec.chapters_find")} .value=${this.words} @input=${(event: Event) => (this.words = (event.target as HTMLInputElement).value)} />
      ${shown.length === 0 ? html`<p>${t("rec.chapters_none")}</p>` : nothing}
      <ul aria-label=${t("rec.chapters")} tabindex="0">
        ${shown.map((line) => this.line(line, line === now))}
      </ul>
    `;
  }

  private line(line: Line, now: boolean) {
    const { from_ms, to_ms, kind, title, note, mark } = line;
    return html`<li class=${now ? "now" : ""} aria-current=${now ? "true" : nothing}>
      <button class="go" @click=${() => tell(this, "go", from_ms)}><b>${clockText(from_ms)}</b> ${title}<small>${kind}${note ? html` · ${note}` : nothing}</small></button>
      ${this.clips && to_ms > from_ms ? html`<button class="button small" aria-label="${t("rec.clip")}: ${title}" title=${t("rec.clip")} @click=${() => tell(this, "clip", [from_ms, to_ms])}>${scissors}</button>` : nothing}
      ${mark ? html`<button class="button small" aria-label=${t("rec.mark_remove", { title })} @click=${() => tell(this, "drop", mark)}>${cross}</button>` : nothing}
    </li>`;
  }

  private lines(): Line[] {
    const chapters = this.chapters.map((chapter) => ({ ...chapter, kind: kindText(chapter.kind), title: chapterText(chapter), mark: 0 }));
    const marks = this.marks.map(({ id, title, from_ms, to_ms, made_by }) => ({ kind: t("rec.ch_mark"), title, note: made_by, from_ms, to_ms, mark: id }));
    return [...chapters, ...marks].sort((a, b) => a.from_ms - b.from_ms);
  }
}

function fits({ title, note, kind }: Line, words: string): boolean {
  const text = fold(`${title} ${note} ${kind}`);
  return fold(words).split(/\s+/).every((word) => text.includes(word));
}
