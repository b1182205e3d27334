import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { MATRIX, ROLES } from "../../src/help/role_matrix";

/* The server's table: a permission, then how far it reaches for chair, site, viewer, secretary, operator, admin, clerk. */
const COLUMN: Record<string, number> = { chu_toa: 0, ky_thuat: 1, thu_ky: 3, van_hanh: 4, quan_tri: 5, van_thu: 6 };
const REACH: Record<string, string> = { NO: "none", OWN: "own_site", NAMED: "named", UNIT: "unit", BELOW: "subtree" };
const source = readFileSync("../signaling/meeting/permission.c", "utf8");
const table = new Map([...source.matchAll(/\{"(\w+)",\s*\{([\w,\s]+)\}\}/g)].map(([, name, reaches]) => [name, (reaches ?? "").split(",").map((word) => REACH[word.trim()])]));

for (const { action, as, may } of MATRIX) {
  for (const permission of as) {
    test(`${action} is what the server grants as ${permission}`, () => {
      const granted = table.get(permission);
      assert.ok(granted, "the server has this permission");
      for (const role of ROLES) assert.equal(may[role] ?? "none", granted[COLUMN[role] ?? -1], role);
    });
  }
}
