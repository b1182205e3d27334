import{a as k}from"./chunk-FJU6R2YV.js";import{a as L}from"./chunk-OOHX66NF.js";import{a as U}from"./chunk-HIUFZGUF.js";import"./chunk-NWHKXTVY.js";import"./chunk-MCNA6GBP.js";import"./chunk-U5MK724W.js";import"./chunk-BHB5BKCX.js";import"./chunk-2FVP46NB.js";import{a as C}from"./chunk-ZYC5RCVG.js";import"./chunk-VHM6RX25.js";import"./chunk-YYSDZYHS.js";import"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as x}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import"./chunk-DLZSAQ7R.js";import"./chunk-WICI5KH2.js";import"./chunk-OZ372BIK.js";import{c as S,d as l}from"./chunk-4VJROU5D.js";import{b as z}from"./chunk-TCCVLUSM.js";import{a as w}from"./chunk-4EG37I2C.js";import{a as F}from"./chunk-GFWRHW6T.js";import{b as h,c as f,e as g}from"./chunk-APQN74WW.js";import{d as t,f as E,g as v,h as n,k as m,m as $,n as b,o as u,r as _}from"./chunk-TO6M2I3Z.js";import{a as i}from"./chunk-JFKSI6I7.js";var X=n`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 6 9 17l-5-5" /></svg>`;var c=class extends _{constructor(){super(...arguments);this.meeting="";this.names=new Map;this.stills=[];this.fault=""}firstUpdated(){this.load()}render(){return!this.stills.length&&!this.fault?m:n`<section aria-label=${t("att.stills")}>
      <h2>${t("att.stills")}</h2>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      <ul>
        ${this.stills.map(o=>this.figure(o))}
      </ul>
    </section>`}figure({id:o,site:s,time:r,sha256:d}){let y=this.names.get(s)??s.replace(/^[a-z]+:/,""),M=f(`${this.path}/${o}`);return n`<li>
      <a href=${M} target="_blank" rel="noopener">
        <img src=${M} loading="lazy" alt=${t("att.still_of",{site:y,time:l(r)})} />
        <span class="site">${y}</span>
      </a>
      <span class="soft">${l(r)} · <code title=${d}>${d.slice(0,12)}…</code></span>
    </li>`}get path(){return`/meetings/${encodeURIComponent(this.meeting)}/stills`}async load(){this.fault="";try{this.stills=(await h.get(this.path)).items}catch(o){this.fault=g(o)}}};c.styles=[w,x,v`
      :host {
        display: block;
      }
      h2 {
        margin-bottom: 0.5rem;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr));
        gap: 0.75rem;
        margin: 0 0 1rem;
        padding: 0;
        list-style: none;
      }
      a {
        display: block;
        color: inherit;
        text-decoration: none;
      }
      img {
        display: block;
        width: 100%;
        aspect-ratio: 16 / 9;
        object-fit: contain;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
      }
      .site {
        display: block;
        margin-top: 0.3rem;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .soft {
        color: var(--text-soft);
        font-size: 0.88em;
      }
      code {
        overflow-wrap: anywhere;
      }
    `],i([b()],c.prototype,"meeting",2),i([b({attribute:!1})],c.prototype,"names",2),i([u()],c.prototype,"stills",2),i([u()],c.prototype,"fault",2),c=i([$("gb-still-list")],c);var K={convened:"att.convened",present:"att.present",absent:"att.absent",late:"att.late",early:"att.early",broken:"att.broken",losses:"att.losses",people_convened:"att.people_convened",people_present:"att.people_present"},B={all:"att.f_all",present:"att.f_present",absent:"att.f_absent",late:"att.f_late",early:"att.f_early",broken:"att.f_broken",lost:"att.f_lost"},A={convened:"att.d_convened",present:"att.d_present",excused:"att.d_excused",unexcused:"att.d_unexcused",responsible:"att.d_responsible",technician:"att.d_technician",note:"att.d_note"},P={late:"att.flag_late",early:"att.flag_early",broken:"att.flag_broken",trial_only:"att.flag_trial_only"},H=["late","early","broken","trial_only"],q={present:"roll.present",picture_only:"roll.picture_only",sound_only:"roll.sound_only",no_answer:"roll.no_answer"};function T(e){return t(e.present?"roll.present":"roll.absent")}function I(e){return H.filter(a=>e[a]).map(a=>t(P[a])).join("; ")}function D({roll:e}){return t(q[e]??"roll.unchecked")}function j({said:e}){return e.present===null&&e.convened===null?"":`${e.present??"–"}/${e.convened??"–"}`}var J=["convened","present","excused","unexcused"],G=[...J,"responsible","technician","note"],O=["all","present","absent","late","early","broken","lost"];function N(e,a){return a==="all"?!0:a==="absent"?e.invited&&!e.present:a==="lost"?e.losses>0:e[a]}function R(e){let a=o=>String(o).padStart(2,"0");return`${Math.floor(e/3600)}:${a(Math.floor(e/60)%60)}:${a(e%60)}`}var Q=["convened","present","absent","late","early","broken","losses","people_convened","people_present"],V=15e3,p=class extends _{constructor(){super(...arguments);this.params={};this.report=null;this.filter="all";this.fault=""}connectedCallback(){super.connectedCallback(),this.timer=setInterval(()=>this.report?.opened&&!this.report.closed&&void this.load(),V),this.updateComplete.then(()=>this.load())}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.timer)}get path(){return`/meetings/${encodeURIComponent(this.params.code??"")}/attendance`}render(){let o=this.report;return n`
      <div class="head">
        <h1>${t("rep.attendance")}</h1>
        <div class="actions">
          ${this.corrects()&&o?.opened?n`<button class="button primary" @click=${this.confirm}>${X} ${t("roll.confirm")}</button>`:m}
          <a class="button" href=${f(`${this.path}.csv`)} download>${k} ${t("att.csv")}</a>
          <a class="button" href=${f(`${this.path}.xlsx`)} download>${k} ${t("att.xlsx")}</a>
          <a class="button" href=${f(`${this.path}.rtf`)} download>${k} ${t("att.rtf")}</a>
          <a class="button" href=${f(`${this.path}.html`)} target="_blank" rel="noopener">${L} ${t("att.print")}</a>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      ${o?this.whole(o):this.fault?m:n`<p role="status">${t("com.loading")}</p>`}
    `}whole(o){let s=o.rows.flatMap(r=>r.corrections.map(d=>({row:r,correction:d})));return n`
      <p class="lead"><a href=${C(this.params.code??"")}>${o.title}</a> <span class="soft">${[o.invite_no,W(o)].filter(Boolean).join(" · ")}</span></p>
      <dl>${Q.map(r=>n`<div><dt>${t(K[r])}</dt><dd>${E(o.summary[r])}</dd></div>`)}</dl>
      <label for="filter">
        ${t("att.filter")}
        <select id="filter" @change=${r=>this.filter=r.target.value}>
          ${O.map(r=>n`<option value=${r}>${t(B[r])}</option>`)}
        </select>
      </label>
      <gb-table
        .caption=${t("rep.attendance")}
        .columns=${Y()}
        .rows=${o.rows.filter(r=>N(r,this.filter))}
        .keyOf=${r=>r.identity}
        .second=${r=>[T(r),I(r)].filter(Boolean).join(" · ")}
        .open=${this.corrects()?r=>{this.correct(r)}:null}
      ></gb-table>
      ${s.length?this.corrections(s):m}
      <gb-still-list meeting=${this.params.code??""} .names=${new Map(o.rows.map(({identity:r,name:d})=>[r,d]))}></gb-still-list>
      ${this.foot(o)}
    `}corrections(o){return n`<section>
      <h2>${t("att.corrections")}</h2>
      <ul>
        ${o.map(({row:s,correction:r})=>n`<li>
            ${s.name}: ${t(A[r.field])} → ${r.value}${r.note?` (${r.note})`:""}
            <span class="soft">${l(r.time)} · ${r.account.replace(/^account:/,"")}${r.after_freeze?` · ${t("att.after_freeze")}`:""}</span>
          </li>`)}
      </ul>
    </section>`}foot({rules:o,confirmed:s,sha256:r,frozen:d,frozen_at:y}){return n`
      ${s.account?n`<gb-notice kind="info">${t("att.confirmed",{account:s.account.replace(/^account:/,""),time:S(s.time)})}</gb-notice>`:m}
      <p class="soft">${t("att.rules",{merge:o.merge_gap_s,late:o.late_grace_s,early:o.early_grace_s,share:o.min_share})}</p>
      <p class="soft">${t("att.automatic")}</p>
      ${d?n`<p class="soft">${t("att.sha256",{time:S(y)})} <code>${r}</code></p>`:m}
    `}corrects(){return F.account?.role==="chu_toa"||F.account?.role==="thu_ky"}async correct(o){await U({heading:t("att.correct",{site:o.name}),action:t("com.save"),note:t("att.correct_note"),fields:[{name:"field",label:t("att.field"),kind:"select",required:!0,value:"present",choices:G.map(r=>({value:r,label:t(A[r])}))},{name:"value",label:t("att.value")},{name:"note",label:t("att.reason"),whole:!0}],submit:r=>h.post(`${this.path}/corrections`,{...r,site:o.site||o.identity})})&&await this.load()}async confirm(){try{await h.post(`${this.path}/confirm`,{}),await this.load()}catch(o){this.fault=g(o)}}async load(){try{this.report=await h.get(this.path),this.fault=""}catch(o){this.fault=g(o)}}};p.styles=[w,x,z,v`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(6.25rem, 1fr));
        gap: 0.5rem;
        margin: 0 0 1rem;
      }
      dl div {
        padding: 0.4rem 0.6rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      dt {
        color: var(--text-soft);
        font-size: 0.88em;
      }
      dd {
        margin: 0;
        font-size: 1.3em;
        font-variant-numeric: tabular-nums;
      }
      label {
        width: 14rem;
        margin-bottom: 1rem;
      }
      .soft {
        color: var(--text-soft);
        overflow-wrap: anywhere;
      }
      gb-notice,
      gb-still-list,
      section {
        margin-top: 1rem;
      }
      @media print {
        label {
          display: none;
        }
      }
    `],i([b({attribute:!1})],p.prototype,"params",2),i([u()],p.prototype,"report",2),i([u()],p.prototype,"filter",2),i([u()],p.prototype,"fault",2),p=i([$("gb-attendance-page")],p);function W({opened:e,closed:a}){return e?a?t("att.session",{opened:l(e),closed:l(a)}):t("att.running",{opened:l(e)}):t("att.not_opened")}function Y(){return[{key:"name",title:t("nav.sites"),value:({name:e})=>e},{key:"position",title:t("att.position"),value:({position:e})=>e,width:"4rem",end:!0,wide:"widest"},{key:"state",title:t("att.state"),value:T,cell:e=>n`<span class="mark ${e.present?"good":"poor"}">${T(e)}</span>`,width:"7rem",wide:!0},{key:"flags",title:t("att.flags"),value:I,width:"12rem",wide:!0},{key:"first",title:t("att.first"),value:({spans:e})=>e[0]?.from??"",cell:({spans:e})=>l(e[0]?.from??"").slice(-8),width:"6rem",wide:"widest"},{key:"last",title:t("att.last"),value:({spans:e})=>e.at(-1)?.to??"",cell:({spans:e,on:a})=>a?t("att.on"):l(e.at(-1)?.to??"").slice(-8),width:"6.5rem",wide:"widest"},{key:"losses",title:t("att.losses"),value:({losses:e})=>e,width:"5rem",end:!0,wide:!0},{key:"gap",title:t("att.gap"),value:({gap_s:e})=>e,cell:({gap_s:e})=>R(e),width:"6rem",end:!0,wide:"widest"},{key:"presence",title:t("att.presence"),value:({presence_s:e})=>e,cell:({presence_s:e})=>R(e),width:"6rem",end:!0,wide:!0},{key:"share",title:t("att.share"),value:({share:e})=>e,cell:({share:e})=>`${E(e,2,2)}%`,width:"6rem",end:!0,wide:!0},{key:"roll",title:t("roll.short"),value:D,width:"11rem",wide:!0},{key:"people",title:t("att.people"),value:j,width:"6rem",end:!0,wide:"widest"},{key:"floor",title:t("att.floor"),value:({floor_s:e})=>e,cell:({floor_count:e,floor_s:a})=>e?`${e} · ${R(a)}`:"",width:"7rem",end:!0,wide:"widest"}]}export{p as AttendancePage};
