/* Drawings of the Lucide set, bundled by icons.mjs. */
declare module "icon:*" {
  import type { TemplateResult } from "lit";
  const drawing: TemplateResult;
  export default drawing;
}

/* The part of it that plays one picture and one sound. */
declare module "hls.js/light" {
  export { default } from "hls.js";
}
