import{b as S}from"./chunk-TCCVLUSM.js";import{a as E}from"./chunk-4EG37I2C.js";import{a as v,e as x}from"./chunk-APQN74WW.js";import{d,g as h,h as o,k as f,m as $,n as g,o as p,r as y,s as k}from"./chunk-TO6M2I3Z.js";import{a as c}from"./chunk-JFKSI6I7.js";var _=200,w=4e3,F=/^[A-Za-z0-9._-]{1,64}$/,m=class extends y{constructor(){super(...arguments);this.fields=[];this.faults={};this.fault=""}render(){let e=this.fields.filter(i=>!i.more),t=this.fields.filter(i=>i.more);return o`<form novalidate @submit=${this.submitted}>
      ${this.fault?o`<gb-notice kind="alarm" role="alert">${this.fault}</gb-notice>`:f}
      <div class="grid">${e.map(i=>this.field(i))}</div>
      ${t.length>0?o`<details ?open=${t.some(({name:i})=>this.faults[i])}>
            <summary>${d("com.more")}</summary>
            <div class="grid">${t.map(i=>this.field(i))}</div>
          </details>`:f}
      <button hidden></button>
    </form>`}values(){return Object.fromEntries(this.fields.filter(({fixed:e})=>!e).map(e=>[e.name,this.read(e)]))}check(){this.fault="",this.faults=Object.fromEntries(this.fields.map(t=>[t.name,this.faultOf(t)]).filter(([,t])=>t));let e=this.fields.find(({name:t})=>this.faults[t]);return e&&this.updateComplete.then(()=>this.control(e.name)?.focus()),e===void 0}refuse(e){let t=x(e),i=e instanceof v?e.field:"",r=this.fields.some(({name:a})=>a===i);this.faults=r?{[i]:t}:{},this.fault=r?"":t,r&&this.updateComplete.then(()=>this.control(i)?.focus())}submit(){this.renderRoot.querySelector("form")?.requestSubmit()}focus(){let e=this.fields.find(({fixed:t})=>!t);e&&this.control(e.name)?.focus()}control(e){return this.renderRoot.querySelector(`[data-name="${e}"]`)}field(e){let{name:t,kind:i="text",label:r,hint:a="",value:s=""}=e,n=this.faults[t]??"",l=e.whole||i==="lines"?"whole":"";return i==="combo"&&!e.fixed?o`<gb-combo-box class=${l} data-name=${t} .label=${r} .hint=${a} .fault=${n} .value=${String(s)} .choices=${e.choices??[]}></gb-combo-box>`:i==="date"||i==="datetime"?o`<gb-date-time-field class=${l} data-name=${t} .label=${r} .hint=${a} .fault=${n} .value=${String(s)} ?day_only=${i==="date"}></gb-date-time-field>`:i==="flag"?o`<div class="field ${l}">
        <label class="tick"><input type="checkbox" data-name=${t} .checked=${s===!0} aria-describedby="${t}-fault" /> ${r}</label>
        <span class="hint" ?hidden=${!a}>${a}</span><span class="fault" id="${t}-fault" role="alert">${n}</span>
      </div>`:o`<div class="field ${l}">
      <label for=${t}>${r}</label>
      ${this.input(e,n)}
      <span class="hint" id="${t}-hint" ?hidden=${!a}>${a}</span>
      <span class="fault" id="${t}-fault" role="alert">${n}</span>
    </div>`}input(e,t){let{name:i,kind:r="text",value:a="",max:s,fixed:n=!1}=e,l=`${i}-hint ${i}-fault`,b=t!=="";return r==="select"?o`<select id=${i} data-name=${i} ?disabled=${n} aria-describedby=${l} aria-invalid=${b}>
        ${e.choices?.map(u=>o`<option value=${u.value} ?selected=${u.value===a}>${u.label}</option>`)}
      </select>`:r==="lines"?o`<textarea id=${i} data-name=${i} maxlength=${s??w} .value=${String(a)} aria-describedby=${l} aria-invalid=${b}></textarea>`:o`<input
      id=${i}
      data-name=${i}
      .value=${n?e.choices?.find(u=>u.value===a)?.label??String(a):String(a)}
      ?readonly=${n}
      type=${r==="phone"?"tel":"text"}
      inputmode=${r==="number"?"numeric":f}
      autocomplete="off"
      spellcheck=${r==="code"?"false":f}
      maxlength=${r==="number"?12:s??_}
      aria-describedby=${l}
      aria-invalid=${b}
      aria-required=${e.required===!0}
    />`}read({name:e,kind:t="text"}){let i=this.control(e);if(i instanceof HTMLInputElement&&t==="flag")return i.checked;let r=i?.value??"";return t==="number"?r.trim()===""?0:Number(r.replace(/[.\s]/g,"")):t==="lines"?r.normalize("NFC"):r.trim().normalize("NFC")}faultOf(e){let{kind:t="text",required:i,label:r,min:a,max:s}=e;if(e.fixed)return"";let n=this.read(e);return(t==="date"||t==="datetime")&&this.control(e.name).wrong?d("form.bad_date"):i&&n===!1?d("form.unticked"):i&&n===""?d("form.missing",{name:r}):t==="code"&&n!==""&&!F.test(String(n))?d("form.bad_code"):t==="number"&&!Number.isInteger(n)?d("form.bad_number"):t==="number"&&(a!==void 0&&Number(n)<a||s!==void 0&&Number(n)>s)?d("form.number_range",{min:a??0,max:s??"…"}):""}submitted(e){e.preventDefault(),k(this,"submit-form")}};m.styles=[E,S,h`
      :host {
        display: block;
        container-type: inline-size;
      }
      .grid {
        display: grid;
        gap: 1rem;
      }
      @container (min-width: 30rem) {
        .grid {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          align-items: start;
        }
        .whole {
          grid-column: 1 / -1;
        }
      }
      summary {
        padding: 0.4rem 0;
        color: var(--brand);
        font-weight: 600;
        cursor: pointer;
      }
      details .grid {
        padding-top: 0.6rem;
      }
      input[readonly] {
        background: var(--raised);
      }
    `],c([g({attribute:!1})],m.prototype,"fields",2),c([p()],m.prototype,"faults",2),c([p()],m.prototype,"fault",2),m=c([$("gb-form")],m);
