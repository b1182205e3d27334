/* The agenda as it is dealt with: the item that the meeting is at, and one press to the next. Recording and minutes follow it. */
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { AgendaItem } from "../api/meeting_records";
import { formatTime } from "../text/format";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import type { ConsoleStore } from "./console_store";
import { panelStyles } from "./panel_styles";

@customElement("gb-agenda-panel")
export class AgendaPanel extends GbElement {
  static override styles = [
    shared,
    panelStyles,
    css`
      .turn {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      li.now {
        border-left: 0.3rem solid var(--good);
      }
      li strong {
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .n {
        min-width: 1.4rem;
        color: var(--text-soft);
      }
    `,
  ];

  @property({ attribute: false }) store!: ConsoleStore;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    const { agenda, proceedings } = this.store.state;
    if (agenda.length === 0) return html`<p class="none">${t("meet.agenda_none")}</p>`;
    const at = proceedings.agenda.number;
    const next = agenda.find(({ position }) => position > at);
    return html`
      ${proceedings.phase === "ended"
        ? nothing
        : html`<div class="turn">
            ${next ? html`<button class="button primary" @click=${() => this.turn(next)}>${t("con.agenda_next", { n: next.position })}</button>` : nothing}
            ${at > 0 ? html`<button class="button" @click=${() => this.store.run({ type: "agenda", number: 0, text: "" })}>${t("con.agenda_leave")}</button>` : nothing}
          </div>`}
      <ol aria-label=${t("con.agenda")}>
        ${agenda.map((item) => this.item(item, item.position === at))}
      </ol>
    `;
  }

  private item(item: AgendaItem, now: boolean) {
    const { position, title, minutes, speaker_unit } = item;
    const { agenda, phase } = this.store.state.proceedings;
    const notes = [speaker_unit, minutes > 0 ? t("con.limit_minutes", { n: minutes }) : "", now ? t("con.agenda_since", { time: formatTime(agenda.since) }) : ""].filter(Boolean);
    return html`<li class=${now ? "now" : ""} aria-current=${now ? "step" : nothing}>
      <span class="n">${position}</span>
      <span class="main"><strong>${title}</strong>${notes.length > 0 ? html`<small>${notes.join(" · ")}</small>` : nothing}</span>
      ${now || phase === "ended" ? nothing : html`<button class="button" aria-label=${t("con.agenda_go", { name: title })} @click=${() => this.turn(item)}>${t("con.agenda_to")}</button>`}
    </li>`;
  }

  private turn({ position, title }: AgendaItem): void {
    this.store.run({ type: "agenda", number: position, text: title });
  }
}
