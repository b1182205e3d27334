// Starts Chromium, the fake server and a page as mixer; gives new visitors' pages. Shared by the browser test and the screenshots.
import puppeteer from "puppeteer-core";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SITE_NAMES, startFakeServer } from "./fake_server.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream=fps=25", "--allow-loopback-in-peer-connection",
  "--autoplay-policy=no-user-gesture-required", "--lang=vi",
];

export async function startPages({ dist, without = [] }) {
  const flags = FLAGS.filter((flag) => !without.some((name) => flag.startsWith(name)));
  const browser = await puppeteer.launch({ executablePath: CHROMIUM, headless: true, args: flags });
  let mixer = null;
  const server = await startFakeServer({
    dist,
    answer: (leg, sdp) => mixer.evaluate((leg, sdp) => window.mixer.answer(leg, sdp), leg, sdp),
    candidate: (...parts) => void mixer.evaluate((...parts) => window.mixer.candidate(...parts), ...parts).catch(() => {}),
  });
  mixer = await browser.newPage();
  await mixer.goto(server.url + "/assets/none");
  await mixer.addScriptTag({ path: path.join(here, "fake_mixer.js") }).catch(() => {});
  if (!(await mixer.evaluate(() => "mixer" in window))) {
    await mixer.goto("about:blank");
    await mixer.addScriptTag({ path: path.join(here, "fake_mixer.js") });
  }
  await mixer.evaluate((names) => window.mixer.scene({ names, speaker: 12 }), SITE_NAMES);

  return {
    browser,
    server,
    mixer,
    /* A visitor with a storage of his own; faults collects what the page complained about. */
    async visit(address, { width = 1366, height = 768, scale = 1, touch = false } = {}) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      page.faults = [];
      page.on("pageerror", (error) => page.faults.push(String(error)));
      page.on("console", (line) => line.type() === "error" && page.faults.push(line.text()));
      page.on("request", (request) => {
        if (!request.url().startsWith(server.url)) page.faults.push(`outside request: ${request.url()}`);
      });
      await page.setViewport({ width, height, deviceScaleFactor: scale, hasTouch: touch, isMobile: touch });
      await page.goto(server.url + address);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/* An element anywhere inside the shadow trees, once it can be seen. */
export function find(page, selector) {
  return page.waitForSelector(`gb-app >>> ${selector}`, { visible: true, timeout: 15_000 });
}

/* Presses the button with this text. */
export async function press(page, text) {
  const button = await find(page, `::-p-text(${text})`);
  await button.click();
}
