/* After the room: why one is out, and the way back in. Tells "rejoin". */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import logIn from "icon:log-in";
import { t, type TextKey } from "../text/text";
import { GbElement, tell } from "../ui/element";
import "../ui/frame";
import { shared } from "../ui/shared";

export type EndReason = "left" | "duplicate" | "ended" | "removed" | "rejected" | "logged_out";

const TEXT: Record<EndReason, TextKey> = {
  left: "room.left",
  duplicate: "room.duplicate",
  ended: "room.ended",
  removed: "room.removed",
  rejected: "room.rejected",
  logged_out: "room.logged_out",
};

@customElement("gb-end-page")
export class EndPage extends GbElement {
  static override styles = [
    shared,
    css`
      .card {
        display: grid;
        justify-items: center;
        gap: 1.5rem;
        max-width: 40rem;
        margin: 12vh auto 0;
        padding: 2.5rem 1.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        text-align: center;
      }
      h1 {
        font-size: 1.5rem;
        font-weight: 600;
      }
      .button {
        min-height: 3.25rem;
        padding: 0.5rem 1.5rem;
        font-size: 1.1em;
      }
    `,
  ];

  @property() reason: EndReason = "left";
  @property() site = "";

  override render() {
    const again = this.reason === "duplicate" ? "room.here" : "room.rejoin";
    return html`<gb-frame>
      <div class="card">
        <div role="status"><h1>${t(TEXT[this.reason], { site: this.site })}</h1></div>
        ${this.reason === "ended"
          ? null
          : html`<button class="button primary" @click=${() => tell(this, "rejoin")}>${logIn} ${t(again)}</button>`}
      </div>
    </gb-frame>`;
  }
}
