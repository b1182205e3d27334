/* The camera of a room's device, moved from here: it goes as long as a button is held. Shown only for what it can do. */
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import down from "icon:arrow-down";
import left from "icon:arrow-left";
import right from "icon:arrow-right";
import up from "icon:arrow-up";
import closer from "icon:zoom-in";
import wider from "icon:zoom-out";
import type { CameraAbility, CameraMove } from "../api/proceedings_messages";
import { t, type TextKey } from "../text/text";
import { GbElement } from "../ui/element";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";
import type { ConsoleStore } from "./console_store";

const AGAIN_MS = 500; // the server lets it go on for a second

interface Direction {
  move: CameraMove;
  text: TextKey;
  icon: unknown;
  needs: "pan" | "tilt" | "zoom" | "focus";
}

const DIRECTIONS: readonly Direction[] = [
  { move: "left", text: "cam.left", icon: left, needs: "pan" },
  { move: "right", text: "cam.right", icon: right, needs: "pan" },
  { move: "up", text: "cam.up", icon: up, needs: "tilt" },
  { move: "down", text: "cam.down", icon: down, needs: "tilt" },
  { move: "in", text: "cam.in", icon: closer, needs: "zoom" },
  { move: "out", text: "cam.out", icon: wider, needs: "zoom" },
  { move: "near", text: "cam.near", icon: nothing, needs: "focus" },
  { move: "far", text: "cam.far", icon: nothing, needs: "focus" },
];

@customElement("gb-camera-pad")
export class CameraPad extends GbElement {
  static override styles = [
    shared,
    css`
      .moves {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 0.4rem;
        margin: 0.3rem 0 0.6rem;
      }
      .presets {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        align-items: center;
      }
      .button {
        touch-action: none;
      }
    `,
  ];

  @property({ attribute: false }) store!: ConsoleStore;
  @property({ attribute: false }) site = "";
  @property({ attribute: false }) ability!: CameraAbility;
  @state() private stores = false; // the next number is kept, not looked at
  private held = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.release();
  }

  override render() {
    const { presets } = this.ability;
    const can = DIRECTIONS.filter(({ needs }) => this.ability[needs]);
    return html`<section aria-label=${t("cam.title")}>
      <strong>${t("cam.title")}</strong>
      <div class="moves">${can.map((direction) => this.button(direction))}</div>
      ${presets > 0
        ? html`<div class="presets">
            <span>${t("cam.presets")}</span>
            ${Array.from({ length: presets }, (_, number) => html`<button class="button" aria-label=${t("cam.preset", { n: number + 1 })} @click=${() => this.preset(number)}>${number + 1}</button>`)}
            <label><input type="checkbox" .checked=${this.stores} @change=${() => (this.stores = !this.stores)} /> ${t("cam.store")}</label>
          </div>`
        : nothing}
    </section>`;
  }

  private button({ move, text, icon }: Direction) {
    return html`<button
      class="button"
      @pointerdown=${(event: PointerEvent) => this.press(event, move)}
      @pointerup=${() => this.release()}
      @pointercancel=${() => this.release()}
      @keydown=${(event: KeyboardEvent) => event.key === "Enter" && !event.repeat && this.go(move)}
      @keyup=${(event: KeyboardEvent) => event.key === "Enter" && this.release()}
      @blur=${() => this.release()}
    >
      ${icon} ${t(text)}
    </button>`;
  }

  /* Its end comes here wherever the pointer is let go. */
  private press(event: PointerEvent, move: CameraMove): void {
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.go(move);
  }

  private go(move: CameraMove): void {
    this.release();
    const say = () => this.store.run({ type: "camera", site: this.site, move });
    say();
    this.held = window.setInterval(say, AGAIN_MS);
  }

  private release(): void {
    if (this.held === 0) return;
    window.clearInterval(this.held);
    this.held = 0;
    this.store.run({ type: "camera", site: this.site, move: "stop" });
  }

  private preset(number: number): void {
    this.store.run({ type: "camera_preset", site: this.site, number, action: this.stores ? "store" : "recall" });
    if (this.stores) toast(t("cam.stored", { n: number + 1 }));
    this.stores = false;
  }
}
