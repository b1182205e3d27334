/* How a room's SIP device comes into a meeting by itself: a card on the meeting's page, a dialog on the console. */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import copy from "icon:copy";
import { meetingPath } from "../api/meeting_records";
import { rest } from "../api/rest_client";
import { t } from "../text/text";
import "../ui/dialog";
import type { Dialog } from "../ui/dialog";
import { GbElement } from "../ui/element";
import { office } from "../ui/office";
import { overlay } from "../ui/overlay";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";

export interface DialIn {
  served: boolean; // SIP is
  uri: string;
  tls_uri: string; // "": not served
  address: string; // what is called to be asked for the number
  number: string;
  menu: "off" | "sites" | "all"; // who is asked
}

const dialInStyles = css`
  dl {
    display: grid;
    gap: 0.15rem;
    margin: 0;
  }
  dt {
    color: var(--text-soft);
    font-size: 0.9em;
  }
  dd {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 0.75rem;
    margin: 0 0 0.6rem;
    font-weight: 600;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  small {
    flex-basis: 100%;
    color: var(--text-soft);
    font-weight: 400;
  }
  .card {
    margin-bottom: 1rem;
  }
  h2 {
    margin: 0 0 0.75rem;
    font-size: 1.1rem;
  }
`;

@customElement("gb-dial-in")
export class DialInLines extends GbElement {
  static override styles = [shared, office, dialInStyles];

  @property() code = "";
  @property({ type: Boolean }) titled = false; // has a heading of its own; nothing is said where SIP is not served
  @state() private way: DialIn | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    if (!this.way) return nothing;
    if (!this.way.served) return this.titled ? nothing : html`<p>${t("dial.none")}</p>`;
    return this.titled ? html`<section class="card"><h2>${t("dial.title")}</h2>${this.lines(this.way)}</section>` : this.lines(this.way);
  }

  private lines(way: DialIn) {
    return html`<dl>
      <dt>${t("dial.uri")}</dt>
      <dd>${this.text(way.uri)}</dd>
      ${way.tls_uri ? html`<dt>${t("dial.tls_uri")}</dt><dd>${this.text(way.tls_uri)}</dd>` : nothing}
      ${way.menu === "off" ? nothing : this.menu(way)}
    </dl>`;
  }

  private menu({ address, number, menu }: DialIn) {
    return html`<dt>${t("dial.address")}</dt>
      <dd>${this.text(address)}</dd>
      <dt>${t("dial.number")}</dt>
      <dd>${`${number}#`}<small>${t(menu === "all" ? "dial.pin" : "dial.registered")}</small></dd>`;
  }

  private text(words: string) {
    return html`<span>${words}</span> <button class="button" aria-label="${t("secret.copy")}: ${words}" @click=${() => this.copied(words)}>${copy} ${t("secret.copy")}</button>`;
  }

  private async copied(words: string): Promise<void> {
    await navigator.clipboard.writeText(words).then(
      () => toast(t("secret.copied")),
      () => toast(words), // without https the browser copies nothing: then it is shown
    );
  }

  /* Who may not see the meeting has been told so by the page. */
  private async load(): Promise<void> {
    this.way = await rest.get<DialIn>(meetingPath(this.code, "/dial-in")).catch(() => null);
  }
}

@customElement("gb-dial-in-dialog")
export class DialInDialog extends GbElement {
  static override styles = [shared];

  @property() code = "";
  @query("gb-dialog") private dialog!: Dialog;

  async open(): Promise<void> {
    await this.updateComplete;
    await this.dialog.updateComplete;
    this.dialog.show();
    await new Promise((done) => this.dialog.addEventListener("shut", done, { once: true }));
  }

  override render() {
    return html`<gb-dialog .heading=${t("dial.title")}>
      <gb-dial-in .code=${this.code}></gb-dial-in>
      <div slot="foot"><button class="button primary" @click=${() => this.dialog.close()}>${t("com.close")}</button></div>
    </gb-dialog>`;
  }
}

export async function showDialIn(code: string): Promise<void> {
  const element = overlay(Object.assign(document.createElement("gb-dial-in-dialog") as DialInDialog, { code }));
  await element.open();
  element.remove();
}
