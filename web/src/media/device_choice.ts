/* Which camera, microphone and loudspeaker were chosen on this machine. Kept across visits; empty means the default. */
export type DeviceRole = "camera" | "microphone" | "loudspeaker";

const STORED = "gb.device.";
const INPUT: Record<DeviceRole, MediaDeviceKind> = {
  camera: "videoinput",
  microphone: "audioinput",
  loudspeaker: "audiooutput",
};

export function chosenDevice(role: DeviceRole): string {
  return localStorage.getItem(STORED + role) ?? "";
}

export function chooseDevice(role: DeviceRole, id: string): void {
  localStorage.setItem(STORED + role, id);
}

export function devicesOf(all: MediaDeviceInfo[], role: DeviceRole): MediaDeviceInfo[] {
  return all.filter((device) => device.kind === INPUT[role] && device.deviceId !== "");
}
