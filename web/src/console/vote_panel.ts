/* A vote by sites: the question, who has voted, the counted result. */
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Choice, Vote } from "../api/proceedings_messages";
import { formatNumber, t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import { openForm } from "../ui/form_dialog";
import { shared } from "../ui/shared";
import type { ConsoleStore } from "./console_store";
import { panelStyles } from "./panel_styles";

const QUESTION_MAX = 300;
const CHOICES: readonly Choice[] = ["for", "against", "abstain"];
const CHOICE_TEXT: Record<Choice, TextKey> = { for: "vote.for", against: "vote.against", abstain: "vote.abstain" };

@customElement("gb-vote-panel")
export class VotePanel extends GbElement {
  static override styles = [
    shared,
    panelStyles,
    css`
      .question {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      dl {
        display: grid;
        gap: 0.4rem;
        margin: 0;
      }
      dl div {
        display: grid;
        grid-template-columns: 9rem minmax(0, 1fr) 2.5rem;
        gap: 0.6rem;
        align-items: center;
      }
      dd {
        margin: 0;
        font-weight: 600;
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      .bar {
        height: 0.8rem;
        border-radius: 0.4rem;
        background: var(--line);
        overflow: hidden;
      }
      .bar span {
        display: block;
        height: 100%;
        background: var(--brand);
      }
      .met {
        color: var(--good);
        font-weight: 600;
      }
      .missing {
        color: var(--fair);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) store!: ConsoleStore;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    const { vote, phase } = this.store.state.proceedings;
    return html`
      ${vote ? this.vote(vote) : nothing}
      ${vote?.open
        ? html`<button class="button primary" @click=${() => this.store.run({ type: "vote_close" })}>${t("con.vote_close")}</button>`
        : html`<button class="button" ?disabled=${phase === "ended"} @click=${this.open}>${t("vote.open")}</button>`}
    `;
  }

  private vote(vote: Vote) {
    const hidden = vote.secret && vote.open;
    const met = html`<span class=${vote.quorum_met ? "met" : "missing"}>${t(vote.quorum_met ? "con.vote_quorum_met" : "con.vote_quorum_missing")}</span>`;
    return html`
      <h3>${t(vote.open ? "con.vote" : "con.vote_last")}</h3>
      <p class="question">${vote.question}</p>
      <p role="status">${t("con.vote_cast", { n: vote.cast, total: vote.voters_count })} ${vote.quorum_percent > 0 ? met : nothing}</p>
      <p>${t("con.vote_voters", { n: formatNumber(vote.voters_count), here: formatNumber(vote.connected) })}</p>
      ${hidden ? html`<p class="none">${t("con.vote_hidden")}</p>` : html`<dl>${CHOICES.map((choice) => this.count(t(CHOICE_TEXT[choice]), vote[choice], vote.voters_count))}${this.count(t("con.vote_none"), vote.not_voted, vote.voters_count)}</dl>`}
    `;
  }

  /* Of all who may vote: nobody is hidden by not voting. */
  private count(words: string, number: number, total: number) {
    const part = total === 0 ? 0 : (100 * number) / total;
    return html`<div>
      <dt>${words}</dt>
      <dd class="bar" aria-hidden="true"><span .style=${`width: ${part}%`}></span></dd>
      <dd>${formatNumber(number)}</dd>
    </div>`;
  }

  private open(): void {
    void openForm({
      heading: t("vote.open"),
      action: t("vote.open"),
      fields: [
        { name: "question", label: t("con.vote_question"), kind: "lines", required: true, max: QUESTION_MAX },
        { name: "quorum_percent", label: t("con.vote_quorum"), kind: "number", value: 50, min: 0, max: 100 },
        { name: "secret", label: t("con.vote_secret"), kind: "flag" },
      ],
      submit: async ({ question, quorum_percent, secret }) =>
        this.store.run({ type: "vote_open", question: String(question).trim(), quorum_percent: Number(quorum_percent), secret: secret === true }),
    });
  }
}
