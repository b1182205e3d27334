/* Drawings of the Lucide set, bundled by icons.mjs. */
declare module "icon:*" {
  import type { TemplateResult } from "lit";
  const drawing: TemplateResult;
  export default drawing;
}
