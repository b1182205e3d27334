import assert from "node:assert/strict";
import { test } from "node:test";
import { sendEncoding } from "../../src/media/send_parameters";

const HD = { width: 1280, height: 720 };

for (const { why, asked, camera, scale } of [
  { why: "a tile of the same shape", asked: { width: 320, height: 180 }, camera: HD, scale: 4 },
  { why: "the full picture", asked: { width: 1280, height: 720 }, camera: HD, scale: 1 },
  { why: "a camera smaller than the tile", asked: { width: 1280, height: 720 }, camera: { width: 640, height: 360 }, scale: 1 },
  { why: "nearly the same size", asked: { width: 1270, height: 714 }, camera: HD, scale: 1 },
  { why: "an old 4:3 camera covers the tile", asked: { width: 320, height: 180 }, camera: { width: 640, height: 480 }, scale: 2 },
]) {
  test(`scale for ${why}`, () => {
    const encoding = sendEncoding({ ...asked, fps: 25, bitrate_bps: 500_000 }, camera);
    assert.deepEqual(encoding, { active: true, scaleResolutionDownBy: scale, maxFramerate: 25, maxBitrate: 500_000 });
  });
}

test("0x0 means that nobody sees it: nothing is sent", () => {
  assert.equal(sendEncoding({ width: 0, height: 0, fps: 0, bitrate_bps: 0 }, HD).active, false);
});

test("rate and bits never become what a browser refuses", () => {
  const encoding = sendEncoding({ width: 320, height: 180, fps: 0, bitrate_bps: 0 }, HD);
  assert.equal(encoding.maxFramerate, 1);
  assert.equal(encoding.maxBitrate, 30_000);
});
