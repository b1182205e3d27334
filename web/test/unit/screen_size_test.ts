import assert from "node:assert/strict";
import { test } from "node:test";
import { isReduced, screenScale } from "../../src/media/screen_size";

const HD = { width: 1920, height: 1080 };
const UHD = { width: 3840, height: 2160 };

for (const { why, captured, screen, scale, reduced } of [
  { why: "an office screen", captured: HD, screen: HD, scale: 1, reduced: false },
  { why: "a screen as large as is taken", captured: { width: 2560, height: 1440 }, screen: { width: 2560, height: 1440 }, scale: 1, reduced: false },
  { why: "a large screen that the browser made smaller", captured: { width: 2560, height: 1440 }, screen: UHD, scale: 1, reduced: true },
  { why: "a wide one", captured: { width: 2560, height: 1072 }, screen: { width: 3440, height: 1440 }, scale: 1, reduced: true },
  { why: "a large screen as it is", captured: UHD, screen: UHD, scale: 1.5, reduced: true },
  { why: "a window on a large screen", captured: { width: 1200, height: 900 }, screen: UHD, scale: 1, reduced: false },
  { why: "a browser that does not say", captured: {}, screen: HD, scale: 1, reduced: false },
]) {
  test(why, () => {
    assert.equal(screenScale(captured), scale);
    assert.equal(isReduced(captured, screen), reduced);
  });
}
