/*
 * The application: which of its parts the address shows. Sites come to a meeting without an account (the visit); the office's
 * pages are behind the login. Each part of the program loads when it is first shown.
 */
import { html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { session } from "./api/session";
import { sentenceOf } from "./api/rest_client";
import { mayOpen, pageAt, type Page } from "./frame/pages";
import { isVisit, router, type Params } from "./frame/router";
import type { OfficeFrame } from "./frame/office_frame";
import { t } from "./text/text";
import { GbElement } from "./ui/element";

interface Part {
  element: string;
  load: () => Promise<unknown>;
}

const VISIT: Part = { element: "gb-visit", load: () => import("./visit/visit_page") };
const SHARED: Part = { element: "gb-shared-page", load: () => import("./recordings/shared_page") };
const WATCH: Part = { element: "gb-live-page", load: () => import("./live/live_page") };
const ENTRANCE: Part = { element: "gb-entrance-page", load: () => import("./login/entrance_page") };
const LOGIN: Part = { element: "gb-login-page", load: () => import("./login/login_page") };
const FIRST_PASSWORD: Part = { element: "gb-first-password-page", load: () => import("./login/first_password_page") };
const ENROL: Part = { element: "gb-enrol-page", load: () => import("./login/enrol_page") };
const MISSING: Part = { element: "gb-missing-page", load: () => import("./frame/missing_page") };
const FRAME = () => Promise.all([import("./frame/office_frame"), import("./login/lock_dialog")]);

@customElement("gb-app")
export class App extends GbElement {
  @state() private ready = false;
  @state() private shown: { part: HTMLElement; framed: Page | Part | null } | null = null;
  @state() private fault = "";
  @query("gb-office-frame") private frame!: OfficeFrame | null;
  private address = "";
  private wanted = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    router.addEventListener("change", () => void this.choose());
    session.addEventListener("change", () => void this.choose());
    void this.begin();
  }

  override render() {
    if (this.fault) return html`<main class="boot-fault" role="alert"><p>${this.fault}</p><button @click=${() => location.reload()}>${t("com.retry")}</button></main>`;
    if (!this.ready || !this.shown) return nothing;
    const { part, framed } = this.shown;
    if (!framed) return part;
    const current = "pattern" in framed ? framed.pattern : "";
    return html`<gb-office-frame .current=${current}>${part}</gb-office-frame><gb-lock-dialog></gb-lock-dialog>`;
  }

  private async begin(): Promise<void> {
    const invited = new URLSearchParams(location.hash.slice(1)).has("token") || new URLSearchParams(location.hash.slice(1)).has("meeting");
    if (invited && !isVisit(router.path)) history.replaceState(null, "", `/join${location.search}${location.hash}`);
    try {
      if (!isVisit(router.path)) await session.load();
      this.ready = true;
      await this.choose();
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private async choose(): Promise<void> {
    if (!this.ready) return;
    if (isVisit(router.path)) return this.show(VISIT, null, "visit");
    if (router.path === "/shared") return this.show(SHARED, null, `shared ${location.hash}`);
    if (router.path === "/watch") return this.show(WATCH, null, `watch ${location.hash}`);
    if (!session.account) return this.showStranger();
    if (session.must_change) return this.show(FIRST_PASSWORD, null, "first");
    if (session.must_enrol) return this.show(ENROL, null, "enrol");
    const found = pageAt(router.path);
    if (!found && this.address === "entrance") return router.replace("/"); // wherever the entrance stood: behind it is home
    const who = session.account.username;
    if (!found || !mayOpen(found.page, session.account.role)) return this.show(MISSING, MISSING, `${who} ${router.path}`);
    await this.show(found.page, found.page.whole ? null : found.page, `${who} ${router.path}`, found.params);
  }

  private showStranger(): Promise<void> {
    const asked = router.path !== "/" && pageAt(router.path);
    return asked ? this.show(LOGIN, null, "login") : this.show(ENTRANCE, null, "entrance");
  }

  /* The same address and account keeps the element, with all that was typed into it. */
  private async show(part: Part | Page, framed: Page | Part | null, address: string, params: Params = {}): Promise<void> {
    const turn = ++this.wanted;
    if (address === this.address) return this.requestUpdate();
    try {
      await Promise.all([part.load(), framed ? FRAME() : null]);
    } catch (error) {
      console.error(error);
      this.fault = t("err.page_load");
      return;
    }
    if (turn !== this.wanted) return;
    const before = this.address;
    this.address = address;
    const element = document.createElement(part.element);
    Object.assign(element, { params });
    this.shown = { part: element, framed };
    if ("title" in part) document.title = `${t(part.title)} · ${t("app.brand")}`;
    else if (part !== VISIT) document.title = `${t("app.brand")} · ${t("app.name")}`;
    await this.updateComplete;
    if (before !== "") this.frame?.focusPage();
  }
}
