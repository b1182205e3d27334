// Screenshots of the pages at the three sizes every page is looked at.  node test/shots.mjs DIST OUT
import { mkdirSync } from "node:fs";
import path from "node:path";
import { connected, enter, find, press, startPages } from "./browser_pages.mjs";

const [dist, out] = process.argv.slice(2);
const SIZES = [
  { name: "office", width: 1366, height: 768 },
  { name: "hall", width: 1920, height: 1080 },
  { name: "phone", width: 390, height: 844, scale: 2, touch: true },
];

mkdirSync(out, { recursive: true });
const pages = await startPages({ dist });
try {
  for (const size of SIZES) {
    for (const role of ["site", "chair"]) {
      pages.server.state.role = role;
      const page = await pages.visit("/join", size);
      await find(page, "gb-level-meter");
      await new Promise((done) => setTimeout(done, 1500));
      if (role === "site") await page.screenshot({ path: path.join(out, `join-${size.name}.png`), fullPage: true });
      await enter(page);
      await connected(page);
      pages.server.changeSite("s12", { speaking: true, mic: true });
      pages.server.broadcast({ type: "speaker", id: "s12" });
      pages.server.changeSite("s13", { quality: "poor" });
      pages.server.changeSite("s7", { quality: "fair" });
      pages.server.changeSite("s14", { state: "lost" });
      await new Promise((done) => setTimeout(done, 6000));
      await page.screenshot({ path: path.join(out, `room-${role}-${size.name}.png`) });
      if (role === "site") {
        await press(page, "Cài đặt");
        await new Promise((done) => setTimeout(done, 300));
        await page.screenshot({ path: path.join(out, `settings-${size.name}.png`) });
        await page.keyboard.press("Escape");
        pages.server.dropSockets();
        await new Promise((done) => setTimeout(done, 150));
        await page.screenshot({ path: path.join(out, `lost-${size.name}.png`) });
      }
      if (page.faults.length) console.log(size.name, role, page.faults);
      await page.browserContext().close();
    }
  }
} finally {
  await pages.close();
}
