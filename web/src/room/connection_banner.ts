/* Says, also to screen readers, when the line is away and when it is back, and what the user should know just now. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import cross from "icon:x";
import type { MuteReason } from "../api/proceedings_messages";
import { t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/notice";
import { shared } from "../ui/shared";
import { bareName } from "./roster";
import type { RoomStore } from "./room_store";

const MUTED_TEXT: Record<MuteReason, TextKey> = { clipping: "room.muted_for_clipping", howling: "room.muted_for_howling", echo: "room.muted_for_echo" };

@customElement("gb-connection-banner")
export class ConnectionBanner extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: 0.5rem;
        pointer-events: none;
      }
      gb-notice {
        max-width: 46rem;
        font-size: 1.15rem;
        font-weight: 600;
        box-shadow: 0 0.4rem 1.5rem rgb(0 0 0 / 60%);
        pointer-events: auto;
      }
      .row {
        display: flex;
        align-items: center;
        gap: 0.75rem;
      }
      button {
        display: inline-flex;
        padding: 0.35rem;
        border: 0;
        border-radius: 0.4rem;
        background: none;
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override render() {
    return html`<div role="status">${this.line() ?? this.word()}</div>
      <div role="alert">${this.problem()}</div>`;
  }

  private line() {
    const { link, media, self } = this.store.state;
    if (link.kind === "waiting") {
      const why = link.refusal ? t(`err.${link.refusal}`) : null;
      return html`<gb-notice>${why} ${link.refusal === "server_busy" ? null : t("st.reconnect", { n: link.attempt })}</gb-notice>`;
    }
    if (self && (media === "disconnected" || media === "failed")) {
      return html`<gb-notice>${t("room.media_wait")}</gb-notice>`;
    }
    return null;
  }

  /* What this site should know of itself. */
  private word() {
    const { stage, self, presenting, presents_reduced } = this.store.state;
    const reason = this.store.mute_reason;
    if (reason) return html`<gb-notice>${t(MUTED_TEXT[reason])}</gb-notice>`;
    if (presenting === "showing") {
      return html`<gb-notice kind="info">${t("share.mine")} ${presents_reduced ? t("share.reduced") : null}</gb-notice>`;
    }
    const weak = this.weakness();
    if (weak) return html`<gb-notice>${t(weak)}</gb-notice>`;
    if (!self || self.role !== "site" || stage.floor !== self.id) return null;
    return html`<gb-notice kind="info">${t("floor.you", { site: bareName(self.name) })}</gb-notice>`;
  }

  /* What the line does not carry any more, and why. */
  private weakness(): TextKey | null {
    const { server_line, line } = this.store.state;
    if (server_line?.reason === "line" && server_line.stills) return "line.stills";
    if (server_line?.reason === "line" && server_line.height_px === 0) return "line.sound_only";
    if (line?.sends === "stills") return "line.send_stills";
    return line?.sends === "sound" ? "line.send_sound" : null;
  }

  private problem() {
    const { problem } = this.store.state;
    if (!problem) return null;
    return html`<gb-notice>
      <div class="row">
        <span>${t(problem)}</span>
        <button aria-label=${t("com.close")} @click=${() => this.store.dismissProblem()}>${cross}</button>
      </div>
    </gb-notice>`;
  }
}
