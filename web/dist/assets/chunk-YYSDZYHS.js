import{h as t}from"./chunk-TO6M2I3Z.js";var d=t`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M18 6 6 18" /> <path d="m6 6 12 12" /></svg>`;export{d as a};
