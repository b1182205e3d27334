import{h as t}from"./chunk-TO6M2I3Z.js";var h=t`<svg viewBox="0 0 32 32" width="40" height="40" aria-hidden="true">
  <rect width="32" height="32" rx="7" fill="var(--brand)" />
  <g fill="var(--on-brand)">
    <rect x="6" y="8" width="9" height="7" rx="1.5" />
    <rect x="17" y="8" width="9" height="7" rx="1.5" />
    <rect x="6" y="17" width="9" height="7" rx="1.5" />
  </g>
  <rect x="17" y="17" width="9" height="7" rx="1.5" fill="#ffc94d" />
</svg>`;export{h as a};
