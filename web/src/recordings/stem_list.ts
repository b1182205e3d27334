/* The sound of each site, where it was recorded: to be saved, for who writes the minutes. */
import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import download from "icon:download";
import { queryText, rest, sentenceOf, type List } from "../api/rest_client";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { keepCopy } from "./keep_copy";
import { panelStyles } from "./panel_styles";
import { recordingPath, type Stem } from "./recording_records";
import { sizeText } from "./recording_text";

@customElement("gb-stem-list")
export class StemList extends GbElement {
  static override styles = [shared, office, panelStyles];

  @property({ type: Number }) recording = 0;
  @state() private stems: Stem[] = [];
  @state() private fault = "";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    if (this.stems.length === 0 && !this.fault) return nothing;
    return html`<section class="card">
      <h2>${t("rec.stem_list")}</h2>
      <p>${t("rec.stem_lead")}</p>
      ${this.fault ? html`<p role="alert">${this.fault}</p>` : nothing}
      <ul>
        ${this.stems.map((stem) => this.stem(stem))}
      </ul>
    </section>`;
  }

  private stem(stem: Stem) {
    return html`<li>
      <span>${stem.name}<small>${sizeText(stem.bytes)}</small></span>
      <button class="button" aria-label="${t("rec.stem_keep")}: ${stem.name}" @click=${() => this.keep(stem)}>${download} ${t("rec.stem_keep")}</button>
    </li>`;
  }

  private keep({ number, name }: Stem): void {
    void keepCopy(`${t("rec.stem_keep")}: ${name}`, (whom) => recordingPath(this.recording, `/stems/${number}${queryText({ whom })}`));
  }

  private async load(): Promise<void> {
    try {
      this.stems = (await rest.get<List<Stem>>(recordingPath(this.recording, "/stems"))).items;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
