import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const section = /## What it is made of\n([\s\S]*?)\n## /.exec(readFileSync("../README.md", "utf8"))?.[1] ?? "";
const free = /\b(L?GPL|MPL|MIT|BSD|ISC|OFL|Apache 2\.0|public domain|PostgreSQL|OpenLDAP|zlib)\b/;

test("S-43: everything that is linked stands in the README with a free licence", () => {
  const setup = readFileSync("../scripts/setup", "utf8");
  const linked = [...setup.matchAll(/\b(lib[\w.+-]+?)-dev\b/g)].map(([, name]) => (name ?? "").replace(/-rt-14|-plugins-base/, "").replace(/(?<=gstreamer|soup-3|glib2)[.0-9]*$/, ""));
  const missing = linked.filter((name) => !name.startsWith("libclang") && !section.includes(name));
  assert.deepEqual(missing, []);
  const rows = section.split("\n").filter((line) => /^\| (?!what)/.test(line));
  assert.ok(rows.length >= 5);
  for (const row of rows) assert.match(row.split("|")[2] ?? "", free, row);
});

test("S-43: what the pages take along is free, too", () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, Record<string, string>>;
  for (const name of [...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})]) {
    const file = `node_modules/${name}/package.json`;
    assert.ok(existsSync(file), name);
    const { license } = JSON.parse(readFileSync(file, "utf8")) as { license?: string };
    assert.match(license ?? "", /^(MIT|BSD|ISC|OFL|Apache-2\.0|MPL|\(?MIT|0BSD)/, `${name}: ${license}`);
  }
});
