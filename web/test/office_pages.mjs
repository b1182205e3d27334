// What the tests of the office's pages share: a visitor who is logged in, axe, and looking for a page that is wider than the screen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { find, press, shows } from "./browser_pages.mjs";
import { PASSWORD } from "./fake_rest.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function logIn(page, username, password = PASSWORD) {
  const name = await find(page, "gb-login-form >>> #username");
  await name.type(username);
  await (await find(page, "gb-password-field >>> input")).type(password);
  await press(page, "Đăng nhập");
}

/* A new visitor at an address of the office. */
export async function visitAs(pages, username, address, size) {
  const page = await pages.visit(address, size);
  await logIn(page, username);
  await find(page, "gb-office-frame");
  await page.waitForFunction(() => document.querySelector("gb-app").shadowRoot.querySelector("gb-office-frame > *") !== null);
  return page;
}

export async function axe(page, what) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  const faults = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(" ")).join("; ")}`);
  assert.deepEqual(faults, [], what);
}

/* The page itself never scrolls sideways. */
export async function fitsSideways(page, what) {
  const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= screen, `${what}: ${wide} wide on a screen of ${screen}`);
}

export { find, press, shows };
