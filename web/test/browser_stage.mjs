// Layouts, the floor, slides and the quality panel in a real browser.  DIST=build/web/dist node --test test/browser_stage.mjs
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { axe } from "./axe.mjs";
import { connected, enter, find, LONG, press, shows, startPages } from "./browser_pages.mjs";
import { firstScene } from "./fake_server.mjs";
import { showSlides } from "./slides_source.mjs";

const DIST = process.env.DIST ?? "../build/web/dist";
const OFFICE = { width: 1366, height: 768 };
const HALF_A_SECOND = 13; // pictures: a busy machine makes fewer
const PHONE = { width: 390, height: 844, touch: true };

let pages;

before(async () => {
  pages = await startPages({ dist: DIST });
});
after(() => pages.close());
afterEach(async () => {
  await pages.leave();
  Object.assign(pages.server.state, { role: "site", self: null, received: [], ...firstScene() });
});

const join = async (role, { self = null, prepare, ...size } = {}) => {
  Object.assign(pages.server.state, { role, self });
  const page = await pages.visit("/join", { ...OFFICE, ...size, prepare });
  await enter(page);
  await connected(page);
  return page;
};
const said = (type) => pages.said(type);
const heard = (page, check) => pages.heard(page, check);
const choose = async (page, words) => (await find(page, `label::-p-text(${words})`)).click();
const box = async (page, selector) => (await find(page, selector)).boundingBox();
const gone = (page, selector) => page.waitForSelector(`gb-app >>> ${selector}`, { hidden: true, ...LONG });

test("the chair chooses each layout of each view, and pages of seconds and sites", async () => {
  const chair = await join("chair");
  await (await find(chair, "gb-layout-switch >>> button")).click();
  const modes = [
    ["Tự động theo người nói", "auto"], ["Chủ tọa toàn màn hình", "chair"], ["Điểm cầu phát biểu toàn màn hình", "speaker"],
    ["Chia đôi", "split"], ["Một hình lớn", "focus"], ["Lưới", "grid"], ["Luân phiên", "rotate"], ["Trình chiếu lớn", "slides"],
  ];
  for (const [tab, view] of [["Các điểm cầu xem", "sites"], ["Chủ tọa xem", "chair"], ["Điểm cầu phát biểu xem", "floor"]]) {
    await press(chair, tab);
    for (const [words, mode] of modes) {
      const now = pages.server.state.layouts.find((layout) => layout.view === view).mode;
      if (now === mode) continue;
      await choose(chair, words);
      await heard(chair, () => said("layout").at(-1)?.mode === mode && said("layout").at(-1)?.view === view);
    }
  }
  await press(chair, "Các điểm cầu xem");
  await choose(chair, "Luân phiên");
  await (await find(chair, "#seconds")).select("30");
  await heard(chair, () => said("layout").at(-1)?.rotate_s === 30);
  await shows(chair, "Luân phiên điểm cầu (30 giây)");
  await choose(chair, "Ghim điểm cầu");
  await (await find(chair, "#pinned")).select("s8");
  await heard(chair, () => said("layout").at(-1)?.pinned === "s8");
  await choose(chair, "Hiện đồng hồ");
  await heard(chair, () => said("overlay").at(-1)?.clock === true);
  assert.deepEqual(said("overlay"), [{ type: "overlay", clock: true }]);
});

test("the layouts by keyboard alone, and back to where the keyboard was", async () => {
  const chair = await join("chair");
  await (await find(chair, "gb-layout-switch >>> button")).focus();
  await chair.keyboard.press("Enter");
  await find(chair, "gb-layout-panel");
  await chair.keyboard.press("ArrowRight");
  await chair.waitForFunction(() => window.giaoban?.state, LONG);
  await chair.keyboard.press("Tab");
  await chair.keyboard.press("ArrowDown");
  await heard(chair, () => said("layout").length > 0);
  assert.equal(said("layout")[0].view, "chair");
  await chair.keyboard.press("Escape");
  await chair.waitForFunction(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused?.getRootNode().host?.localName === "gb-layout-switch";
  }, LONG);
});

test("from the list the chair gives the floor and pins; the site is told, and has no such buttons", async () => {
  const site = await join("site");
  const chair = await join("chair");
  await (await find(chair, "gb-site-panel >>> button::-p-text(Điểm cầu Hòn Đất)")).click();
  await press(chair, "Mời phát biểu");
  await shows(site, "Mời điểm cầu Hòn Đất phát biểu.");
  await shows(site, "Đang phát biểu: Điểm cầu Hòn Đất");
  assert.equal(await site.$("gb-app >>> gb-site-panel >>> button"), null);
  assert.equal(await site.$("gb-app >>> gb-top-bar >>> .end"), null);
  await press(chair, "Ghim điểm cầu");
  await heard(chair, () => said("layout").length === 1);
  assert.deepEqual(said("layout")[0], { type: "layout", view: "sites", mode: "pin", pinned: "s4" });
  await press(chair, "Bỏ ghim điểm cầu");
  await heard(chair, () => said("layout").length === 2);
  assert.deepEqual(said("layout")[1], { type: "layout", view: "sites", mode: "grid" });
  await (await find(chair, "gb-top-bar >>> .end")).click();
  await heard(chair, () => said("floor").at(-1)?.site === "");
});

for (const size of [OFFICE, PHONE]) {
  test(`axe finds nothing on the panels at ${size.width}x${size.height}`, async () => {
    const chair = await join("chair", size);
    await (await find(chair, "gb-layout-switch >>> button")).click();
    await find(chair, "gb-layout-panel");
    await axe(chair, "layouts");
    await chair.keyboard.press("Escape");
    await gone(chair, "gb-layout-panel"); // it may lie over what is pressed next
    pages.server.broadcast({ type: "quality", level: "fair", rtt_ms: 30, loss_percent: 1, level_dbov: -22, reason: "line", slides: "none", centre_ms: 9.4, dropped: 0 });
    await (await find(chair, "gb-top-bar >>> .line")).click();
    await shows(chair, "Hệ thống sẽ ưu tiên âm thanh");
    await shows(chair, "Xử lý hình tại trung tâm");
    pages.server.broadcast({ type: "quality", level: "poor", rtt_ms: 30, loss_percent: 12, height_px: 180, fps: 0.25, stills: true, sound_copies: 1, level_dbov: -22, reason: "line", slides: "none" });
    await shows(chair, "hình chỉ cập nhật vài giây một lần");
    await shows(chair, "Âm thanh chống mất gói");
    pages.server.broadcast({ type: "quality", level: "poor", rtt_ms: 30, loss_percent: 12, height_px: 0, fps: 0, stills: false, sound_copies: 1, level_dbov: -22, reason: "line", slides: "none" });
    await shows(chair, "chỉ giữ âm thanh");
    await axe(chair, "quality");
    await chair.keyboard.press("Escape");
    await gone(chair, "gb-quality-panel");
    await (await find(chair, "gb-site-panel >>> button.name")).click();
    await find(chair, "gb-site-actions");
    await axe(chair, "site actions");
  });
}

test("a site writes to the centre and reads what is for it; its bar has five buttons all the same (S-22)", async () => {
  const page = await join("site");
  pages.server.broadcast({ type: "proceedings", state: { ...pages.server.state.proceedings, now: new Date().toISOString() } });
  await press(page, "Trao đổi");
  const field = await find(page, "gb-chat-panel >>> input");
  await field.type("Chưa nghe rõ tiếng");
  await page.keyboard.press("Enter");
  await heard(page, () => said("chat").length === 1);
  assert.deepEqual([said("chat")[0].to, said("chat")[0].text], ["", "Chưa nghe rõ tiếng"]);
  await axe(page, "a site's chat");
  pages.server.broadcast({ type: "chat", from: "account:thuky", name: "Thư ký", to: "s1", text: "Đã tăng âm lượng", time: new Date(Date.now() + 60_000).toISOString() });
  await shows(page, "Đã tăng âm lượng");
  const buttons = await page.$$eval("gb-app >>> gb-control-bar >>> nav button", (all) => all.length);
  assert.ok(buttons <= 5, `${buttons} buttons`);
});

test("S-22: a site that was muted by itself reads why and what to do", async () => {
  const page = await join("site");
  const told = (part) => pages.server.broadcast({ type: "proceedings", state: { ...pages.server.state.proceedings, governed: false, ...part } });
  for (const [reason, words] of [["echo", "vì có tiếng vọng"], ["howling", "vì có tiếng hú"], ["clipping", "vì tiếng quá to, bị vỡ"]]) {
    told({ muted: ["s4"], mute_reasons: { s4: reason } });
    await shows(page, words);
  }
  await axe(page, "muted by itself");
  told({ muted: [], mute_reasons: {} });
  await gone(page, "gb-connection-banner >>> gb-notice");
  assert.deepEqual(said("devices").at(-1), { type: "devices", camera: "ok", microphone: "ok" });
});

test("a site presents: the line was there before, the other sees it large beside the meeting, and one press swaps", async () => {
  const other = await join("site", { self: "s7" });
  const site = await join("site", { prepare: showSlides });
  await press(site, "Trình chiếu");
  await heard(site, () => said("share").length === 1);
  await shows(site, "Điểm cầu này đang trình chiếu");
  await shows(other, "Điểm cầu Hòn Đất đang trình chiếu");
  await find(other, "gb-slides-view.large");
  const large = await box(other, "gb-slides-view");
  const small = await box(other, "gb-mix-view");
  assert.ok(large.width > 2 * small.width, "the slides are the large ones");
  assert.ok(large.x + large.width <= small.x + 1, "and nothing covers them");
  assert.equal(said("offer").length, 2, "no new offer was needed");
  await axe(other, "slides");
  await (await find(other, "gb-mix-view >>> button.swap")).click();
  await find(other, "gb-mix-view.large");
  await find(other, "gb-slides-view.beside");
  const barred = await find(other, "gb-control-bar >>> button::-p-text(Trình chiếu)");
  assert.equal(await barred.evaluate((words) => words.closest("button").disabled), true, "one at a time");
  await press(site, "Dừng trình chiếu");
  await gone(other, "gb-slides-view.beside");
  await find(other, "gb-mix-view.large");
  assert.equal(await site.evaluate(() => window.slides_source.readyState), "ended");
  assert.deepEqual([...site.faults, ...other.faults], []);
});

test("who presents a screen larger than is taken is told so, and it is sent as large as it can be", async () => {
  const site = await join("site", { prepare: [showSlides, { width: 3840, height: 2160 }] });
  await press(site, "Trình chiếu");
  await shows(site, "Màn hình lớn hơn 2560 × 1440 điểm ảnh");
  await site.waitForFunction(() => window.giaoban?.pc.getTransceivers()[2].sender.getParameters().encodings[0]?.scaleResolutionDownBy === 1.5, LONG);
  await axe(site, "a screen that is too large");
  await press(site, "Dừng trình chiếu");
  assert.deepEqual(site.faults, []);
});

test("slides at their own size are drawn pixel by pixel", async () => {
  const other = await join("site", { self: "s7" });
  const site = await join("site", { prepare: showSlides });
  await press(site, "Trình chiếu");
  await find(other, "gb-slides-view.large");
  let x = 300;
  const meanwhile = () => other.mouse.move(x++, 300); // what stands over the slides goes when nobody moves
  await press(other, "Kích thước gốc", { meanwhile });
  await other.waitForFunction((video) => video.videoWidth > 0 && video.clientWidth === video.videoWidth, LONG, await find(other, "gb-slides-view >>> video"));
  await press(other, "Vừa khung hình", { meanwhile });
});

test("the browser's own bar ends it; the chair ends another's", async () => {
  const site = await join("site", { prepare: showSlides });
  await press(site, "Trình chiếu");
  await shows(site, "Dừng trình chiếu");
  await site.evaluate(() => window.slides_source.dispatchEvent(new Event("ended")));
  await heard(site, () => said("share").at(-1)?.on === false);
  await press(site, "Trình chiếu");
  await shows(site, "Dừng trình chiếu");
  const chair = await join("chair");
  await press(chair, "Dừng trình chiếu");
  await gone(site, "gb-notice[kind=info]");
  assert.equal(await site.evaluate(() => window.slides_source.readyState), "ended");
});

test("a line that cannot carry the slides shows the meeting's picture only", async () => {
  const other = await join("site", { self: "s7" });
  const site = await join("site", { prepare: showSlides });
  await press(site, "Trình chiếu");
  await find(other, "gb-slides-view.large");
  pages.server.broadcast({ type: "quality", level: "poor", rtt_ms: 30, loss_percent: 1, slides: "composed", reason: "line" });
  await gone(other, "gb-slides-view.large");
  await find(other, "gb-mix-view.large");
});

test("a tile that becomes large is sent in its full size within half a second, from small and from unseen", async () => {
  await join("site");
  const ask = (width, height) => pages.server.broadcast({ type: "size", width, height, fps: 25, bitrate_bps: width * 1200 });
  await pages.mixer.evaluate(() => window.mixer.watchSizes());
  const arrives = (width, since) => pages.mixer.evaluate((width, since) => window.mixer.sizeArrives(width, since), width, since);
  for (const [width, height] of [[320, 180], [0, 0]]) {
    const before = Date.now();
    ask(width, height);
    if (width > 0) await arrives(width, before);
    else await pages.mixer.evaluate(() => window.mixer.picturesStop());
    const asked = Date.now();
    ask(1280, 720);
    const { at, others } = await arrives(1280, asked);
    console.log(`# from ${width} to 1280 wide in ${Math.round(at - asked)} ms, ${others} pictures`);
    assert.ok(others <= HALF_A_SECOND, `${others} pictures were sent before in another size`);
  }
});

for (const size of [OFFICE, PHONE]) {
  test(`that the meeting is recorded is read before anything else by who comes later, and said to be known, at ${size.width}x${size.height}`, async () => {
    const page = await join("site", size);
    const acks = () => pages.said("record_ack");
    const before = acks().length;
    pages.server.broadcast({ type: "record_notice", recording: 1, owed: false });
    await shows(page, "Phiên họp được ghi âm, ghi hình để lưu hồ sơ."); // as the administrator has written it
    await axe(page, "the notice beside the picture");
    await press(page, "Đã rõ");
    await pages.heard(page, () => acks().length === before + 1);
    pages.server.broadcast({ type: "record_notice", recording: 2, owed: true });
    await shows(page, "Hình và tiếng chỉ được kết nối sau khi");
    await page.keyboard.press("Escape");
    await axe(page, "the notice before the door");
    await press(page, "Đã rõ, vào họp");
    await pages.heard(page, () => acks().length === before + 2);
    assert.deepEqual(acks().at(-1), { type: "record_ack", version: 3 });
    assert.deepEqual(page.faults, []);
  });
}
