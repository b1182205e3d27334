/*
 * The room: the mixed picture large, who is there beside it, few big buttons below. Slides that come as a picture of their own
 * take the large place, the mixed picture stands beside them: neither ever covers the other.
 */
import { html } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { t } from "../text/text";
import { focusedElement, GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import { Awake } from "./awake";
import { Calm } from "./calm";
import "./conduct_board";
import "./connection_banner";
import "./control_bar";
import "./layout_panel";
import "./mix_view";
import "./quality_panel";
import { roomGrid } from "./room_grid";
import type { RoomStore } from "./room_store";
import "./record_notice";
import "./settings_dialog";
import type { SettingsDialog } from "./settings_dialog";
import "./site_panel";
import "./slides_view";
import "./top_bar";

const WIDE = "(min-width: 62rem)";

@customElement("gb-room-page")
export class RoomPage extends GbElement {
  static override styles = [shared, roomGrid];

  @property({ attribute: false }) store!: RoomStore;
  @state() private panel = matchMedia(WIDE).matches || matchMedia("(orientation: portrait)").matches;
  @property({ type: Boolean, reflect: true }) bare = false;
  @property({ type: Boolean, reflect: true }) slides = false; // a picture of their own is there
  @state() private still = false; // nobody has moved for a while: nothing stands over the slides
  @state() private swapped = false; // the mixed picture large, the slides beside
  @state() private opened: "layouts" | "quality" | null = null;
  @query("gb-settings-dialog") private settings!: SettingsDialog;
  private opener: HTMLElement | null = null;
  protected readonly awake = new Awake(this);
  private readonly calm = new Calm(this, (still) => this.showBars(!still));

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
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
        <gb-office-text name="notice_secret" strip></gb-office-text>
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
      <gb-record-notice .store=${this.store}></gb-record-notice>
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
      <gb-conduct-board .store=${this.store}></gb-conduct-board>
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
    this.calm.moved();
    if (!shown) this.swapped = false;
  }

  /* On a full screen the bars give their room to the picture while nobody moves. */
  private showBars(shown: boolean): void {
    this.still = !shown;
    this.bare = !shown && document.fullscreenElement !== null;
  }
}

function toggleFullscreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen().catch(() => undefined);
}
