import{b as u}from"./chunk-TCCVLUSM.js";import{a as m}from"./chunk-4EG37I2C.js";import{d as s,g as a,h as r,m as n,n as i,o as p,p as l,r as h}from"./chunk-TO6M2I3Z.js";import{a as e}from"./chunk-JFKSI6I7.js";var d=r`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0" /> <circle cx="12" cy="12" r="3" /></svg>`;var c=r`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M10.733 5.076a10.744 10.744 0 0 1 11.205 6.575 1 1 0 0 1 0 .696 10.747 10.747 0 0 1-1.444 2.49" /> <path d="M14.084 14.158a3 3 0 0 1-4.242-4.242" /> <path d="M17.479 17.499a10.75 10.75 0 0 1-15.417-5.151 1 1 0 0 1 0-.696 10.75 10.75 0 0 1 4.446-5.143" /> <path d="m2 2 20 20" /></svg>`;var f=128,t=class extends h{constructor(){super(...arguments);this.label="";this.hint="";this.fault="";this.complete="current-password";this.shown=!1}get value(){return this.input.value}clear(){this.input.value=""}focus(){this.input.focus()}render(){return r`<div class="field">
      <label for="password">${this.label}</label>
      <div class="row">
        <input
          id="password"
          type=${this.shown?"text":"password"}
          autocomplete=${this.complete}
          autocapitalize="none"
          spellcheck="false"
          maxlength=${f}
          aria-describedby="hint fault"
          aria-invalid=${this.fault!==""}
          @keydown=${this.submitByEnter}
        />
        <button
          type="button"
          title=${s("auth.show_password")}
          aria-label=${s("auth.show_password")}
          aria-pressed=${this.shown}
          @click=${()=>this.shown=!this.shown}
        >
          ${this.shown?c:d}
        </button>
      </div>
      <span class="hint" id="hint" ?hidden=${!this.hint}>${this.hint}</span>
      <span class="fault" id="fault" role="alert">${this.fault}</span>
    </div>`}submitByEnter(o){o.key==="Enter"&&!o.isComposing&&this.closest("form")?.requestSubmit()}};t.styles=[m,u,a`
      :host {
        display: block;
      }
      .row {
        display: flex;
      }
      .row input {
        border-radius: 0.5rem 0 0 0.5rem;
      }
      .row button {
        min-height: 2.75rem;
        padding: 0 0.8rem;
        border: 1px solid var(--line-strong);
        border-left: 0;
        border-radius: 0 0.5rem 0.5rem 0;
        background: var(--raised);
      }
    `],e([i()],t.prototype,"label",2),e([i()],t.prototype,"hint",2),e([i()],t.prototype,"fault",2),e([i()],t.prototype,"complete",2),e([p()],t.prototype,"shown",2),e([l("input")],t.prototype,"input",2),t=e([n("gb-password-field")],t);
