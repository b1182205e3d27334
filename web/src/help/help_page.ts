/* Help on one sheet of paper a role; the own role's first. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import printer from "icon:printer";
import { rest } from "../api/rest_client";
import { session, type AccountRole } from "../api/session";
import { ROLE_TEXT } from "../frame/role_text";
import type { Params } from "../frame/router";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { HELP } from "./help_text";

@customElement("gb-help-page")
export class HelpPageElement extends GbElement {
  static override styles = [
    shared,
    office,
    css`
      .roles {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-bottom: 1rem;
      }
      .roles a {
        padding: 0.35rem 0.9rem;
        border: 1px solid var(--line-strong);
        border-radius: 1.5rem;
        background: var(--surface);
        color: var(--text);
        text-decoration: none;
      }
      .roles a[aria-current="page"] {
        border-color: var(--brand);
        background: var(--brand);
        color: var(--on-brand);
      }
      .card {
        max-width: 56rem;
      }
      .card .lead {
        font-size: 1.05em;
      }
      h2 {
        margin: 1.1rem 0 0.4rem;
        color: var(--brand);
      }
      ol {
        display: grid;
        gap: 0.35rem;
        margin: 0;
        padding-left: 1.5rem;
      }
      b {
        font-weight: 600;
      }
      .own {
        white-space: pre-line;
      }
      @media print {
        .roles {
          display: none;
        }
        .card {
          max-width: none;
          line-height: 1.3;
        }
        h2 {
          margin: 0.6rem 0 0.2rem;
          break-after: avoid;
        }
        ol {
          gap: 0.2rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) params: Params = {};
  @state() private texts: { rules: string; contact: string } = { rules: "", contact: "" };

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    const role = this.shownRole();
    const { lead, parts } = HELP[role];
    return html`
      <div class="head">
        <h1>${t("help.title", { role: t(ROLE_TEXT[role]) })}</h1>
        <div class="actions">
          <a class="button" href="/help/roles">${t("matrix.title")}</a>
          <button class="button" @click=${() => window.print()}>${printer} ${t("help.print")}</button>
        </div>
      </div>
      <nav class="roles" aria-label=${t("help.choose")}>
        ${(Object.keys(HELP) as AccountRole[]).map(
          (each) => html`<a href="/help/${each}" aria-current=${each === role ? "page" : "false"}>${t(ROLE_TEXT[each])}</a>`,
        )}
      </nav>
      <article class="card" lang="vi">
        <p class="lead">${lead}</p>
        ${parts.map(({ heading, steps }) => html`<h2>${heading}</h2><ol>${steps.map((step) => html`<li>${marked(step)}</li>`)}</ol>`)}
        ${this.texts.contact ? html`<h2>${t("help.contact")}</h2><p class="own">${this.texts.contact}</p>` : nothing}
        ${this.texts.rules ? html`<h2>${t("settings.rules")}</h2><p class="own">${this.texts.rules}</p>` : nothing}
      </article>
    `;
  }

  /* What the office itself has written; the help is whole without it. */
  private async load(): Promise<void> {
    const text = (name: string) => rest.get<{ text: string }>(`/texts/${name}`).then(({ text }) => text, () => "");
    const [rules, contact] = await Promise.all([text("rules"), text("help_contact")]);
    this.texts = { rules, contact };
  }

  private shownRole(): AccountRole {
    const asked = this.params["role"] ?? "";
    if (asked in HELP) return asked as AccountRole;
    return session.account?.role ?? "ky_thuat";
  }
}

/* What stands on a button is printed bold. */
function marked(step: string): (string | TemplateResult)[] {
  return step.split(/(«[^»]+»)/).map((part) => (part.startsWith("«") ? html`<b>${part}</b>` : part));
}
