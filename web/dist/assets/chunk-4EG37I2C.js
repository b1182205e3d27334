import{g as r}from"./chunk-TO6M2I3Z.js";var e=r`
  :host {
    box-sizing: border-box;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  .icon {
    width: 1.4em;
    height: 1.4em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  button,
  select,
  input {
    font: inherit;
    color: inherit;
  }
  button {
    cursor: pointer;
  }
  :focus-visible {
    outline: 0.2rem solid var(--focus);
    outline-offset: 0.15rem;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-height: 2.75rem;
    padding: 0.4rem 1rem;
    border: 1px solid var(--line-strong);
    border-radius: 0.6rem;
    background: var(--surface);
    color: var(--text);
    font-weight: 600;
    text-decoration: none;
  }
  .button:hover {
    background: var(--raised);
  }
  .button.primary {
    border-color: transparent;
    background: var(--brand);
    color: var(--on-brand);
  }
  .button.primary:hover {
    background: var(--brand-strong);
  }
  .button.danger {
    border-color: var(--accent);
    background: var(--surface);
    color: var(--accent);
  }
  .button.danger:hover {
    background: var(--alarm);
  }
  .button[disabled] {
    opacity: 0.6;
    cursor: default;
  }
  .only-read {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  h1,
  h2,
  p,
  ul {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;export{e as a};
