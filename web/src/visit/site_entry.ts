/* A site's standing link (/join?site=CODE): its PIN opens the running or the next meeting. Tells "entered". */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { rest, sentenceOf } from "../api/rest_client";
import { rememberToken } from "../api/session_memory";
import { t } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { entrance } from "../ui/entrance";
import { forms } from "../ui/forms";
import "../ui/frame";
import "../ui/notice";
import { shared } from "../ui/shared";

const PIN_DIGITS_MAX = 12;

@customElement("gb-site-entry")
export class SiteEntry extends GbElement {
  static override styles = [
    shared,
    forms,
    entrance,
    css`
      #pin {
        font-size: 1.3rem;
        letter-spacing: 0.2em;
      }
    `,
  ];

  @property() site = "";
  @state() private fault = "";
  @state() private busy = false;
  @query("#pin") private pin!: HTMLInputElement;

  override render() {
    return html`<gb-frame>
      <form class="entrance" novalidate @submit=${this.submitted}>
        <h1>${t("room.join")}</h1>
        <p>${t("entry.site", { code: this.site })}</p>
        ${this.fault ? html`<gb-notice kind="alarm" role="alert">${this.fault}</gb-notice>` : nothing}
        <label for="pin">
          ${t("sites.pin")}
          <input id="pin" inputmode="numeric" autocomplete="off" maxlength=${PIN_DIGITS_MAX} aria-describedby="pin-hint" />
          <span class="hint" id="pin-hint">${t("entry.hint")}</span>
        </label>
        <button class="button primary" ?disabled=${this.busy}>${t("entry.enter")}</button>
        <button class="button" type="button" @click=${() => tell(this, "entered")}>${t("join.other")}</button>
      </form>
    </gb-frame>`;
  }

  private async submitted(event: Event): Promise<void> {
    event.preventDefault();
    this.busy = true;
    this.fault = "";
    try {
      const { token } = await rest.post<{ token: string }>("/site-entry", { site: this.site, pin: this.pin.value.trim() });
      rememberToken(token);
      tell(this, "entered");
    } catch (error) {
      this.fault = sentenceOf(error);
      this.pin.focus();
    } finally {
      this.busy = false;
    }
  }
}
