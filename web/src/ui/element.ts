/* The base of our elements: draws again when the language changes, and can watch a store. */
import { LitElement } from "lit";
import { onLanguage } from "../text/text";

export class GbElement extends LitElement {
  private readonly releases: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.releases.push(onLanguage(() => this.requestUpdate()));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const release of this.releases.splice(0)) release();
  }

  /* Draw again at each "change" of the target, until taken off the page. */
  protected watch(target: EventTarget): void {
    const draw = () => this.requestUpdate();
    target.addEventListener("change", draw);
    this.releases.push(() => target.removeEventListener("change", draw));
  }
}

/* An intent of the user, told upward; the page's store acts on it. */
export function tell(from: HTMLElement, name: string, detail?: unknown): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

/* What has the keyboard, inside however many shadow trees. */
export function focusedElement(): HTMLElement | null {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found instanceof HTMLElement ? found : null;
}
