/* What the administrator may word: texts shown at the login and before a recording, the house rules; kinds and relations; holidays. */
import { css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import { rest, sentenceOf } from "../api/rest_client";
import { t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/loading";
import { office } from "../ui/office";
import { officeTexts } from "../ui/office_text";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";
import "./holiday_list";
import "./retention_list";
import "./webhook_list";
import "./word_list";

const TEXTS: readonly { name: string; title: TextKey; hint: TextKey }[] = [
  { name: "notice_login", title: "settings.notice_login", hint: "settings.notice_login_hint" },
  { name: "notice_recording", title: "settings.notice_recording", hint: "settings.notice_recording_hint" },
  { name: "notice_secret", title: "settings.notice_secret", hint: "settings.notice_secret_hint" },
  { name: "banner", title: "settings.banner", hint: "settings.banner_hint" },
  { name: "rules", title: "settings.rules", hint: "settings.rules_hint" },
  { name: "help_contact", title: "settings.help_contact", hint: "settings.help_contact_hint" },
];
const LISTS: readonly { address: string; heading: TextKey }[] = [
  { address: "/meeting-kinds", heading: "words.meeting_kinds" },
  { address: "/relations", heading: "words.relations" },
  { address: "/unit-kinds", heading: "words.unit_kinds" },
];
const LETTERS_MAX = 4000;

@customElement("gb-settings-page")
export class SettingsPage extends GbElement {
  static override styles = [
    shared,
    office,
    forms,
    css`
      form {
        max-width: 52rem;
        margin-bottom: 1.25rem;
      }
      gb-word-list,
      gb-retention-list,
      gb-holiday-list {
        max-width: 52rem;
        margin-bottom: 1.25rem;
      }
      .button {
        justify-self: start;
      }
    `,
  ];

  @state() private texts: Record<string, string> = {};
  @state() private loaded = false;
  @state() private fault = "";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    return html`
      <h1>${t("nav.settings")}</h1>
      <p class="lead">${t("settings.lead")}</p>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      ${TEXTS.map(
        ({ name, title, hint }) => html`<form class="card" @submit=${(event: Event) => this.save(event, name)}>
          <div class="field">
            <label for=${name}>${t(title)}</label>
            <span class="hint" id="${name}-hint">${t(hint)}</span>
            <textarea id=${name} maxlength=${LETTERS_MAX} aria-describedby="${name}-hint" ?disabled=${!this.loaded} .value=${this.texts[name] ?? ""}></textarea>
          </div>
          <button class="button primary" ?disabled=${!this.loaded}>${t("com.save")}</button>
        </form>`,
      )}
      ${LISTS.map(({ address, heading }) => html`<gb-word-list address=${address} .heading=${t(heading)}></gb-word-list>`)}
      <gb-retention-list></gb-retention-list>
      <gb-webhook-list></gb-webhook-list>
      <gb-holiday-list></gb-holiday-list>
    `;
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      const found = await Promise.all(TEXTS.map(({ name }) => rest.get<{ text: string }>(`/texts/${name}`)));
      this.texts = Object.fromEntries(TEXTS.map(({ name }, index) => [name, found[index]?.text ?? ""]));
      this.loaded = true;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private async save(event: Event, name: string): Promise<void> {
    event.preventDefault();
    const text = this.renderRoot.querySelector<HTMLTextAreaElement>(`#${name}`)?.value.normalize("NFC") ?? "";
    try {
      await rest.put(`/texts/${name}`, { text });
      this.texts = { ...this.texts, [name]: text };
      this.fault = "";
      officeTexts.forget(name);
      toast(t("com.saved"));
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}
