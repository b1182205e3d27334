// Today's meetings, the calendar, a meeting's form and page, and the console against the fake server.  node --test test/browser_meetings.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LONG, startPages } from "./browser_pages.mjs";
import { axe, find, fitsSideways, press, shows, visitAs } from "./office_pages.mjs";

const DIST = process.env.DIST ?? "../build/web/dist";
const OFFICE = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };
const DRAWN_MAX_MS = 4000; // 500 meetings on a machine that does other things as well; a tenth of it on an idle one

let pages;
let page;

before(async () => {
  pages = await startPages({ dist: DIST });
  page = await visitAs(pages, "thuky", "/", OFFICE);
});
after(() => pages.close());

const go = (address) => page.evaluate((address) => history.pushState(null, "", address) ?? dispatchEvent(new PopStateEvent("popstate")), address);
const said = (type) => pages.said(type).at(-1);
const office = () => pages.server.rest.state;
const clickOn = async (selector) => (await find(page, selector)).click();

const ADDRESSES = [
  ["/", "Cuộc họp hôm nay"], ["/meetings", "Tháng"], ["/meetings/new", "Thêm nội dung"], ["/meetings/m-0", "Chương trình họp"],
];
for (const [address, words] of ADDRESSES) {
  test(`${address}: no fault of axe, nothing wider than the screen`, async () => {
    await go(address);
    await shows(page, words);
    await axe(page, address);
    await page.setViewport(PHONE);
    await fitsSideways(page, `${address} on a telephone`);
    await page.setViewport(OFFICE);
  });
}

test("500 meetings: the list is there at once and is searched without accents", async () => {
  await go("/meetings");
  await press(page, "Tuần");
  await find(page, "gb-week-grid");
  await axe(page, "week");
  const began = Date.now();
  await press(page, "Danh sách");
  await shows(page, "Số dòng:");
  assert.ok(Date.now() - began < DRAWN_MAX_MS, `${Date.now() - began} ms`);
  await (await find(page, "gb-search-field >>> input")).type("tong ket");
  await page.waitForFunction(() => {
    const rows = document.querySelector("gb-app").shadowRoot.querySelector("gb-calendar-page").shadowRoot.querySelector("gb-table").shadowRoot.querySelectorAll("tbody th");
    return rows.length > 0 && [...rows].every((row) => row.innerText.includes("tổng kết"));
  }, LONG);
  await axe(page, "list");
});

test("a meeting at once: title, sites and the declaration, then the console", async () => {
  await go("/");
  await press(page, "Họp đột xuất");
  await (await find(page, 'gb-form >>> [data-name="title"]')).type("Họp đột xuất về phòng, chống thiên tai");
  await press(page, "Họp ngay");
  await shows(page, "Cần đánh dấu vào ô này."); // the declaration
  await clickOn('gb-form >>> [data-name="nosecret"]');
  await press(page, "Họp ngay");
  await find(page, "gb-console-page");
  const made = office().meetings.at(-1);
  assert.deepEqual([made.title, made.adhoc, made.nosecret, office().invited.get(made.code).length], ["Họp đột xuất về phòng, chống thiên tai", true, true, 15]);
});

test("the console: no fault of axe, its commands are said to the server, and what the server says is shown", async () => {
  await go("/console/m-1");
  await find(page, "gb-site-board >>> tbody th");
  pages.server.conduct.busy(160);
  await shows(page, "Đã kết nối 151/160 điểm cầu"); // who is invited and here stands there once
  await axe(page, "console");
  const drawn = await page.$$eval("gb-app >>> gb-site-board >>> tbody tr[aria-rowindex]", (rows) => rows.length);
  assert.ok(drawn < 60, `${drawn} of 160 rows drawn`);
  await clickOn('button[aria-label="Chuyển lên: Điểm cầu An Biên"]');
  await pages.heard(page, () => said("queue"));
  assert.deepEqual(said("queue").sites, ["s7", "s9", "s4"]);
  await clickOn('button[aria-label="Cho vào: Điểm cầu Hòn Tre"]');
  await press(page, "Kết thúc phát biểu");
  await shows(page, "Chưa mời điểm cầu nào phát biểu.");
  await press(page, "Tắt micro tất cả (trừ chủ tọa)");
  await pages.heard(page, () => said("mute"));
  assert.deepEqual([said("admit").site, said("floor").site, said("mute").site, said("mute").on], ["kg-khach", "", "*", true]);
  await press(page, "Kết thúc phiên họp");
  await shows(page, "Kết thúc phiên họp và ngắt kết nối tất cả điểm cầu?");
  assert.equal(said("end"), undefined);
  await press(page, "Hủy");
  assert.deepEqual(page.faults, []);
});

test("the console's other panels: vote, chat, layouts", async () => {
  await press(page, "Biểu quyết");
  await shows(page, "Đã biểu quyết 11/15 điểm cầu");
  await axe(page, "vote");
  await press(page, "Trao đổi");
  await (await find(page, "gb-chat-panel >>> #text")).type("Đề nghị các điểm cầu kiểm tra âm thanh");
  await page.keyboard.press("Enter");
  await pages.heard(page, () => said("chat"));
  await shows(page, "Đề nghị các điểm cầu kiểm tra âm thanh");
  await axe(page, "chat");
  await press(page, "Bố cục hình ảnh");
  await find(page, "gb-layout-panel");
  await axe(page, "layouts");
});
