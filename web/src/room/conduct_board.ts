/* What the chair has put before this site: a message on its screen, a question to vote on, the time of whoever speaks. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import clock from "icon:timer";
import type { Choice } from "../api/proceedings_messages";
import { t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/notice";
import { shared } from "../ui/shared";
import { calledNow, floorSeconds, noteNow } from "./conduct";
import type { RoomStore } from "./room_store";
import { nameOf } from "./roster";

const CHOICES: readonly [Choice, TextKey][] = [
  ["for", "ballot.for"],
  ["against", "ballot.against"],
  ["abstain", "ballot.abstain"],
];
const TICK_MS = 1000;

@customElement("gb-conduct-board")
export class ConductBoard extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: 0.6rem;
        pointer-events: none;
      }
      gb-notice,
      .ballot,
      .clock {
        pointer-events: auto;
        box-shadow: 0 0.4rem 1.5rem rgb(0 0 0 / 60%);
      }
      gb-notice {
        max-width: 56rem;
        font-size: 1.6rem;
        font-weight: 600;
        white-space: pre-line;
      }
      .ballot {
        display: grid;
        gap: 0.75rem;
        max-width: 46rem;
        padding: 1rem 1.25rem;
        border: 2px solid var(--brand);
        border-radius: 0.7rem;
        background: var(--surface);
      }
      h2 {
        font-size: 1.25rem;
        white-space: pre-line;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem;
      }
      .choices .button {
        flex: 1 1 10rem;
        min-height: 3rem;
        background: var(--raised);
        font-size: 1.1rem;
      }
      .choices .button[aria-pressed="true"] {
        border-color: var(--fair);
        color: var(--fair);
      }
      .clock {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        padding: 0.35rem 0.9rem;
        border-radius: 2rem;
        background: var(--surface);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .over {
        background: #b3261e;
        color: #fff;
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;
  private timer: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
    this.timer = window.setInterval(() => this.requestUpdate(), TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.timer);
  }

  override render() {
    return html`<div role="status">${this.note()} ${this.called()}</div>
      ${this.ballot()} ${this.speakingTime()}`;
  }

  private note() {
    const text = noteNow(this.store.state.conduct, Date.now());
    return text === null ? null : html`<gb-notice kind="info" aria-label=${t("room.message")}>${text}</gb-notice>`;
  }

  private called() {
    const { conduct, self, roster } = this.store.state;
    const site = calledNow(conduct, Date.now());
    if (site === null || this.store.role === "chair") return null;
    const text = site === self?.id ? t("roll.called_you") : t("roll.called", { site: nameOf(roster, site) ?? "" });
    return html`<gb-notice kind="info">${text}</gb-notice>`;
  }

  private ballot() {
    const { conduct, self } = this.store.state;
    const vote = conduct.proceedings?.vote;
    if (!vote?.open || !self || !vote.voters.includes(self.id)) return null;
    const mine = vote.ballots.find(({ site }) => site === self.id);
    return html`<section class="ballot" aria-label=${t("ballot.yours")}>
      <h2>${t("ballot.question", { question: vote.question })}</h2>
      <div class="choices">
        ${CHOICES.map(
          ([choice, text]) =>
            html`<button class="button" aria-pressed=${mine?.choice === choice} @click=${() => this.store.vote(choice)}>
              ${t(text)}
            </button>`,
        )}
      </div>
      <p role="status">${mine ? t("ballot.cast") : null}</p>
    </section>`;
  }

  private speakingTime() {
    const { conduct } = this.store.state;
    const seconds = floorSeconds(conduct, Date.now());
    if (seconds === null) return null;
    const limit = conduct.proceedings?.floor.limit_s ?? 0;
    const over = limit > 0 && seconds > limit;
    const time = limit > 0 ? `${minutes(seconds)} / ${minutes(limit)}` : minutes(seconds);
    return html`<div class="clock ${over ? "over" : ""}" role="timer">${clock} ${t(over ? "floor.over" : "floor.time", { time })}</div>`;
  }
}

function minutes(seconds: number): string {
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}
