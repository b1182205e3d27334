// Everything that is tested of the pages; ends with the line "N passed, N failed".  npm test
// DIST=folder takes pages that are built already; without it they are built into a temporary folder.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const web = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const own = process.env.DIST ? null : mkdtempSync(path.join(tmpdir(), "giaoban-web-"));
const dist = own ?? path.resolve(process.env.DIST);
const count = { passed: 0, failed: 0 };

function run(name, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: web, encoding: "utf8", env: { ...process.env, DIST: dist }, maxBuffer: 1 << 26,
  });
  process.stdout.write(stdout + stderr);
  const tests = (word) => [...stdout.matchAll(new RegExp(`^# ${word} (\\d+)$`, "gm"))].reduce((sum, [, n]) => sum + Number(n), 0);
  const own_tests = tests("pass") + tests("fail") > 0;
  count.passed += own_tests ? tests("pass") : Number(status === 0);
  count.failed += own_tests ? tests("fail") : Number(status !== 0);
  console.log(`${name}: ${status === 0 ? "passed" : "FAILED"}`);
}

run("types", "node_modules/typescript/bin/tsc", "--noEmit");
run("unit", "test/unit.mjs");
if (own) run("build", "build.mjs", "--out", dist);
run("first load", "test/first_load.mjs", dist);
// Two files at a time: what they wait for is mostly a browser that waits.
run("browser", "--test", "--test-concurrency=2", "--test-reporter=tap", "test/browser.mjs", "test/browser_poor.mjs", "test/browser_stage.mjs", "test/browser_office.mjs", "test/browser_admin.mjs", "test/browser_meetings.mjs", "test/browser_reports.mjs", "test/browser_minutes.mjs", "test/browser_copies.mjs", "test/browser_recordings.mjs");

if (own) rmSync(own, { recursive: true, force: true });
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed > 0 ? 1 : 0);
