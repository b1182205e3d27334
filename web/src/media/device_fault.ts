/* Why a camera or microphone cannot be used, in the few kinds a site can do something about. Pure. */
import type { DeviceState } from "../api/messages";
import type { TextKey } from "../text/text";

export type DeviceKind = "camera" | "microphone";
export type DeviceFault = "missing" | "busy" | "blocked" | "insecure" | "unsupported";

export function faultOf(error: unknown): DeviceFault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "blocked";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "missing";
}

/* What the centre is told of a device: there, not there, or shut off by the browser or by another program. */
export function deviceState(track: object | null, fault: DeviceFault | null): DeviceState {
  if (track) return "ok";
  if (!fault) return "";
  return fault === "missing" ? "none" : fault === "busy" ? "busy" : "denied";
}

export function faultText(kind: DeviceKind, fault: DeviceFault): TextKey {
  if (fault === "blocked") return "err.perm";
  if (fault === "insecure") return "err.https";
  if (fault === "unsupported") return "err.browser";
  if (kind === "camera") return fault === "busy" ? "test.cam_busy" : "test.cam_no";
  return fault === "busy" ? "test.mic_busy" : "test.mic_no";
}
