/* The frame of the light pages: head with the program's name, reading options, foot with the notice. */
import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { t } from "../text/text";
import { brandMark } from "./brand_mark";
import { GbElement } from "./element";
import { shared } from "./shared";
import "./office_text";
import "./reading_options";

@customElement("gb-frame")
export class Frame extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 100dvh;
      }
      header {
        border-top: 0.3rem solid var(--brand);
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        max-width: 80rem;
        margin: 0 auto;
        padding: 0.6rem 1.25rem;
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 0.75rem;
      }
      .brand svg {
        width: 2.6rem;
        height: 2.6rem;
      }
      strong {
        display: block;
        color: var(--brand);
        font-size: 1.2rem;
        font-weight: 600;
        line-height: 1.2;
      }
      .brand span {
        color: var(--text-soft);
      }
      main {
        flex: 1;
        width: 100%;
        max-width: 80rem;
        margin: 0 auto;
        padding: 1.25rem;
      }
      footer {
        padding: 0.75rem 1.25rem 1rem;
        color: var(--text-soft);
        text-align: center;
      }
    `,
  ];

  override render() {
    return html`
      <header>
        <div class="row">
          <div class="brand">
            ${brandMark}
            <div><strong>${t("app.brand")}</strong><span>${t("app.name")}</span></div>
          </div>
          <gb-reading-options></gb-reading-options>
        </div>
      </header>
      <gb-office-text name="banner" strip></gb-office-text>
      <main><slot></slot></main>
      <footer><gb-office-text name="notice_secret"></gb-office-text></footer>
    `;
  }
}
