// What axe finds wrong with a page as it stands now.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/* An open dialog of the office is looked at alone: the page behind it is inert and half covered. */
export async function axe(page, what) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((runOnly) => {
    const beside = [...document.querySelector("gb-app").shadowRoot.children].reverse();
    const dialog = beside.find(({ localName }) => /-dialog$|-confirm$/.test(localName) && localName !== "gb-lock-dialog");
    const looked = dialog ? { include: [{ fromShadowDom: ["gb-app", dialog.localName] }] } : document;
    return window.axe.run(looked, { runOnly, resultTypes: ["violations"] });
  }, RULES);
  const faults = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(" ")).join("; ")}`);
  assert.deepEqual(faults, [], what);
}
