import assert from "node:assert/strict";
import { test } from "node:test";
import { TrackScaler } from "../../src/media/track_scaler";

const SMALL = { width: 320, height: 180, fps: 12, bitrate_bps: 150_000 };

/* A camera whose clones take the size that is asked for, or (stubborn) keep theirs, or refuse. */
function camera(kind: "scales" | "stubborn" | "refuses" = "scales") {
  const clones: { size: { width: number; height: number; frameRate: number }; stopped: boolean }[] = [];
  const settings = { width: 1280, height: 720, frameRate: 25 };
  const track = {
    contentHint: "motion",
    getSettings: () => settings,
    clone: () => {
      const clone = { size: { ...settings }, stopped: false };
      clones.push(clone);
      return {
        getSettings: () => clone.size,
        stop: () => (clone.stopped = true),
        applyConstraints: ({ width, height, frameRate }: Record<"width" | "height" | "frameRate", { ideal: number }>) => {
          if (kind === "refuses") return Promise.reject(new Error("OverconstrainedError"));
          if (kind === "scales") clone.size = { width: width.ideal, height: height.ideal, frameRate: frameRate.ideal };
          return Promise.resolve();
        },
      };
    },
  };
  return { track: track as unknown as MediaStreamTrack, clones };
}

test("the clone that is sent covers the tile, the camera stays as it is", async () => {
  const { track, clones } = camera();
  const scaler = new TrackScaler();
  scaler.take(track);
  assert.equal(await scaler.scale(SMALL), true);
  assert.deepEqual(clones[0]?.size, { width: 320, height: 180, frameRate: 12 });
  assert.equal(await scaler.scale({ ...SMALL, height: 360 }), true); // a high tile: the mixer crops its sides
  assert.deepEqual(clones[0]?.size, { width: 640, height: 360, frameRate: 12 });
  assert.equal(await scaler.scale({ width: 1920, height: 1080, fps: 25, bitrate_bps: 1 }), true); // never enlarged
  assert.deepEqual(clones[0]?.size, { width: 1280, height: 720, frameRate: 25 });
  assert.equal(track.getSettings().width, 1280);
});

test("for nobody next to nothing is sent", async () => {
  const { track, clones } = camera();
  const scaler = new TrackScaler();
  scaler.take(track);
  assert.equal(await scaler.scale({ width: 0, height: 0, fps: 0, bitrate_bps: 0 }), true);
  assert.deepEqual(clones[0]?.size, { width: 160, height: 90, frameRate: 1 });
});

test("a track that refuses or keeps its size is said", async () => {
  for (const kind of ["stubborn", "refuses"] as const) {
    const scaler = new TrackScaler();
    scaler.take(camera(kind).track);
    assert.equal(await scaler.scale(SMALL), false, kind);
  }
});

test("the same camera is cloned once, and a clone ends with its camera's use", () => {
  const [one, other] = [camera(), camera()];
  const scaler = new TrackScaler();
  assert.equal(scaler.take(one.track), scaler.take(one.track));
  assert.equal(one.clones.length, 1);
  scaler.take(other.track);
  assert.deepEqual([one.clones[0]?.stopped, other.clones[0]?.stopped], [true, false]);
  scaler.stop();
  assert.equal(other.clones[0]?.stopped, true);
  assert.equal(scaler.take(null), null);
});
