// Screenshots of the office's pages.  node test/office_shots.mjs DIST OUT [PAGE…]
import { mkdirSync } from "node:fs";
import path from "node:path";
import { startPages } from "./browser_pages.mjs";
import { visitAs } from "./office_pages.mjs";

const [dist, out, ...wanted] = process.argv.slice(2);
const SIZES = [
  { name: "office", width: 1366, height: 768 },
  { name: "wall", width: 3840, height: 2160 },
  { name: "phone", width: 390, height: 844, scale: 2, touch: true },
];
const PAGES = [
  { name: "entrance", address: "/" },
  { name: "home", address: "/", who: "quantri" },
];

mkdirSync(out, { recursive: true });
const pages = await startPages({ dist });
try {
  for (const { name, address, who, prepare } of PAGES.filter((page) => wanted.length === 0 || wanted.includes(page.name))) {
    for (const size of SIZES) {
      const page = who ? await visitAs(pages, who, address, size) : await pages.visit(address, size);
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
