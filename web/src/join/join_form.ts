/* Meeting code and site name, or the invitation that replaces both. Tells "enter" and "other-meeting". */
import { css, html } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import logIn from "icon:log-in";
import { rememberedForm } from "../api/session_memory";
import type { TokenPeek } from "../api/token_peek";
import { t, type TextKey } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { shared } from "../ui/shared";

const CODE_LETTERS_MAX = 64;
const SITE_LETTERS_MAX = 80;

@customElement("gb-join-form")
export class JoinForm extends GbElement {
  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: 1rem;
      }
      label {
        display: grid;
        gap: 0.25rem;
        font-weight: 600;
      }
      label span {
        color: var(--text-soft);
        font-size: 0.88em;
        font-weight: 400;
      }
      input {
        width: 100%;
        min-height: 3rem;
        padding: 0.4rem 0.75rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.6rem;
        background: var(--surface);
        font-size: 1.1em;
      }
      input[aria-invalid="true"] {
        border: 2px solid var(--alarm-line);
      }
      .fault {
        color: var(--accent);
        font-weight: 600;
      }
      .who {
        font-size: 1.25rem;
        font-weight: 600;
      }
      .enter {
        min-height: 3.5rem;
        font-size: 1.15em;
      }
    `,
  ];

  @property({ attribute: false }) invited: TokenPeek | null = null;
  @state() private missing: { code: boolean; site: boolean } = { code: false, site: false };
  @query("#code") private code!: HTMLInputElement;
  @query("#site") private site!: HTMLInputElement;

  override render() {
    return html`<form novalidate @submit=${this.submitted}>
      ${this.invited ? this.invitation(this.invited) : this.fields()}
      <button class="button primary enter" type="submit">${logIn} ${t("room.join")}</button>
      ${this.invited
        ? html`<button class="button" type="button" @click=${() => tell(this, "other-meeting")}>${t("join.other")}</button>`
        : null}
    </form>`;
  }

  private invitation({ name }: TokenPeek) {
    return name
      ? html`<div>
          <p>${t("join.invited")}</p>
          <p class="who">${name}</p>
        </div>`
      : html`<p>${t("join.invited_plain")}</p>`;
  }

  private fields() {
    const before = rememberedForm();
    return html`
      <label for="code">
        ${t("join.code")} <span id="code-hint">${t("join.code_hint")}</span>
        <input
          id="code"
          name="code"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          maxlength=${CODE_LETTERS_MAX}
          value=${before.meeting}
          aria-describedby="code-fault"
          aria-invalid=${this.missing.code}
        />
        ${this.fault("code-fault", this.missing.code, "join.need_code")}
      </label>
      <label for="site">
        ${t("join.site")} <span>${t("join.site_hint")}</span>
        <input
          id="site"
          name="site"
          autocomplete="organization"
          spellcheck="false"
          maxlength=${SITE_LETTERS_MAX}
          value=${before.site}
          aria-describedby="site-fault"
          aria-invalid=${this.missing.site}
        />
        ${this.fault("site-fault", this.missing.site, "join.need_site")}
      </label>
    `;
  }

  private fault(id: string, shown: boolean, key: TextKey) {
    return html`<span id=${id} class="fault" role="alert">${shown ? t(key) : ""}</span>`;
  }

  private submitted(event: Event): void {
    event.preventDefault();
    if (this.invited) return tell(this, "enter", {});
    const meeting = this.code.value.trim();
    const site = this.site.value.trim().replace(/\s+/g, " ").normalize("NFC");
    this.missing = { code: meeting === "", site: site === "" };
    if (this.missing.code) return this.code.focus();
    if (this.missing.site) return this.site.focus();
    tell(this, "enter", { meeting, site });
  }
}
