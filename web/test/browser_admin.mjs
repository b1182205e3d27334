// Units, sites, accounts, the log, settings and help in a real browser against the fake server.  node --test test/browser_admin.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LONG, startPages } from "./browser_pages.mjs";
import { axe, find, fitsSideways, press, shows, visitAs } from "./office_pages.mjs";

const DIST = process.env.DIST ?? "../build/web/dist";
const OFFICE = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };
const ZOOMED = { width: 683, height: 384 }; // 1366x768 at 200 %

let pages;
let page;

before(async () => {
  pages = await startPages({ dist: DIST });
  page = await visitAs(pages, "quantri", "/", OFFICE);
});
after(() => pages.close());

const office = () => pages.server.rest.state;
const go = (address) => page.evaluate((address) => history.pushState(null, "", address) ?? dispatchEvent(new PopStateEvent("popstate")), address);
/* Opened anew, with nothing of the test before. */
const open = async (address) => {
  await go("/password");
  await find(page, "gb-password-page");
  await go(address);
};
const clear = async (field) => {
  await field.click({ clickCount: 3 });
  await field.press("Backspace");
};
const search = async (text) => (await find(page, "gb-search-field >>> input")).type(text);
const type = async (selector, text) => (await find(page, selector)).type(text);
/* As keyboards do it: field by field. */
const fill = async (texts) => {
  for (const [name, text] of Object.entries(texts)) await type(`gb-form >>> [data-name="${name}"]`, text);
};

const ADDRESSES = [
  ["/units", "Số dòng: 509"], ["/sites", "Điểm cầu Hà Tiên"], ["/accounts", "Lãnh đạo UBND tỉnh"],
  ["/settings", "Không gửi được 9 lần liên tiếp: HTTP 503"], ["/audit", "10 lần đăng nhập sai từ địa chỉ 192.0.2.7."], ["/help", "Quản trị hệ thống quản lý đơn vị"], ["/help/roles", "Bảng phân quyền"],
];
for (const [address, words] of ADDRESSES) {
  test(`S-59: ${address}: no fault of axe, nothing wider than the screen, in both languages`, async () => {
    await open(address);
    await shows(page, words);
    await axe(page, address);
    for (const size of [ZOOMED, PHONE]) {
      await page.setViewport(size);
      await fitsSideways(page, `${address} at ${size.width}`);
    }
    if (address === "/sites") await axe(page, "on a telephone");
    await page.setViewport(OFFICE);
    await press(page, "EN");
    await page.waitForFunction(() => document.documentElement.lang === "en");
    await fitsSideways(page, `${address} in English`);
    await press(page, "VI");
    assert.deepEqual(page.faults.splice(0), []);
  });
}

// Types a word, and tells how long each letter took from its arrival in the page until it was drawn.
async function typed(field, word) {
  await page.evaluate(() => { window.testsLetters = []; });
  for (const letter of word) await field.press(letter === " " ? "Space" : letter);
  await page.waitForFunction((count) => window.testsLetters.length >= count, {}, word.length);
  return page.evaluate(() => window.testsLetters.sort((a, b) => a - b));
}

test("S-12: 509 units: found without accents well under 200 ms, only those in sight are drawn", async () => {
  await open("/units");
  await shows(page, "Số dòng: 509");
  const field = await find(page, "gb-search-field >>> input");
  await field.evaluate((input) => {
    input.addEventListener("input", (event) => requestAnimationFrame(() => setTimeout(() => window.testsLetters.push(performance.now() - event.timeStamp))));
  });
  // Another program may have had the processor: that only ever adds, and not in each of three rounds.
  let best_ms = Infinity;
  for (let round = 0; round < 3 && best_ms >= 200; round++) {
    await clear(field);
    await shows(page, "Số dòng: 509");
    const took_ms = await typed(field, "hon dat");
    best_ms = Math.min(best_ms, took_ms[3]);
    console.log(`# a letter typed until it is drawn: ${took_ms.map(Math.round).join(" ")} ms`);
  }
  assert.ok(best_ms < 200, `${best_ms} ms`);
  await shows(page, "UBND huyện Hòn Đất");
  await shows(page, "Số dòng: 1");
  await clear(field);
  await shows(page, "Số dòng: 509");
  const drawn = await page.evaluate((table) => table.querySelectorAll("tbody tr[aria-rowindex]").length, await find(page, "gb-table >>> table"));
  assert.ok(drawn < 80, `${drawn} rows drawn`);
});

test("a long table scrolls to its end, sorts, and keeps its head", async () => {
  await open("/units");
  const pane = await find(page, "gb-table >>> .scroll");
  await shows(page, "Số dòng: 509");
  await press(page, "Mã");
  await page.evaluate((pane) => (pane.scrollTop = pane.scrollHeight), pane);
  await page.waitForFunction((pane) => pane.querySelector('tr[aria-rowindex="510"]') !== null, LONG, pane);
  const last = await page.evaluate((pane) => pane.querySelector('tr[aria-rowindex="510"]').innerText, pane);
  assert.match(last, /Sở Y tế/, "S7 is the last of the codes");
});

test("a new unit: what is missing and what the server says stands at its field, nothing typed is lost", async () => {
  await open("/units");
  await press(page, "Thêm đơn vị");
  await fill({ name: "UBND xã Thử" });
  await press(page, "Tạo");
  await shows(page, "Mã: không được để trống.");
  await fill({ code: "903" });
  await page.keyboard.press("Enter");
  await shows(page, "Mã: đã có đơn vị dùng mã này.");
  await axe(page, "a form with a mistake");
  await fill({ code: "-x" });
  await page.keyboard.press("Enter");
  await shows(page, "Đã thêm đơn vị.");
  const made = office().units.find(({ code }) => code === "903-x");
  assert.equal(made.name, "UBND xã Thử");
});

test("a unit is merged into another: chosen by typing without accents", async () => {
  await open("/units");
  await search("kien luong");
  await (await find(page, 'button[aria-label="Kết thúc hoặc sáp nhập: UBND huyện Kiên Lương"]')).click();
  await type('[data-name="valid_to"] >>> .text', "1/7/2025");
  await type('[data-name="successor"] >>> input', "hon dat");
  await page.keyboard.press("Enter");
  await press(page, "Kết thúc đơn vị");
  await shows(page, "Đã kết thúc đơn vị.");
  const { valid_to, successor } = office().units.find(({ code }) => code === "901");
  assert.deepEqual({ valid_to, successor }, { valid_to: "2025-06-30T17:00:00Z", successor: "902" });
});

test("the office keeps its kinds: one more, another name, gone; what is in use stays", async () => {
  const click = async (selector) => (await find(page, selector)).click();
  await open("/settings");
  await shows(page, "Xã, phường, thị trấn");
  await click('gb-word-list[address="/unit-kinds"] >>> .head button');
  await fill({ name: "Khu kinh tế", code: "khu" });
  await press(page, "Tạo");
  await click('button[aria-label="Sửa Khu kinh tế"]');
  await fill({ name: " Phú Quốc" });
  await page.keyboard.press("Enter");
  await shows(page, "Khu kinh tế Phú Quốc");
  await axe(page, "lists of words");
  await click('button[aria-label="Xóa Xã, phường, thị trấn"]');
  await click("gb-confirm >>> button.danger");
  await shows(page, "Mục này đang được sử dụng");
  await click('button[aria-label="Xóa Khu kinh tế Phú Quốc"]');
  await click("gb-confirm >>> button.danger");
  await page.waitForSelector('gb-app >>> button[aria-label="Xóa Khu kinh tế Phú Quốc"]', { ...LONG, hidden: true });
  assert.equal(office().kinds.find(({ code }) => code === "khu"), undefined);
});

test("S-10: the days that no office works are data: one more, a day worked instead, one gone", async () => {
  const click = async (selector) => (await find(page, selector)).click();
  await open("/settings");
  await shows(page, "Quốc khánh");
  for (const [day, kind, name] of [["22/8/2026", "worked", "Làm bù ngày 24/8"], ["30/4/2026", "yearly", "Giải phóng miền Nam"]]) {
    await click("gb-holiday-list >>> .head button");
    await type('gb-form >>> [data-name="day"] >>> .text', day);
    await (await find(page, 'gb-form >>> [data-name="kind"]')).select(kind);
    await fill({ name });
    if (kind === "worked") await axe(page, "a holiday");
    await press(page, "Tạo");
    await find(page, `button[aria-label$="${name}"]`);
  }
  assert.deepEqual(office().holidays.slice(-2), [{ day: "+2026-08-22", name: "Làm bù ngày 24/8" }, { day: "04-30", name: "Giải phóng miền Nam" }]);
  await click('button[aria-label="Xóa 08/02/2027 Tết Nguyên đán"]');
  await click("gb-confirm >>> button.danger");
  await page.waitForSelector('gb-app >>> button[aria-label="Xóa 08/02/2027 Tết Nguyên đán"]', { ...LONG, hidden: true });
  assert.equal(office().holidays.length, 4);
  await click("gb-holiday-list >>> .head button");
  await type('gb-form >>> [data-name="day"] >>> .text', "2/9/2026");
  await (await find(page, 'gb-form >>> [data-name="kind"]')).select("yearly");
  await press(page, "Tạo");
  await shows(page, "Ngày này đã có trong danh sách.");
  await page.reload(); // the form is gone
});

test("CSV: mistakes are told by line and nothing is stored; a good file is taken", async () => {
  await open("/units");
  const before = office().units.length;
  await press(page, "Nhập CSV");
  const give = async (text) => {
    const file = await find(page, 'input[type="file"]');
    await page.evaluate((input, text) => {
      const given = new DataTransfer();
      given.items.add(new File([text], "don-vi.csv", { type: "text/csv" }));
      input.files = given.files;
      input.dispatchEvent(new Event("change"));
    }, file, text);
  };
  await give("code,name\nA1,\nA2,Xã A2\n");
  await shows(page, "Dòng 2: Tên đơn vị: không được để trống.");
  await axe(page, "import with mistakes");
  assert.equal(office().units.length, before);
  await give("code,name\nA1,Xã A1\nA2,Xã A2\n");
  await shows(page, "Sẽ thêm 2 dòng");
  await press(page, "Nhập vào hệ thống");
  await page.waitForFunction((count) => document.querySelector("gb-app").shadowRoot.querySelector("gb-import-dialog") === null && count, LONG, before);
  assert.equal(office().units.length, before + 2);
});

test("the PIN of a site is shown once, with the standing link", async () => {
  await open("/sites");
  await (await find(page, 'button[aria-label="Mã PIN của Điểm cầu Hà Tiên"]')).click();
  await shows(page, "483920");
  await shows(page, `${pages.server.url}/join?site=kg-900`);
  await axe(page, "a PIN");
  await press(page, "Đã ghi lại");
  await page.waitForFunction(() => !document.querySelector("gb-app").shadowRoot.querySelector("gb-secret-dialog"), LONG);
});

test("S-26: where the SIP device of each site is registered, as what, and whether it answers", async () => {
  const marked = (text, site) => find(page, `button[aria-label="${text}: Thiết bị SIP của Điểm cầu ${site}"]`);
  await open("/sites");
  await marked("Không phản hồi", "Hòn Đất");
  await marked("Đã đăng ký", "Giồng Riềng");
  await shows(page, "Chưa đăng ký");
  await (await marked("Đang kết nối", "Rạch Giá")).click();
  for (const text of ["PolycomRealPresenceGroup500/6.2 <b>", "192.0.2.31 (TLS)", "22/11/2026 16:02"]) await shows(page, text);
  await axe(page, "a device");
  await press(page, "Đóng");
  office().devices = { served: true, items: [] };
  await open("/sites");
  await shows(page, "Chưa đăng ký");
  assert.equal(await page.$('gb-app >>> button[aria-label*="Thiết bị SIP của Điểm cầu Rạch Giá"].mark'), null);
});

test("S-29: an account in four fields; its password is shown once and must be changed", async () => {
  await open("/accounts");
  await shows(page, "Số dòng:");
  await press(page, "Thêm tài khoản");
  await find(page, "gb-form");
  const fields = await page.$$("gb-app >>> gb-form >>> [data-name]");
  assert.equal(fields.length, 4);
  await type('[data-name="unit"] >>> input', "so y te");
  await page.keyboard.press("Enter");
  await fill({ name: "Thư ký Sở Y tế", username: "thuky.syt" });
  await press(page, "Tạo");
  await shows(page, "Mot-lan-7x");
  await press(page, "Đã ghi lại");
  await shows(page, "Thư ký Sở Y tế");
  await shows(page, "thuky.syt");
  const { unit, role, must_change } = office().accounts.get("thuky.syt");
  assert.deepEqual({ unit, role, must_change }, { unit: "S7", role: "ky_thuat", must_change: true });
});

test("a group of sites: the operator takes some away and gives it a name", async () => {
  const own = await visitAs(pages, "vanhanh", "/sites/groups", OFFICE);
  await press(own, "15 huyện, thị xã, thành phố");
  await axe(own, "a group");
  await (await find(own, 'input[aria-label="Chọn Điểm cầu Phú Quốc"]')).click();
  await shows(own, "Đã chọn 14 điểm cầu");
  await press(own, "Lưu");
  await shows(own, "Đã lưu.");
  assert.equal(office().groups[0].sites.length, 14);
  await own.browserContext().close();
});

test("a locked account is opened with one press", async () => {
  office().accounts.get("kt.hondat").tries = 5;
  await open("/sites");
  await open("/accounts");
  await shows(page, "Bị khóa");
  await press(page, "Mở khóa");
  await shows(page, "Đã mở khóa tài khoản kt.hondat.");
  assert.equal(office().accounts.get("kt.hondat").tries, 0);
});

test("the log: page by page, filtered, and a broken chain is named", async () => {
  await open("/audit");
  await shows(page, "Số dòng: 100");
  await press(page, "Tiếp");
  await shows(page, "Trang 2");
  await press(page, "Tiếp");
  await shows(page, "Số dòng: 50");
  await type("#q", "account.unlock");
  await press(page, "Lọc");
  await shows(page, "Số dòng: 62");
  office().intact = false;
  await press(page, "Kiểm tra toàn vẹn");
  await shows(page, "bắt đầu từ dòng 42");
});

test("a failed call says what to do, and trying again mends it", async () => {
  office().fail = { path: "/accounts", status: 503, code: "busy", title: "Máy chủ đang bận. Vui lòng thử lại sau." };
  await open("/help");
  await open("/accounts");
  await shows(page, "Máy chủ đang bận. Vui lòng thử lại sau.");
  await axe(page, "a fault");
  await press(page, "Thử lại");
  await shows(page, "Quản trị MCU");
  page.faults.length = 0; // the browser reports the 503, too
});

test("S-24: help is one sheet of A4 for each role; a printed table has all its rows", async () => {
  const sheets = async (address, words) => {
    await open(address);
    await shows(page, words);
    const pdf = Buffer.from(await page.pdf({ format: "A4", margin: { top: "15mm", bottom: "15mm", left: "20mm", right: "15mm" } })).toString("latin1");
    return [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length;
  };
  for (const role of ["quan_tri", "van_hanh", "chu_toa", "thu_ky", "ky_thuat", "van_thu"]) {
    assert.equal(await sheets(`/help/${role}`, "Hướng dẫn sử dụng"), 1, role);
  }
  assert.equal(await sheets("/help/roles", "Bảng phân quyền"), 1, "roles");
  assert.ok((await sheets("/units", "Số dòng: 51")) > 8, "half a thousand rows need more than eight sheets");
});

test("S-42: the operator sees what the installation reports, the secretary does not", async () => {
  const operator = await visitAs(pages, "vanhanh", "/", OFFICE);
  await shows(operator, "10 lần đăng nhập sai từ địa chỉ 192.0.2.7.");
  await axe(operator, "the operator's first page");
  await operator.browserContext().close();
  const secretary = await visitAs(pages, "thuky", "/", OFFICE);
  await shows(secretary, "Cuộc họp hôm nay");
  assert.equal(await secretary.$("gb-alert-list >>> li"), null);
  assert.deepEqual(secretary.faults, []);
  await secretary.browserContext().close();
});

test("S-45: what the administrator words stands on every page", async () => {
  await open("/settings");
  await (await find(page, "gb-settings-page >>> #banner:not([disabled])")).type("Bảo trì hệ thống lúc 17 giờ.");
  await (await find(page, "gb-settings-page >>> form:has(#banner) button")).click();
  await shows(page, "Đã lưu.");
  await open("/units");
  await shows(page, "Bảo trì hệ thống lúc 17 giờ.");
  await axe(page, "with a notice to all");
  assert.deepEqual(page.faults.splice(0), []);
});
