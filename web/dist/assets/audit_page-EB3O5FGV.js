import"./chunk-MXO67AR2.js";import"./chunk-FFBPGSVS.js";import{a as q}from"./chunk-PG6UEPUJ.js";import{a as T}from"./chunk-N22OKUSR.js";import{a as C}from"./chunk-FJU6R2YV.js";import"./chunk-U5MK724W.js";import"./chunk-BHB5BKCX.js";import"./chunk-2FVP46NB.js";import"./chunk-2JC2332Z.js";import{a as _}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import"./chunk-WICI5KH2.js";import{d as E}from"./chunk-4VJROU5D.js";import{b as R}from"./chunk-TCCVLUSM.js";import{a as u}from"./chunk-4EG37I2C.js";import"./chunk-GFWRHW6T.js";import{b,c as k,d as x,e as v}from"./chunk-APQN74WW.js";import{d as i,f as c,g as l,h as a,k as w,m as d,n as h,o as s,p as m,r as f,s as g}from"./chunk-TO6M2I3Z.js";import{a as r}from"./chunk-JFKSI6I7.js";var S=a`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z" /> <path d="m9 12 2 2 4-4" /></svg>`;var n=class extends f{constructor(){super(...arguments);this.page=0;this.more=!1}render(){return a`<nav aria-label=${i("table.pages")}>
      <button class="button" ?disabled=${this.page===0} @click=${()=>g(this,"step",-1)}>${q} ${i("table.previous")}</button>
      <span>${i("table.page",{n:this.page+1})}</span>
      <button class="button" ?disabled=${!this.more} @click=${()=>g(this,"step",1)}>${i("table.next")} ${T}</button>
    </nav>`}};n.styles=[u,l`
      nav {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 1rem;
        padding-top: 0.75rem;
      }
      @media print {
        nav {
          display: none;
        }
      }
    `],r([h({type:Number})],n.prototype,"page",2),r([h({type:Boolean})],n.prototype,"more",2),n=r([d("gb-pager")],n);var V=100,o=class extends f{constructor(){super(...arguments);this.rows=null;this.befores=[void 0];this.fault="";this.verified=null;this.checking=!1}firstUpdated(){this.load()}render(){return a`
      <div class="head">
        <h1>${i("nav.audit")}</h1>
        <div class="actions">
          <button class="button" ?disabled=${this.checking} @click=${this.verify}>${S} ${i("audit.verify")}</button>
          <button class="button" @click=${this.keep}>${C} ${i("audit.export")}</button>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      <gb-alert-list></gb-alert-list>
      <div role="status">${this.verified?D(this.verified):w}</div>
      <form @submit=${this.filtered}>
        <gb-date-time-field id="from" .label=${i("audit.from")}></gb-date-time-field>
        <gb-date-time-field id="to" .label=${i("audit.to")}></gb-date-time-field>
        <label for="q">${i("audit.words")} <input id="q" maxlength="100" spellcheck="false" placeholder=${i("audit.words_hint")} /></label>
        <button class="button primary">${i("audit.filter")}</button>
      </form>
      <gb-table .caption=${i("nav.audit")} .columns=${j()} .rows=${this.rows} .keyOf=${t=>String(t.id)} .second=${t=>`${t.account} · ${t.action}`}></gb-table>
      <gb-pager .page=${this.befores.length-1} ?more=${this.next!==void 0} @step=${t=>this.step(t.detail)}></gb-pager>
    `}filters(){return{from:this.from.value,to:this.to.value,q:this.words.value.trim()}}filtered(t){t.preventDefault(),this.befores=[void 0],this.load()}step(t){this.befores=t<0?this.befores.slice(0,-1):[...this.befores,this.next],this.load()}async load(){this.fault="",this.rows=null;try{let t=await b.get("/audit",{...this.filters(),before:this.befores.at(-1),limit:V});this.rows=t.items;let y=t.items.at(-1);this.next=t.next??(t.items.length===V&&y?String(y.id):void 0)}catch(t){this.rows=[],this.fault=v(t)}}async verify(){this.checking=!0;try{this.verified=await b.get("/audit/verify")}catch(t){this.fault=v(t)}finally{this.checking=!1}}keep(){let t=document.createElement("a");t.href=k("/audit.jsonl"+x(this.filters())),t.download="",t.click()}};o.styles=[u,_,R,l`
      form {
        grid-template-columns: repeat(3, minmax(0, 1fr)) auto;
        align-items: end;
        margin-bottom: 1rem;
      }
      gb-notice {
        margin-bottom: 1rem;
      }
      gb-table {
        --table-height: max(18rem, calc(100dvh - 23rem));
      }
      @media (max-width: 48rem) {
        form {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media print {
        form {
          display: none;
        }
      }
    `],r([s()],o.prototype,"rows",2),r([s()],o.prototype,"befores",2),r([s()],o.prototype,"next",2),r([s()],o.prototype,"fault",2),r([s()],o.prototype,"verified",2),r([s()],o.prototype,"checking",2),r([m("#q")],o.prototype,"words",2),r([m("#from")],o.prototype,"from",2),r([m("#to")],o.prototype,"to",2),o=r([d("gb-audit-page")],o);function j(){return[{key:"time",title:i("audit.time"),value:({time:e})=>e,cell:({time:e})=>E(e),width:"12.5rem"},{key:"account",title:i("audit.account"),value:({account:e})=>e,width:"9rem",wide:!0},{key:"source",title:i("audit.source"),value:({source:e})=>e,width:"10rem",wide:"widest"},{key:"action",title:i("audit.action"),value:({action:e})=>e,width:"11rem",wide:!0},{key:"object",title:i("audit.object"),value:({object:e})=>e,width:"9rem"},{key:"detail",title:i("audit.detail"),value:e=>$(e),cell:e=>a`<span title=${$(e)}>${$(e)}</span>`,wide:!0,plain:!0}]}function $({detail:e}){return typeof e=="string"?e:JSON.stringify(e??"")}function D({intact:e,rows:p,broken_row:t}){return e?a`<gb-notice kind="info">${i("audit.intact",{n:c(p)})}</gb-notice>`:a`<gb-notice kind="alarm">${i("audit.broken",{n:c(t)})}</gb-notice>`}export{o as AuditPage};
