// The pages in a real browser against the fake server.  DIST=build/web/dist node --test test/browser.mjs
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { firstScene } from "./fake_server.mjs";
import { axe } from "./axe.mjs";
import { connected, enter, find, LONG, press, shows, startPages } from "./browser_pages.mjs";

const DIST = process.env.DIST ?? "../build/web/dist";

let pages;

before(async () => {
  pages = await startPages({ dist: DIST });
});
after(() => pages.close());
afterEach(async () => {
  await pages.leave();
  Object.assign(pages.server.state, { role: "site", self: null, crowded: 0, refuse: null, refuse_offer: null, media_alive: true, received: [], ...firstScene() });
});

const visit = (address, size) => pages.visit(address, size);
const said = (type) => pages.said(type);
const heard = (page, check) => pages.heard(page, check);
const join = async (page, site) => {
  await enter(page, site);
  await connected(page);
};

test("the join page: devices found, nothing from outside, no complaint of the policy", async () => {
  const page = await visit("/join");
  await shows(page, "Thiết bị đã sẵn sàng");
  await Promise.all([shows(page, "Đang phát âm thanh thử"), press(page, "Phát âm thanh thử")]); // it does not say so for long
  assert.deepEqual(page.faults, []);
});

for (const size of [{ width: 1366, height: 768 }, { width: 390, height: 844, touch: true }]) {
  test(`axe finds nothing on the pages at ${size.width}x${size.height}`, async () => {
    const page = await visit("/join", size);
    await shows(page, "Thiết bị đã sẵn sàng");
    await axe(page, "join");
    await join(page);
    pages.server.changeSite("s12", { speaking: true });
    pages.server.changeSite("s14", { state: "lost" });
    pages.server.changeSite("s13", { quality: "poor" });
    await shows(page, "đang nói");
    await axe(page, "room");
    await press(page, "Cài đặt");
    await find(page, "dialog[open]");
    await axe(page, "settings");
    await page.keyboard.press("Escape");
    await press(page, "Rời phòng họp");
    await shows(page, "Đã rời phòng họp");
    await axe(page, "end");
  });
}

test("joining by code: the name is tidied, picture and sound flow both ways, the microphone is off", async () => {
  const page = await visit("/join");
  await join(page, "  Điểm cầu   Hòn Đất ");
  const [hello] = said("hello");
  assert.deepEqual(hello, { type: "hello", protocol: 1, client: "web", meeting: "giao-ban", site: "Điểm cầu Hòn Đất" });
  await heard(page, () => said("set").length > 0);
  assert.deepEqual(said("set").at(-1), { type: "set", mic: false, camera: true });
  await page.waitForFunction(async () => (await window.giaoban?.stats())?.some((entry) => entry.type === "inbound-rtp" && entry.framesDecoded > 10), LONG);
  const offer = said("offer")[0];
  assert.equal(offer.fresh, true);
  assert.match(offer.sdp, /m=audio[\s\S]*m=video/);
  assert.match(offer.sdp.split("m=video")[1], new RegExp(`^ \\d+ \\S+ (\\d+)[\\s\\S]*a=rtpmap:\\1 VP8`), "VP8 stands first");
  assert.ok(said("candidate").length > 0);
  assert.deepEqual(page.faults, []);
});

test("S-22: a site has no more than five buttons to operate, with its microphone its own and without", async () => {
  const page = await visit("/join");
  await join(page);
  const buttons = () => page.$$eval("gb-app >>> gb-control-bar >>> button", (all) => all.map((one) => one.innerText.trim()));
  await find(page, "gb-control-bar >>> button");
  const own = await buttons();
  assert.ok(own.length <= 5 && own.includes("Rời phòng họp"), own.join());
});

test("S-59: letters grow on the join page, and at twice the size nothing leaves the page sideways", async () => {
  const page = await visit("/join", { width: 683, height: 384, scale: 2 });
  await find(page, "#code");
  const measure = () => page.evaluate(() => [parseFloat(getComputedStyle(document.documentElement).fontSize), document.documentElement.scrollWidth - innerWidth]);
  const [before] = await measure();
  await (await find(page, 'button[aria-label="Chữ lớn"]')).click();
  const [after, beyond] = await measure();
  assert.ok(after > before, `${before} px, then ${after} px`);
  assert.ok(beyond <= 0, `${beyond} px too wide`);
});

test("the microphone button opens and shuts, and says so", async () => {
  const page = await visit("/join");
  await join(page);
  await press(page, "Bật micro");
  await heard(page, () => said("set").at(-1)?.mic === true);
  await press(page, "Tắt micro");
  await heard(page, () => said("set").at(-1)?.mic === false);
  await press(page, "Tắt camera");
  await heard(page, () => said("set").at(-1)?.camera === false);
  await press(page, "Bật camera");
  await heard(page, () => said("set").at(-1)?.camera === true);
});

test("muted from outside: the button follows and the reason is told", async () => {
  const page = await visit("/join");
  await join(page);
  await press(page, "Bật micro");
  await heard(page, () => said("set").at(-1)?.mic === true);
  await page.waitForFunction(() => window.giaoban?.state.roster.sites.find(({ id }) => id === "s4").mic, LONG);
  pages.server.changeSite("s4", { mic: false });
  await shows(page, "Chủ tọa đã tắt micro");
});

test("the size the server asks for is what is sent; 0x0 sends nothing", async () => {
  const page = await visit("/join");
  await join(page);
  const encoding = () => page.evaluate(() => window.giaoban.pc.getSenders().find(({ track }) => track?.kind === "video").getParameters().encodings[0]);
  pages.server.broadcast({ type: "size", width: 640, height: 360, fps: 15, bitrate_bps: 300_000 });
  pages.server.broadcast({ type: "size", width: 320, height: 180, fps: 10, bitrate_bps: 150_000 });
  await page.waitForFunction(async () => (await window.giaoban?.stats())?.some((entry) => entry.type === "outbound-rtp" && entry.frameWidth === 320), LONG);
  const { maxBitrate, maxFramerate, scaleResolutionDownBy } = await encoding();
  assert.deepEqual({ maxBitrate, maxFramerate, scaleResolutionDownBy }, { maxBitrate: 150_000, maxFramerate: 10, scaleResolutionDownBy: 4 });
  pages.server.broadcast({ type: "size", width: 0, height: 0, fps: 0, bitrate_bps: 0 });
  await page.waitForFunction(() => !window.giaoban.pc.getSenders().find(({ track }) => track?.kind === "video").getParameters().encodings[0].active, LONG);
});

test("a lost WebSocket does not touch the media, and comes back with the ticket", async () => {
  const page = await visit("/join");
  await join(page);
  await heard(page, () => said("set").length > 0);
  await page.evaluate(() => (window.kept = window.giaoban.pc));
  const told = shows(page, "Đang kết nối lại (lần 1)"); // it does not say so for long
  pages.server.dropSockets();
  await told;
  await page.waitForFunction(() => window.giaoban?.state.link.kind === "online", LONG);
  const hello = said("hello").at(-1);
  assert.equal(hello.token, "kept-token");
  assert.match(hello.resume, /^ticket-[1-9]/);
  assert.equal(await page.evaluate(() => window.kept === window.giaoban.pc && window.kept.connectionState), "connected");
  assert.equal(said("offer").length, 1);
});

test("a network with too many connections is told so, and let in when others have gone", async () => {
  pages.server.state.crowded = 429;
  const page = await visit("/join");
  await enter(page);
  await shows(page, "Địa chỉ mạng này đang mở quá nhiều kết nối tới máy chủ");
  pages.server.state.crowded = 0;
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await connected(page);
});

test("the mixer lost our leg: a new connection, and a site comes back muted", async () => {
  const page = await visit("/join");
  await join(page);
  await press(page, "Bật micro");
  await heard(page, () => said("set").at(-1)?.mic === true);
  await page.evaluate(() => (window.kept = window.giaoban.pc));
  pages.server.broadcast({ type: "media_lost", reason: "mcu" });
  await heard(page, () => said("offer").length === 2);
  assert.equal(said("offer")[1].fresh, true);
  await page.waitForFunction(() => window.giaoban && window.kept !== window.giaoban.pc && window.giaoban.pc?.connectionState === "connected", LONG);
  await heard(page, () => said("set").at(-1).mic === false);
  await shows(page, "Đã kết nối lại");
});

test("the leg died while the WebSocket was away: a fresh offer follows the welcome", async () => {
  const page = await visit("/join");
  await join(page);
  pages.server.state.media_alive = false;
  pages.server.dropSockets();
  await heard(page, () => said("offer").length === 2);
  assert.equal(said("offer")[1].fresh, true);
  await connected(page);
});

test("an offer that cannot be served now is made again", async () => {
  const page = await visit("/join");
  pages.server.state.refuse_offer = "media_unavailable";
  await enter(page);
  await heard(page, () => said("offer").length === 2);
  pages.server.state.refuse_offer = null;
  await connected(page);
});

test("a reload in the room comes back by itself, as the same one", async () => {
  const page = await visit("/join");
  await join(page);
  assert.equal(new URL(page.url()).pathname, "/room");
  await page.reload();
  await connected(page);
  const hello = said("hello").at(-1);
  assert.equal(hello.token, "kept-token");
  await page.waitForFunction(() => window.giaoban?.state.self.id === "s4", LONG);
  assert.equal(await page.evaluate(() => window.giaoban.state.microphone), false);
});

test("an invitation's token leaves the address bar and is what joins; a chair's microphone is open", async () => {
  pages.server.state.role = "chair";
  const claims = Buffer.from(JSON.stringify({ meeting: "giao-ban", name: "UBND tỉnh", role: "chair" })).toString("base64url");
  const page = await visit(`/join#token=${claims}.signature`);
  await shows(page, "UBND tỉnh");
  await shows(page, "Micro sẽ bật khi vào phòng");
  assert.equal(await page.evaluate(() => location.href.includes("token")), false);
  await (await find(page, "button.enter")).click();
  await connected(page);
  assert.equal(said("hello")[0].token, `${claims}.signature`);
  await heard(page, () => said("set").at(-1)?.mic === true);
});

test("the chair turns pages; a site has no such buttons", async () => {
  const site = await visit("/join");
  await join(site);
  assert.equal(await site.$("gb-app >>> gb-layout-switch"), null);
  pages.server.state.role = "chair";
  pages.server.state.layouts[1].pages = 3;
  const chair = await visit("/join");
  await join(chair);
  await shows(chair, "Trang 1/3");
  await (await find(chair, "button[aria-label='Trang sau']")).click();
  await shows(chair, "Trang 2/3");
  await heard(chair, () => said("layout").length > 0);
  assert.deepEqual(said("layout"), [{ type: "layout", view: "chair", mode: "grid", page: 1 }]);
});

test("another device took the site: told, and one press takes it back", async () => {
  const page = await visit("/join");
  await join(page);
  pages.server.broadcast({ type: "closed", reason: "duplicate" });
  await shows(page, "đã kết nối từ thiết bị khác");
  await press(page, "Kết nối tại thiết bị này");
  await (await find(page, "button.enter")).click();
  await connected(page);
});

test("a refused join says why on the join page", async () => {
  const page = await visit("/join");
  pages.server.state.refuse = "unknown_meeting";
  await enter(page);
  await shows(page, "Không có cuộc họp với mã này");
});

test("empty fields are named and get the focus", async () => {
  const page = await visit("/join");
  await (await find(page, "button.enter")).click();
  await shows(page, "Vui lòng nhập mã cuộc họp");
  assert.deepEqual(said("hello"), []);
});

test("the other language, at once and after a reload", async () => {
  const page = await visit("/join");
  await press(page, "EN");
  await shows(page, "Enter the room");
  await page.reload();
  await shows(page, "Enter the room");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
});
