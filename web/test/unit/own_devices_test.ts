import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClientMessage } from "../../src/api/messages";
import type { LocalMediaState } from "../../src/media/local_media";
import { OwnDevices } from "../../src/room/own_devices";
import { FakeTimers } from "./fake_timers";

/* A site whose doings are written down in words; `present`: what its machine has. */
function make({ present = ["microphone", "camera"] } = {}) {
  const log: string[] = [];
  const said: string[] = []; // of the devices
  const timers = new FakeTimers();
  const track = () => ({ enabled: false }) as MediaStreamTrack;
  const state: LocalMediaState = {
    asking: false, camera: null, microphone: null, camera_fault: null, microphone_fault: null, devices: [],
  };
  const media = {
    state,
    open: (kind: "camera" | "microphone") => {
      const there = present.includes(kind);
      state[kind] = there ? track() : null;
      state[`${kind}_fault`] = there ? null : "missing";
      return Promise.resolve();
    },
    close: (kind: "camera" | "microphone") => void (state[kind] = null),
  };
  const devices = new OwnDevices({
    media,
    timers,
    say: (message: ClientMessage) => {
      if (message.type === "set") log.push(`set ${message.mic ? "mic" : "-"} ${message.camera ? "camera" : "-"}`);
      if (message.type === "devices") said.push(`${message.camera || "-"} ${message.microphone || "-"}`);
    },
    show: (part) => {
      if (part.hint) log.push(part.hint);
      if (part.problem) log.push(part.problem);
    },
  });
  return { devices, log, said, state, timers };
}

async function speaking() {
  const made = make();
  await made.devices.toggleMicrophone();
  made.devices.heard(true);
  made.log.length = 0;
  assert.equal(made.state.microphone?.enabled, true);
  return made;
}

test("the microphone is opened when it is first wanted, then only shut and opened", async () => {
  const { devices, log, state } = make();
  await devices.toggleMicrophone();
  const track = state.microphone;
  await devices.toggleMicrophone();
  assert.equal(track?.enabled, false);
  await devices.toggleMicrophone();
  assert.equal(state.microphone, track);
  assert.deepEqual(log, ["set mic -", "set - -", "set mic -"]);
});

test("a machine without a microphone says what is missing, and says nothing to the server", async () => {
  const { devices, log, state } = make({ present: [] });
  await devices.toggleMicrophone();
  assert.equal(state.microphone, null);
  assert.equal(log.length, 1);
  devices.openMicrophone(true);
  devices.tell();
  assert.equal(log[1], "set - -");
});

test("the camera is let go when it is off", async () => {
  const { devices, log, state } = make();
  await devices.toggleCamera();
  assert.notEqual(state.camera, null);
  await devices.toggleCamera();
  assert.equal(state.camera, null);
  assert.deepEqual(log, ["set - camera", "set - -"]);
});

test("who is muted by somebody else is told so", async () => {
  const { devices, log, state, timers } = await speaking();
  devices.heard(false);
  timers.turn(999);
  assert.equal(state.microphone?.enabled, true);
  timers.turn(1);
  assert.equal(state.microphone?.enabled, false);
  assert.deepEqual(log, ["room.muted_by_other"]);
});

test("an echo of an own earlier press mutes nobody", async () => {
  const { devices, state, timers } = await speaking();
  await devices.toggleMicrophone();
  await devices.toggleMicrophone();
  devices.heard(false); // of the first press
  devices.heard(true); // of the second
  timers.turn(5000);
  assert.equal(state.microphone?.enabled, true);
  assert.equal(timers.pending, 0);
});

test("a server that does not know yet what is open mutes nobody", async () => {
  const { devices, state, timers } = await speaking();
  devices.welcomed(true);
  devices.heard(false);
  timers.turn(5000);
  assert.equal(state.microphone?.enabled, true);
});

test("coming back means muted; who was muted hears nothing of it", async () => {
  const { devices, log, state } = await speaking();
  devices.returned();
  assert.equal(state.microphone?.enabled, false);
  devices.returned();
  assert.deepEqual(log, ["room.muted_again", "set - -"]);
});

test("a microphone that is pulled out is shut", async () => {
  const { devices, log, state } = await speaking();
  devices.changed(); // something else came or went
  state.microphone = null;
  devices.changed();
  devices.changed();
  assert.deepEqual(log, ["test.mic_no", "set - -"]);
});

test("nothing comes after the end", async () => {
  const { devices, log, timers } = await speaking();
  devices.heard(false);
  devices.end();
  timers.turn(5000);
  assert.deepEqual(log, []);
});

test("S-23: the room is told what the machine lacks, at each welcome and when that changes, and nothing twice", async () => {
  const { devices, said, state } = make({ present: ["microphone"] });
  await devices.toggleCamera();
  devices.changed();
  assert.deepEqual(said, []); // not in the room yet
  devices.welcomed(true);
  devices.changed();
  await devices.toggleMicrophone();
  devices.changed();
  state.microphone = null;
  state.microphone_fault = "blocked";
  devices.changed();
  state.camera_fault = "busy";
  devices.changed();
  devices.welcomed(true);
  assert.deepEqual(said, ["none -", "none ok", "none denied", "busy denied", "busy denied"]);
  devices.welcomed(false); // who only looks on has none
  state.camera_fault = null;
  devices.changed();
  assert.equal(said.length, 5);
});
