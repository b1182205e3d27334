// Starts Chromium, the fake server and a page as mixer; gives new visitors' pages. Shared by the browser test and the screenshots.
import puppeteer from "puppeteer-core";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { SITE_NAMES, startFakeServer } from "./fake_server.mjs";

// Looking as often as a page is drawn takes more of the machine than the page itself.
const LOOK_MS = 40;
export const LONG = { timeout: 90_000, polling: LOOK_MS };

const here = path.dirname(fileURLToPath(import.meta.url));
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream=fps=25", "--allow-loopback-in-peer-connection",
  "--autoplay-policy=no-user-gesture-required", "--lang=vi", "--auto-select-tab-capture-source-by-title=slides-source",
];

export async function startPages({ dist, without = [] }) {
  const flags = FLAGS.filter((flag) => !without.some((name) => flag.startsWith(name)));
  const browser = await puppeteer.launch({ timeout: 180_000, executablePath: CHROMIUM, headless: true, args: flags });
  let mixer = null;
  const server = await startFakeServer({
    dist,
    answer: (leg, sdp) => mixer.evaluate((leg, sdp) => window.mixer.answer(leg, sdp), leg, sdp),
    slides: (leg) => void mixer.evaluate((leg) => window.mixer.slides(leg), leg),
    candidate: (...parts) => void mixer.evaluate((...parts) => window.mixer.candidate(...parts), ...parts).catch(() => {}),
  });
  mixer = await browser.newPage();
  mixer.setDefaultTimeout(LONG.timeout);
  await mixer.goto(server.url + "/assets/none");
  await mixer.addScriptTag({ path: path.join(here, "fake_mixer.js") }).catch(() => {});
  if (!(await mixer.evaluate(() => "mixer" in window))) {
    await mixer.goto("about:blank");
    await mixer.addScriptTag({ path: path.join(here, "fake_mixer.js") });
  }
  await mixer.evaluate((names) => window.mixer.scene({ names, speaker: 12 }), SITE_NAMES);

  const visitors = [];
  return {
    browser,
    server,
    mixer,
    /* A visitor with a storage of his own; faults collects what the page complained about;
       prepare runs in the page before anything else, with what stands behind it in a list. */
    async visit(address, { width = 1366, height = 768, scale = 1, touch = false, prepare = () => {} } = {}) {
      const context = await browser.createBrowserContext();
      visitors.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(LONG.timeout);
      page.faults = [];
      page.on("pageerror", (error) => page.faults.push(String(error)));
      page.on("console", (line) => line.type() === "error" && page.faults.push(line.text()));
      page.on("request", (request) => {
        if (!request.url().startsWith(server.url) && !request.url().startsWith("data:")) page.faults.push(`outside request: ${request.url()}`);
      });
      await page.setViewport({ width, height, deviceScaleFactor: scale, hasTouch: touch, isMobile: touch });
      await page.evaluateOnNewDocument(...[prepare].flat());
      await page.goto(server.url + address);
      return page;
    },
    /* What was said to the server so far, of one type; and waiting until it has heard enough. */
    said(type) {
      return server.state.received.filter((message) => message.type === type);
    },
    async heard(page, check) {
      const end = Date.now() + LONG.timeout;
      while (!check()) {
        const last = server.state.received.slice(-3);
        if (Date.now() > end) throw new Error(`not said in time; the last were ${JSON.stringify(last).slice(0, 500)}`);
        await delay(LOOK_MS);
      }
    },
    /* All visitors go, and what the mixer had for them: between tests. */
    async leave() {
      await Promise.all(visitors.splice(0).map((context) => context.close().catch(() => {})));
      await mixer.evaluate(() => window.mixer.leave());
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/* An element anywhere inside the shadow trees, once it can be seen. */
export function find(page, selector) {
  return page.waitForSelector(`gb-app >>> ${selector}`, { visible: true, ...LONG });
}

/* Presses the button that says exactly this, once it is there. It may be drawn anew, or hide again, before it is pressed:
   then the next one is waited for. What hides when nobody moves is kept by a mouse that does: meanwhile(). */
export async function press(page, words, { meanwhile = () => {} } = {}) {
  const end = Date.now() + LONG.timeout;
  for (;;) {
    await meanwhile();
    const handle = await button(page, words);
    try {
      return await handle.click();
    } catch (error) {
      if (Date.now() > end || !/not clickable|not an Element|detached|not attached/.test(error.message)) throw error;
    }
  }
}

/* Only one that stands where it stood a frame ago: what is being laid out moves away under the mouse. And only one that
   can be pressed: some wait for what the page loads. */
function button(page, words) {
  return page.waitForFunction((words) => {
    const isStill = (element) => {
      const places = (window.testsPlaces ??= new WeakMap());
      const before = places.get(element);
      const now = JSON.stringify(element.getBoundingClientRect());
      places.set(element, now);
      return before === now;
    };
    const search = (root) => {
      for (const element of root.querySelectorAll("*")) {
        if (element.localName === "button" && element.innerText.trim() === words) return isStill(element) && !element.disabled ? element : null;
        const inside = element.shadowRoot && search(element.shadowRoot);
        if (inside) return inside;
      }
      return null;
    };
    return search(document);
  }, LONG, words);
}

/* Waits until the page says these words, wherever they stand. */
export function shows(page, words) {
  return page.waitForFunction((words) => {
    const read = (node) => {
      const children = [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes];
      return children.map((child) => (child.nodeType === Node.TEXT_NODE ? child.data : read(child))).join(" ");
    };
    return read(document.querySelector("gb-app")).replace(/\s+/g, " ").includes(words);
  }, LONG, words);
}

/* Fills the form and waits until media flows. */
export async function enter(page, site = "Điểm cầu Hòn Đất") {
  await (await find(page, "#code")).type("giao-ban");
  await (await find(page, "#site")).type(site);
  await (await find(page, "button.enter")).click();
}

/* When media do not come, it says how far the page got. */
export async function connected(page) {
  try {
    await page.waitForFunction(() => window.giaoban?.pc?.connectionState === "connected", LONG);
  } catch (error) {
    const got = await page.evaluate(() => {
      const { pc } = window.giaoban;
      const states = pc && [pc.connectionState, pc.iceConnectionState, pc.iceGatheringState, pc.signalingState];
      return { path: location.pathname, states, focused: document.hasFocus(), shown: document.visibilityState };
    });
    throw new Error(`not connected: ${JSON.stringify(got)}; ${page.faults.join("; ")}`, { cause: error });
  }
}
