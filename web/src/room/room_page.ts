/* The room: the mixed picture large, who is there beside it, few big buttons below. */
import { css, html } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import "./connection_banner";
import "./control_bar";
import "./mix_view";
import type { RoomStore } from "./room_store";
import "./settings_dialog";
import type { SettingsDialog } from "./settings_dialog";
import "./site_panel";
import "./top_bar";

const WIDE = "(min-width: 62rem)";
const BARS_STAY_MS = 4000;

@customElement("gb-room-page")
export class RoomPage extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) auto;
        grid-template-areas: "top top" "stage panel" "bottom bottom";
        height: 100dvh;
        background: #05080d;
        overflow: hidden;
      }
      header {
        grid-area: top;
        min-width: 0;
      }
      .stage {
        grid-area: stage;
        position: relative;
        min-height: 0;
      }
      gb-mix-view {
        position: absolute;
        inset: 0;
      }
      gb-connection-banner {
        position: absolute;
        inset: 0.75rem 0.75rem auto;
      }
      aside {
        grid-area: panel;
        width: clamp(17rem, 22vw, 30rem);
        min-height: 0;
      }
      aside[hidden] {
        display: none;
      }
      gb-site-panel {
        height: 100%;
      }
      gb-control-bar {
        grid-area: bottom;
      }
      :host([bare]) header,
      :host([bare]) aside,
      :host([bare]) gb-control-bar {
        display: none;
      }
      @media (max-width: 62rem) and (orientation: portrait) {
        :host {
          grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
          grid-template-areas: "top" "stage" "panel" "bottom";
        }
        .stage {
          aspect-ratio: 16 / 9;
        }
        aside {
          width: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;
  @state() private panel = matchMedia(WIDE).matches || matchMedia("(orientation: portrait)").matches;
  @property({ type: Boolean, reflect: true }) bare = false;
  @query("gb-settings-dialog") private settings!: SettingsDialog;
  private bars_timer: number | undefined;
  private wake_lock: WakeLockSentinel | null = null;
  private readonly onMove = () => this.showBars();
  private readonly onVisible = () => void this.stayAwake();

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
    for (const name of ["pointermove", "keydown", "focusin"]) window.addEventListener(name, this.onMove);
    document.addEventListener("fullscreenchange", this.onMove);
    document.addEventListener("visibilitychange", this.onVisible);
    void this.stayAwake();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const name of ["pointermove", "keydown", "focusin"]) window.removeEventListener(name, this.onMove);
    document.removeEventListener("fullscreenchange", this.onMove);
    document.removeEventListener("visibilitychange", this.onVisible);
    window.clearTimeout(this.bars_timer);
    void this.wake_lock?.release();
  }

  override render() {
    return html`
      <header><gb-top-bar .store=${this.store}></gb-top-bar></header>
      <main class="stage" @dblclick=${toggleFullscreen}>
        <gb-mix-view .store=${this.store} .self_shown=${!this.panel || this.bare}></gb-mix-view>
        <gb-connection-banner .store=${this.store}></gb-connection-banner>
      </main>
      <aside ?hidden=${!this.panel} aria-label=${t("room.sites_show")}>
        <gb-site-panel .store=${this.store}></gb-site-panel>
      </aside>
      <gb-control-bar
        .store=${this.store}
        .panel=${this.panel}
        @toggle-panel=${() => (this.panel = !this.panel)}
        @open-settings=${() => this.settings.open()}
      ></gb-control-bar>
      <gb-settings-dialog .store=${this.store} @toggle-fullscreen=${toggleFullscreen}></gb-settings-dialog>
    `;
  }

  /* On a full screen the bars give their room to the picture while nobody moves. */
  private showBars(): void {
    this.bare = false;
    window.clearTimeout(this.bars_timer);
    if (!document.fullscreenElement) return;
    this.bars_timer = window.setTimeout(() => (this.bare = true), BARS_STAY_MS);
  }

  /* A hall's screen must not go dark in the middle of a meeting. */
  private async stayAwake(): Promise<void> {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    this.wake_lock = await navigator.wakeLock.request("screen").catch(() => null);
  }
}

function toggleFullscreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen().catch(() => undefined);
}
