import{h as r}from"./chunk-TO6M2I3Z.js";var e=r`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" /> <path d="m16 9-5.5 5.5L8 12" /></svg>`;export{e as a};
