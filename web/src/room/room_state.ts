/* What the room page knows: the one store changes it, elements read and draw it. */
import type { Level, ServerQuality, Welcome } from "../api/messages";
import type { ChatLine } from "../api/proceedings_messages";
import type { LinkState } from "../api/room_socket";
import type { TextKey } from "../text/text";
import { NO_CONDUCT, type Conduct } from "./conduct";
import type { SiteLine } from "./media_session";
import type { PresentingState } from "./presenting";
import type { Roster } from "./roster";
import { FIRST_STAGE, type Stage } from "./stage";

export interface RoomState {
  link: LinkState;
  media: RTCPeerConnectionState;
  meeting: Welcome["meeting"] | null;
  self: Welcome["self"] | null;
  roster: Roster;
  stage: Stage;
  conduct: Conduct;
  chat: readonly ChatLine[]; // what is for us, the oldest first
  picture: MediaStreamTrack | null;
  slides: MediaStreamTrack | null;
  sound: MediaStreamTrack | null;
  microphone: boolean;
  hint: TextKey | null; // why the microphone is off, if not by our own button
  problem: TextKey | null;
  level: Level | null;
  line: SiteLine | null;
  server_line: ServerQuality | null; // as the mixer told last
  presenting: PresentingState;
  presents_reduced: boolean; // our screen is larger than what is sent of it
}

export function firstState(): RoomState {
  return {
    link: { kind: "connecting" },
    media: "new",
    meeting: null,
    self: null,
    roster: { sites: [], speaker: null },
    stage: FIRST_STAGE,
    conduct: NO_CONDUCT,
    chat: [],
    picture: null,
    slides: null,
    sound: null,
    microphone: false,
    hint: null,
    problem: null,
    level: null,
    line: null,
    server_line: null,
    presenting: "idle",
    presents_reduced: false,
  };
}
