// Visitors with something missing: no devices, no permission, no sound allowed.  DIST=build/web/dist node --test test/browser_poor.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected, enter, LONG, press, shows, startPages } from "./browser_pages.mjs";

const DIST = process.env.DIST ?? "../build/web/dist";
async function joins(without, words, check) {
  const pages = await startPages({ dist: DIST, without });
  try {
    const page = await pages.visit("/join");
    for (const each of words) await shows(page, each);
    await enter(page);
    await connected(page);
    await page.waitForFunction(async () => (await window.giaoban?.stats())?.some((entry) => entry.type === "inbound-rtp" && entry.framesDecoded > 5), LONG);
    await check?.(page, pages);
    assert.deepEqual(page.faults, []);
  } finally {
    await pages.close();
  }
}

/* What the centre is told of the site's devices. */
const tells = (state) => (page, pages) => pages.heard(page, () => ["camera", "microphone"].every((device) => pages.said("devices").at(-1)?.[device] === state));

test("S-23: no camera, no microphone: named, and the meeting is still seen and heard", () =>
  joins(["--use-fake-device"], ["Không tìm thấy camera", "Không tìm thấy micro", "chỉ nghe và xem"], tells("none")));

test("permission refused: the way out is told, and the meeting is still seen", () =>
  joins(["--use-fake-ui"], ["Trình duyệt đang chặn camera/micro"], tells("denied")));

/* As a browser does after a reload; the test tool itself counts as a touch, so its own refusal cannot be used. */
function refuseSoundUntilTouched() {
  Object.assign(sessionStorage, { "gb.token": "kept-token", "gb.in_room": "yes" });
  const play = HTMLAudioElement.prototype.play;
  let touched = false;
  window.addEventListener("pointerdown", () => (touched = true), true);
  HTMLAudioElement.prototype.play = function () {
    return touched ? play.call(this) : Promise.reject(new DOMException("no touch yet", "NotAllowedError"));
  };
}

test("a browser that refuses sound without a touch: one button turns it on", () =>
  joins([], ["Thiết bị đã sẵn sàng"], async (_joined, pages) => {
    const page = await pages.visit("/room", { prepare: refuseSoundUntilTouched });
    await shows(page, "Trình duyệt đang chặn âm thanh");
    await press(page, "Trình duyệt đang chặn âm thanh. Bật âm thanh");
    await page.waitForSelector("gb-app >>> gb-mix-view >>> .silent", { hidden: true, ...LONG });
  }));
