/* A text as a square code for a telephone's camera. Dark on white in every theme: cameras want it so. */
import { css, html, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { encode } from "uqr";
import { GbElement } from "./element";
import { shared } from "./shared";

const QUIET = 2; // modules of white around it

@customElement("gb-qr-code")
export class QrCode extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        width: 13rem;
        max-width: 100%;
      }
      svg {
        display: block;
        background: #ffffff;
      }
    `,
  ];

  @property() text = "";
  @property() label = "";

  override render() {
    if (!this.text) return nothing;
    const { data, size } = encode(this.text, { border: QUIET });
    const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
    return html`<svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${this.label} shape-rendering="crispEdges">
      ${svg`<path fill="#000000" d=${dark} />`}
    </svg>`;
  }
}
