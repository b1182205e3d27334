// Prints what a first visit loads over the line, page by page, and fails if one is above the limit.  node test/first_load.mjs DIST
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const LIMIT_BYTES = 300_000; // a commune's old line: about 2 s at 1.2 Mbit/s

const dist = process.argv[2] ?? "dist";
const read = (file) => readFileSync(path.join(dist, file), "utf8");
const sent_bytes = (file) => {
  const full = path.join(dist, file);
  return statSync(existsSync(full + ".gz") ? full + ".gz" : full).size;
};

const page = read("index.html");
const css = readdirSync(path.join(dist, "assets")).filter((name) => name.endsWith(".css"));
const styles = css.map((name) => read(`assets/${name}`)).join();
const named = [...(page + styles).matchAll(/assets\/[\w.-]+|\.\/[\w.-]+\.(?:woff2|svg)/g)];
const start = closure(["index.html", ...named.map(([name]) => name.replace(/^\.\//, "assets/"))]);

let total = 0;
for (const file of start) {
  total += sent_bytes(file);
  console.log(`${String(sent_bytes(file)).padStart(8)}  ${file}`);
}
console.log(`${String(total).padStart(8)}  the start, of ${LIMIT_BYTES} allowed`);

let most = total;
for (const part of [...start].flatMap((file) => imports(file, /\bimport\("\.\/([\w.-]+\.js)"\)/g))) {
  const whole = [...closure([...start, part])].reduce((sum, file) => sum + sent_bytes(file), 0);
  console.log(`${String(whole).padStart(8)}  with ${path.basename(part)}`);
  most = Math.max(most, whole);
}
process.exit(most > LIMIT_BYTES ? 1 : 0);

/* The files and whatever they import at once. */
function closure(files) {
  const found = new Set(files);
  for (const file of found) {
    for (const needed of imports(file, /(?:\bfrom|\bimport)"\.\/([\w.-]+\.js)"/g)) found.add(needed);
  }
  return found;
}

function imports(file, pattern) {
  if (!file.endsWith(".js")) return [];
  return [...new Set([...read(file).matchAll(pattern)].map(([, name]) => `assets/${name}`))];
}
