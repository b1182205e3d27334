import{h as t}from"./chunk-TO6M2I3Z.js";var e=t`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 9 6 6 6-6" /></svg>`;export{e as a};
