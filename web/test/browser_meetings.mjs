// Today's meetings, the calendar, a meeting's form and page, and the console against the fake server.  node --test test/browser_meetings.mjs
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
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
const fill = async (texts) => {
  for (const [name, text] of Object.entries(texts)) {
    const field = await find(page, `gb-form >>> [data-name="${name}"]`);
    await field.click({ clickCount: 3 });
    await field.type(text);
  }
};
const clickOn = async (selector) => (await find(page, selector)).click();

const ADDRESSES = [
  ["/", "Cuộc họp hôm nay"], ["/meetings", "Tháng"], ["/meetings/new", "Thêm nội dung"], ["/meetings/m-0", "Điểm cầu được mời"],
  ["/meetings/m-0/attendance", "Giang Thành"],
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

test("S-36: a correction of the attendance is a second line, and the file's hash stays; it is confirmed", async () => {
  await go("/meetings/m-0/attendance");
  await shows(page, office().attendance.sha256);
  await clickOn("gb-table >>> button.open");
  await (await find(page, 'gb-form >>> [data-name="value"]')).type("12");
  await press(page, "Lưu");
  await shows(page, "sau khi chốt số liệu");
  assert.equal(office().attendance.rows[0].corrections[0].value, "12");
  await press(page, "Xác nhận kết quả điểm danh");
  await shows(page, "thuky đã xác nhận lúc");
  await axe(page, "attendance, corrected");
});

test("the pictures of the roll call stand with the attendance, with site, time and hash", async () => {
  await go("/meetings/m-0/attendance");
  const shown = await find(page, 'gb-still-list >>> img[alt="Giồng Riềng, chụp lúc 28/03/2018 08:03:15"]');
  await shown.scrollIntoView();
  await page.waitForFunction((img) => img.complete && img.naturalWidth === 640, LONG, shown);
  assert.match(await page.evaluate((img) => img.closest("a").href, shown), /\/meetings\/m-0\/stills\/2$/);
});

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

test("S-04: a meeting at once: title, sites and the declaration, then the console", async () => {
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
  await press(page, "Chương trình");
  await press(page, "Chuyển sang nội dung 1");
  await clickOn('button[aria-label="Chuyển đến: Ý kiến các điểm cầu"]');
  await shows(page, "Chuyển sang nội dung 4");
  await axe(page, "console, agenda");
  const { number, text } = said("agenda");
  assert.deepEqual([number, text], [3, "Ý kiến các điểm cầu"]);
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

test("S-27: what the watch finds stands in the site's row with its name; who disturbs is muted by itself if that is wanted", async () => {
  pages.server.conduct.watch("s1", ["black"]);
  pages.server.conduct.watch("s2", ["silent", "line"]);
  pages.server.conduct.watch("s3", ["howling"], "howling");
  await shows(page, "3 điểm cầu có sự cố hình, tiếng");
  const rowOf = (name) => page.$$eval("gb-app >>> gb-site-board >>> tbody tr[aria-rowindex]", (rows, name) => rows.find((row) => row.innerText.includes(name))?.innerText, name);
  assert.match(await rowOf("Điểm cầu Rạch Giá"), /Hình đen/);
  assert.match(await rowOf("Điểm cầu Hà Tiên"), /Micro không có tiếng\s+Đường truyền yếu/);
  assert.match(await rowOf("Điểm cầu Kiên Lương"), /Tiếng hú[^]*Tự tắt: tiếng hú/);
  await axe(page, "console, watched");
  await (await find(page, "label ::-p-text(Chỉ điểm cầu có sự cố)")).click();
  await page.waitForFunction(() => {
    const board = document.querySelector("gb-app").shadowRoot.querySelector("gb-console-page").shadowRoot.querySelector("gb-site-board").shadowRoot;
    return board.querySelectorAll("tbody tr[aria-rowindex]").length === 3;
  }, LONG);
  await (await find(page, "label ::-p-text(Chỉ điểm cầu có sự cố)")).click();
  await (await find(page, "label ::-p-text(Tự tắt micro)")).click();
  await pages.heard(page, () => said("auto_mute"));
  assert.deepEqual(said("auto_mute").on, true);
  await clickOn('button[aria-label="Thao tác khác: Điểm cầu Rạch Giá"]');
  await shows(page, "Mở nắp che ống kính, bật đèn phòng họp");
  await shows(page, "Tổ kỹ thuật Rạch Giá");
  await find(page, 'gb-site-sheet >>> a[href^="tel:"]');
  await axe(page, "a site's sheet");
  await press(page, "Sang trái"); // it goes as long as the button is held
  await pages.heard(page, () => said("camera")?.move === "stop");
  await (await find(page, "label ::-p-text(Ghi nhớ vị trí hiện tại)")).click();
  await clickOn('button[aria-label="Vị trí 2"]');
  await pages.heard(page, () => said("camera_preset"));
  const { site, number, action } = said("camera_preset");
  assert.deepEqual([site, number, action], ["s1", 1, "store"]);
  await page.keyboard.press("Escape");
  pages.server.conduct.watch("s1", []);
  await shows(page, "2 điểm cầu có sự cố hình, tiếng");
  assert.equal(await page.evaluate((a) => a.getAttribute("href"), await find(page, "a.checks")), "/meetings/m-1/lines");
  assert.deepEqual(page.faults, []);
});

test("S-11: the button of the still picture keeps a file that the server has named", async () => {
  const downloadPath = mkdtempSync(path.join(tmpdir(), "giaoban-hinh-"));
  const browser = await page.browser().target().createCDPSession();
  await browser.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath, browserContextId: page.browserContext().id, eventsEnabled: true });
  const kept = new Promise((done) => browser.on("Browser.downloadProgress", ({ state }) => state === "completed" && done()));
  await press(page, "Chụp hình");
  await shows(page, "Đã lưu hình: m-1_2026-11-22_08-05-00.jpg");
  await kept;
  assert.equal(readFileSync(path.join(downloadPath, "m-1_2026-11-22_08-05-00.jpg"), "latin1"), "JPEG");
  rmSync(downloadPath, { recursive: true });
});

test("help to one site: a layout of its own, and back (S-22)", async () => {
  for (const layout of ["speaker", ""]) {
    await clickOn('button[aria-label="Thao tác khác: Điểm cầu Kiên Lương"]');
    await press(page, "Bố cục riêng của điểm cầu");
    await (await find(page, 'gb-form >>> [data-name="layout"]')).select(layout);
    await axe(page, "own layout");
    await press(page, "Lưu");
    await pages.heard(page, () => said("site_layout")?.layout === layout);
    if (layout) await shows(page, "Bố cục riêng");
  }
});

test("S-16: the recording is begun, paused and ended from the console, which tells how long it is and what is wrong with it", async () => {
  const steps = [["Bắt đầu ghi hình", "begin", /Đang ghi hình\s+01:0\d/], ["Tạm dừng ghi hình", "pause", /Tạm dừng ghi hình\s+01:01/], ["Ghi tiếp", "resume", /Đang ghi hình/]];
  const control = () => page.$eval("gb-app >>> gb-recording-control", (element) => element.shadowRoot.textContent);
  await (await find(page, "gb-recording-control >>> #stems")).click();
  for (const [name, action, shown] of steps) {
    await (await find(page, `::-p-aria([name="${name}"][role="button"])`)).click();
    await pages.heard(page, () => said("record")?.action === action);
    assert.equal(said("record").stems, action === "begin" ? true : undefined);
    await page.waitForFunction((text) => new RegExp(text).test(document.querySelector("gb-app").shadowRoot.querySelector("gb-console-page").shadowRoot.querySelector("gb-console-bar").shadowRoot.querySelector("gb-recording-control").shadowRoot.textContent), LONG, shown.source);
  }
  pages.server.conduct.record("resume", { alarms: ["late", "nearly_full"] });
  await shows(page, "Ổ đĩa chậm, ghi hình bị trễ");
  await axe(page, "console, recording");
  const ids = [...pages.server.sites.keys()];
  pages.server.broadcast({ type: "record_told", recording: 7, site: ids[2], how: "seen" });
  await press(page, `Đã biết 3/${ids.length}`);
  await shows(page, "Đã thông báo, chưa xác nhận");
  await axe(page, "console, who was told");
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, "console_told.png") });
  await page.keyboard.press("Escape");
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, "console_recording.png") });
  await (await find(page, '::-p-aria([name="Dừng ghi hình"][role="button"])')).click();
  await shows(page, "Tệp sẽ được hoàn tất");
  pages.server.conduct.record("end", { reason: "disk_full" });
  await press(page, "Hủy");
  await shows(page, "ổ đĩa đầy. Phiên họp vẫn tiếp tục.");
  assert.match(await control(), /Bắt đầu ghi hình/);
  assert.deepEqual(page.faults, []);
});

test("the console's other panels: vote, chat, layouts", async () => {
  await press(page, "Biểu quyết");
  await shows(page, "Đã biểu quyết 11/15 điểm cầu");
  await shows(page, "15 điểm cầu có quyền biểu quyết, 14 đang kết nối");
  await shows(page, "Chưa biểu quyết");
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

test("the roll call: one key a site, the next one is called at once, the last one ends it, and it is confirmed", async () => {
  await press(page, "Điểm danh");
  await find(page, "gb-roll-panel");
  await press(page, "Điểm danh lần lượt");
  await shows(page, "Đã điểm danh 0/");
  await pages.heard(page, () => said("roll_call"));
  const { sites } = pages.server.state.proceedings.roll;
  await (await find(page, "gb-roll-panel >>> .now")).focus();
  for (const key of ["1", "2", "Space", "Backspace", "4"]) await page.keyboard.press(key);
  await pages.heard(page, () => pages.said("roll_mark").length === 3);
  assert.deepEqual(pages.said("roll_mark").map(({ site, answer }) => [site, answer]), [[sites[0].site, "present"], [sites[1].site, "picture_only"], [sites[2].site, "no_answer"]]);
  assert.equal(said("roll_call").site, sites[3].site);
  await axe(page, "roll call");
  await (await find(page, "gb-roll-panel >>> .now")).focus();
  for (let n = 3; n < sites.length; n += 1) await page.keyboard.press("1");
  await pages.heard(page, () => said("roll_end"));
  await shows(page, "Kết quả chờ xác nhận.");
  await press(page, "Xác nhận kết quả điểm danh");
  await shows(page, "Thư ký xác nhận lúc");
  assert.equal(pages.said("roll_mark").length, sites.length);
  assert.deepEqual(page.faults, []);
});

test("how many people sit at a site: what cannot be is told at its field", async () => {
  await clickOn('gb-roll-panel >>> li button');
  await find(page, "gb-form");
  await fill({ convened: "12", present: "11", excused: "2" });
  await press(page, "Lưu");
  await shows(page, "Số vắng mặt nhiều hơn số đại biểu còn thiếu.");
  await axe(page, "people of a site");
  await fill({ excused: "1" });
  await press(page, "Lưu");
  await shows(page, "Số đại biểu: được triệu tập 12, có mặt 11");
  assert.deepEqual([said("heads").excused, said("heads").unexcused], [1, 0]);
  assert.deepEqual(page.faults, []);
});

test("devices of rooms are called from the console: one, all that are away, one at an address that is typed in; and taken back", async () => {
  const { sip, sites, invited } = office();
  const button = (name) => `button[aria-label="${name}"]`;
  const tell = (site, state, reason = "") => pages.server.broadcast({ type: "site_call", site: `code:${site}`, code: site, state, reason, tries: 1, next: "" });
  const asked = (count) => pages.heard(page, () => sip.called.length === count).then(() => sip.called.at(-1));
  sites.push({ ...sites[0], code: "kg-tc", name: "Điểm cầu Thổ Châu" }, { ...sites[0], code: "kg-hs", name: "Điểm cầu Hòn Sơn" });
  invited.set("m-1", sites.map(({ code }) => code));
  Object.assign(sip, { served: true, deviceless: ["kg-hs"] });
  await go("/");
  await go("/console/m-1");
  await clickOn(button("Gọi điểm cầu Điểm cầu Thổ Châu"));
  assert.deepEqual(await asked(1), { site: "kg-tc" });
  tell("kg-tc", "ringing");
  await shows(page, "Đang đổ chuông…");
  await axe(page, "console, calling");
  await clickOn(button("Dừng gọi điểm cầu Điểm cầu Thổ Châu"));
  assert.deepEqual(await asked(2), { stop: "kg-tc" });
  tell("kg-tc", "over", "busy");
  await shows(page, "Máy bận");
  await clickOn(button("Gọi điểm cầu Điểm cầu Hòn Sơn"));
  await shows(page, "Điểm cầu chưa có thiết bị SIP");
  await fill({ uri: "sip:phong-hop@192.0.2.9" });
  await page.keyboard.press("Enter");
  assert.deepEqual(await asked(3), { site: "kg-hs", uri: "sip:phong-hop@192.0.2.9" });
  await press(page, "Gọi điểm cầu vắng");
  assert.deepEqual(await asked(4), { all: true });
  await shows(page, "Đang gọi 2 điểm cầu.");
  assert.deepEqual(page.faults.splice(0).filter((fault) => !/409/.test(fault)), []);
});

test("S-25: console and meeting's page say how a room's device dials in: its string, or the address, the number and the PIN", async () => {
  const dialled = async () => {
    for (const words of ["sip:m-1@hop.example.vn", "sips:m-1@hop.example.vn", "192.0.2.5", "61#", "mã điểm cầu và mã PIN"]) await shows(page, words);
  };
  await clickOn('button[aria-label="Gọi vào (SIP)"]');
  await dialled();
  await axe(page, "console, dialling in");
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, "console_dial_in.png") });
  await press(page, "Đóng");
  await go("/meetings/m-1");
  await shows(page, "Vào họp bằng thiết bị phòng họp (SIP)");
  await dialled();
  await axe(page, "meeting, dialling in");
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, "meeting_dial_in.png") });
  await page.setViewport(PHONE);
  await fitsSideways(page, "dialling in on a telephone");
  await page.setViewport(OFFICE);
  office().sip.served = false;
  office().calls.length = 0;
  await go("/");
  await find(page, "gb-home-page");
  await go("/meetings/m-1");
  await pages.heard(page, () => office().calls.includes("GET /meetings/m-1/dial-in"));
  await shows(page, "Điểm cầu được mời");
  assert.equal(await page.$("gb-app >>> gb-dial-in >>> dl"), null);
});

test("S-22: a technician goes in as the own site with nothing to type; the clerk has no way in", async () => {
  const technician = await visitAs(pages, "kt.hondat", "/", OFFICE);
  await shows(technician, "Cuộc họp hôm nay");
  await (await find(technician, "gb-home-page >>> a.enter")).click();
  await technician.waitForFunction(() => location.pathname === "/join");
  await find(technician, "gb-join-form");
  assert.equal(await technician.$("gb-join-form >>> #site"), null, "the link says which site it is");
  await technician.browserContext().close();
  const clerk = await visitAs(pages, "vanthu", "/", OFFICE);
  await shows(clerk, "Cuộc họp hôm nay");
  assert.equal(await clerk.$("gb-home-page >>> a.enter"), null);
  await clerk.browserContext().close();
});
