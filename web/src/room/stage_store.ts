/* What the elements that choose layouts need of a page's store: the room's and the console's. Tells "change". */
import type { Roster } from "./roster";
import type { Stage } from "./stage";
import type { StageWishes } from "./stage_wishes";

export interface StageStore extends EventTarget {
  readonly state: { readonly stage: Stage; readonly roster: Roster };
  readonly wishes: StageWishes;
}
