// esbuild plug-in: import mic from "icon:mic" gives the Lucide drawing as a template, so only used icons are bundled.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);

export function icons() {
  const folder = path.join(path.dirname(require.resolve("lucide-static/package.json")), "icons");
  return {
    name: "icons",
    setup(build) {
      build.onResolve({ filter: /^icon:/ }, (found) => ({ path: found.path.slice("icon:".length), namespace: "icon" }));
      build.onLoad({ filter: /.*/, namespace: "icon" }, (found) => {
        const drawing = readFileSync(path.join(folder, `${found.path}.svg`), "utf8");
        const shapes = drawing.replace(/^[\s\S]*?<svg[\s\S]*?>/, "").replace(/<\/svg>\s*$/, "").replace(/\s+/g, " ").trim();
        return {
          contents:
            'import { html } from "lit";' +
            "export default html`<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">" + shapes + "</svg>`;",
          loader: "js",
          resolveDir: import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname),
        };
      });
    },
  };
}
