/*
 * A site's visit to a meeting: the join page, the room or the page after it; carries the own devices from one to the next.
 * For tests and support `window.giaoban` can be read: pc (the RTCPeerConnection or null), state (the room's state or null),
 * stats() (getStats() as an array). Nothing can be changed by it.
 */
import { html } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { CloseReason } from "../api/messages";
import { forgetToken, rememberedToken, takeTokenFromAddress, wasInRoom } from "../api/session_memory";
import "../join/join_page";
import { LocalMedia } from "../media/local_media";
import "../room/end_page";
import "../room/lobby_page";
import type { EndReason } from "../room/end_page";
import "../room/room_page";
import { RoomStore, type RoomChoice } from "../room/room_store";
import { isVisit } from "../frame/router";
import { hasText, t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import "./site_entry";

type View = "entry" | "join" | "room" | "end";

@customElement("gb-visit")
export class Visit extends GbElement {
  @state() private view: View = "join";
  private media = this.newMedia();
  private store: RoomStore | null = null;
  private waits = false;
  private refusal: { key: TextKey | null; text: string } | null = null;
  private end: { reason: EndReason; site: string } = { reason: "left", site: "" };
  private readonly site = new URLSearchParams(location.search).get("site") ?? ""; // of a standing link
  private readonly onBack = () => this.wentBack();

  override connectedCallback(): void {
    super.connectedCallback();
    const invited = takeTokenFromAddress();
    window.addEventListener("popstate", this.onBack);
    Object.defineProperty(window, "giaoban", { value: this.debugHandle(), configurable: true });
    if (!invited && wasInRoom()) void this.rejoin();
    else this.show(this.site && !invited ? "entry" : "join");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("popstate", this.onBack);
    this.store?.leave();
    this.media.closeAll();
    document.documentElement.dataset["theme"] = "light";
  }

  override render() {
    if (this.view === "room" && this.store?.state.link.kind === "lobby") {
      return html`<gb-lobby-page .store=${this.store}></gb-lobby-page>`;
    }
    if (this.view === "room" && this.store) {
      return html`<gb-room-page .store=${this.store}></gb-room-page>`;
    }
    if (this.view === "end") {
      return html`<gb-end-page
        .reason=${this.end.reason}
        .site=${this.end.site}
        @rejoin=${() => this.show("join")}
      ></gb-end-page>`;
    }
    if (this.view === "entry") return html`<gb-site-entry .site=${this.site} @entered=${() => this.show("join")}></gb-site-entry>`;
    return html`<gb-join-page .media=${this.media} .refusal=${this.refusal} @join=${this.join}></gb-join-page>`;
  }

  private join(event: CustomEvent<RoomChoice>): void {
    this.refusal = null;
    this.enter(event.detail).start();
  }

  /* A reload in the room: the same identity, devices as the role has them. */
  private async rejoin(): Promise<void> {
    const store = this.enter({ credentials: { token: rememberedToken() ?? "" }, microphone: null });
    await this.media.start();
    store.start();
  }

  /* Into the waiting room, and out of it. */
  private doorMoved(store: RoomStore): void {
    const waits = store.state.link.kind === "lobby";
    if (store !== this.store || waits === this.waits) return;
    this.waits = waits;
    this.requestUpdate();
  }

  private enter(choice: RoomChoice): RoomStore {
    const store = new RoomStore(choice, this.media, {
      left: () => this.ended("left", ""),
      closed: (reason, site) => this.ended(reason, site),
      refused: (code, text) => this.refused(code, text),
    });
    this.store = store;
    store.addEventListener("change", () => this.doorMoved(store));
    this.show("room");
    this.requestUpdate();
    return store;
  }

  private refused(code: string, text: string): void {
    const key = `err.${code}`;
    this.refusal = { key: hasText(key) ? key : null, text };
    if (code === "bad_token" || code === "expired_token") forgetToken(); // the form is the way in then
    this.store = null;
    this.media = this.newMedia();
    this.show("join");
  }

  private ended(reason: EndReason | CloseReason, site: string): void {
    this.end = { reason: reason === "stopping" ? "ended" : reason, site };
    this.store = null;
    this.media = this.newMedia();
    this.show("end");
  }

  private show(view: View): void {
    this.view = view;
    document.documentElement.dataset["theme"] = view === "room" ? "dark" : "light";
    document.title = `${t(view === "room" ? "room.picture" : "join.title")} · ${t("app.brand")}`;
    const path = view === "room" ? "/room" : "/join";
    if (!isVisit(location.pathname)) return; // the back button went past the visit
    if (location.pathname !== path) history.pushState(null, "", path + location.search);
  }

  /* The browser's back button in the room means leaving it. */
  private wentBack(): void {
    if (this.store) this.store.leave();
    else this.show("join");
  }

  private newMedia(): LocalMedia {
    return new LocalMedia(new URLSearchParams(location.search).has("raw"));
  }

  private debugHandle() {
    const pc = () => this.store?.pc ?? null;
    const current = () => this.store?.state ?? null;
    return Object.freeze({
      get pc() {
        return pc();
      },
      get state() {
        return current();
      },
      async stats(): Promise<unknown[]> {
        const report: unknown[] = [];
        (await pc()?.getStats())?.forEach((entry) => report.push(entry));
        return report;
      },
    });
  }
}
