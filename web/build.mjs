// Builds the pages: the start, a hashed part for each page that loads when it is opened, one style sheet, the fonts, index.html,
// and a .gz beside each text.
// node build.mjs --out DIR [--stamp FILE --depfile FILE]
import { build } from "esbuild";
import { gzipSync, constants } from "node:zlib";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { icons } from "./icons.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: { out: { type: "string", default: "dist" }, stamp: { type: "string" }, depfile: { type: "string" } },
});
const out = path.resolve(options.out);
const assets = path.join(out, "assets");

rmSync(out, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { main: "src/main.ts", page: "src/ui/page.css", favicon: "src/ui/favicon.svg" },
  outdir: assets,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  minify: true,
  metafile: true,
  format: "esm",
  target: ["chrome100", "firefox115", "safari16"],
  charset: "utf8",
  legalComments: "eof",
  loader: { ".woff2": "file", ".svg": "copy" },
  logLevel: "warning",
  plugins: [icons()],
});

writePage();
compressTexts();
if (options.depfile) writeDepfile();
if (options.stamp) writeFileSync(options.stamp, new Date().toISOString() + "\n");

/* index.html with the hashed names. The first fonts are asked for at once, so that text does not jump, and what the start imports. */
function writePage() {
  const names = readdirSync(assets);
  const find = (pattern) => {
    const name = names.find((candidate) => pattern.test(candidate));
    if (!name) throw new Error(`the bundle lacks ${pattern}`);
    return `/assets/${name}`;
  };
  const fonts = names.filter((name) => /-(400|600)-normal-.*\.woff2$/.test(name));
  const preload = fonts
    .map((name) => `<link rel="preload" href="/assets/${name}" as="font" type="font/woff2" crossorigin>`)
    .join("\n    ");
  const start = find(/^main-.*\.js$/);
  const parts = Object.entries(metafile.outputs).find(([name]) => name.endsWith(path.basename(start)))[1].imports;
  const needed = parts
    .filter(({ kind }) => kind === "import-statement")
    .map((part) => `<link rel="modulepreload" href="/assets/${path.basename(part.path)}">`)
    .join("\n    ");
  const page = readFileSync(path.join(here, "index.html"), "utf8")
    .replace("<!-- fonts -->", preload)
    .replace("<!-- parts -->", needed)
    .replace("{style}", find(/^page-.*\.css$/))
    .replace("{script}", start)
    .replace("{icon}", find(/^favicon-.*\.svg$/));
  writeFileSync(path.join(out, "index.html"), page);
}

/* The server hands out NAME.gz where the browser accepts it; the time stamp in the header is zero: same input, same bytes. */
function compressTexts() {
  for (const file of [path.join(out, "index.html"), ...readdirSync(assets).map((name) => path.join(assets, name))]) {
    if (!/\.(html|js|css|svg)$/.test(file)) continue;
    writeFileSync(file + ".gz", gzipSync(readFileSync(file), { level: constants.Z_BEST_COMPRESSION }));
  }
}

/* Ninja builds again when any of these change. */
function writeDepfile() {
  const inputs = Object.keys(metafile.inputs)
    .filter((input) => !input.startsWith("icon:") && !input.includes("node_modules"))
    .map((input) => path.resolve(here, input));
  const own = ["build.mjs", "icons.mjs", "index.html", "package-lock.json"].map((name) => path.join(here, name));
  const escaped = [...new Set([...inputs, ...own])].map((name) => name.replaceAll(" ", "\\ "));
  writeFileSync(options.depfile, `${options.stamp}: ${escaped.join(" ")}\n`);
}
