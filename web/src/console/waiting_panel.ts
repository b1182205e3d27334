/* Who waits to be let in. */
import { html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { formatTime } from "../text/format";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import type { ConsoleStore } from "./console_store";
import { panelStyles } from "./panel_styles";

@customElement("gb-waiting-panel")
export class WaitingPanel extends GbElement {
  static override styles = [shared, panelStyles];

  @property({ attribute: false }) store!: ConsoleStore;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    const { waiting } = this.store.state.proceedings;
    if (waiting.length === 0) return html`<p class="none">${t("con.waiting_none")}</p>`;
    return html`
      ${waiting.length > 1 ? html`<button class="button" @click=${() => this.store.run({ type: "admit", site: "*" })}>${t("room.admit_all")}</button>` : nothing}
      <ol>
        ${waiting.map(
          ({ site, name, since }) => html`<li>
            <span class="main"><strong>${name}</strong><small>${formatTime(since)}</small></span>
            <button class="button give" aria-label=${t("con.admit_of", { name })} @click=${() => this.store.run({ type: "admit", site })}>${t("room.admit")}</button>
            <button class="button" aria-label=${t("con.reject_of", { name })} @click=${() => this.store.run({ type: "reject", site })}>${t("room.reject")}</button>
          </li>`,
        )}
      </ol>
    `;
  }
}
