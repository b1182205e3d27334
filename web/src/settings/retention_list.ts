/* How long recordings of each kind of meetings are kept. */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { rest, sentenceOf, type List } from "../api/rest_client";
import type { RetentionClass } from "../recordings/recording_records";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";

interface Kind {
  code: string;
  name: string;
}

@customElement("gb-retention-list")
export class RetentionList extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    css`
      label {
        grid-template-columns: minmax(0, 1fr) minmax(9rem, 16rem);
        align-items: center;
        padding: 0.35rem 0;
      }
    `,
  ];

  @state() private classes: RetentionClass[] = [];
  @state() private kinds: Kind[] = [];
  @state() private chosen = new Map<string, string>();
  @state() private fault = "";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    return html`<section class="card">
      <h2>${t("rec.classes")}</h2>
      <p class="lead">${t("rec.classes_hint")}</p>
      ${this.fault ? html`<p role="alert">${this.fault}</p>` : nothing}
      ${this.kinds.map(
        ({ code, name }) => html`<label>${name}
          <select @change=${(event: Event) => this.choose(code, (event.target as HTMLSelectElement).value)}>
            <option value="">${t("rec.retention_none")}</option>
            ${this.classes.map((one) => html`<option value=${one.code} ?selected=${this.chosen.get(code) === one.code}>${one.name}</option>`)}
          </select>
        </label>`,
      )}
      ${this.kinds.length === 0 && !this.fault ? html`<p>${t("com.loading")}</p>` : nothing}
    </section>`;
  }

  private async choose(kind: string, retention: string): Promise<void> {
    try {
      await rest.put(`/retention-kinds/${encodeURIComponent(kind)}`, { retention });
      this.chosen = new Map(this.chosen).set(kind, retention);
      this.fault = "";
      toast(t("com.saved"));
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private async load(): Promise<void> {
    try {
      const [classes, kinds, chosen] = await Promise.all([
        rest.get<List<RetentionClass>>("/retention-classes"),
        rest.get<List<Kind>>("/meeting-kinds"),
        rest.get<List<{ kind: string; retention: string }>>("/retention-kinds"),
      ]);
      this.classes = classes.items;
      this.kinds = kinds.items;
      this.chosen = new Map(chosen.items.map(({ kind, retention }) => [kind, retention]));
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
