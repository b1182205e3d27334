// What the tests of the office's pages share: a visitor who is logged in, axe, and looking for a page that is wider than the screen.
import assert from "node:assert/strict";
import { axe } from "./axe.mjs";
import { find, press, shows } from "./browser_pages.mjs";
import { PASSWORD } from "./fake_rest.mjs";

export async function logIn(page, username, password = PASSWORD) {
  const name = await find(page, "gb-login-form >>> #username");
  await name.type(username);
  await (await find(page, "gb-password-field >>> input")).type(password);
  await press(page, "Đăng nhập");
}

/* A new visitor at an address of the office. */
export async function visitAs(pages, username, address, size, whole = false) {
  const page = await pages.visit(address, size);
  await logIn(page, username);
  if (whole) return page; // a page without the office's frame
  await find(page, "gb-office-frame");
  await page.waitForFunction(() => document.querySelector("gb-app").shadowRoot.querySelector("gb-office-frame > *") !== null);
  return page;
}

/* The page itself never scrolls sideways. */
export async function fitsSideways(page, what) {
  const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= screen, `${what}: ${wide} wide on a screen of ${screen}`);
}

export { axe, find, press, shows };
