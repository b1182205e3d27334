/* What the chair may do for one site: give it the floor and take it back, show it to all. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import floor from "icon:mic-vocal";
import pin from "icon:pin";
import unpin from "icon:pin-off";
import type { Site } from "../api/messages";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import type { RoomStore } from "./room_store";
import { layoutOf } from "./stage";

@customElement("gb-site-actions")
export class SiteActions extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        padding: 0.15rem 0 0.35rem;
      }
      .button {
        flex: 1 1 auto;
        min-height: 2.5rem;
        padding: 0.25rem 0.6rem;
        background: var(--raised);
        font-size: 0.9rem;
      }
      .button:hover {
        border-color: var(--text);
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;
  @property({ attribute: false }) site!: Site;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    const { stage } = this.store.state;
    const { id, role } = this.site;
    const speaks = stage.floor === id;
    const sites = layoutOf(stage, "sites");
    const pinned = sites.mode === "pin" && sites.pinned === id;
    return html`
      ${role === "chair"
        ? null
        : html`<button class="button" @click=${() => this.store.wishes.floor(speaks ? "" : id)}>
            ${floor} ${t(speaks ? "floor.end" : "floor.give")}
          </button>`}
      <button class="button" @click=${() => this.store.wishes.pin(pinned ? "" : id, this.store.state.stage)}>
        ${pinned ? unpin : pin} ${t(pinned ? "lay.unpin" : "lay.pin")}
      </button>
    `;
  }
}
