/* The first page after the login. */
import { html } from "lit";
import { customElement } from "lit/decorators.js";
import { session } from "../api/session";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { office } from "../ui/office";
import { shared } from "../ui/shared";

@customElement("gb-home-page")
export class HomePage extends GbElement {
  static override styles = [shared, office];

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(session);
  }

  override render() {
    return html`<h1>${t("home.greeting", { name: session.account?.name ?? "" })}</h1>`;
  }
}
