import{b as n}from"./chunk-TCCVLUSM.js";import{a as p}from"./chunk-4EG37I2C.js";import{d as o,g as s,h as t,m,n as i,r as a,s as l}from"./chunk-TO6M2I3Z.js";import{a as r}from"./chunk-JFKSI6I7.js";var c=t`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m21 21-4.34-4.34" /> <circle cx="11" cy="11" r="8" /></svg>`;var e=class extends a{constructor(){super(...arguments);this.value=""}render(){return t`${c}<input
        type="search"
        maxlength="100"
        spellcheck="false"
        .value=${this.value}
        placeholder=${o("com.search")}
        aria-label=${o("com.search")}
        @input=${f=>l(this,"search",f.target.value)}
      />`}};e.styles=[p,n,s`
      :host {
        position: relative;
        display: block;
        flex: 1 1 16rem;
        max-width: 32rem;
      }
      .icon {
        position: absolute;
        left: 0.75rem;
        top: 0.75rem;
        color: var(--text-soft);
        pointer-events: none;
      }
      input:not([type="checkbox"]) {
        padding-left: 2.6rem;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `],r([i()],e.prototype,"value",2),e=r([m("gb-search-field")],e);
