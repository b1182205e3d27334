import assert from "node:assert/strict";
import { test } from "node:test";
import type { SendSize } from "../../src/api/messages";
import { SenderSize } from "../../src/media/sender_size";
import type { TrackScaler } from "../../src/media/track_scaler";
import { FakeTimers } from "./fake_timers";

const SMALL = { width: 320, height: 180, fps: 12, bitrate_bps: 150_000 };
const LARGE = { width: 1280, height: 720, fps: 25, bitrate_bps: 1_500_000 };
const NOBODY = { width: 0, height: 0, fps: 0, bitrate_bps: 0 };

/*
 * A sender of a 1280x720 camera that keeps what it was told; it refuses the next so many times.
 * follows: it sends a track that can be scaled itself, or (false) that will not.
 */
function make({ refuses = 0, encodings = [{}] as object[], follows = undefined as boolean | undefined } = {}) {
  const timers = new FakeTimers();
  const told: { active: boolean; scale: number; prefers: string }[] = [];
  const sender = {
    track: { getSettings: () => ({ width: 1280, height: 720 }) },
    getParameters: () => ({ encodings: structuredClone(encodings) }),
    setParameters: (parameters: { encodings: Record<string, unknown>[]; degradationPreference: string }) => {
      if (refuses-- > 0) return Promise.reject(new Error("InvalidStateError"));
      encodings = structuredClone(parameters.encodings);
      const { active, scaleResolutionDownBy } = parameters.encodings[0] ?? {};
      told.push({ active: active === true, scale: Number(scaleResolutionDownBy), prefers: parameters.degradationPreference });
      return Promise.resolve();
    },
  };
  const scaled: SendSize[] = [];
  const scale = (size: SendSize) => Promise.resolve(scaled.push(size) > 0 && follows === true);
  const scaler = follows === undefined ? null : ({ scale } as unknown as TrackScaler);
  return { size: new SenderSize(sender as unknown as RTCRtpSender, timers, scaler), timers, told, scaled };
}
const settled = () => new Promise((done) => setImmediate(done));

test("a growth is applied at once and kept sharp, and the browser may trade later", async () => {
  const { size, timers, told } = make();
  size.ask(SMALL);
  await settled();
  size.ask(LARGE);
  await settled();
  timers.turn(3000);
  await settled();
  assert.deepEqual(told, [
    { active: true, scale: 4, prefers: "balanced" },
    { active: true, scale: 1, prefers: "maintain-resolution" },
    { active: true, scale: 1, prefers: "balanced" },
  ]);
});

test("0x0 pauses; being seen again is a growth", async () => {
  const { size, told } = make();
  size.ask(NOBODY);
  await settled();
  size.ask(SMALL);
  await settled();
  assert.deepEqual(told.map(({ active, prefers }) => [active, prefers]), [[false, "balanced"], [true, "maintain-resolution"]]);
});

test("of many wishes at once the newest stands, also when the browser refuses the first try", async () => {
  const { size, told } = make({ refuses: 1 });
  for (const wish of [LARGE, NOBODY, SMALL]) size.ask(wish);
  await settled();
  assert.equal(told.at(-1)?.scale, 4);
});

test("before anything is negotiated nothing is set", async () => {
  const { size, told } = make({ encodings: [] });
  size.ask(SMALL);
  await settled();
  assert.deepEqual(told, []);
});

test("after the end nothing is applied any more", async () => {
  const { size, timers, told } = make();
  size.ask(LARGE);
  await settled();
  size.stop();
  timers.turn(10_000);
  await settled();
  assert.equal(told.length, 1);
});

test("nothing is set that is set already", async () => {
  const { size, told } = make();
  for (let n = 0; n < 3; n += 1) {
    size.ask(SMALL);
    await size.apply();
    await settled();
  }
  assert.equal(told.length, 1);
});

test("with a track that changes its own size the sender is told once", async () => {
  const { size, timers, told, scaled } = make({ follows: true });
  for (const wish of [SMALL, LARGE, NOBODY, LARGE]) {
    size.ask(wish);
    await settled();
    timers.turn(5000);
    await settled();
  }
  assert.deepEqual(told, [{ active: true, scale: 1, prefers: "maintain-resolution" }]);
  assert.deepEqual(scaled, [SMALL, LARGE, NOBODY, LARGE]);
});

test("where the track does not follow, the sender is told each size, once", async () => {
  const { size, timers, told } = make({ follows: false });
  for (const wish of [SMALL, LARGE, LARGE, NOBODY]) {
    size.ask(wish);
    await settled();
    timers.turn(5000);
    await settled();
  }
  assert.deepEqual(told.map(({ active, scale }) => [active, scale]), [[true, 4], [true, 1], [false, 1]]);
});
