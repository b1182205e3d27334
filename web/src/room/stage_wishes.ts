/* What all are to see, as whoever may wishes it: said to the server, which tells everybody what became of it. */
import type { ClientMessage, LayoutWish, Overlay } from "../api/messages";
import { layoutOf, type Stage } from "./stage";

export class StageWishes {
  private unpinned: LayoutWish = { view: "sites", mode: "grid" }; // what a pinned site gives way to

  constructor(private readonly say: (message: ClientMessage) => void) {}

  layout(wish: LayoutWish): void {
    this.say({ type: "layout", ...wish });
  }

  overlay(wish: Partial<Overlay>): void {
    this.say({ type: "overlay", ...wish });
  }

  /* All sites see this one, until it is let go: then they see what they saw before. "" lets go. */
  pin(site: string, now: Stage): void {
    const { mode } = layoutOf(now, "sites");
    if (site !== "" && mode !== "pin") this.unpinned = { view: "sites", mode };
    this.layout(site === "" ? this.unpinned : { view: "sites", mode: "pin", pinned: site });
  }

  /* "" takes it back. */
  floor(site: string): void {
    this.say({ type: "floor", site });
  }
}
