// Statistics, operation log, line report and targets in a real browser.  DIST=build/web/dist node --test test/browser_reports.mjs
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

for (const size of [OFFICE, PHONE]) {
  test(`S-01: statistics with targets, of any period, at ${size.width}x${size.height}`, async () => {
    const page = await enterAs("thuky", "/statistics", size);
    await shows(page, "70,0%");
    await shows(page, "trên 50%");
    await shows(page, "Chưa đạt");
    await shows(page, "Trung ương – tỉnh");
    await fitsSideways(page, "statistics");
    await axe(page, "statistics");
    const from = await find(page, "gb-date-time-field#from >>> input.text");
    await from.click({ clickCount: 3 });
    await from.type("16/10/2025");
    await page.keyboard.press("Tab");
    pages.server.rest.state.calls = [];
    await press(page, "Xem");
    await shows(page, "Theo tháng");
    const link = await page.evaluate((a) => a.href, await find(page, 'a[href*="statistics.csv?from=2025-10-16"]'));
    assert.match(link, /to=\d{4}-\d\d-\d\d/);
    assert.deepEqual(page.faults, []);
  });
}

test("the operation log: what the server saw, what people enter", async () => {
  const page = await enterAs("vanhanh", "/meetings/m-0/operation-log");
  await shows(page, "Mất kết nối");
  await shows(page, "Có tiếng vang");
  await shows(page, "Chưa thử");
  await axe(page, "operation log");
  await fitsSideways(page, "operation log");
  const crew = await find(page, "#crew");
  await crew.type(", Kỹ thuật viên 02");
  await press(page, "Lưu");
  await shows(page, "Đã lưu.");
  assert.match(pages.server.rest.state.notes.crew, /Kỹ thuật viên 02/);
  await press(page, "Micro hỏng");
  await find(page, "gb-form-dialog >>> dialog[open]");
  await axe(page, "incident");
});

test("the line report: the worst first, the days are chosen", async () => {
  const page = await enterAs("vanhanh", "/line-report");
  await shows(page, "Vượt 90%");
  await axe(page, "line report");
  await (await find(page, "#days")).select("31");
  await find(page, 'a[href$="line-report.csv?days=31"]');
  assert.ok(pages.server.rest.state.calls.includes("GET /line-report"));
});

for (const size of [OFFICE, PHONE]) {
  test(`S-23, S-27: the board of the checks at ${size.width}x${size.height}: who is ready, the next step in plain words, whom to phone`, async () => {
    const page = await enterAs("vanhanh", "/meetings/m-1/lines", size);
    await shows(page, "Không tìm thấy camera. Kiểm tra dây kết nối và nguồn của camera.");
    await shows(page, "5 Chưa đạt");
    await shows(page, "6 Sẵn sàng");
    await shows(page, "Chưa kết nối. Gọi kỹ thuật viên, mời điểm cầu vào phiên thử.");
    await axe(page, "board of checks");
    await fitsSideways(page, "board of checks");
    assert.equal(await page.evaluate((a) => a.getAttribute("href"), await find(page, ".phone")), "tel:0297386000");
    await (await find(page, "gb-line-board-page >>> .tally .poor")).click();
    assert.equal((await page.$$("gb-app >>> gb-line-board-page >>> tbody tr")).length, 5);
    assert.equal(new URL(page.url()).search, "?only=poor");
    await (await find(page, 'button[aria-label^="Lịch sử kiểm tra: Điểm cầu Hòn Đất"]')).click();
    await shows(page, "chưa thử vọng");
    await axe(page, "history of a site's checks");
    await page.keyboard.press("Escape");
    assert.deepEqual(page.faults, []);
  });
}

test("S-23: the board follows what the server finds; on paper it is the table with all sites and no buttons", async () => {
  const { lines } = pages.server.rest.state;
  const page = await enterAs("vanhanh", "/meetings/m-1/lines");
  await shows(page, "5 Chưa đạt");
  lines.checks.set(2, ["good cam_ok", "good mic_ok", "good echo_ok", "good net_ok"]);
  await shows(page, "4 Chưa đạt");
  lines.checks.clear();
  await page.emulateMediaType("print");
  const seen = await page.evaluate(() => {
    const board = document.querySelector("gb-app").shadowRoot.querySelector("gb-line-board-page").shadowRoot;
    const isSeen = (selector) => [...board.querySelectorAll(selector)].some((element) => element.checkVisibility());
    return { rows: [...board.querySelectorAll("tbody tr")].filter((row) => row.checkVisibility()).length, printed: isSeen(".paper"), buttons: isSeen("button, .actions"), phones: isSeen(".phone") };
  });
  assert.deepEqual(seen, { rows: 15, printed: true, buttons: false, phones: true });
  await page.emulateMediaType("screen");
  lines.running = false;
  await page.reload();
  await shows(page, "Phòng họp chưa mở. Đây là kết quả đã lưu của lần kiểm tra trước.");
  lines.running = true;
});

test("S-23: a technician finds the board on the meeting's page, and the door of the trial", async () => {
  const page = await enterAs("kt.hondat", "/meetings/m-0");
  await shows(page, "Vào phiên thử");
  await (await find(page, 'a[href="/meetings/m-0/lines"]')).click();
  await find(page, "gb-line-board-page >>> tbody tr.good");
});

test("S-02: targets are data: relations, threshold, strict; what is wrong is said", async () => {
  const page = await enterAs("quantri", "/statistics/targets");
  await find(page, "#name0");
  await axe(page, "targets");
  const percent = await find(page, "#percent1");
  await percent.click({ clickCount: 3 });
  await percent.type("55.5");
  await page.keyboard.press("Tab");
  await press(page, "Lưu");
  await shows(page, "Đã lưu.");
  assert.equal(pages.server.rest.state.targets[1].threshold, 55.5);
  await press(page, "Thêm chỉ tiêu");
  await find(page, "#name2");
  await press(page, "Lưu");
  await shows(page, "Quan hệ của chỉ tiêu: không được để trống.");
});
