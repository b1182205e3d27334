/*
 * Our own microphone and camera in the meeting: opened and shut, and told to the server. The microphone is shut for us when
 * somebody who may has muted us, when its line had to be made anew, and when it was pulled out.
 */
import type { ClientMessage, DeviceState } from "../api/messages";
import type { Timers } from "../api/timers";
import { deviceState, faultText, type DeviceKind } from "../media/device_fault";
import type { LocalMedia } from "../media/local_media";
import type { RoomState } from "./room_state";

export interface OwnDevicesParts {
  media: Pick<LocalMedia, "state" | "open" | "close">;
  timers: Timers;
  say(message: ClientMessage): void;
  show(part: Partial<Pick<RoomState, "microphone" | "hint" | "problem">>): void;
}

const MUTED_FOR_SURE_MS = 1000; // an echo of our own earlier press is overtaken by then

export class OwnDevices {
  private microphone = false;
  private server_microphone = false; // the server has it as open
  private said: Record<DeviceKind, DeviceState> | null = null; // to the room, since its welcome
  private seated = false;
  private muted_timer: number | null = null;

  constructor(private readonly parts: OwnDevicesParts) {}

  /* Without a microphone it stays shut. */
  openMicrophone(open: boolean): void {
    const track = this.parts.media.state.microphone;
    if (track) track.enabled = open;
    this.microphone = open && track !== null;
    this.parts.show({ microphone: this.microphone });
  }

  async toggleMicrophone(): Promise<void> {
    if (!this.parts.media.state.microphone && !(await this.acquire("microphone"))) return;
    this.openMicrophone(!this.microphone);
    this.parts.show({ hint: null });
    this.tell();
  }

  async toggleCamera(): Promise<void> {
    if (this.parts.media.state.camera) this.parts.media.close("camera");
    else await this.acquire("camera");
    this.tell();
  }

  tell(): void {
    if (!this.microphone) this.server_microphone = false;
    this.forgetMuting();
    this.parts.say({ type: "set", mic: this.microphone, camera: this.parts.media.state.camera !== null });
  }

  /* The room took us (again): it does not know yet what is open, and what is there. `seated`: it is one of its sites. */
  welcomed(seated: boolean): void {
    this.server_microphone = false;
    this.seated = seated;
    this.said = null;
    this.sayDevices();
  }

  /* What the server says of our microphone. Open before and shut now without our doing: somebody muted us. */
  heard(open: boolean): void {
    this.forgetMuting();
    if (open) this.server_microphone = true;
    else if (this.server_microphone && this.microphone) {
      this.muted_timer = this.parts.timers.set(() => this.mutedByOther(), MUTED_FOR_SURE_MS);
    }
  }

  /* Somebody who may has opened it for us, or taken it away. */
  set(open: boolean): void {
    this.openMicrophone(open);
    this.parts.show({ hint: null });
    this.tell();
  }

  /* Coming back means muted: nobody may speak unseen and unheard into a running meeting. */
  returned(): void {
    if (!this.microphone) return;
    this.openMicrophone(false);
    this.parts.show({ hint: "room.muted_again" });
    this.tell();
  }

  /* A device came or went. */
  changed(): void {
    this.sayDevices();
    if (this.parts.media.state.microphone || !this.microphone) return;
    this.microphone = false;
    this.parts.show({ microphone: false, problem: "test.mic_no" });
    this.tell();
  }

  end(): void {
    this.forgetMuting();
  }

  /* What our machine has, as it was found: the centre helps a site that has no technician. */
  private sayDevices(): void {
    if (!this.seated) return;
    const { camera, microphone, camera_fault, microphone_fault } = this.parts.media.state;
    const now = { camera: deviceState(camera, camera_fault), microphone: deviceState(microphone, microphone_fault) };
    if (now.camera === this.said?.camera && now.microphone === this.said.microphone) return;
    this.said = now;
    this.parts.say({ type: "devices", ...now });
  }

  private mutedByOther(): void {
    this.muted_timer = null;
    this.server_microphone = false;
    this.openMicrophone(false);
    this.parts.show({ hint: "room.muted_by_other" });
  }

  private forgetMuting(): void {
    if (this.muted_timer !== null) this.parts.timers.clear(this.muted_timer);
    this.muted_timer = null;
  }

  private async acquire(kind: DeviceKind): Promise<boolean> {
    const { media } = this.parts;
    await media.open(kind);
    const fault = kind === "camera" ? media.state.camera_fault : media.state.microphone_fault;
    this.parts.show({ problem: fault ? faultText(kind, fault) : null });
    return fault === null;
  }
}
