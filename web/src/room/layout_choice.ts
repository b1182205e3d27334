/* The chair's choice for one view: the layout, and what that layout can be told. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { LayoutMode, View, ViewLayout } from "../api/messages";
import { t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import { layoutIcon, layoutIconStyle } from "./layout_icon";
import "./page_turner";
import type { StageStore } from "./stage_store";
import { layoutOf, MODES, ROTATE_CHOICES_S } from "./stage";

export const MODE_TEXT: Record<LayoutMode, TextKey> = {
  grid: "lay.grid",
  rotate: "lay.rotate",
  focus: "lay.focus",
  speaker: "lay.speaker",
  chair: "lay.chair",
  split: "lay.split",
  slides: "lay.slides",
  auto: "lay.auto",
  pin: "lay.pin",
};

@customElement("gb-layout-choice")
export class LayoutChoice extends GbElement {
  static override styles = [
    shared,
    layoutIconStyle,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        container-type: inline-size;
      }
      fieldset {
        display: grid;
        gap: 0.4rem;
        margin: 0;
        padding: 0;
        border: 0;
      }
      @container (min-width: 30rem) {
        fieldset {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      .mode {
        position: relative;
        display: grid;
        grid-template-columns: 3.2rem minmax(0, 1fr);
        align-items: center;
        gap: 0.6rem;
        min-height: 2.9rem;
        padding: 0.3rem 0.55rem;
        border: 2px solid var(--line);
        border-radius: 0.6rem;
        line-height: 1.25;
        cursor: pointer;
      }
      .mode:hover {
        border-color: var(--line-strong);
      }
      .mode:has(:checked) {
        border-color: var(--brand);
        background: var(--raised);
        font-weight: 600;
      }
      .mode:has(:focus-visible) {
        outline: 0.2rem solid var(--focus);
        outline-offset: 0.15rem;
      }
      .mode:has(:disabled) {
        opacity: 0.5;
        cursor: default;
      }
      .mode input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: inherit;
      }
      .layout {
        width: 3.2rem;
      }
      .option {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.75rem;
      }
      select {
        min-height: 2.75rem;
        max-width: 100%;
        padding: 0.3rem 0.6rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.5rem;
        background: var(--raised);
        color: var(--text);
      }
    `,
  ];

  @property({ attribute: false }) store!: StageStore;
  @property({ attribute: false }) view: View = "sites";

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    const layout = layoutOf(this.store.state.stage, this.view);
    return html`
      <fieldset>
        <legend class="only-read">${t("lay.title")}</legend>
        ${MODES.map((mode) => this.mode(mode, layout))}
      </fieldset>
      <div class="option">${this.option(layout)}</div>
    `;
  }

  private mode(mode: LayoutMode, layout: ViewLayout) {
    const nobody = mode === "pin" && this.store.state.roster.sites.length === 0;
    return html`<label class="mode">
      <input
        type="radio"
        name="mode"
        .checked=${layout.mode === mode}
        ?disabled=${nobody}
        @change=${() => this.choose(mode, layout)}
      />
      ${layoutIcon(mode)}
      <span>${t(MODE_TEXT[mode], { s: layout.rotate_s })}</span>
    </label>`;
  }

  private option(layout: ViewLayout) {
    if (layout.mode === "rotate") return this.seconds(layout);
    if (layout.mode === "pin") return this.pinned(layout);
    return html`<gb-page-turner .store=${this.store} .view=${this.view}></gb-page-turner>`;
  }

  private seconds(layout: ViewLayout) {
    const choices = [...new Set([...ROTATE_CHOICES_S, layout.rotate_s])].sort((one, other) => one - other);
    return html`<label for="seconds">${t("lay.rotate_every")}</label>
      <select id="seconds" @change=${(event: Event) => this.tell({ mode: "rotate", rotate_s: Number(valueOf(event)) })}>
        ${choices.map((s) => html`<option value=${s} ?selected=${s === layout.rotate_s}>${t("lay.seconds", { s })}</option>`)}
      </select>`;
  }

  private pinned(layout: ViewLayout) {
    return html`<label for="pinned">${t("lay.pinned")}</label>
      <select id="pinned" @change=${(event: Event) => this.tell({ mode: "pin", pinned: valueOf(event) })}>
        ${this.store.state.roster.sites.map(
          ({ id, name }) => html`<option value=${id} ?selected=${id === layout.pinned}>${name}</option>`,
        )}
      </select>`;
  }

  /* A pin without a site shows nobody: the one who speaks, else the first. */
  private choose(mode: LayoutMode, layout: ViewLayout): void {
    if (mode !== "pin") return this.tell({ mode });
    const { sites, speaker } = this.store.state.roster;
    const known = sites.some(({ id }) => id === layout.pinned);
    this.tell({ mode, pinned: known ? layout.pinned : (speaker ?? sites[0]?.id ?? "") });
  }

  private tell(wish: { mode: LayoutMode; pinned?: string; rotate_s?: number }): void {
    this.store.wishes.layout({ view: this.view, ...wish });
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLSelectElement).value;
}
