// Recordings in a real browser: found, watched by chapters and keys, marked, shared, kept, erased.
// DIST=build/web/dist node --test test/browser_recordings.mjs
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { startPages } from "./browser_pages.mjs";
import { axe, find, fitsSideways, press, shows, visitAs } from "./office_pages.mjs";

const DIST = process.env.DIST ?? "../build/web/dist";
const OFFICE = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844, touch: true };

let pages;
before(async () => {
  pages = await startPages({ dist: DIST });
});
after(() => pages.close());
afterEach(() => pages.leave());
const enterAs = (username, address, size = OFFICE) => visitAs(pages, username, address, size);

const PLAYER = "gb-recording-page >>> gb-player";
const video = (page) => find(page, `${PLAYER} >>> video`);

/* Until the picture stands at this second. */
async function standsAt(page, seconds, within = 0.6) {
  const element = await video(page);
  await page.waitForFunction((one, at, slack) => !one.seeking && one.readyState > 0 && Math.abs(one.currentTime - at) <= slack, {}, element, seconds, within);
}

async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
}

test("S-55: the clerk finds who spoke about what, without accents, and is there with one click", async () => {
  const page = await enterAs("vanthu", "/recordings");
  await shows(page, "Có 60 bản ghi");
  await (await find(page, "gb-recordings-page >>> #q")).type("xa an binh noi ve duong");
  await page.keyboard.press("Enter");
  const hit = await find(page, 'gb-recordings-page >>> .hits a[href="/recordings/1?t=14"]');
  await axe(page, "recordings found");
  await shot(page, "recordings-found");
  await hit.click();
  await standsAt(page, 14);
  await shows(page, "Xã An Bình");
  await axe(page, "a recording");
  await shot(page, "recording-at-chapter");
  assert.deepEqual(page.faults, []);
});

for (const size of [OFFICE, PHONE]) {
  test(`recordings fit the screen at ${size.width}x${size.height}`, async () => {
    const page = await enterAs("vanthu", "/recordings", size);
    await shows(page, "Họp giao ban tháng 11 năm 2026");
    await fitsSideways(page, "recordings");
    await axe(page, "recordings");
    await press(page, "Xem thêm");
    await page.waitForFunction(() => document.querySelector("gb-app").shadowRoot.querySelector("gb-recordings-page").shadowRoot.querySelectorAll("li.card").length === 60);
    const one = await enterAs("vanthu", "/recordings/1", size);
    await shows(one, "Thông qua kế hoạch");
    await fitsSideways(one, "a recording");
    await axe(one, "a recording");
  });
}

test("keys: seek, chapters, speed, begin and end of a clip", async () => {
  const page = await enterAs("thuky", "/recordings/1");
  await standsAt(page, 0);
  await (await find(page, `${PLAYER} >>> .frame`)).focus();
  await page.keyboard.press("ArrowRight");
  await standsAt(page, 10);
  await page.keyboard.press("KeyN"); // to the next chapter: who speaks at 14 s
  await standsAt(page, 14);
  await page.keyboard.press("KeyI");
  await page.keyboard.press("ArrowRight");
  await standsAt(page, 24);
  await page.keyboard.press("KeyO");
  await shows(page, "Điểm đầu: 0:00:14");
  await shows(page, "Điểm cuối: 0:00:24");
  await page.keyboard.press("BracketRight");
  assert.equal(await page.evaluate((one) => one.playbackRate, await video(page)), 1.25);
  await page.keyboard.press("Space");
  await page.waitForFunction((one) => !one.paused && one.currentTime > 24.2, {}, await video(page));
  await page.keyboard.press("Space");
  await (await find(page, "gb-recording-page >>> #mark")).type("Ý kiến của xã An Bình");
  await press(page, "Lưu đoạn");
  await shows(page, "Ý kiến của xã An Bình");
  const [mark] = pages.server.rest.state.marks;
  assert.deepEqual([Math.round(mark.from_ms / 1000), Math.round(mark.to_ms / 1000)], [14, 24]);
  await (await find(page, 'button[aria-label="Trích đoạn này: Xã An Bình"]')).click();
  await shows(page, "Điểm cuối: 0:00:20");
  await (await find(page, 'button[aria-label="Bỏ đánh dấu: Ý kiến của xã An Bình"]')).click();
  assert.deepEqual(page.faults, []);
});

test("a line of the minutes leads to its moment", async () => {
  const { state } = pages.server.rest;
  const meeting = state.meetings.find(({ code }) => code === state.recordings[0].meeting);
  meeting.start = "2026-11-22T01:00:15Z"; // where the fake minutes have their speeches
  const page = await enterAs("thuky", `/meetings/${meeting.code}/minutes`);
  await (await find(page, 'gb-item-list >>> a.jump[href*="at=2026-11-22"]')).click();
  await standsAt(page, 15, 1);
});

test("the sound of one site is saved by who says for whom; what is in the way of a recording is said", async () => {
  const page = await enterAs("thuky", "/recordings/1");
  await shows(page, "Tiếng của từng điểm cầu");
  await axe(page, "a recording with the sound of its sites");
  await (await find(page, 'gb-stem-list >>> button[aria-label="Tải tiếng: UBND huyện Hòn Đất"]')).click();
  await (await find(page, "gb-form-dialog >>> gb-form >>> #whom")).type("Viết biên bản");
  await (await find(page, "gb-form-dialog >>> .button.primary")).click();
  const visits = () => pages.server.rest.state.visits;
  await pages.heard(page, () => visits().some(({ whom }) => whom === "Viết biên bản (tiếng: UBND huyện Hòn Đất)"));
  const other = await enterAs("thuky", "/recordings/4");
  await shows(other, "Ổ đĩa không đủ chỗ để hoàn tất bản ghi.");
  assert.equal(await other.$("gb-app >>> gb-stem-list >>> section"), null);
  assert.deepEqual(page.faults, []);
});

test("S-53: how long it is kept, a hold, a request: the administrator decides with a reason", async () => {
  const { state } = pages.server.rest;
  const page = await enterAs("vanthu", "/recordings/1");
  await press(page, "Sửa");
  await (await find(page, "gb-form-dialog >>> gb-form >>> input[data-name='hold']")).click();
  await press(page, "Lưu");
  await shows(page, "Lý do: không được để trống.");
  await axe(page, "keeping");
  await (await find(page, "gb-form-dialog >>> gb-form >>> #hold_reason")).type("Đang thanh tra");
  await press(page, "Lưu");
  await shows(page, "Đang tạm dừng xử lý: Đang thanh tra");
  await press(page, "Đề nghị xóa");
  await (await find(page, "gb-form-dialog >>> gb-form >>> #reason")).type("Hết thời hạn lưu trữ");
  await (await find(page, "gb-form-dialog >>> .button.danger")).click();
  await shows(page, "Rút đề nghị");
  const admin = await enterAs("quantri", "/recordings/erasures");
  await shows(admin, "Hết thời hạn lưu trữ");
  await axe(admin, "requests to erase");
  await shot(admin, "erasures");
  await press(admin, "Xóa bản ghi");
  await (await find(admin, "gb-form-dialog >>> gb-form >>> #reason")).type("Đúng thời hạn");
  await (await find(admin, "gb-form-dialog >>> .button.danger")).click();
  await shows(admin, "Không có đề nghị nào đang chờ.");
  assert.deepEqual([state.erasures[0].state, state.erasures[0].decided_by, state.erasures[0].decision], ["done", "quantri", "Đúng thời hạn"]);
});

test("a link for another agency is shown once, works without an account, and ends", async () => {
  const page = await enterAs("vanthu", "/recordings/1");
  await press(page, "Tạo liên kết");
  await (await find(page, "gb-form-dialog >>> gb-form >>> #agency")).type("Sở Tư pháp");
  await (await find(page, "gb-form-dialog >>> gb-form >>> #purpose")).type("Đối chiếu");
  await (await find(page, "gb-form-dialog >>> .button.primary")).click();
  await shows(page, "/shared#abc123");
  await press(page, "Đã ghi lại");
  assert.equal(pages.server.rest.state.shares[0].agency, "Sở Tư pháp");
  for (const size of [OFFICE, PHONE]) {
    const guest = await pages.visit("/shared#abc123", size);
    await shows(guest, "Gửi Sở Tư pháp – Đối chiếu.");
    const film = await find(guest, "gb-shared-page >>> gb-player >>> video");
    await guest.waitForFunction((one) => one.readyState > 1, {}, film);
    await axe(guest, "a shared recording");
    await fitsSideways(guest, "a shared recording");
    await shot(guest, `shared-${size.width}`);
  }
  const late = await pages.visit("/shared#old", OFFICE);
  await shows(late, "Liên kết đã hết hạn hoặc đã được thu hồi.");
});

test("S-53: the class of each kind of meetings is a setting", async () => {
  const page = await enterAs("quantri", "/settings");
  const select = await find(page, "gb-retention-list >>> select");
  await select.select("10_nam");
  await shows(page, "Đã lưu.");
  assert.ok([...pages.server.rest.state.retention.values()].includes("10_nam"));
});
