/* The console of a meeting, for the chair, the secretary and the operator alike: each sees what the others do. */
import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { meetingPath } from "../api/meeting_records";
import type { Site } from "../api/messages";
import { session } from "../api/session";
import type { Params } from "../frame/router";
import "../login/lock_dialog";
import "../room/chat_panel";
import "../room/layout_panel";
import { formatNumber, t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/notice";
import { shared } from "../ui/shared";
import "./agenda_panel";
import "./console_bar";
import { consoleStyles } from "./console_styles";
import { ConsoleStore } from "./console_store";
import "./floor_panel";
import "./meeting_picture";
import type { FloorPanel } from "./floor_panel";
import "./roll_panel";
import "./site_board";
import type { SiteAct } from "./site_board";
import { callSite, stopCall } from "./site_calls";
import { openSite } from "./site_sheet";
import "./vote_panel";
import "./waiting_panel";

type Tab = "waiting" | "agenda" | "vote" | "chat";
const TABS: readonly Tab[] = ["waiting", "agenda", "vote", "chat"];

@customElement("gb-console-page")
export class ConsolePage extends GbElement {
  static override styles = [shared, consoleStyles];

  @property({ attribute: false }) params: Params = {};
  @state() private store: ConsoleStore | null = null;
  @state() private tab: Tab = "waiting";
  @state() private beside: "" | "layouts" | "roll" = "";
  @state() private over = "";
  @state() private read = 0; // lines of the chat
  @state() private picture = matchMedia("(min-width: 62rem) and (min-height: 50rem)").matches;
  @query("gb-floor-panel") private floor!: FloorPanel;

  override connectedCallback(): void {
    super.connectedCallback();
    session.in_meeting = true;
    this.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    session.in_meeting = false;
    this.store?.close();
  }

  override willUpdate(): void {
    if (this.tab === "chat") this.read = this.store?.state.chat.length ?? 0;
  }

  override render() {
    const { store } = this;
    const home = meetingPath(this.params["code"] ?? "");
    if (this.over) return html`<main class="over"><gb-notice kind="alarm" role="alert">${this.over}</gb-notice><a class="button primary" href=${home}>${t("meet.one")}</a></main>`;
    if (!store) return nothing;
    return html`
      <gb-console-bar
        .store=${store}
        .home=${home}
        ?picture=${this.picture}
        @toggle-picture=${() => (this.picture = !this.picture)}
        @toggle-layouts=${() => this.toggle("layouts")}
        @toggle-roll=${() => this.toggle("roll")}
      ></gb-console-bar>
      <main ?inert=${store.state.meeting === null}>
        <gb-site-board .store=${store} @site-act=${this.acted}></gb-site-board>
        <aside>
          ${this.picture ? html`<gb-meeting-picture class="card" .store=${store}></gb-meeting-picture>` : nothing}
          ${this.beside === "layouts"
            ? html`<gb-layout-panel class="card" .store=${store} @toggle-layouts=${() => (this.beside = "")}></gb-layout-panel>`
            : this.beside === "roll"
            ? html`<gb-roll-panel class="card" .store=${store} @toggle-roll=${() => (this.beside = "")}></gb-roll-panel>`
            : html`<gb-floor-panel class="card" .store=${store}></gb-floor-panel>
                <section class="card tabs">
                  <div class="heads" role="tablist" aria-label=${t("con.tabs")}>${TABS.map((tab) => this.head(tab))}</div>
                  <div class="body" role="tabpanel" aria-label=${this.words(this.tab)}>${this.panel(store)}</div>
                </section>`}
        </aside>
      </main>
      <gb-lock-dialog></gb-lock-dialog>
    `;
  }

  private head(tab: Tab) {
    const chosen = tab === this.tab;
    return html`<button role="tab" aria-selected=${chosen} tabindex=${chosen ? 0 : -1} class=${this.calls(tab) ? "calls" : ""} @click=${() => (this.tab = tab)} @keydown=${this.moveTab}>${this.words(tab)}</button>`;
  }

  private words(tab: Tab): string {
    const text: Record<Tab, TextKey> = { waiting: "con.waiting", agenda: "con.agenda", vote: "con.vote", chat: "con.chat" };
    return t(text[tab], { n: formatNumber(this.store?.state.proceedings.waiting.length ?? 0) });
  }

  /* Something there wants to be seen. */
  private calls(tab: Tab): boolean {
    const { proceedings, chat } = this.store!.state;
    if (tab === "waiting") return proceedings.waiting.length > 0;
    if (tab === "agenda") return false;
    return tab === "vote" ? proceedings.vote?.open === true : chat.length > this.read;
  }

  private panel(store: ConsoleStore) {
    if (this.tab === "agenda") return html`<gb-agenda-panel .store=${store}></gb-agenda-panel>`;
    if (this.tab === "vote") return html`<gb-vote-panel .store=${store}></gb-vote-panel>`;
    if (this.tab === "chat") return html`<gb-chat-panel .store=${store}></gb-chat-panel>`;
    return html`<gb-waiting-panel .store=${store}></gb-waiting-panel>`;
  }

  private moveTab(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    this.tab = TABS[(TABS.indexOf(this.tab) + step + TABS.length) % TABS.length] ?? "waiting";
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus());
  }

  private toggle(panel: "layouts" | "roll"): void {
    this.beside = this.beside === panel ? "" : panel;
  }

  private acted(event: CustomEvent<{ act: SiteAct; site: Site }>): void {
    const { act, site } = event.detail;
    if (act === "more") return void openSite(this.store!, site);
    const meeting = this.params["code"] ?? "";
    if (act === "call") return void callSite(meeting, site);
    if (act === "stop_call") return void stopCall(meeting, site);
    if (act === "floor") return this.store!.run({ type: "floor", site: site.id, limit_s: this.floor?.limit_s ?? 0 });
    this.store!.run({ type: "mute", site: site.id, on: act === "mute" });
  }

  private open(): void {
    const store = new ConsoleStore(this.params["code"] ?? "", { over: (text) => (this.over = text) });
    this.store = store;
    this.watch(store);
    store.start();
  }
}
