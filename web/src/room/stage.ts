/* What is shown in the meeting's pictures and who has the floor, as the server tells it. Pure. */
import type { LayoutMode, Overlay, ServerMessage, Share, View, ViewLayout } from "../api/messages";

export const VIEWS: readonly View[] = ["sites", "chair", "floor"];
export const MODES: readonly LayoutMode[] = ["auto", "chair", "speaker", "split", "focus", "grid", "rotate", "pin", "slides"];
export const ROTATE_CHOICES_S: readonly number[] = [5, 10, 15, 20, 30, 60];
const ROTATE_S = 15;

export interface Stage {
  layouts: readonly ViewLayout[]; // one for each of VIEWS, in their order
  floor: string; // the site that was given the floor, "" nobody
  share: Share;
  overlay: Overlay;
}

export const FIRST_STAGE: Stage = {
  layouts: completed([]),
  floor: "",
  share: { site: "", mine: false },
  overlay: { title: false, clock: false },
};

/* The same stage if the message is about something else. */
export function stageAfter(stage: Stage, message: ServerMessage): Stage {
  switch (message.type) {
    case "welcome":
      return { ...stage, layouts: completed(message.layouts) };
    case "layouts":
      return { ...stage, layouts: completed(message.layouts) };
    case "floor":
      return { ...stage, floor: message.site };
    case "share":
      return { ...stage, share: { site: message.site, mine: message.mine } };
    case "overlay":
      return { ...stage, overlay: { title: message.title, clock: message.clock } };
    default:
      return stage;
  }
}

export function layoutOf(stage: Stage, view: View): ViewLayout {
  return stage.layouts.find((layout) => layout.view === view) ?? firstLayout(view);
}

/* Pages are turned by hand only where they do not turn by themselves. */
export function hasPages(layout: ViewLayout): boolean {
  return layout.pages > 1 && layout.mode === "grid";
}

/* One layout for each view: the server's list may lack one, or have one that this page does not know. */
function completed(layouts: readonly ViewLayout[]): ViewLayout[] {
  return VIEWS.map((view) => {
    const told = layouts.find((layout) => layout.view === view);
    return { ...firstLayout(view), ...told };
  });
}

function firstLayout(view: View): ViewLayout {
  return { view, mode: view === "floor" ? "chair" : "grid", page: 0, pages: 1, pinned: "", rotate_s: ROTATE_S };
}
