// Screenshots of the office's pages.  node test/office_shots.mjs DIST OUT [PAGE…]
import { mkdirSync } from "node:fs";
import path from "node:path";
import { startPages } from "./browser_pages.mjs";
import { find, press, visitAs } from "./office_pages.mjs";

const [dist, out, ...wanted] = process.argv.slice(2);
const SIZES = [
  { name: "office", width: 1366, height: 768 },
  { name: "wall", width: 3840, height: 2160 },
  { name: "phone", width: 390, height: 844, scale: 2, touch: true },
];
const PAGES = [
  { name: "entrance", address: "/" },
  { name: "home", address: "/", who: "quantri" },
  { name: "today", address: "/", who: "thuky" },
  { name: "calendar", address: "/meetings", who: "thuky" },
  { name: "week", address: "/meetings?view=week", who: "thuky" },
  { name: "meetings", address: "/meetings?view=list", who: "thuky" },
  { name: "adhoc", address: "/", who: "thuky", prepare: (page) => press(page, "Họp đột xuất") },
  { name: "meeting-form", address: "/meetings/m-0/edit", who: "thuky" },
  { name: "meeting", address: "/meetings/m-0", who: "thuky" },
  { name: "minutes", address: "/meetings/m-3/minutes", who: "thuky" },
  { name: "attendance", address: "/meetings/m-0/attendance", who: "thuky" },
  { name: "lines", address: "/meetings/m-1/lines", who: "vanhanh" },
  { name: "lines-history", address: "/meetings/m-1/lines", who: "vanhanh", prepare: async (page) => (await find(page, "gb-line-board-page >>> .past")).click() },
  { name: "console-watch", address: "/console/m-1", who: "thuky", whole: true, prepare: watched },
  { name: "console-site", address: "/console/m-1", who: "thuky", whole: true, prepare: async (page) => (watched(), (await find(page, 'button[aria-label="Thao tác khác: Điểm cầu Rạch Giá"]')).click()) },
  { name: "console", address: "/console/m-1", who: "thuky", whole: true, prepare: busy },
  { name: "console-vote", address: "/console/m-1", who: "thuky", whole: true, prepare: async (page) => (busy(), press(page, "Biểu quyết")) },
  { name: "console-agenda", address: "/console/m-1", who: "thuky", whole: true, prepare: async (page) => (busy(), await press(page, "Chương trình"), await press(page, "Chuyển sang nội dung 1"), press(page, "Chuyển sang nội dung 2")) },
  { name: "console-layout", address: "/console/m-1", who: "thuky", whole: true, prepare: async (page) => (busy(), press(page, "Bố cục hình ảnh")) },
  { name: "recordings", address: "/recordings?q=xa an binh noi ve duong", who: "vanthu" },
  { name: "recordings-all", address: "/recordings", who: "vanthu" },
  { name: "recording", address: "/recordings/1?t=15", who: "vanthu" },
  { name: "erasures", address: "/recordings/erasures", who: "quantri" },
  { name: "shared", address: "/shared#abc123" },
  { name: "units", address: "/units?under=902", who: "quantri" },
  { name: "unit-form", address: "/units", who: "quantri", prepare: (page) => press(page, "Thêm đơn vị") },
  { name: "sites", address: "/sites", who: "quantri" },
  { name: "site-device", address: "/sites", who: "quantri", prepare: async (page) => (await find(page, 'button[aria-label="Đang kết nối: Thiết bị SIP của Điểm cầu Rạch Giá"]')).click() },
  { name: "pin", address: "/sites", who: "quantri", prepare: async (page) => (await find(page, 'button[aria-label="Mã PIN của Điểm cầu Hà Tiên"]')).click() },
  { name: "groups", address: "/sites/groups", who: "vanhanh", prepare: (page) => press(page, "15 huyện, thị xã, thành phố") },
  { name: "accounts", address: "/accounts", who: "quantri" },
  { name: "account-form", address: "/accounts", who: "quantri", prepare: (page) => press(page, "Thêm tài khoản") },
  { name: "audit", address: "/audit", who: "quantri", prepare: (page) => press(page, "Kiểm tra toàn vẹn") },
  { name: "statistics", address: "/statistics", who: "thuky" },
  { name: "operation-log", address: "/meetings/m-0/operation-log", who: "vanhanh" },
  { name: "line-report", address: "/line-report", who: "vanhanh" },
  { name: "targets", address: "/statistics/targets", who: "quantri" },
  { name: "settings", address: "/settings", who: "quantri" },
  { name: "help", address: "/help/ky_thuat", who: "quantri" },
  { name: "roles", address: "/help/roles", who: "quantri" },
  { name: "password", address: "/password", who: "thuky" },
];

mkdirSync(out, { recursive: true });
const pages = await startPages({ dist });
try {
  for (const { name, address, who, whole, prepare } of PAGES.filter((page) => wanted.length === 0 || wanted.includes(page.name))) {
    for (const size of SIZES.filter(({ name: size }) => !process.env.SIZE || size === process.env.SIZE)) {
      const page = who ? await visitAs(pages, who, address, size, whole) : await pages.visit(address, size);
      await prepare?.(page);
      await new Promise((done) => setTimeout(done, 700));
      await page.screenshot({ path: path.join(out, `${name}-${size.name}.png`) });
      if (page.faults.length) console.log(name, size.name, page.faults);
      await page.browserContext().close();
    }
  }
} finally {
  await pages.close();
}

/* The watch has found something at five of them. */
function watched() {
  busy();
  const found = { s1: ["black"], s2: ["silent"], s4: ["howling"], s5: ["echo"], s7: ["frozen", "line"] };
  for (const [site, faults] of Object.entries(found)) pages.server.conduct.watch(site, faults, site === "s5" ? "echo" : undefined);
}

/* A meeting with 160 sites in the middle of its work. */
function busy() {
  pages.server.conduct.busy(160);
}
