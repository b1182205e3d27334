/* Change of the own password, with the rule in words. Tells "changed". */
import { css, html, nothing } from "lit";
import { customElement, queryAll, state } from "lit/decorators.js";
import { sentenceOf } from "../api/rest_client";
import { session } from "../api/session";
import { t } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/notice";
import "../ui/password_field";
import type { PasswordField } from "../ui/password_field";
import { shared } from "../ui/shared";

@customElement("gb-password-form")
export class PasswordForm extends GbElement {
  static override styles = [
    shared,
    forms,
    css`
      .enter {
        min-height: 3rem;
      }
    `,
  ];

  @state() private fault = "";
  @state() private differs = false;
  @state() private busy = false;
  @queryAll("gb-password-field") private fields!: NodeListOf<PasswordField>;

  override render() {
    return html`<form novalidate @submit=${this.submitted}>
      ${this.fault ? html`<gb-notice kind="alarm" role="alert">${this.fault}</gb-notice>` : nothing}
      <gb-password-field .label=${t("auth.old_password")}></gb-password-field>
      <gb-password-field .label=${t("auth.new_password")} .hint=${t("auth.rule", { n: session.password_length })} complete="new-password"></gb-password-field>
      <gb-password-field
        .label=${t("auth.repeat_password")}
        .fault=${this.differs ? t("auth.repeat_differs") : ""}
        complete="new-password"
      ></gb-password-field>
      <button class="button primary enter" ?disabled=${this.busy}>${t("auth.change")}</button>
    </form>`;
  }

  override focus(): void {
    this.fields[0]?.focus();
  }

  private async submitted(event: Event): Promise<void> {
    event.preventDefault();
    const [old = "", next = "", repeated = ""] = [...this.fields].map((field) => field.value);
    this.differs = next !== repeated;
    this.fault = "";
    if (this.differs) return this.fields[2]?.focus();
    this.busy = true;
    try {
      await session.changePassword(old, next);
      for (const field of this.fields) field.clear();
      tell(this, "changed");
    } catch (error) {
      this.fault = sentenceOf(error);
      this.fields[0]?.focus();
    } finally {
      this.busy = false;
    }
  }
}
