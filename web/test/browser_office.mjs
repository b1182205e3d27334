// The office's frame and login in a real browser against the fake server.  DIST=build/web/dist node --test test/browser_office.mjs
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { LONG, startPages } from "./browser_pages.mjs";
import { PASSWORD } from "./fake_rest.mjs";
import { axe, find, fitsSideways, logIn, press, shows, visitAs } from "./office_pages.mjs";

const DIST = process.env.DIST ?? "../build/web/dist";
const PHONE = { width: 390, height: 844, touch: true };

let pages;

before(async () => {
  pages = await startPages({ dist: DIST });
});
after(() => pages.close());
afterEach(async () => {
  await pages.leave();
  for (const account of pages.server.rest.state.accounts.values()) Object.assign(account, { password: PASSWORD, must_change: false, tries: 0, totp: undefined, must_enrol: false });
  Object.assign(pages.server.rest.state, { calls: [], idle_s: 900, fail: null });
});

const visit = (address, size) => pages.visit(address, size);
const enterAs = (username, address, size) => visitAs(pages, username, address, size);

test("a stranger finds two ways in and the notice of the house; the server is asked for its texts and nothing else", async () => {
  const page = await visit("/");
  await shows(page, "Dành cho điểm cầu");
  await axe(page, "entrance");
  await shows(page, "Chỉ sử dụng cho công việc của cơ quan.");
  assert.deepEqual(pages.server.rest.state.calls.toSorted(), ["GET /texts/banner", "GET /texts/notice_login", "GET /texts/notice_secret"]);
  assert.deepEqual(page.faults, []);
  await (await find(page, "a.join")).click();
  await shows(page, "Chuẩn bị vào họp");
  assert.equal(new URL(page.url()).pathname, "/join");
});

test("S-19: a site's standing link asks for its PIN and leads to the devices", async () => {
  const page = await visit("/join?site=kg-900");
  await (await find(page, "#pin")).type("000000");
  await press(page, "Tiếp tục");
  await shows(page, "Mã điểm cầu hoặc mã PIN không đúng.");
  await axe(page, "site entry");
  await (await find(page, "#pin")).click({ clickCount: 3 });
  await (await find(page, "#pin")).type("483920");
  await page.keyboard.press("Enter");
  await shows(page, "Vào họp với tên điểm cầu: Điểm cầu Hà Tiên");
});

test("login: a wrong password tells the tries left, the sixth that the account is locked and whom to call", async () => {
  const page = await visit("/");
  await logIn(page, "thuky", "sai");
  await shows(page, "Tên đăng nhập hoặc mật khẩu không đúng. Còn 4 lần thử.");
  pages.server.rest.state.accounts.get("thuky").tries = 5;
  await (await find(page, "gb-password-field >>> input")).type(PASSWORD);
  await page.keyboard.press("Enter");
  await shows(page, "Tài khoản đã bị khóa. Liên hệ quản trị hệ thống: (số điện thoại).");
  await axe(page, "locked");
});

test("login with the code of the authenticator", async () => {
  pages.server.rest.state.accounts.get("quantri").totp = "123456";
  const page = await visit("/");
  await logIn(page, "quantri");
  await (await find(page, "#totp")).type("123456");
  await page.keyboard.press("Enter");
  await find(page, "gb-office-frame");
  assert.equal(pages.server.rest.state.accounts.get("quantri").notice, 3, "which notice was seen is told with the login");
});

test("an administrator without the second factor sets it up before anything else", async () => {
  pages.server.rest.state.accounts.get("quantri").must_enrol = true;
  const page = await visit("/units");
  await logIn(page, "quantri");
  await press(page, "Cài đặt xác thực hai lớp");
  await find(page, "gb-qr-code >>> path");
  await axe(page, "enrol");
  await (await find(page, "#code")).type("000000");
  await press(page, "Xác nhận");
  await shows(page, "Mã xác thực không đúng.");
  await (await find(page, "#code")).click({ clickCount: 3 });
  await (await find(page, "#code")).type("123456");
  await press(page, "Xác nhận");
  await find(page, "gb-units-page");
});

test("the first login leads to a new password and nowhere else", async () => {
  pages.server.rest.state.accounts.get("thuky").must_change = true;
  const page = await visit("/password");
  await logIn(page, "thuky");
  await shows(page, "Vui lòng đổi mật khẩu ở lần đăng nhập đầu tiên.");
  await axe(page, "first password");
  const fields = await page.$$("gb-app >>> gb-password-form >>> input");
  for (const [i, text] of [PASSWORD, "Moi-hon-2", "Moi-hon-3"].entries()) await fields[i].type(text);
  await press(page, "Đổi mật khẩu");
  await shows(page, "Hai lần nhập mật khẩu mới không giống nhau.");
  await fields[2].click({ clickCount: 3 });
  await fields[2].type("Moi-hon-2");
  await page.keyboard.press("Enter");
  await find(page, "gb-office-frame");
  assert.equal(pages.server.rest.state.accounts.get("thuky").password, "Moi-hon-2");
});

for (const size of [{ width: 1366, height: 768 }, { width: 683, height: 384 }, PHONE]) {
  test(`the frame at ${size.width}x${size.height}: account menu, navigation, no fault of axe`, async () => {
    const page = await enterAs("quantri", "/", size);
    await shows(page, "Xin chào, Quản trị hệ thống");
    await fitsSideways(page, "home");
    await (await find(page, "gb-account-menu >>> summary")).click();
    await axe(page, "frame");
    await press(page, "Đăng xuất");
    await shows(page, "Dành cho điểm cầu");
    assert.deepEqual(page.faults, []);
  });
}

test("idle: the work is shut, the password opens it again, and what was typed is still there", async () => {
  pages.server.rest.state.idle_s = 1;
  const page = await enterAs("quantri", "/password");
  await (await find(page, "gb-password-form >>> input")).type("dang nhap do");
  const dialog = await find(page, "gb-lock-dialog >>> dialog[open]");
  pages.server.rest.state.idle_s = 900;
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await shows(page, "Phiên làm việc đã hết hạn do không thao tác.");
  await axe(page, "lock");
  await (await find(page, "gb-lock-dialog >>> gb-password-field >>> input")).type(PASSWORD);
  await press(page, "Tiếp tục làm việc");
  await page.waitForFunction((dialog) => !dialog.open, LONG, dialog);
  const kept = await page.evaluate((input) => input.value, await find(page, "gb-password-form >>> input"));
  assert.equal(kept, "dang nhap do");
});

test("an address that is no page says so", async () => {
  const page = await enterAs("thuky", "/password");
  await page.evaluate(() => history.pushState(null, "", "/khong-co") ?? dispatchEvent(new PopStateEvent("popstate")));
  await shows(page, "Không có trang này");
  await axe(page, "missing");
});
