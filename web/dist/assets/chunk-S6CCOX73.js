import{g as r}from"./chunk-TO6M2I3Z.js";var a=r`
  .mark.planned {
    border-color: var(--brand);
    background: var(--brand-soft);
    color: var(--text);
  }
`;export{a};
