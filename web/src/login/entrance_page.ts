/* The way in for who is not logged in: sites go to the meeting, the office logs in. */
import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import monitor from "icon:monitor-play";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/frame";
import { shared } from "../ui/shared";
import "./login_form";

@customElement("gb-entrance-page")
export class EntrancePage extends GbElement {
  static override styles = [
    shared,
    css`
      h1 {
        margin: clamp(0.5rem, 6vh, 4rem) 0 1.5rem;
        font-size: 1.7rem;
        font-weight: 600;
        line-height: 1.25;
        text-align: center;
      }
      .ways {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
        gap: 1.25rem;
        max-width: 56rem;
        margin: 0 auto;
      }
      section {
        display: flex;
        flex-direction: column;
        gap: 1rem;
        padding: 1.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      h2 {
        font-size: 1.2rem;
        font-weight: 600;
      }
      p {
        color: var(--text-soft);
      }
      .drawing {
        flex: 1;
        display: grid;
        place-items: center;
        min-height: 8rem;
        border-radius: 0.6rem;
        background: var(--brand-soft);
        color: var(--brand);
      }
      .drawing .icon {
        width: 5rem;
        height: 5rem;
        stroke-width: 1.2;
      }
      .join {
        min-height: 3rem;
      }
      @media (max-width: 40rem) {
        .drawing {
          display: none;
        }
      }
    `,
  ];

  override render() {
    return html`<gb-frame>
      <h1>${t("app.name")}</h1>
      <div class="ways">
        <section>
          <h2>${t("entrance.site_title")}</h2>
          <p>${t("entrance.site_text")}</p>
          <div class="drawing">${monitor}</div>
          <a class="button primary join" href="/join">${t("room.join")}</a>
        </section>
        <section>
          <h2>${t("entrance.office_title")}</h2>
          <p>${t("entrance.office_text")}</p>
          <gb-login-form></gb-login-form>
        </section>
      </div>
    </gb-frame>`;
  }
}
