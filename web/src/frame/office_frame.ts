/* The frame of the office's pages: head with the account, navigation by role at the side (a drawer on narrow screens), the page. */
import { css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import menu from "icon:menu";
import cross from "icon:x";
import { session } from "../api/session";
import { alerts } from "../audit/alerts";
import { formatNumber, t } from "../text/text";
import { brandMark } from "../ui/brand_mark";
import { GbElement } from "../ui/element";
import "../ui/office_text";
import "../ui/reading_options";
import { shared } from "../ui/shared";
import "./account_menu";
import { navigationOf } from "./pages";

@customElement("gb-office-frame")
export class OfficeFrame extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) / auto minmax(0, 1fr);
        min-height: 100dvh;
      }
      header {
        grid-column: 1 / -1;
        position: sticky;
        top: 0;
        z-index: 10;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 1rem;
        padding: 0.45rem 1.25rem;
        border-top: 0.3rem solid var(--brand);
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 0.65rem;
        color: inherit;
        text-decoration: none;
      }
      .brand svg {
        width: 2.2rem;
        height: 2.2rem;
      }
      .brand strong {
        display: block;
        color: var(--brand);
        font-size: 1.1rem;
        font-weight: 600;
        line-height: 1.2;
      }
      .brand span {
        color: var(--text-soft);
        font-size: 0.85rem;
      }
      header gb-office-text {
        flex-basis: 100%;
      }
      .space {
        flex: 1;
      }
      nav.side {
        width: 14.5rem;
        padding: 1rem 0.75rem;
        border-right: 1px solid var(--line);
        background: var(--surface);
      }
      .side ul {
        position: sticky;
        top: 5rem;
      }
      li a {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        min-height: 2.75rem;
        padding: 0.3rem 0.75rem;
        border-radius: 0.5rem;
        color: var(--text);
        text-decoration: none;
      }
      li a:hover {
        background: var(--raised);
      }
      li a[aria-current] {
        background: var(--brand-soft);
        color: var(--brand);
        font-weight: 600;
        box-shadow: inset 0.2rem 0 var(--brand);
      }
      .badge {
        min-width: 1.5rem;
        margin-left: auto;
        padding: 0 0.4rem;
        border-radius: 0.75rem;
        background: var(--fair);
        color: var(--surface);
        font-size: 0.82rem;
        font-weight: 600;
        text-align: center;
      }
      .badge.alarm {
        background: var(--poor);
      }
      main {
        width: 100%;
        max-width: 96rem;
        margin: 0 auto;
        padding: 1.25rem 1.5rem 2rem;
      }
      main:focus {
        outline: none;
      }
      .skip {
        position: absolute;
        left: 1rem;
        top: -4rem;
        z-index: 20;
      }
      .skip:focus {
        top: 0.6rem;
      }
      .menu {
        display: none;
        padding: 0.4rem 0.6rem;
      }
      dialog {
        width: min(18rem, 85vw);
        height: 100dvh;
        max-height: none;
        margin: 0;
        padding: 0.75rem;
        border: 0;
        background: var(--surface);
        color: var(--text);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 50%);
      }
      @media (max-width: 62rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        .side {
          display: none;
        }
        .menu {
          display: inline-flex;
        }
        main {
          padding: 1rem 1rem 2rem;
        }
        header {
          padding: 0.4rem 1rem;
        }
      }
      @media (max-width: 40rem) {
        .brand span,
        header gb-reading-options {
          display: none;
        }
      }
      @media print {
        header,
        .side {
          display: none;
        }
        main {
          max-width: none;
          padding: 0;
        }
        :host {
          display: block;
        }
      }
    `,
  ];

  @property() current = ""; // the pattern of the page shown
  @query("main") private main!: HTMLElement;
  @query("dialog") private drawer!: HTMLDialogElement;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(session);
    this.watch(alerts);
    alerts.begin();
  }

  /* After a change of page the keyboard and the screen reader are at its beginning. */
  focusPage(): void {
    this.main.focus({ preventScroll: true });
  }

  override render() {
    return html`
      <header>
        <button class="button skip" @click=${this.focusPage}>${t("nav.skip")}</button>
        <button class="button menu" aria-label=${t("nav.menu")} @click=${() => this.drawer.showModal()}>${menu}</button>
        <a class="brand" href="/">
          ${brandMark}
          <div><strong>${t("app.brand")}</strong><span>${t("app.name")}</span></div>
        </a>
        <div class="space"></div>
        <gb-reading-options></gb-reading-options>
        <gb-account-menu></gb-account-menu>
        <gb-office-text name="banner" strip></gb-office-text>
      </header>
      <nav class="side" aria-label=${t("nav.label")}>${this.links()}</nav>
      <main tabindex="-1"><slot></slot></main>
      <dialog aria-label=${t("nav.label")} @click=${this.drawerClicked}>
        <button class="button" aria-label=${t("com.close")} @click=${() => this.drawer.close()}>${cross}</button>
        <nav aria-label=${t("nav.label")}>${this.links()}</nav>
        <gb-reading-options></gb-reading-options>
      </dialog>
    `;
  }

  private links() {
    const role = session.account?.role;
    if (!role) return null;
    return html`<ul>
      ${navigationOf(role).map(
        ({ pattern, icon, title }) => html`<li>
          <a href=${pattern} aria-current=${this.isCurrent(pattern) ? "page" : nothing}>${icon} ${t(title)} ${pattern === "/" ? this.badge() : nothing}</a>
        </li>`,
      )}
    </ul>`;
  }

  /* How much the installation has to report: the list itself stands on the first page. */
  private badge() {
    const count = alerts.items.length;
    if (count === 0) return nothing;
    const worst = alerts.items[0]?.level ?? "warning";
    return html`<span class="badge ${worst}" title=${t("audit.alerts")}>${formatNumber(count)}<span class="only-read"> ${t("audit.alerts")}</span></span>`;
  }

  private isCurrent(pattern: string): boolean {
    return pattern === "/" ? this.current === "/" : this.current === pattern || this.current.startsWith(pattern + "/");
  }

  private drawerClicked(event: Event): void {
    const link = event.composedPath().some((node) => node instanceof HTMLAnchorElement);
    if (link || event.target === this.drawer) this.drawer.close();
  }
}
