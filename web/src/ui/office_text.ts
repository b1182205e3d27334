/* A text that the administrator words (settings), or until then the program's own. Where there is none, nothing is shown. */
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { rest } from "../api/rest_client";
import { t, type TextKey } from "../text/text";
import { GbElement } from "./element";

interface Worded {
  text: string;
  version: number; // 0: the program's own, which stands in the catalogues in each language
}

export type OfficeTextName = "notice_secret" | "banner";
const OWN: Record<OfficeTextName, TextKey | null> = { notice_secret: "meet.secret_banner", banner: null };

/* Each is asked for once a visit. Tells "change". */
class OfficeTexts extends EventTarget {
  private readonly found = new Map<OfficeTextName, Worded | null>(); // null: asked for, or not to be had

  of(name: OfficeTextName): string {
    if (!this.found.has(name)) void this.load(name);
    const worded = this.found.get(name);
    const own = OWN[name];
    return worded && worded.version > 0 ? worded.text : own ? t(own) : "";
  }

  /* It was worded anew. */
  forget(name: string): void {
    if (this.found.delete(name as OfficeTextName)) this.dispatchEvent(new Event("change"));
  }

  private async load(name: OfficeTextName): Promise<void> {
    this.found.set(name, null);
    this.found.set(name, await rest.get<Worded>(`/texts/${name}`).catch(() => null));
    this.dispatchEvent(new Event("change"));
  }
}

export const officeTexts = new OfficeTexts();

@customElement("gb-office-text")
export class OfficeText extends GbElement {
  static override styles = css`
    :host {
      display: block;
      white-space: pre-line;
    }
    :host([hidden]) {
      display: none;
    }
    :host([strip]) p {
      margin: 0;
      padding: 0.2rem 1rem;
      background: var(--note);
      color: var(--text);
      font-size: 0.88rem;
      font-weight: 600;
      text-align: center;
    }
    p {
      margin: 0;
    }
  `;

  @property() name: OfficeTextName = "banner";
  @property({ type: Boolean, reflect: true }) strip = false; // across the whole page

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(officeTexts);
  }

  override render() {
    const text = officeTexts.of(this.name);
    this.hidden = !text;
    return text ? html`<p>${text}</p>` : nothing;
  }
}
