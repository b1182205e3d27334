/* The chair's layouts, beside the picture and not over it: who sees what, and what is written into the pictures. */
import { css, html } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import cross from "icon:x";
import type { Overlay, View } from "../api/messages";
import { t, type TextKey } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { shared } from "../ui/shared";
import "./layout_choice";
import { panelStyle } from "./panel_style";
import type { StageStore } from "./stage_store";
import { VIEWS } from "./stage";

const VIEW_TEXT: Record<View, TextKey> = { sites: "lay.view_sites", chair: "lay.view_chair", floor: "lay.view_floor" };

@customElement("gb-layout-panel")
export class LayoutPanel extends GbElement {
  static override styles = [
    shared,
    panelStyle,
    css`
      :host {
        display: grid;
        align-content: start;
        gap: 0.75rem;
        padding: 0.75rem 0.9rem 1rem;
        scrollbar-width: thin;
      }
      .tabs {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        border-bottom: 2px solid var(--line);
      }
      .tabs button {
        margin-bottom: -2px;
        padding: 0.45rem 0.3rem;
        border: 0;
        border-bottom: 3px solid transparent;
        background: none;
        color: var(--text-soft);
        font-weight: 600;
        line-height: 1.25;
      }
      .tabs button[aria-selected="true"] {
        border-color: var(--brand);
        color: var(--text);
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 1.5rem;
        padding-top: 0.6rem;
        border-top: 1px solid var(--line);
      }
      .marks label {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-height: 2rem;
        cursor: pointer;
      }
      .marks input {
        width: 1.25rem;
        height: 1.25rem;
        accent-color: var(--brand);
      }
    `,
  ];

  @property({ attribute: false }) store!: StageStore;
  @state() private view: View = "sites";
  @query("button[aria-selected=true]") private chosen_tab!: HTMLButtonElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
    this.setAttribute("role", "dialog");
    this.setAttribute("aria-label", t("lay.title"));
    this.addEventListener("keydown", this.onKey);
  }

  override firstUpdated(): void {
    this.chosen_tab?.focus();
  }

  override render() {
    const { overlay } = this.store.state.stage;
    return html`
      <div class="head">
        <h2>${t("lay.title")}</h2>
        <button class="button close" aria-label=${t("com.close")} @click=${this.close}>${cross}</button>
      </div>
      <div class="tabs" role="tablist" aria-label=${t("lay.views")}>${VIEWS.map((view) => this.tab(view))}</div>
      <gb-layout-choice role="tabpanel" aria-label=${t(VIEW_TEXT[this.view])} .store=${this.store} .view=${this.view}></gb-layout-choice>
      <div class="marks">${this.mark("title", "lay.show_title", overlay)}${this.mark("clock", "lay.show_clock", overlay)}</div>
    `;
  }

  private tab(view: View) {
    const chosen = view === this.view;
    return html`<button
      role="tab"
      aria-selected=${chosen}
      tabindex=${chosen ? 0 : -1}
      @click=${() => (this.view = view)}
      @keydown=${(event: KeyboardEvent) => this.moveTab(event)}
    >
      ${t(VIEW_TEXT[view])}
    </button>`;
  }

  private mark(name: keyof Overlay, text: TextKey, overlay: Overlay) {
    const changed = (event: Event) => this.store.wishes.overlay({ [name]: (event.target as HTMLInputElement).checked });
    return html`<label><input type="checkbox" .checked=${overlay[name]} @change=${changed} /> ${t(text)}</label>`;
  }

  private moveTab(event: KeyboardEvent): void {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const at = (VIEWS.indexOf(this.view) + step + VIEWS.length) % VIEWS.length;
    this.view = VIEWS[at] ?? "sites";
    void this.updateComplete.then(() => this.chosen_tab?.focus());
  }

  private readonly onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") this.close();
  };

  private readonly close = () => tell(this, "toggle-layouts");
}
