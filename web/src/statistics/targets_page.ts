/* The shares of online meetings that are aimed at: data that the administrator changes. */
import { css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import plus from "icon:plus";
import { rest, sentenceOf, type List } from "../api/rest_client";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/loading";
import "../ui/notice";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";
import type { Target } from "./statistics_records";

interface Word {
  code: string;
  name: string;
}

@customElement("gb-targets-page")
export class TargetsPage extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    css`
      fieldset {
        display: grid;
        gap: 0.8rem;
        margin: 0 0 1rem;
        padding: 1rem 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      legend {
        padding: 0 0.4rem;
        font-weight: 600;
      }
      .relations {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 1.25rem;
      }
      label.tick {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        font-weight: 400;
      }
      label.percent {
        max-width: 10rem;
      }
    `,
  ];

  @state() private targets: Target[] | null = null;
  @state() private relations: Word[] = [];
  @state() private fault = "";

  override firstUpdated(): void {
    void this.load();
  }

  override render() {
    return html`
      <div class="head">
        <h1>${t("target.title")}</h1>
        <div class="actions">
          <button class="button" @click=${this.add}>${plus} ${t("target.add")}</button>
          <button class="button primary" ?disabled=${!this.targets} @click=${this.save}>${t("com.save")}</button>
        </div>
      </div>
      <p class="lead">${t("target.lead")}</p>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      ${(this.targets ?? []).map((target, n) => this.fields(target, n))}
    `;
  }

  private fields(target: Target, n: number) {
    const change = (part: Partial<Target>) => (this.targets = (this.targets ?? []).map((one, i) => (i === n ? { ...one, ...part } : one)));
    const tick = (code: string, on: boolean) => change({ relations: on ? [...target.relations, code] : target.relations.filter((one) => one !== code) });
    return html`<fieldset>
      <legend>${t("rep.target")} ${n + 1}</legend>
      <label for="name${n}">${t("target.name")} <input id="name${n}" maxlength="100" .value=${target.name} @change=${(event: Event) => change({ name: textOf(event) })} /></label>
      <div class="field" role="group" aria-labelledby="relations${n}">
        <span id="relations${n}">${t("target.relations")}</span>
        <div class="relations">
          ${this.words(target).map(
            ({ code, name }) => html`<label class="tick"><input type="checkbox" .checked=${target.relations.includes(code)} @change=${(event: Event) => tick(code, (event.target as HTMLInputElement).checked)} /> ${name}</label>`,
          )}
        </div>
      </div>
      <label class="percent" for="percent${n}">${t("target.percent")} <input id="percent${n}" type="number" min="0" max="100" step="0.01" .value=${String(target.threshold)} @change=${(event: Event) => change({ threshold: Number(textOf(event)) })} /></label>
      <label class="tick"><input type="checkbox" .checked=${target.strict} @change=${(event: Event) => change({ strict: (event.target as HTMLInputElement).checked })} /> ${t("target.strict")}</label>
      <div class="actions">
        <button class="button danger" aria-label=${t("target.remove", { name: target.name })} @click=${() => (this.targets = (this.targets ?? []).filter((_, i) => i !== n))}>${t("com.delete")}</button>
      </div>
    </fieldset>`;
  }

  /* A relation that was taken out of the list since stays with its code. */
  private words(target: Target): Word[] {
    const gone = target.relations.filter((code) => !this.relations.some((word) => word.code === code));
    return [...this.relations, ...gone.map((code) => ({ code, name: code }))];
  }

  private add(): void {
    this.targets = [...(this.targets ?? []), { name: "", relations: [], threshold: 50, strict: false }];
  }

  private async save(): Promise<void> {
    this.fault = "";
    try {
      this.targets = (await rest.put<List<Target>>("/statistics/targets", { items: this.targets })).items;
      toast(t("com.saved"));
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      this.relations = await rest.all<Word>("/relations");
      this.targets = (await rest.get<List<Target>>("/statistics/targets")).items;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}

function textOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}
