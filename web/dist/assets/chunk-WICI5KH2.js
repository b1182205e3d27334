import{a as l,c as n,e as v,f as c,g as h}from"./chunk-4VJROU5D.js";import{b as y}from"./chunk-TCCVLUSM.js";import{a as f}from"./chunk-4EG37I2C.js";import{d as o,g as p,h as a,m as u,n as r,p as s,r as m,s as d}from"./chunk-TO6M2I3Z.js";import{a as i}from"./chunk-JFKSI6I7.js";var b=a`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 2v3" /> <path d="M16 2v3" /> <rect x="3" y="3" width="18" height="18" rx="2" /> <path d="M3 9h18" /></svg>`;var t=class extends m{constructor(){super(...arguments);this.label="";this.hint="";this.fault="";this.value="";this.day_only=!1}get wrong(){return h(this.text.value)===null}focus(){this.text.focus()}updated(e){!e.has("value")&&!e.has("day_only")||(this.text.value=this.day_only?l(this.value):n(this.value),this.native.value=v(this.value).slice(0,this.day_only?10:16))}render(){let e=o(this.day_only?"com.date_form":"com.date_time_form");return a`<div class="field">
      <label for="text">${this.label}</label>
      <div class="row">
        <input
          id="text"
          class="text"
          inputmode="numeric"
          autocomplete="off"
          placeholder=${e}
          aria-describedby="hint fault"
          aria-invalid=${this.fault!==""}
          @change=${this.written}
        />
        <button type="button" aria-label="${o("com.pick_date")}: ${this.label}" @click=${this.pick}>${b}</button>
        <input class="native" type=${this.day_only?"date":"datetime-local"} tabindex="-1" aria-hidden="true" @change=${this.picked} />
      </div>
      <span class="hint" id="hint" ?hidden=${!this.hint}>${this.hint}</span>
      <span class="fault" id="fault" role="alert">${this.fault}</span>
    </div>`}written(){let e=h(this.text.value);e!==null&&(this.value=e,this.text.value=this.day_only?l(e):n(e),d(this,"chosen",e))}pick(){this.native.showPicker?.()}picked(){this.value=c(this.native.value),d(this,"chosen",this.value)}};t.styles=[f,y,p`
      :host {
        display: block;
      }
      .row {
        position: relative;
        display: flex;
      }
      .row input.text {
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
      .row input.native {
        position: absolute;
        right: 0;
        bottom: 0;
        width: 1px;
        height: 1px;
        min-height: 0;
        padding: 0;
        border: 0;
        opacity: 0;
        pointer-events: none;
      }
    `],i([r()],t.prototype,"label",2),i([r()],t.prototype,"hint",2),i([r()],t.prototype,"fault",2),i([r()],t.prototype,"value",2),i([r({type:Boolean})],t.prototype,"day_only",2),i([s(".text")],t.prototype,"text",2),i([s(".native")],t.prototype,"native",2),t=i([u("gb-date-time-field")],t);
