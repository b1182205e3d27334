/* Who is logged in, and what one does with the own account: password, log out. A disclosure with plain buttons. */
import { css, html, nothing } from "lit";
import { customElement, query } from "lit/decorators.js";
import chevron from "icon:chevron-down";
import key from "icon:key-round";
import logOut from "icon:log-out";
import person from "icon:user-round";
import { session } from "../api/session";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import { ROLE_TEXT } from "./role_text";
import { router } from "./router";

@customElement("gb-account-menu")
export class AccountMenu extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
      }
      summary {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        min-height: 2.6rem;
        padding: 0.15rem 0.75rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.6rem;
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .who {
        display: grid;
        max-width: 16rem;
        line-height: 1.2;
      }
      .who b {
        overflow: hidden;
        font-size: 0.92rem;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .who span {
        color: var(--text-soft);
        font-size: 0.8rem;
      }
      .list {
        position: absolute;
        right: 0;
        z-index: 11;
        display: grid;
        gap: 0.25rem;
        min-width: 15rem;
        margin-top: 0.35rem;
        padding: 0.75rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.6rem;
        background: var(--surface);
        box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 15%);
      }
      .list p {
        padding: 0 0.5rem 0.5rem;
        border-bottom: 1px solid var(--line);
        color: var(--text-soft);
        font-size: 0.9rem;
      }
      .list button {
        display: flex;
        align-items: center;
        gap: 0.65rem;
        min-height: 2.6rem;
        padding: 0.3rem 0.5rem;
        border: 0;
        border-radius: 0.4rem;
        background: none;
        text-align: left;
      }
      .list button:hover {
        background: var(--raised);
      }
      @media (max-width: 40rem) {
        .who {
          position: absolute;
          width: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  @query("details") private details!: HTMLDetailsElement;
  private readonly onOutside = (event: Event) => {
    if (this.details?.open && !event.composedPath().includes(this)) this.details.open = false;
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(session);
    document.addEventListener("pointerdown", this.onOutside);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("pointerdown", this.onOutside);
  }

  override render() {
    const account = session.account;
    if (!account) return nothing;
    return html`<details @keydown=${this.onKey}>
      <summary>
        ${person}
        <span class="who"><b>${account.name}</b><span>${t(ROLE_TEXT[account.role])}</span></span>
        ${chevron}
      </summary>
      <div class="list">
        <p>${account.name}<br />${account.unit_name}</p>
        <button @click=${() => this.open("/password")}>${key} ${t("auth.change")}</button>
        <button @click=${() => void session.logout()}>${logOut} ${t("auth.logout")}</button>
      </div>
    </details>`;
  }

  private open(address: string): void {
    this.details.open = false;
    router.go(address);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !this.details.open) return;
    this.details.open = false;
    this.details.querySelector("summary")?.focus();
  }
}
