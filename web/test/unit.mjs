// Bundles each test/unit/*_test.ts with what it tests and runs it by node's own runner.  node test/unit.mjs [NAME…]
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const sources = readdirSync(path.join(here, "unit")).filter((name) => name.endsWith("_test.ts"));
const chosen = sources.filter((name) => wanted.length === 0 || wanted.some((part) => name.startsWith(part)));
const out = mkdtempSync(path.join(tmpdir(), "giaoban-web-"));

await build({
  entryPoints: chosen.map((name) => path.join(here, "unit", name)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node18",
  logLevel: "warning",
});
const run = spawnSync(process.execPath, ["--test", "--test-reporter=tap", ...readdirSync(out).map((name) => path.join(out, name))], { stdio: "inherit", cwd: path.dirname(here) });
rmSync(out, { recursive: true });
process.exit(run.status ?? 1);
