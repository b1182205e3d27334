import{b as m}from"./chunk-OZ372BIK.js";import{b as y}from"./chunk-TCCVLUSM.js";import{a as $}from"./chunk-4EG37I2C.js";import{d,g as u,h as o,k as l,m as c,n,o as h,p as f,r as v,s as p}from"./chunk-TO6M2I3Z.js";import{a as i}from"./chunk-JFKSI6I7.js";var b=50,t=class extends v{constructor(){super(...arguments);this.label="";this.hint="";this.fault="";this.value="";this.choices=[];this.open=!1;this.typed="";this.at=0}focus(){this.input.focus()}render(){let e=this.open?this.found():[],r=e[this.at];return o`<div class="field">
      <label for="input">${this.label}</label>
      <input
        id="input"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        .value=${this.open?this.typed:this.chosenLabel()}
        placeholder=${this.open?this.chosenLabel():""}
        aria-autocomplete="list"
        aria-expanded=${this.open}
        aria-controls="list"
        aria-activedescendant=${r?`at-${this.at}`:l}
        aria-describedby="hint fault"
        aria-invalid=${this.fault!==""}
        @focus=${this.opened}
        @click=${this.opened}
        @input=${this.wrote}
        @keydown=${this.onKey}
        @blur=${()=>this.open=!1}
      />
      <ul id="list" role="listbox" aria-label=${this.label} ?hidden=${!this.open||e.length===0}>
        ${e.map((s,a)=>o`<li
            id="at-${a}"
            role="option"
            aria-selected=${a===this.at}
            @pointerdown=${g=>g.preventDefault()}
            @click=${()=>this.choose(s)}
          >
            ${s.label} ${s.note?o`<span>${s.note}</span>`:l}
          </li>`)}
      </ul>
      ${this.open&&e.length===0?o`<p class="none" role="status">${d("com.nothing_found")}</p>`:l}
      <span class="hint" id="hint" ?hidden=${!this.hint}>${this.hint}</span>
      <span class="fault" id="fault" role="alert">${this.fault}</span>
    </div>`}updated(){this.renderRoot.querySelector('li[aria-selected="true"]')?.scrollIntoView({block:"nearest"})}chosenLabel(){return this.choices.find(({value:e})=>e===this.value)?.label??this.value}found(){return new m(this.choices,({value:r,label:s,note:a})=>`${s} ${r} ${a??""}`).find(this.typed).slice(0,b)}opened(){this.open||(this.open=!0,this.typed="",this.at=0)}wrote(){this.opened(),this.typed=this.input.value,this.at=0}choose(e){this.value=e.value,this.open=!1,p(this,"chosen",e.value)}onKey(e){let r=this.open?this.found():[],s={ArrowDown:1,ArrowUp:-1}[e.key];if(s){if(e.preventDefault(),!this.open)return this.opened();this.at=Math.max(0,Math.min(r.length-1,this.at+s))}else if(e.key==="Enter"&&this.open){e.preventDefault();let a=r[this.at];a&&this.choose(a)}else e.key==="Escape"&&this.open?(e.preventDefault(),e.stopPropagation(),this.open=!1):(e.key==="Delete"||e.key==="Backspace")&&this.typed===""&&this.value!==""&&(this.value="",p(this,"chosen",""))}};t.styles=[$,y,u`
      :host {
        display: block;
      }
      ul {
        max-height: 14rem;
        margin-top: 0.25rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.5rem;
        background: var(--surface);
        overflow: auto;
        font-weight: 400;
      }
      li {
        padding: 0.45rem 0.75rem;
        cursor: pointer;
      }
      li[aria-selected="true"] {
        background: var(--brand-soft);
      }
      li span,
      .none {
        color: var(--text-soft);
        font-size: 0.88em;
      }
      .none {
        padding: 0.45rem 0.75rem;
        font-weight: 400;
      }
    `],i([n()],t.prototype,"label",2),i([n()],t.prototype,"hint",2),i([n()],t.prototype,"fault",2),i([n()],t.prototype,"value",2),i([n({attribute:!1})],t.prototype,"choices",2),i([h()],t.prototype,"open",2),i([h()],t.prototype,"typed",2),i([h()],t.prototype,"at",2),i([f("input")],t.prototype,"input",2),t=i([c("gb-combo-box")],t);
