import{a as d}from"./chunk-4EG37I2C.js";import{g as t,h as r,m as i,n as a,r as n}from"./chunk-TO6M2I3Z.js";import{a as o}from"./chunk-JFKSI6I7.js";var l=r`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3" /> <path d="M12 9v4" /> <path d="M12 17h.01" /></svg>`;var m=r`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" /> <path d="M12 16v-4" /> <path d="M12 8h.01" /></svg>`;var e=class extends n{constructor(){super(...arguments);this.kind="note"}render(){return r`${this.kind==="info"?m:l}
      <div><slot></slot></div>`}};e.styles=[d,t`
      :host {
        display: flex;
        align-items: flex-start;
        gap: 0.6rem;
        padding: 0.65rem 0.9rem;
        border: 1px solid var(--note-line);
        border-left-width: 0.35rem;
        border-radius: 0.5rem;
        background: var(--note);
        color: var(--text);
      }
      :host([kind="alarm"]) {
        border-color: var(--alarm-line);
        background: var(--alarm);
      }
      :host([kind="info"]) {
        border-color: var(--line);
        background: var(--raised);
      }
      .icon {
        margin-top: 0.05em;
      }
      div {
        flex: 1;
      }
    `],o([a({reflect:!0})],e.prototype,"kind",2),e=o([i("gb-notice")],e);var B=t`
  form {
    display: grid;
    gap: 1rem;
  }
  label,
  .field {
    display: grid;
    gap: 0.3rem;
    font-weight: 600;
  }
  .hint {
    color: var(--text-soft);
    font-size: 0.88em;
    font-weight: 400;
  }
  .fault {
    color: var(--accent);
    font-size: 0.92em;
    font-weight: 600;
  }
  .fault:empty {
    display: none;
  }
  input:not([type="checkbox"], [type="radio"], [type="file"]),
  select,
  textarea {
    width: 100%;
    min-width: 0;
    min-height: 2.75rem;
    padding: 0.4rem 0.75rem;
    border: 1px solid var(--line-strong);
    border-radius: 0.5rem;
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-weight: 400;
  }
  textarea {
    min-height: 6rem;
    resize: vertical;
    line-height: 1.45;
  }
  [aria-invalid="true"] {
    border: 2px solid var(--alarm-line);
  }
  input[type="checkbox"],
  input[type="radio"] {
    width: 1.2rem;
    height: 1.2rem;
    margin: 0;
    flex: none;
    accent-color: var(--brand);
  }
  ::file-selector-button {
    min-height: 2.5rem;
    margin-right: 0.75rem;
    padding: 0.3rem 1rem;
    border: 1px solid var(--line-strong);
    border-radius: 0.5rem;
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  .tick {
    display: flex;
    align-items: flex-start;
    gap: 0.6rem;
    font-weight: 400;
  }
  .tick input {
    margin-top: 0.15em;
  }
  ::placeholder {
    color: var(--text-soft);
    opacity: 1;
  }
`;export{l as a,B as b};
