import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

/* Whoever opens a page anew, or has kept its address, gets it from the server: that has a list of its own. */
const of = (file: string, pattern: RegExp) => [...readFileSync(file, "utf8").matchAll(pattern)].map(([, found]) => found ?? "");
const pages = of("src/frame/pages.ts", /\{ pattern: "([^"]+)"/g);
const open = of("src/app.ts", /router\.path === "([^"]+)"/g); // to who has no account
const [list = ""] = of("../signaling/app/http_api.c", /page_paths\[\] = \{([^}]*)\}/g);
const served = [...list.matchAll(/"([^"]+)"/g)].map(([, path]) => path ?? "");

const serves = (pattern: string) => served.some((path) => (path.endsWith("/*") ? pattern.startsWith(path.slice(0, -1)) : path === pattern));

test("the server knows the address of every page", () => {
  assert.ok(pages.length > 10 && served.length > 10);
  assert.deepEqual([...pages, ...open].filter((pattern) => !serves(pattern)), []);
  assert.ok(open.includes("/shared") && open.includes("/watch"));
});
