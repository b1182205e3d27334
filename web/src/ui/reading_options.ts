/* Size of letters, contrast and language: on every page. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import contrast from "icon:contrast";
import { language, setLanguage, t, type Language, type TextKey } from "../text/text";
import { highContrast, setContrast } from "./contrast";
import { GbElement } from "./element";
import { LETTER_SIZES, letterSize, setLetterSize, type LetterSize } from "./letters";
import { shared } from "./shared";

const LETTER_TEXT: Record<LetterSize, TextKey> = {
  small: "com.font_small",
  normal: "com.font_normal",
  large: "com.font_large",
};
const LANGUAGES: { code: Language; mark: string; text: TextKey }[] = [
  { code: "vi", mark: "VI", text: "com.vi" },
  { code: "en", mark: "EN", text: "com.en" },
];

@customElement("gb-reading-options")
export class ReadingOptions extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      :host([named]) {
        gap: 0.5rem 1.5rem;
      }
      .pair {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        font-weight: 600;
      }
      .group {
        display: flex;
        border: 1px solid var(--line-strong);
        border-radius: 0.5rem;
        background: var(--surface);
        overflow: clip;
      }
      button {
        min-width: 2.6rem;
        min-height: 2.4rem;
        padding: 0 0.5rem;
        border: 0;
        border-right: 1px solid var(--line-strong);
        background: none;
        color: var(--text);
        font-weight: 600;
      }
      button:last-child {
        border-right: 0;
      }
      button[aria-pressed="true"] {
        background: var(--brand);
        color: var(--on-brand);
      }
      button:focus-visible {
        outline-offset: -0.2rem;
      }
      .icon {
        width: 1.15em;
        height: 1.15em;
        vertical-align: -0.2em;
      }
      .small {
        font-size: 0.8em;
      }
      .large {
        font-size: 1.2em;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) named = false; // the names of the groups are shown, too

  override render() {
    return html`
      <div class="pair">${this.name("com.font")}${this.letters()}</div>
      <div class="pair" part="contrast">${this.name("com.contrast")}${this.contrast()}</div>
      <div class="pair" part="language">${this.name("com.language")}${this.languages()}</div>
    `;
  }

  private name(key: TextKey) {
    return this.named ? html`<span aria-hidden="true">${t(key)}</span>` : null;
  }

  private letters() {
    return html`
      <div class="group" role="group" aria-label=${t("com.font")}>
        ${LETTER_SIZES.map(
          (size) => html`<button
            class=${size}
            title=${t(LETTER_TEXT[size])}
            aria-label=${t(LETTER_TEXT[size])}
            aria-pressed=${letterSize() === size}
            @click=${() => this.chooseLetters(size)}
          >
            A
          </button>`,
        )}
      </div>
    `;
  }

  private contrast() {
    return html`
      <div class="group">
        <button
          title=${t("com.contrast")}
          aria-label=${t("com.contrast")}
          aria-pressed=${highContrast()}
          @click=${this.changeContrast}
        >
          ${contrast}
        </button>
      </div>
    `;
  }

  private languages() {
    return html`
      <div class="group" role="group" aria-label=${t("com.language")}>
        ${LANGUAGES.map(
          ({ code, mark, text }) => html`<button
            lang=${code}
            title=${t(text)}
            aria-label="${mark}: ${t(text)}"
            aria-pressed=${language() === code}
            @click=${() => void setLanguage(code)}
          >
            ${mark}
          </button>`,
        )}
      </div>
    `;
  }

  private changeContrast(): void {
    setContrast(!highContrast());
    this.requestUpdate();
  }

  private chooseLetters(size: LetterSize): void {
    setLetterSize(size);
    this.requestUpdate();
  }
}
