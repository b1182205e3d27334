// The minutes' page against the fake server: written, kept over a reload, led on.  node --test test/browser_minutes.mjs
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { LONG, startPages } from "./browser_pages.mjs";
import { axe, find, fitsSideways, press, shows, visitAs } from "./office_pages.mjs";

const DIST = process.env.DIST ?? "../build/web/dist";
const OFFICE = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };
const ADDRESS = "/meetings/m-3/minutes";

let pages;
before(async () => {
  pages = await startPages({ dist: DIST });
});
after(() => pages.close());

const stored = () => pages.server.rest.state.minutes.get("m-3");
const until = async (page, done) => {
  for (const end = Date.now() + LONG.timeout; !done(); ) {
    assert.ok(Date.now() < end, "in vain");
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
};

test("S-09, S-10: the secretary writes what was said and concluded; a reload loses nothing; the chair and the clerk lead it on", async () => {
  const page = await visitAs(pages, "thuky", ADDRESS, OFFICE);
  await shows(page, "Dự thảo");
  await axe(page, "minutes");
  await (await find(page, 'gb-item-list >>> textarea[aria-label="Nội dung 1"]')).type("Đề nghị hỗ trợ.");
  await until(page, () => stored()?.reports[0].text === "Đề nghị hỗ trợ." || stored()?.speeches[0].text === "Đề nghị hỗ trợ.");
  await (await find(page, '[data-list="conclusions"] gb-item-list >>> button')).click();
  await page.keyboard.type("Giao Sở A"); // the new line has the focus
  await page.reload(); // before the pause
  await find(page, 'gb-item-list >>> textarea[aria-label="Nội dung kết luận 1"]');
  await until(page, () => stored()?.conclusions[0]?.text === "Giao Sở A");
  await press(page, "Trình chủ tọa");
  await until(page, () => stored().state === "submitted");
  await shows(page, "Chờ duyệt");
  assert.equal(await page.$("gb-app >>> gb-item-list >>> textarea:not([readonly])"), null);
  await page.setViewport(PHONE);
  await fitsSideways(page, "minutes on a telephone");
  assert.deepEqual(page.faults, []);

  const chair = await visitAs(pages, "chutoa", ADDRESS, OFFICE);
  await press(chair, "Duyệt biên bản");
  await until(chair, () => stored().state === "approved");
  const clerk = await visitAs(pages, "vanthu", ADDRESS, OFFICE);
  await press(clerk, "Cấp số, ban hành");
  await (await find(clerk, 'gb-form >>> [data-name="number"]')).type("5");
  await press(clerk, "Xác nhận");
  await until(clerk, () => stored().state === "issued");
  await shows(clerk, "05/BB-UBND");
  await axe(clerk, "issued");
  assert.deepEqual([...chair.faults, ...clerk.faults], []);
});

test("S-48: the clerk puts the signed file with the minutes: a PDF, whose hash is shown; then there is no other", async () => {
  pages.server.rest.state.minutes.set("m-3", { ...stored(), state: "approved", signed_name: "", signed_sha256: "" });
  const page = await visitAs(pages, "vanthu", ADDRESS, OFFICE);
  const give = async (name, text) => {
    await shows(page, "Tải lên bản ký số");
    const file = await find(page, 'gb-minutes-steps >>> input[type="file"]');
    await page.evaluate((input, name, text) => {
      const given = new DataTransfer();
      given.items.add(new File([text], name, { type: "application/pdf" }));
      Object.assign(input, { files: given.files }).dispatchEvent(new Event("change"));
    }, file, name, text);
  };
  await give("bien-ban.exe", "MZ");
  await shows(page, "Bản ký số: chỉ nhận tệp PDF.");
  await give("Biên bản đã ký.pdf", "%PDF-1.7 đã ký");
  await shows(page, createHash("sha256").update("%PDF-1.7 đã ký").digest("hex"));
  await shows(page, "Biên bản đã ký.pdf");
  assert.equal(stored().signed_name, "Biên bản đã ký.pdf");
  assert.equal(await page.$('gb-app >>> gb-minutes-steps >>> input[type="file"]'), null);
  await axe(page, "signed minutes");
});

test("what somebody else has written meanwhile is not overwritten unless it is wanted", async () => {
  pages.server.rest.state.minutes.clear();
  const page = await visitAs(pages, "thuky", ADDRESS, OFFICE);
  await (await find(page, 'input[data-name="place"]')).type("!");
  await until(page, () => stored()?.place.endsWith("!"));
  pages.server.rest.state.minutes.set("m-3", { ...stored(), version: 9, place: "Nơi khác" });
  await (await find(page, 'input[data-name="symbol"]')).type("X");
  await shows(page, "Biên bản đã được người khác sửa sau khi mở.");
  assert.equal(stored().place, "Nơi khác");
  await press(page, "Vẫn lưu nội dung của tôi");
  await until(page, () => stored().symbol === "UBNDX");
});

test("S-10: the notices that are due stand on the first page", async () => {
  const page = await visitAs(pages, "vanthu", "/", OFFICE);
  await shows(page, "Hạn 27/11/2026, còn 4 ngày làm việc");
  await axe(page, "home");
});
