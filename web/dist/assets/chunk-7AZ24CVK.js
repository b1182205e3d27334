import{h as t}from"./chunk-TO6M2I3Z.js";var d=t`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h14" /> <path d="M12 5v14" /></svg>`;export{d as a};
