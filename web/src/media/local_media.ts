/*
 * The site's own camera and microphone. Either may be missing: the other is used all the same.
 * The camera is let go when it is off, so that its light tells the truth; the microphone stays open and sends silence.
 */
import { chooseDevice, chosenDevice, type DeviceRole } from "./device_choice";
import { faultOf, type DeviceFault, type DeviceKind } from "./device_fault";

export interface LocalMediaState {
  asking: boolean;
  camera: MediaStreamTrack | null;
  microphone: MediaStreamTrack | null;
  camera_fault: DeviceFault | null;
  microphone_fault: DeviceFault | null;
  devices: MediaDeviceInfo[];
}

export class LocalMedia extends EventTarget {
  readonly state: LocalMediaState = {
    asking: false,
    camera: null,
    microphone: null,
    camera_fault: null,
    microphone_fault: null,
    devices: [],
  };

  /* raw: sound without the browser's processing, for level measurements. */
  constructor(private readonly raw: boolean) {
    super();
    navigator.mediaDevices?.addEventListener("devicechange", () => void this.listDevices());
  }

  /* Both in one question to the user; if that fails each alone, so that one missing device does not take the other away. */
  async start(): Promise<void> {
    const impossible = this.impossible();
    if (impossible) return this.change({ camera_fault: impossible, microphone_fault: impossible });
    this.change({ asking: true });
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: this.cameraWish(), audio: this.microphoneWish() });
      this.take("camera", stream.getVideoTracks()[0] ?? null);
      this.take("microphone", stream.getAudioTracks()[0] ?? null);
    } catch {
      await this.open("camera");
      await this.open("microphone");
    }
    this.change({ asking: false });
    await this.listDevices();
  }

  async open(kind: DeviceKind): Promise<void> {
    const impossible = this.impossible();
    if (impossible) return this.change(faultState(kind, impossible));
    try {
      const wish = kind === "camera" ? { video: this.cameraWish() } : { audio: this.microphoneWish() };
      const stream = await navigator.mediaDevices.getUserMedia(wish);
      this.take(kind, stream.getTracks()[0] ?? null);
    } catch (error) {
      this.take(kind, null);
      this.change(faultState(kind, faultOf(error)));
    }
  }

  close(kind: DeviceKind): void {
    this.take(kind, null);
  }

  closeAll(): void {
    this.close("camera");
    this.close("microphone");
  }

  /* Another device: used at once if that kind is in use. */
  async choose(role: DeviceRole, id: string): Promise<void> {
    chooseDevice(role, id);
    if (role !== "loudspeaker" && this.state[role]) {
      const enabled = this.state[role].enabled;
      this.close(role); // some machines cannot open two cameras at once
      await this.open(role);
      if (this.state[role]) this.state[role].enabled = enabled;
    }
    this.change({});
  }

  private take(kind: DeviceKind, track: MediaStreamTrack | null): void {
    const old = this.state[kind];
    if (old) {
      old.onended = null;
      old.stop();
    }
    if (track) {
      track.onended = () => {
        this.take(kind, null);
        this.change(faultState(kind, "missing")); // pulled out
      };
      if (kind === "camera") track.contentHint = "motion";
    }
    this.change(kind === "camera" ? { camera: track, camera_fault: null } : { microphone: track, microphone_fault: null });
  }

  private async listDevices(): Promise<void> {
    if (!navigator.mediaDevices) return; // absent without https
    this.change({ devices: await navigator.mediaDevices.enumerateDevices() });
  }

  private impossible(): DeviceFault | null {
    if (!window.isSecureContext) return "insecure";
    return navigator.mediaDevices ? null : "unsupported";
  }

  private cameraWish(): MediaTrackConstraints {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25 } };
    return { ...size, ...wishDevice("camera") };
  }

  private microphoneWish(): MediaTrackConstraints {
    const on = !this.raw;
    return { echoCancellation: on, noiseSuppression: on, autoGainControl: on, ...wishDevice("microphone") };
  }

  private change(part: Partial<LocalMediaState>): void {
    Object.assign(this.state, part);
    this.dispatchEvent(new Event("change"));
  }
}

/* A wish, not a must: the device of last month may be gone. */
function wishDevice(role: DeviceRole): MediaTrackConstraints {
  const id = chosenDevice(role);
  return id ? { deviceId: { ideal: id } } : {};
}

function faultState(kind: DeviceKind, fault: DeviceFault): Partial<LocalMediaState> {
  return kind === "camera" ? { camera_fault: fault } : { microphone_fault: fault };
}
