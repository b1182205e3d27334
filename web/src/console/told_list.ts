/* Which sites know that the meeting is recorded: how many have said so, and on a press who, and who has not. */
import { css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import check from "icon:circle-check";
import bell from "icon:bell";
import { t } from "../text/text";
import "../ui/dialog";
import type { Dialog } from "../ui/dialog";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import type { ConsoleStore } from "./console_store";

@customElement("gb-told-list")
export class ToldList extends GbElement {
  static override styles = [
    shared,
    css`
      gb-dialog {
        --dialog-width: 36rem;
      }
      .button {
        min-height: 2.5rem;
        padding: 0.3rem 0.8rem;
        font-size: 0.94rem;
      }
      p {
        margin: 0 0 0.75rem;
        color: var(--text-soft);
      }
      ul {
        display: grid;
        gap: 0.4rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0.25rem 1rem;
      }
      .seen {
        color: var(--good);
      }
      .not {
        color: var(--poor);
      }
    `,
  ];

  @property({ attribute: false }) store!: ConsoleStore;
  @query("gb-dialog") private dialog!: Dialog;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    const { recording } = this.store.state;
    if (!recording.acknowledged) return nothing;
    const sites = this.sites();
    const known = sites.filter(({ how }) => how === "seen").length;
    return html`<button class="button" @click=${() => this.dialog.show()}>${known === sites.length ? check : bell} ${t("rec.told", { known, all: sites.length })}</button>
      <gb-dialog .heading=${t("rec.told_heading")}>
        <p>${t("rec.told_lead")}</p>
        <ul>
          ${sites.map(({ name, how }) => html`<li><span>${name}</span> <strong class=${how}>${t(`rec.told.${how}`)}</strong></li>`)}
        </ul>
      </gb-dialog>`;
  }

  /* Those who are here, with seats; and who only watches, if it was told. */
  private sites() {
    const { roster, recording } = this.store.state;
    const seen = new Set(recording.acknowledged);
    const told = new Set(recording.told);
    return roster.sites
      .filter(({ id, role }) => role !== "viewer" || told.has(id) || seen.has(id))
      .map(({ id, name }) => ({ name, how: seen.has(id) ? ("seen" as const) : told.has(id) ? ("told" as const) : ("not" as const) }));
  }
}
