import{a as w}from"./chunk-OTH6SDHP.js";import{b as k}from"./chunk-TCCVLUSM.js";import{a as $}from"./chunk-4EG37I2C.js";import{b as g,e as v}from"./chunk-APQN74WW.js";import{d as i,f as l,g as c,h as o,k as u,m as h,n as f,o as n,p as b,r as y}from"./chunk-TO6M2I3Z.js";import{a as r}from"./chunk-JFKSI6I7.js";var O=4e6,P=200,e=class extends y{constructor(){super(...arguments);this.file=null;this.result=null;this.fault="";this.busy=!1;this.done=!1}async open(){return await this.updateComplete,await this.dialog.updateComplete,new Promise(t=>{this.dialog.addEventListener("shut",()=>t(this.done),{once:!0}),this.dialog.show()})}render(){let t=this.result!==null&&this.result.errors.length===0;return o`<gb-dialog .heading=${this.options.heading}>
      <div class="body">
        <p>${i("import.lead")}</p>
        <code>${this.options.columns}</code>
        <label class="field" for="file">
          ${i("import.file")}
          <input id="file" type="file" accept=".csv,text/csv" @change=${this.chosen} />
        </label>
        ${this.fault?o`<gb-notice kind="alarm" role="alert">${this.fault}</gb-notice>`:u}
        <div role="status">${this.result?this.told(this.result):u}</div>
      </div>
      <div slot="foot">
        <button class="button" @click=${()=>this.dialog.close()}>${i("com.cancel")}</button>
        <button class="button primary" ?disabled=${!t||this.busy} @click=${this.take}>${i("import.take")}</button>
      </div>
    </gb-dialog>`}told({added:t,changed:s,errors:d}){let m=i("import.counts",{added:l(t),changed:l(s),errors:l(d.length)});return d.length===0?o`<gb-notice kind="info">${m}</gb-notice>`:o`<gb-notice>${m} ${i("import.mend")}</gb-notice>
      <ol tabindex="0" aria-label=${i("import.errors")}>
        ${d.slice(0,P).map(({line:x,title:E})=>o`<li><b>${i("import.line",{n:x})}</b> ${E}</li>`)}
      </ol>`}async chosen(t){this.file=t.target.files?.[0]??null,this.result=null,this.fault="",this.file&&(this.file.size>O?this.fault=i("import.too_big"):this.result=await this.send(!0))}async take(){let t=await this.send(!1);t&&(this.result=t,!(t.errors.length>0)&&(this.done=!0,this.dialog.close()))}async send(t){this.busy=!0;try{let s=new Blob([await this.file.arrayBuffer()],{type:"text/csv"});return await g.post(this.options.path,s,{dry_run:t})}catch(s){return this.fault=v(s),null}finally{this.busy=!1}}};e.styles=[$,k,c`
      .body {
        display: grid;
        gap: 1rem;
      }
      code {
        display: block;
        padding: 0.5rem 0.75rem;
        border-radius: 0.4rem;
        background: var(--raised);
        font-size: 0.85em;
        overflow-wrap: anywhere;
      }
      ol {
        max-height: 16rem;
        margin: 0;
        padding: 0.5rem 0.75rem;
        border: 1px solid var(--line);
        border-radius: 0.5rem;
        overflow: auto;
        list-style: none;
      }
      li {
        padding: 0.2rem 0;
      }
      b {
        font-weight: 600;
      }
    `],r([f({attribute:!1})],e.prototype,"options",2),r([n()],e.prototype,"file",2),r([n()],e.prototype,"result",2),r([n()],e.prototype,"fault",2),r([n()],e.prototype,"busy",2),r([b("gb-dialog")],e.prototype,"dialog",2),e=r([h("gb-import-dialog")],e);async function T(p){let a=w(Object.assign(document.createElement("gb-import-dialog"),{options:p})),t=await a.open();return a.remove(),t}export{T as a};
