// Copies and packages against the fake server.  node --test test/browser_copies.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LONG, startPages } from "./browser_pages.mjs";
import { axe, find, fitsSideways, press, shows, visitAs } from "./office_pages.mjs";

const DIST = process.env.DIST ?? "../build/web/dist";
const OFFICE = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

let pages;
before(async () => {
  pages = await startPages({ dist: DIST });
});
after(() => pages.close());

test("S-54: the clerk has the package of a meeting made, sees how far it is, saves it and takes it away", async () => {
  const meeting = pages.server.rest.state.meetings.find(({ state }) => state === "ended");
  const page = await visitAs(pages, "vanthu", `/meetings/${meeting.code}`, OFFICE);
  await (await find(page, 'gb-copy-panel >>> input[name="recipient"]')).type("Lưu trữ lịch sử tỉnh");
  await press(page, "Tạo hồ sơ");
  await find(page, "gb-copy-panel >>> progress");
  await axe(page, "a package that is being made");
  await find(page, 'gb-copy-panel >>> a[href$="/copies/1/file"]', LONG);
  assert.equal(pages.server.rest.state.copies[0].recipient, "Lưu trữ lịch sử tỉnh");
  await shows(page, "Tải về (12 MB)");
  await axe(page, "a package");
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/copies.png`, fullPage: true });
  await page.setViewport(PHONE);
  await fitsSideways(page, "a package on a telephone");
  await page.setViewport(OFFICE);
  await (await find(page, 'gb-copy-panel >>> li button')).click();
  await (await find(page, "gb-confirm >>> button.danger")).click();
  for (const end = Date.now() + LONG.timeout; pages.server.rest.state.copies.length > 0; ) {
    assert.ok(Date.now() < end, "it stays");
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  assert.deepEqual(page.faults, []);
});
