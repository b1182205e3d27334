/* The roll call: sites called one after the other, one key each; or all at once by what the server knows. */
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import cross from "icon:x";
import people from "icon:users";
import type { HeadsCommand, Roll, RollAnswer } from "../api/proceedings_messages";
import { formatTime } from "../text/format";
import { t, type TextKey } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { shared } from "../ui/shared";
import type { ConsoleStore } from "./console_store";
import { panelStyles } from "./panel_styles";
import { ANSWERS, nextUnmarked, rollCounts, rollKey, rollName, rollPhase, withMarks } from "./roll_state";

const ANSWER_TEXT: Record<RollAnswer, TextKey> = { present: "roll.present", picture_only: "roll.picture_only", sound_only: "roll.sound_only", no_answer: "roll.no_answer" };

@customElement("gb-roll-panel")
export class RollPanel extends GbElement {
  static override styles = [
    shared,
    panelStyles,
    css`
      :host {
        grid-template-rows: auto auto minmax(0, 1fr);
        overflow: hidden;
      }
      .top,
      .acts,
      .keys {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem;
      }
      .top h2 {
        flex: 1;
      }
      .now {
        display: grid;
        gap: 0.5rem;
      }
      .who {
        padding: 0.5rem 0.75rem;
        border-left: 0.3rem solid var(--brand);
        background: var(--raised);
        font-size: 1.25rem;
        font-weight: 600;
      }
      .keys .button {
        flex: 1 1 45%;
        justify-content: flex-start;
        min-height: 2.6rem;
      }
      kbd {
        min-width: 1.5rem;
        padding: 0 0.35rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.3rem;
        font: inherit;
        text-align: center;
      }
      progress {
        width: 100%;
        height: 0.7rem;
        accent-color: var(--brand);
      }
      ol {
        align-content: start;
        overflow-y: auto;
      }
      li[aria-current] {
        border-color: var(--brand);
        box-shadow: inset 0.25rem 0 var(--brand);
      }
      .present {
        color: var(--good);
      }
      .picture_only,
      .sound_only {
        color: var(--fair);
      }
      .no_answer {
        color: var(--poor);
      }
      .answer {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) store!: ConsoleStore;
  @state() private cursor = 0;
  private readonly said = new Map<string, RollAnswer>(); // marks that the server has not told of yet: keys are faster than lines

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
    const { roll } = this.store.state.proceedings;
    this.cursor = Math.max(0, nextUnmarked(roll, -1));
  }

  override updated(): void {
    this.renderRoot.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  override render() {
    const { roll } = this.store.state.proceedings;
    return html`
      <div class="top">
        <h2>${t("roll.title")}</h2>
        <button class="button" aria-label=${t("com.close")} @click=${() => tell(this, "toggle-roll")}>${cross}</button>
      </div>
      <section class="now" tabindex="0" aria-label=${t("roll.title")} @keydown=${this.pressed}>${this.now(roll)}</section>
      ${roll.begun ? html`<ol aria-label=${t("roll.list")} tabindex="0">${roll.sites.map(({ site, answer }, place) => this.row(site, answer, place))}</ol>` : nothing}
    `;
  }

  private now(roll: Roll) {
    const phase = rollPhase(roll);
    if (phase === "none") return html`<p class="none">${t("roll.none")}</p>${this.beginning()}`;
    const counts = rollCounts(roll);
    return html`
      <div role="status">${t("roll.progress", { n: counts.called, total: roll.sites.length })}</div>
      <progress max=${roll.sites.length} .value=${counts.called} aria-label=${t("roll.title")}></progress>
      <small>${t("roll.counts", { present: counts.present, picture: counts.picture_only, sound: counts.sound_only, none: counts.no_answer })}</small>
      ${phase === "open" && roll.mode === "assisted" ? this.calling(roll) : nothing}
      ${phase === "open" && roll.mode === "auto" ? html`<p>${t("roll.working")}</p>` : nothing}
      ${phase === "confirmed" ? html`<p>${t("roll.confirmed", { name: roll.confirmed_by, time: formatTime(roll.confirmed) })}</p>` : nothing}
      ${phase === "over" ? html`<p>${t("roll.to_confirm")}</p>` : nothing}
      <div class="acts">
        ${phase === "open" ? html`<button class="button" @click=${() => this.store.run({ type: "roll_end" })}>${t("roll.end")}</button>` : nothing}
        ${phase === "over" ? html`<button class="button primary" @click=${() => this.store.run({ type: "roll_confirm" })}>${t("roll.confirm")}</button>` : nothing}
      </div>
      ${phase === "over" || phase === "confirmed" ? html`<h3>${t("roll.again")}</h3>${this.beginning()}` : nothing}
    `;
  }

  private beginning() {
    return html`<div class="acts">
      <button class="button primary" @click=${() => this.begin()}>${t("roll.begin")}</button>
      <button class="button" @click=${() => this.store.run({ type: "roll_begin", mode: "auto" })}>${t("roll.auto")}</button>
    </div>`;
  }

  private calling(roll: Roll) {
    const site = roll.sites[this.cursor]?.site ?? "";
    return html`<p class="who" role="status">${this.nameOf(site)}</p>
      <div class="keys">
        ${ANSWERS.map((answer, index) => html`<button class="button" @click=${() => this.mark(answer)}><kbd>${index + 1}</kbd> ${t(ANSWER_TEXT[answer])}</button>`)}
      </div>
      <small>${t("roll.keys")}</small>`;
  }

  private row(site: string, answer: RollAnswer | "", place: number) {
    const heads = this.store.state.heads.get(site);
    const name = this.nameOf(site);
    return html`<li aria-current=${place === this.cursor && rollPhase(this.store.state.proceedings.roll) === "open" ? "true" : nothing}>
      <span class="main"><strong>${place + 1}. ${name}</strong>${heads ? html`<small>${t("roll.head", { a: heads.convened, b: heads.present })}</small>` : nothing}</span>
      <span class="answer ${answer}">${t(answer ? ANSWER_TEXT[answer] : "roll.unchecked")}</span>
      <button class="button" aria-label=${t("roll.heads_of", { name })} title=${t("roll.heads")} @click=${() => void editSiteHeads(this.store, site, name)}>${people}</button>
    </li>`;
  }

  private begin(): void {
    this.store.run({ type: "roll_begin", mode: "assisted" });
    this.cursor = 0;
    this.said.clear();
    const first = () => {
      const { roll } = this.store.state.proceedings;
      if (rollPhase(roll) !== "open") return;
      this.store.removeEventListener("change", first);
      this.call(0);
    };
    this.store.addEventListener("change", first);
    this.renderRoot.querySelector<HTMLElement>(".now")?.focus();
  }

  private pressed(event: KeyboardEvent): void {
    const { roll } = this.store.state.proceedings;
    const key = event.ctrlKey || event.altKey || event.metaKey ? null : rollKey(event.key);
    if (!key || rollPhase(roll) !== "open" || roll.mode !== "assisted") return;
    event.preventDefault();
    if ("mark" in key) return this.mark(key.mark);
    const { length } = roll.sites;
    this.call((this.cursor + key.move + length) % length);
  }

  /* The next one is called in the same breath. */
  private mark(answer: RollAnswer): void {
    const { roll } = this.store.state.proceedings;
    const site = roll.sites[this.cursor]?.site;
    if (!site) return;
    this.store.run({ type: "roll_mark", site, answer });
    this.said.set(site, answer);
    const next = nextUnmarked(withMarks(roll, this.said), this.cursor);
    if (next >= 0) return this.call(next);
    this.store.run({ type: "roll_end" });
  }

  private call(place: number): void {
    const site = this.store.state.proceedings.roll.sites[place]?.site;
    if (!site) return;
    this.cursor = place;
    this.store.run({ type: "roll_call", site });
  }

  private nameOf(site: string): string {
    return rollName(site, this.store.state.roster, this.store.state.invited);
  }
}

export async function editSiteHeads(store: ConsoleStore, site: string, name: string): Promise<void> {
  const { editHeads } = await import("../people/heads_form");
  const { heads, proceedings } = store.state;
  await editHeads({ name, heads: heads.get(site) ?? null, delegates: proceedings.delegates, say: (command: HeadsCommand) => store.run({ ...command, site }) });
}
