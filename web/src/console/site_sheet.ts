/* All that the centre can do for one site, in a dialog; and the message to a site's screen. */
import { css, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import drop from "icon:phone-off";
import message from "icon:message-square";
import pin from "icon:pin";
import screen from "icon:presentation";
import restart from "icon:rotate-cw";
import type { Site } from "../api/messages";
import { layoutOf } from "../room/stage";
import { t } from "../text/text";
import { confirmed } from "../ui/confirm";
import "../ui/dialog";
import type { Dialog } from "../ui/dialog";
import { GbElement } from "../ui/element";
import { openForm } from "../ui/form_dialog";
import { overlay } from "../ui/overlay";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";
import type { ConsoleStore } from "./console_store";

const MESSAGE_MAX = 300;
const MESSAGE_S = 30;

@customElement("gb-site-sheet")
export class SiteSheet extends GbElement {
  static override styles = [
    shared,
    css`
      gb-dialog {
        --dialog-width: 26rem;
      }
      .acts {
        display: grid;
        gap: 0.5rem;
      }
      .button {
        justify-content: flex-start;
      }
    `,
  ];

  @property({ attribute: false }) store!: ConsoleStore;
  @property({ attribute: false }) site!: Site;
  @query("gb-dialog") private dialog!: Dialog;

  async open(): Promise<void> {
    await this.updateComplete;
    await this.dialog.updateComplete;
    this.dialog.show();
    await new Promise((done) => this.dialog.addEventListener("shut", done, { once: true }));
  }

  override render() {
    const { id, name, role } = this.site;
    const { proceedings, stage } = this.store.state;
    const presents = proceedings.presenters.includes(id);
    const layout = layoutOf(stage, "sites");
    const pinned = layout.mode === "pin" && layout.pinned === id;
    const away = role === "chair";
    return html`<gb-dialog .heading=${name}>
      <div class="acts">
        <button class="button" @click=${() => this.act(() => void sendMessage(this.store, id, name))}>${message} ${t("con.message")}</button>
        <button class="button" @click=${() => this.act(() => this.store.wishes.pin(pinned ? "" : id, stage))}>${pin} ${t(pinned ? "lay.unpin" : "lay.pin")}</button>
        <button class="button" ?disabled=${away} @click=${() => this.act(() => this.store.run({ type: "present", site: id, on: !presents }))}>
          ${screen} ${t(presents ? "con.present_take" : "con.present_give")}
        </button>
        <button class="button" @click=${() => this.act(() => this.store.run({ type: "restart", site: id }))}>${restart} ${t("con.restart")}</button>
        <button class="button danger" @click=${() => this.act(() => void this.drop())}>${drop} ${t("room.drop")}</button>
      </div>
    </gb-dialog>`;
  }

  private act(work: () => void): void {
    this.dialog.close();
    work();
  }

  private async drop(): Promise<void> {
    const { id, name } = this.site;
    const question = { heading: t("room.drop"), text: t("con.drop_confirm", { name }), action: t("room.drop"), danger: true };
    if (await confirmed(question)) this.store.run({ type: "drop", site: id });
  }
}

export async function openSite(store: ConsoleStore, site: Site): Promise<void> {
  const element = overlay(Object.assign(document.createElement("gb-site-sheet") as SiteSheet, { store, site }));
  await element.open();
  element.remove();
}

/* On the screen of one site, or of all by "*". */
export async function sendMessage(store: ConsoleStore, site: string, name: string): Promise<void> {
  const done = await openForm({
    heading: site === "*" ? t("con.message_all") : t("con.message_of", { name }),
    action: t("con.chat_send"),
    fields: [{ name: "text", label: t("con.message_text"), kind: "lines", required: true, max: MESSAGE_MAX }],
    submit: async ({ text }) => store.run({ type: "message", site, text: String(text).trim(), seconds: MESSAGE_S }),
  });
  if (done) toast(t("con.message_sent"));
}
