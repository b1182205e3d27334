import{a as j}from"./chunk-NIQLGYLA.js";import{a as D}from"./chunk-O6GVB24X.js";import{a as E}from"./chunk-5YMLR4M2.js";import"./chunk-WX4KK7RX.js";import{a as L}from"./chunk-7AZ24CVK.js";import{a as b}from"./chunk-MN2A5FTD.js";import{a as N}from"./chunk-7A7X53EW.js";import"./chunk-3OCLBWJ2.js";import{a as R}from"./chunk-FJU6R2YV.js";import"./chunk-OOHX66NF.js";import{a as h}from"./chunk-HIUFZGUF.js";import{a as O}from"./chunk-NWHKXTVY.js";import"./chunk-MCNA6GBP.js";import"./chunk-U5MK724W.js";import"./chunk-BHB5BKCX.js";import"./chunk-2FVP46NB.js";import{a as p}from"./chunk-WXYCPSMU.js";import"./chunk-ZYIMWIEM.js";import"./chunk-VHM6RX25.js";import"./chunk-YYSDZYHS.js";import"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as T}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import"./chunk-DLZSAQ7R.js";import"./chunk-WICI5KH2.js";import{b as U}from"./chunk-OZ372BIK.js";import"./chunk-4VJROU5D.js";import{b as C}from"./chunk-TCCVLUSM.js";import{a as q}from"./chunk-4EG37I2C.js";import{a as x}from"./chunk-GFWRHW6T.js";import{b as c,c as g,e as d}from"./chunk-APQN74WW.js";import{d as t,f as _,g as k,h as a,m as y,o as u,r as S}from"./chunk-TO6M2I3Z.js";import{a as m}from"./chunk-JFKSI6I7.js";var F=a`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12.83 2.18a2 2 0 0 0-1.66 0L2.6 6.08a1 1 0 0 0 0 1.83l8.58 3.91a2 2 0 0 0 1.66 0l8.58-3.9a1 1 0 0 0 0-1.83z" /> <path d="M2 12a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 12" /> <path d="M2 17a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 17" /></svg>`;var f={direct:"sites.net_direct",wan:"sites.net_wan",internet:"sites.net_internet"},w=[0,384,512,768,1e3,1500,2e3,4e3];function $(n){return n===0?t("sites.rate_free"):t("qual.rate",{kbps:_(n)})}function X({code:n}){return`${location.origin}/join?site=${encodeURIComponent(n)}`}async function V(n){let i=await h({heading:t("sites.new"),action:t("com.create"),fields:M(n,{active:!0},!1),submit:e=>c.post("/sites",P(e))});return i&&p(t("sites.created")),i}async function A(n,i){let e=await h({heading:i.name,action:t("com.save"),fields:M(n,i,!0),submit:o=>c.patch(`/sites/${encodeURIComponent(i.code)}`,P(o))});return e&&p(t("com.saved")),e}async function I(n){let i={heading:t("sites.pin_of",{name:n.name}),text:t("sites.pin_again"),action:t("sites.pin_make")};if(n.has_pin&&!await O(i))return!1;try{let{pin:e}=await c.post(`/sites/${encodeURIComponent(n.code)}/pin`),o=[{name:t("join.site"),value:n.name},{name:t("sites.link"),value:X(n)},{name:t("sites.pin"),value:e}];return await D({heading:i.heading,lines:o}),!0}catch(e){return p(d(e)),!1}}async function K(n,i){let e=await h({heading:t("sites.handover_title",{name:i.name}),action:t("sites.handover"),note:t("sites.handover_note"),fields:[{name:"now",label:t("sites.unit"),value:n.nameOf(i.unit),fixed:!0,whole:!0},{name:"unit",label:t("sites.handover_to"),kind:"combo",required:!0,whole:!0,choices:n.choices(i.unit)}],submit:o=>c.post(`/sites/${encodeURIComponent(i.code)}/handover`,o)});return e&&p(t("sites.handed_over")),e}function M(n,i,e){let o=Object.entries(f).map(([r,v])=>({value:r,label:t(v)})),l=w.includes(i.rate_cap_kbps??0)?w:[...w,i.rate_cap_kbps??0];return[{name:"name",label:t("sites.name"),value:i.name??"",required:!0,whole:!0,hint:e?"":t("join.site_hint")},{name:"code",label:t("units.code"),kind:"code",value:i.code??"",required:!0,fixed:e},{name:"position",label:t("units.position"),kind:"number",value:i.position??0,min:0},{name:"unit",label:t("sites.unit"),kind:"combo",value:i.unit??"",required:!0,whole:!0,choices:n.choices(),fixed:e},{name:"contact_name",label:t("sites.contact_name"),value:i.contact_name??""},{name:"contact_phone",label:t("sites.contact_phone"),kind:"phone",value:i.contact_phone??""},{name:"room",label:t("sites.room"),value:i.room??""},{name:"capacity",label:t("sites.capacity"),kind:"number",value:i.capacity??0,min:0},{name:"network",label:t("sites.network"),kind:"select",value:i.network??"internet",choices:o},{name:"rate_cap_kbps",label:t("sites.rate"),kind:"select",value:String(i.rate_cap_kbps??0),choices:l.map(r=>({value:String(r),label:$(r)}))},{name:"allowed_ranges",label:t("sites.ranges"),value:i.allowed_ranges??"",whole:!0,hint:t("sites.ranges_hint"),more:!0},{name:"active",label:t("sites.active"),kind:"flag",value:i.active??!0,more:!0}]}function P(n){return{...n,rate_cap_kbps:Number(n.rate_cap_kbps)}}var z="code,unit,name,position,network,allowed_ranges,rate_cap_kbps,contact_name,contact_phone,room,capacity,active",s=class extends S{constructor(){super(...arguments);this.sites=null;this.units=null;this.fault="";this.query=b.query.get("q")??"";this.network="";this.found=null;this.admin=x.account?.role==="quan_tri"}connectedCallback(){super.connectedCallback(),this.load()}willUpdate(e){["sites","units","query","network"].some(o=>e.has(o))&&(this.found=this.find())}render(){return a`
      <div class="head">
        <h1>${t("nav.sites")}</h1>
        <div class="actions">
          ${this.admin?a`<button class="button primary" ?disabled=${!this.units} @click=${()=>this.whenDone(V(this.units))}>${L} ${t("sites.new")}</button>`:null}
          ${this.admin?null:a`<a class="button" href="/sites/groups">${F} ${t("groups.title")}</a>`}
          ${this.admin?a`<button class="button" @click=${()=>this.whenDone(j({heading:t("sites.import"),path:"/sites/import",columns:z}))}>
                ${N} ${t("import.csv")}
              </button>`:null}
          <a class="button" href=${g("/sites.csv")} download>${R} ${t("export.csv")}</a>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      <div class="tools">
        <gb-search-field .value=${this.query} @search=${e=>this.search(e.detail)}></gb-search-field>
        <select aria-label=${t("sites.network")} @change=${e=>this.network=e.target.value}>
          <option value="">${t("sites.all_networks")}</option>
          ${Object.entries(f).map(([e,o])=>a`<option value=${e}>${t(o)}</option>`)}
        </select>
      </div>
      <gb-table
        .caption=${t("nav.sites")}
        .empty=${this.sites?.length===0?t("sites.none"):""}
        .columns=${this.columns()}
        .rows=${this.found}
        .keyOf=${e=>e.code}
        .second=${e=>[e.contact_name,e.contact_phone].filter(Boolean).join(" · ")||e.code}
        .open=${this.admin?e=>this.whenDone(A(this.units,e)):null}
        .marked=${e=>!e.active}
        .actions=${this.admin?e=>this.rowActions(e):null}
      ></gb-table>
    `}columns(){return[{key:"name",title:t("sites.name"),value:({name:e})=>e},{key:"unit",title:t("sites.unit"),value:({unit:e})=>this.units?.nameOf(e)??e,wide:!0},{key:"contact",title:t("sites.contact"),value:({contact_name:e,contact_phone:o})=>[e,o].filter(Boolean).join(" · "),wide:"widest"},{key:"network",title:t("sites.network"),value:({network:e})=>t(f[e]),width:"9rem",wide:!0},{key:"rate",title:t("sites.rate"),value:({rate_cap_kbps:e})=>e,cell:({rate_cap_kbps:e})=>$(e),width:"9rem",wide:"widest"},{key:"pin",title:t("sites.pin"),value:({has_pin:e})=>Number(e),cell:({has_pin:e})=>a`<span class="mark ${e?"good":"fair"}">${t(e?"sites.pin_has":"sites.pin_none")}</span>`,width:"7.5rem",wide:!0}]}rowActions(e){return a`<button class="button" aria-label=${t("sites.pin_of",{name:e.name})} @click=${()=>this.whenDone(I(e))}>${t("sites.pin")}</button>
      <button class="button" aria-label=${t("sites.handover_title",{name:e.name})} @click=${()=>this.whenDone(K(this.units,e))}>${t("sites.handover")}</button>`}find(){if(!this.sites||!this.units)return null;let e=this.units;return new U(this.sites,({code:l,name:r,unit:v,contact_name:B,room:W})=>`${r} ${l} ${e.nameOf(v)} ${B} ${W}`).find(this.query).filter(({network:l})=>this.network===""||l===this.network)}search(e){this.query=e,b.remember({q:e})}async whenDone(e){await e&&await this.load()}async load(){this.fault="";try{let[e,o]=await Promise.all([c.all("/sites",{limit:1e3}),E.load()]);this.units=o,this.sites=e.sort((l,r)=>l.position-r.position||l.name.localeCompare(r.name,"vi"))}catch(e){this.fault=d(e)}}};s.styles=[q,T,C,k`
      gb-table {
        --table-actions: 13.5rem;
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
          --table-actions: 6.5rem;
          --table-narrow-row: 5.6rem;
        }
      }
    `],m([u()],s.prototype,"sites",2),m([u()],s.prototype,"units",2),m([u()],s.prototype,"fault",2),m([u()],s.prototype,"query",2),m([u()],s.prototype,"network",2),s=m([y("gb-sites-page")],s);export{s as SitesPage};
