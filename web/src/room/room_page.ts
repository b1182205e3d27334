/*
 * The room: the mixed picture large, who is there beside it, few big buttons below. Slides that come as a picture of their own
 * take the large place, the mixed picture stands beside them: neither ever covers the other.
 */
import { css, html } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { t } from "../text/text";
import { focusedElement, GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import "./connection_banner";
import "./control_bar";
import "./layout_panel";
import "./mix_view";
import "./quality_panel";
import type { RoomStore } from "./room_store";
import "./settings_dialog";
import type { SettingsDialog } from "./settings_dialog";
import "./site_panel";
import "./slides_view";
import "./top_bar";

const WIDE = "(min-width: 62rem)";
const BARS_STAY_MS = 4000;
const MOVES = ["pointermove", "pointerdown", "keydown", "focusin"];

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
      :host([slides]) {
        grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr) auto;
        grid-template-areas: "top top" "stage corner" "stage panel" "bottom bottom";
      }
      header {
        grid-area: top;
        min-width: 0;
      }
      main {
        display: contents;
      }
      .large {
        grid-area: stage;
        min-width: 0;
        min-height: 0;
      }
      .beside {
        grid-area: corner;
        aspect-ratio: 16 / 9;
        min-width: clamp(9rem, 17vw, 26rem);
        contain: inline-size; /* the column is as wide as the panel, not as the picture */
        border-left: 1px solid var(--line);
      }
      .away {
        display: none;
      }
      gb-connection-banner {
        grid-area: stage;
        align-self: start;
        margin: 0.75rem;
        z-index: 1;
      }
      gb-layout-panel,
      gb-quality-panel {
        grid-area: stage;
        max-height: calc(100% - 1.5rem);
        margin: 0.75rem;
        z-index: 2;
      }
      gb-layout-panel {
        align-self: end;
        justify-self: start;
        width: min(38rem, 100% - 1.5rem);
      }
      gb-quality-panel {
        align-self: start;
        justify-self: end;
        width: min(25rem, 100% - 1.5rem);
      }
      aside {
        grid-area: panel;
        width: clamp(17rem, 22vw, 30rem);
        min-height: 0;
        overflow: hidden;
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
        :host,
        :host([slides]) {
          grid-template: auto auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
          grid-template-areas: "top" "stage" "corner" "panel" "bottom";
        }
        .large,
        .beside {
          aspect-ratio: 16 / 9;
        }
        .beside {
          justify-self: center;
          width: 55%;
          border: 0;
        }
        aside {
          width: auto;
        }
        gb-layout-panel,
        gb-quality-panel {
          grid-area: panel;
          align-self: stretch;
          width: auto;
          max-height: none;
          margin: 0;
          border-radius: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: RoomStore;
  @state() private panel = matchMedia(WIDE).matches || matchMedia("(orientation: portrait)").matches;
  @property({ type: Boolean, reflect: true }) bare = false;
  @property({ type: Boolean, reflect: true }) slides = false; // a picture of their own is there
  @state() private still = false; // nobody has moved for a while: nothing stands over the slides
  @state() private swapped = false; // the mixed picture large, the slides beside
  @state() private opened: "layouts" | "quality" | null = null;
  @query("gb-settings-dialog") private settings!: SettingsDialog;
  private opener: HTMLElement | null = null;
  private bars_timer: number | undefined;
  private wake_lock: WakeLockSentinel | null = null;
  private readonly onMove = () => this.showBars();
  private readonly onVisible = () => void this.stayAwake();

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
    for (const name of MOVES) window.addEventListener(name, this.onMove);
    document.addEventListener("fullscreenchange", this.onMove);
    document.addEventListener("visibilitychange", this.onVisible);
    void this.stayAwake();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const name of MOVES) window.removeEventListener(name, this.onMove);
    document.removeEventListener("fullscreenchange", this.onMove);
    document.removeEventListener("visibilitychange", this.onVisible);
    window.clearTimeout(this.bars_timer);
    void this.wake_lock?.release();
  }

  override render() {
    return html`
      <header>
        <gb-top-bar
          .store=${this.store}
          .quality=${this.opened === "quality"}
          @toggle-quality=${() => this.toggle("quality")}
          @open-settings=${() => this.settings.open()}
        ></gb-top-bar>
      </header>
      <main @dblclick=${toggleFullscreen}>${this.pictures()}</main>
      <aside ?hidden=${!this.panel} aria-label=${t("room.sites_show")}>
        <gb-site-panel .store=${this.store} ?compact=${this.slides}></gb-site-panel>
      </aside>
      <gb-control-bar
        .store=${this.store}
        .panel=${this.panel}
        .layouts=${this.opened === "layouts"}
        @toggle-panel=${() => (this.panel = !this.panel)}
        @toggle-layouts=${() => this.toggle("layouts")}
      ></gb-control-bar>
      ${this.panels()}
      <gb-settings-dialog .store=${this.store} @toggle-fullscreen=${toggleFullscreen}></gb-settings-dialog>
    `;
  }

  private pictures() {
    const beside = this.slides && !this.swapped;
    const slides = this.slides ? (this.swapped ? "beside" : "large") : "away";
    return html`
      <gb-mix-view
        class=${beside ? "beside" : "large"}
        ?small=${beside}
        .store=${this.store}
        .self_shown=${!beside && (!this.panel || this.bare)}
        @swap-pictures=${() => (this.swapped = !this.swapped)}
      ></gb-mix-view>
      <gb-slides-view
        class=${slides}
        ?small=${this.swapped}
        ?bare=${this.still}
        .store=${this.store}
        @slides-shown=${(event: CustomEvent<boolean>) => this.slidesShown(event.detail)}
        @swap-pictures=${() => (this.swapped = !this.swapped)}
      ></gb-slides-view>
      <gb-connection-banner .store=${this.store}></gb-connection-banner>
    `;
  }

  private panels() {
    if (this.opened === "quality") {
      return html`<gb-quality-panel .store=${this.store} @toggle-quality=${() => this.toggle("quality")}></gb-quality-panel>`;
    }
    if (this.opened === null || this.store.role !== "chair") return null;
    return html`<gb-layout-panel .store=${this.store} @toggle-layouts=${() => this.toggle("layouts")}></gb-layout-panel>`;
  }

  /* One panel at a time; when it closes, the keyboard is again where it was. */
  private toggle(panel: "layouts" | "quality"): void {
    if (this.opened === null) this.opener = focusedElement();
    this.opened = this.opened === panel ? null : panel;
    if (this.opened === null) this.opener?.focus();
  }

  private slidesShown(shown: boolean): void {
    this.slides = shown;
    this.showBars();
    if (!shown) this.swapped = false;
  }

  /* On a full screen the bars give their room to the picture while nobody moves. */
  private showBars(): void {
    this.bare = this.still = false;
    window.clearTimeout(this.bars_timer);
    this.bars_timer = window.setTimeout(() => {
      this.still = true;
      this.bare = document.fullscreenElement !== null;
    }, BARS_STAY_MS);
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
