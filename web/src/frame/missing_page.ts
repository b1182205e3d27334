/* An address that is no page, or none for this role. */
import { html } from "lit";
import { customElement } from "lit/decorators.js";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { office } from "../ui/office";
import { shared } from "../ui/shared";

@customElement("gb-missing-page")
export class MissingPage extends GbElement {
  static override styles = [shared, office];

  override render() {
    return html`
      <h1>${t("com.not_found")}</h1>
      <p class="lead">${t("com.not_found_hint")}</p>
      <a class="button" href="/">${t("com.to_home")}</a>
    `;
  }
}
