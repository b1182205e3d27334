/* The accounts of the unit and those under it. One role each; what a role may do stands on one page. */
import { css, html, type PropertyValues } from "lit";
import { customElement, state } from "lit/decorators.js";
import plus from "icon:plus";
import table from "icon:table-2";
import { rest, sentenceOf } from "../api/rest_client";
import type { AccountRecord, Site } from "../api/records";
import { session } from "../api/session";
import { ROLE_TEXT } from "../frame/role_text";
import { FoldedIndex } from "../text/fold";
import { t } from "../text/text";
import "../ui/data_table";
import type { Column } from "../ui/data_table";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/loading";
import { office } from "../ui/office";
import "../ui/search_field";
import { shared } from "../ui/shared";
import { UnitList } from "../units/unit_list";
import { changeAccount, createAccount, resetPassword, unlockAccount } from "./account_forms";

@customElement("gb-accounts-page")
export class AccountsPage extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    css`
      gb-table {
        --table-actions: 17rem;
      }
      gb-table.few {
        --table-actions: 8rem;
      }
      @media (max-width: 48rem) {
        gb-table {
          --table-actions: 8rem;
          --table-narrow-row: 5.6rem;
        }
      }
    `,
  ];

  @state() private accounts: AccountRecord[] | null = null;
  @state() private units: UnitList | null = null;
  @state() private sites: Site[] = [];
  @state() private fault = "";
  @state() private query = "";
  @state() private wanted = "";
  private found: AccountRecord[] | null = null;
  private readonly admin = session.account?.role === "quan_tri";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override willUpdate(changed: PropertyValues): void {
    if (["accounts", "units", "query", "wanted"].some((name) => changed.has(name))) this.found = this.find();
  }

  override render() {
    return html`
      <div class="head">
        <h1>${t("nav.accounts")}</h1>
        <div class="actions">
          ${this.admin
            ? html`<button class="button primary" ?disabled=${!this.units} @click=${() => this.whenDone(createAccount(this.units!))}>${plus} ${t("accounts.new")}</button>`
            : null}
          <a class="button" href="/help/roles">${table} ${t("matrix.title")}</a>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      <div class="filters">
        <gb-search-field @search=${(event: CustomEvent<string>) => (this.query = event.detail)}></gb-search-field>
        <select aria-label=${t("accounts.role")} @change=${(event: Event) => (this.wanted = (event.target as HTMLSelectElement).value)}>
          <option value="">${t("accounts.all_roles")}</option>
          ${Object.entries(ROLE_TEXT).map(([value, key]) => html`<option value=${value}>${t(key)}</option>`)}
        </select>
      </div>
      <gb-table
        class=${this.admin ? "" : "few"}
        .caption=${t("nav.accounts")}
        .columns=${this.columns()}
        .rows=${this.found}
        .keyOf=${(account: AccountRecord) => account.username}
        .second=${(account: AccountRecord) => [account.username, t(ROLE_TEXT[account.role]), ...(stateOf(account).order ? [stateOf(account).text] : [])].join(" · ")}
        .open=${this.admin ? (account: AccountRecord) => this.whenDone(changeAccount(this.units!, this.sites, account)) : null}
        .marked=${(account: AccountRecord) => account.disabled}
        .actions=${(account: AccountRecord) => this.rowActions(account)}
      ></gb-table>
    `;
  }

  private columns(): Column<AccountRecord>[] {
    return [
      { key: "name", title: t("accounts.name"), value: ({ name }) => name },
      { key: "username", title: t("auth.username"), value: ({ username }) => username, width: "10rem", wide: true },
      { key: "role", title: t("accounts.role"), value: ({ role }) => t(ROLE_TEXT[role]), width: "12rem", wide: true },
      { key: "unit", title: t("sites.unit"), value: (account) => this.unitOf(account), wide: "widest" },
      { key: "state", title: t("accounts.state"), value: (account) => stateOf(account).order, cell: (account) => stateMark(account), width: "9rem", wide: true },
    ];
  }

  private rowActions(account: AccountRecord) {
    const unlock = account.locked || account.swept
      ? html`<button class="button" aria-label="${t("accounts.unlock")}: ${account.username}" @click=${() => this.whenDone(unlockAccount(account))}>${t("accounts.unlock")}</button>`
      : null;
    const reset = this.admin
      ? html`<button class="button" aria-label=${t("accounts.reset_title", { name: account.name })} @click=${() => this.whenDone(resetPassword(account))}>${t("accounts.reset")}</button>`
      : null;
    return html`${unlock} ${reset}`;
  }

  private unitOf({ unit, unit_name }: AccountRecord): string {
    return unit_name ?? this.units?.nameOf(unit) ?? unit;
  }

  private find(): AccountRecord[] | null {
    if (!this.accounts) return null;
    const index = new FoldedIndex(this.accounts, (account) => `${account.name} ${account.username} ${this.unitOf(account)}`);
    return index.find(this.query).filter(({ role }) => this.wanted === "" || role === this.wanted);
  }

  private async whenDone(changed: Promise<boolean>): Promise<void> {
    if (await changed) await this.load();
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      this.accounts = await rest.all<AccountRecord>("/accounts");
      this.units = await UnitList.load();
      if (this.admin) this.sites = await rest.all<Site>("/sites", { limit: 1000 });
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}

function stateOf({ disabled, locked }: AccountRecord) {
  if (disabled) return { order: 2, mark: "", text: t("accounts.st_disabled") };
  if (locked) return { order: 1, mark: "poor", text: t("accounts.st_locked") };
  return { order: 0, mark: "good", text: t("accounts.st_active") };
}

function stateMark(account: AccountRecord) {
  const { mark, text } = stateOf(account);
  return html`<span class="mark ${mark}">${text}</span>`;
}
