/* All that the centre can do for one site, in a dialog; and the message to a site's screen. */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import layouts from "icon:layout-grid";
import drop from "icon:phone-off";
import message from "icon:message-square";
import pin from "icon:pin";
import people from "icon:users";
import screen from "icon:presentation";
import restart from "icon:rotate-cw";
import { meetingPath } from "../api/meeting_records";
import type { LayoutMode, Site } from "../api/messages";
import { rest } from "../api/rest_client";
import { contactLine, contactStyles } from "../lines/contact_line";
import type { LineBoard, LineRow } from "../lines/line_records";
import { MODE_TEXT } from "../room/layout_choice";
import { layoutOf, MODES } from "../room/stage";
import { t } from "../text/text";
import { confirmed } from "../ui/confirm";
import "../ui/dialog";
import type { Dialog } from "../ui/dialog";
import { GbElement } from "../ui/element";
import { openForm } from "../ui/form_dialog";
import { overlay } from "../ui/overlay";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";
import "./camera_pad";
import type { ConsoleStore } from "./console_store";
import { faultSteps } from "./fault_marks";
import { editSiteHeads } from "./roll_panel";

const MESSAGE_MAX = 300;
const MESSAGE_S = 30;

@customElement("gb-site-sheet")
export class SiteSheet extends GbElement {
  static override styles = [
    shared,
    contactStyles,
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
      .watch {
        display: grid;
        gap: 0.4rem;
        margin-bottom: 0.9rem;
      }
    `,
  ];

  @property({ attribute: false }) store!: ConsoleStore;
  @property({ attribute: false }) site!: Site;
  @state() private row: LineRow | null = null; // whom to phone
  @query("gb-dialog") private dialog!: Dialog;

  async open(): Promise<void> {
    await this.updateComplete;
    await this.dialog.updateComplete;
    this.dialog.show();
    void this.findContact();
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
      ${this.watched()}${this.camera()}
      <div class="acts">
        <button class="button" @click=${() => this.act(() => void sendMessage(this.store, id, name))}>${message} ${t("con.message")}</button>
        <button class="button" @click=${() => this.act(() => this.store.wishes.pin(pinned ? "" : id, stage))}>${pin} ${t(pinned ? "lay.unpin" : "lay.pin")}</button>
        <button class="button" @click=${() => this.act(() => void editSiteHeads(this.store, id, name))}>${people} ${t("roll.heads")}</button>
        <button class="button" ?disabled=${away} @click=${() => this.act(() => this.store.run({ type: "present", site: id, on: !presents }))}>
          ${screen} ${t(presents ? "con.present_take" : "con.present_give")}
        </button>
        <button class="button" @click=${() => this.act(() => void chooseLayout(this.store, id, name))}>${layouts} ${t("con.site_layout")}</button>
        <button class="button" @click=${() => this.act(() => this.store.run({ type: "restart", site: id }))}>${restart} ${t("con.restart")}</button>
        <button class="button danger" @click=${() => this.act(() => void this.drop())}>${drop} ${t("room.drop")}</button>
      </div>
    </gb-dialog>`;
  }

  /* What is wrong there, what to tell its technician, and the number. */
  private watched() {
    const steps = faultSteps(this.store.state.faults.get(this.site.id));
    const contact = this.row ? contactLine(this.row) : nothing;
    return steps === nothing && contact === nothing ? nothing : html`<div class="watch">${steps}${contact}</div>`;
  }

  private camera() {
    const ability = this.store.lines.of(this.site.id).figures?.camera;
    return ability ? html`<gb-camera-pad class="watch" .store=${this.store} .site=${this.site.id} .ability=${ability}></gb-camera-pad>` : nothing;
  }

  private async findContact(): Promise<void> {
    const code = this.store.state.meeting?.code;
    const board = code ? await rest.get<LineBoard>(meetingPath(code, "/line-checks")).catch(() => null) : null;
    this.row = board?.items.find(({ identity, name }) => identity === this.site.id || name === this.site.name) ?? null;
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

/* What this one site is shown, whatever the others are. */
async function chooseLayout(store: ConsoleStore, site: string, name: string): Promise<void> {
  const { proceedings, roster, stage } = store.state;
  const now = proceedings.site_layouts.find((own) => own.site === site);
  const others = roster.sites.filter(({ id }) => id !== site);
  const word = (mode: LayoutMode) => t(MODE_TEXT[mode], { s: layoutOf(stage, "sites").rotate_s });
  await openForm({
    heading: t("con.site_layout_of", { name }),
    action: t("com.save"),
    fields: [
      { name: "layout", label: t("lay.title"), kind: "select", value: now?.layout ?? "", choices: [{ value: "", label: t("con.site_layout_none") }, ...MODES.map((mode) => ({ value: mode, label: word(mode) }))] },
      { name: "pinned", label: t("lay.pinned"), kind: "select", value: now?.pinned ?? "", choices: others.map(({ id, name }) => ({ value: id, label: name })) },
    ],
    submit: async ({ layout, pinned }) =>
      store.run({ type: "site_layout", site, layout: layout as LayoutMode | "", ...(layout === "pin" && { pinned: String(pinned) }) }),
  });
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
