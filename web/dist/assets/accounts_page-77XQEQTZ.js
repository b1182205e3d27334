import{a as m}from"./chunk-2P4SLKZE.js";import{a as q}from"./chunk-O6GVB24X.js";import{a as O}from"./chunk-5YMLR4M2.js";import"./chunk-WX4KK7RX.js";import{a as _}from"./chunk-7AZ24CVK.js";import"./chunk-3OCLBWJ2.js";import"./chunk-OOHX66NF.js";import{a as f}from"./chunk-HIUFZGUF.js";import{a as g}from"./chunk-NWHKXTVY.js";import"./chunk-MCNA6GBP.js";import"./chunk-U5MK724W.js";import"./chunk-BHB5BKCX.js";import"./chunk-2FVP46NB.js";import{a as h}from"./chunk-WXYCPSMU.js";import"./chunk-ZYIMWIEM.js";import"./chunk-VHM6RX25.js";import"./chunk-YYSDZYHS.js";import"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as A}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import"./chunk-DLZSAQ7R.js";import"./chunk-WICI5KH2.js";import{b as x}from"./chunk-OZ372BIK.js";import"./chunk-4VJROU5D.js";import{b as R}from"./chunk-TCCVLUSM.js";import{a as y}from"./chunk-4EG37I2C.js";import{a as $}from"./chunk-GFWRHW6T.js";import{b as c,e as d}from"./chunk-APQN74WW.js";import{d as t,g as w,h as i,m as v,o as l,r as k}from"./chunk-TO6M2I3Z.js";import{a as s}from"./chunk-JFKSI6I7.js";var E=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 9h18" /> <path d="M9 3v18" /> <rect x="3" y="3" width="18" height="18" rx="2" /></svg>`;var L=()=>Object.entries(m).map(([r,o])=>({value:r,label:t(o)})),b=({username:r})=>`/accounts/${encodeURIComponent(r)}`;async function C(r){let o=null,e=await f({heading:t("accounts.new"),action:t("com.create"),fields:[{name:"unit",label:t("sites.unit"),kind:"combo",required:!0,whole:!0,choices:r.choices()},{name:"name",label:t("accounts.name"),required:!0,whole:!0,hint:t("accounts.name_hint")},{name:"username",label:t("auth.username"),kind:"code",required:!0,hint:t("accounts.username_hint")},{name:"role",label:t("accounts.role"),kind:"select",value:"ky_thuat",choices:L()}],submit:async n=>o=await c.post("/accounts",n)});return o&&await T(o),e}async function S(r,o,e){let n=await f({heading:e.name,action:t("com.save"),fields:[{name:"username",label:t("auth.username"),value:e.username,fixed:!0},{name:"role",label:t("accounts.role"),kind:"select",value:e.role,choices:L()},{name:"name",label:t("accounts.name"),value:e.name,required:!0,whole:!0},{name:"unit",label:t("sites.unit"),kind:"combo",value:e.unit,required:!0,whole:!0,choices:r.choices()},{name:"site",label:t("accounts.site"),kind:"combo",value:e.site??"",whole:!0,hint:t("accounts.site_hint"),choices:o.map(({code:u,name:M})=>({value:u,label:M,note:u}))},{name:"disabled",label:t("accounts.disable"),kind:"flag",value:e.disabled,whole:!0,hint:t("accounts.disable_hint")}],submit:u=>c.patch(b(e),u)});return n&&h(t("com.saved")),n}async function U(r){try{return await c.post(`${b(r)}/unlock`),h(t("accounts.unlocked",{name:r.username})),!0}catch(o){return h(d(o)),!1}}async function D(r){let o={heading:t("accounts.reset_title",{name:r.name}),text:t("accounts.reset_text"),action:t("accounts.reset"),danger:!0};if(!await g(o))return!1;try{let{password:e}=await c.post(`${b(r)}/reset`);return await T({username:r.username,password:e}),!0}catch(e){return h(d(e)),!1}}function T({username:r,password:o}){let e=[{name:t("auth.username"),value:r},{name:t("accounts.first_password"),value:o}];return q({heading:t("accounts.made",{name:r}),lines:e})}var a=class extends k{constructor(){super(...arguments);this.accounts=null;this.units=null;this.sites=[];this.fault="";this.query="";this.wanted="";this.found=null;this.admin=$.account?.role==="quan_tri"}connectedCallback(){super.connectedCallback(),this.load()}willUpdate(e){["accounts","units","query","wanted"].some(n=>e.has(n))&&(this.found=this.find())}render(){return i`
      <div class="head">
        <h1>${t("nav.accounts")}</h1>
        <div class="actions">
          ${this.admin?i`<button class="button primary" ?disabled=${!this.units} @click=${()=>this.whenDone(C(this.units))}>${_} ${t("accounts.new")}</button>`:null}
          <a class="button" href="/help/roles">${E} ${t("matrix.title")}</a>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      <div class="tools">
        <gb-search-field @search=${e=>this.query=e.detail}></gb-search-field>
        <select aria-label=${t("accounts.role")} @change=${e=>this.wanted=e.target.value}>
          <option value="">${t("accounts.all_roles")}</option>
          ${Object.entries(m).map(([e,n])=>i`<option value=${e}>${t(n)}</option>`)}
        </select>
      </div>
      <gb-table
        .caption=${t("nav.accounts")}
        .columns=${this.columns()}
        .rows=${this.found}
        .keyOf=${e=>e.username}
        .second=${e=>[e.username,t(m[e.role]),...p(e).order?[p(e).text]:[]].join(" · ")}
        .open=${this.admin?e=>this.whenDone(S(this.units,this.sites,e)):null}
        .marked=${e=>e.disabled}
        .actions=${e=>this.rowActions(e)}
      ></gb-table>
    `}columns(){return[{key:"name",title:t("accounts.name"),value:({name:e})=>e},{key:"username",title:t("auth.username"),value:({username:e})=>e,width:"10rem",wide:!0},{key:"role",title:t("accounts.role"),value:({role:e})=>t(m[e]),width:"12rem",wide:!0},{key:"unit",title:t("sites.unit"),value:e=>this.unitOf(e),wide:"widest"},{key:"state",title:t("accounts.state"),value:e=>p(e).order,cell:e=>j(e),width:"9rem",wide:!0}]}rowActions(e){let n=e.locked||e.swept?i`<button class="button" aria-label="${t("accounts.unlock")}: ${e.username}" @click=${()=>this.whenDone(U(e))}>${t("accounts.unlock")}</button>`:null,u=this.admin?i`<button class="button" aria-label=${t("accounts.reset_title",{name:e.name})} @click=${()=>this.whenDone(D(e))}>${t("accounts.reset")}</button>`:null;return i`${n} ${u}`}unitOf({unit:e,unit_name:n}){return n??this.units?.nameOf(e)??e}find(){return this.accounts?new x(this.accounts,n=>`${n.name} ${n.username} ${this.unitOf(n)}`).find(this.query).filter(({role:n})=>this.wanted===""||n===this.wanted):null}async whenDone(e){await e&&await this.load()}async load(){this.fault="";try{this.accounts=await c.all("/accounts"),this.units=await O.load(),this.admin&&(this.sites=await c.all("/sites",{limit:1e3}))}catch(e){this.fault=d(e)}}};a.styles=[y,A,R,w`
      gb-table {
        --table-actions: 17rem;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem;
        margin-bottom: 0.75rem;
      }
      .tools select {
        width: auto;
      }
      @media (max-width: 48rem) {
        gb-table {
          --table-actions: 8rem;
          --table-narrow-row: 5.6rem;
        }
      }
    `],s([l()],a.prototype,"accounts",2),s([l()],a.prototype,"units",2),s([l()],a.prototype,"sites",2),s([l()],a.prototype,"fault",2),s([l()],a.prototype,"query",2),s([l()],a.prototype,"wanted",2),a=s([v("gb-accounts-page")],a);function p({disabled:r,locked:o}){return r?{order:2,mark:"",text:t("accounts.st_disabled")}:o?{order:1,mark:"poor",text:t("accounts.st_locked")}:{order:0,mark:"good",text:t("accounts.st_active")}}function j(r){let{mark:o,text:e}=p(r);return i`<span class="mark ${o}">${e}</span>`}export{a as AccountsPage};
