// Prints what a first visit loads over the line, and fails above the limit.  node test/first_load.mjs DIST
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const LIMIT_BYTES = 300_000; // a commune's old line: about 2 s at 1.2 Mbit/s

const dist = process.argv[2] ?? "dist";
const page = readFileSync(path.join(dist, "index.html"), "utf8");
const css = readdirSync(path.join(dist, "assets")).filter((name) => name.endsWith(".css"));
const styles = css.map((name) => readFileSync(path.join(dist, "assets", name), "utf8")).join();
const named = [...(page + styles).matchAll(/assets\/[\w.-]+|\.\/[\w.-]+\.(?:woff2|svg)/g)];
const files = new Set(["index.html", ...named.map(([name]) => name.replace(/^\.\//, "assets/"))]);

let total = 0;
for (const file of files) {
  const full = path.join(dist, file);
  const sent = existsSync(full + ".gz") ? full + ".gz" : full;
  const size = statSync(sent).size;
  total += size;
  console.log(`${String(size).padStart(8)}  ${path.relative(dist, sent)}`);
}
console.log(`${String(total).padStart(8)}  first load, of ${LIMIT_BYTES} allowed`);
process.exit(total > LIMIT_BYTES ? 1 : 0);
