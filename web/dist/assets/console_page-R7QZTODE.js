import{B as Pe,C as Z,D as Xe,a as Ee,c as Q,f as Ce,i as Re,j as Ae,k as Le,l as ce,m as qe,o as J,p as Oe,q as He,r as Ie,s as ze,t as Ke,u as De,v as Ne,w as Y,x as Fe}from"./chunk-NH264XGV.js";import"./chunk-5TEUJPDJ.js";import{g as Me,k as Te}from"./chunk-6RMMNF6K.js";import{a as ke,b as Se}from"./chunk-JDNW66QY.js";import"./chunk-257OIHBY.js";import"./chunk-3T2COB5O.js";import"./chunk-LINAR2MM.js";import{a as W}from"./chunk-2326C2BK.js";import"./chunk-ZJKQG42I.js";import"./chunk-PG6UEPUJ.js";import"./chunk-N22OKUSR.js";import{a as $e,b as xe}from"./chunk-IYW3Y5PZ.js";import"./chunk-WX4KK7RX.js";import{a as _e}from"./chunk-PPHQ3JVJ.js";import{a as X}from"./chunk-HIUFZGUF.js";import{a as K}from"./chunk-NWHKXTVY.js";import"./chunk-MCNA6GBP.js";import{a as we}from"./chunk-2FVP46NB.js";import{a as z}from"./chunk-ZYC5RCVG.js";import{a as k}from"./chunk-WXYCPSMU.js";import"./chunk-ZYIMWIEM.js";import"./chunk-VHM6RX25.js";import{a as B}from"./chunk-YYSDZYHS.js";import{a as ve}from"./chunk-OTH6SDHP.js";import"./chunk-DLZSAQ7R.js";import"./chunk-WICI5KH2.js";import{b as ye}from"./chunk-OZ372BIK.js";import{b as _}from"./chunk-4VJROU5D.js";import{a as H,b as D}from"./chunk-TCCVLUSM.js";import{a as y}from"./chunk-4EG37I2C.js";import{a as le}from"./chunk-GFWRHW6T.js";import{b as U,e as be}from"./chunk-APQN74WW.js";import{d as o,e as j,f as w,g,h as i,i as fe,k as d,m as f,n as m,o as b,p as M,r as v,s as C}from"./chunk-TO6M2I3Z.js";import{a as c}from"./chunk-JFKSI6I7.js";var Ve=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m12 19-7-7 7-7" /> <path d="M19 12H5" /></svg>`;var Ge=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M13.997 4a2 2 0 0 1 1.76 1.05l.486.9A2 2 0 0 0 18.003 7H20a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2h1.997a2 2 0 0 0 1.759-1.048l.489-.904A2 2 0 0 1 10.004 4z" /> <circle cx="12" cy="13" r="3" /></svg>`;var ee=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><rect width="7" height="7" x="3" y="3" rx="1" /> <rect width="7" height="7" x="14" y="3" rx="1" /> <rect width="7" height="7" x="14" y="14" rx="1" /> <rect width="7" height="7" x="3" y="14" rx="1" /></svg>`;var je=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M13 5h8" /> <path d="M13 12h8" /> <path d="M13 19h8" /> <path d="m3 17 2 2 4-4" /> <path d="m3 7 2 2 4-4" /></svg>`;var Ue=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><rect width="18" height="11" x="3" y="11" rx="2" ry="2" /> <path d="M7 11V7a5 5 0 0 1 10 0v4" /></svg>`;var We=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><rect width="18" height="11" x="3" y="11" rx="2" ry="2" /> <path d="M7 11V7a5 5 0 0 1 9.9-1" /></svg>`;var te=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z" /></svg>`;var Be=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><rect width="20" height="14" x="2" y="3" rx="2" /> <line x1="8" x2="16" y1="21" y2="21" /> <line x1="12" x2="12" y1="17" y2="21" /></svg>`;var Qe=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m15 9-6 6" /> <path d="M2.586 16.726A2 2 0 0 1 2 15.312V8.688a2 2 0 0 1 .586-1.414l4.688-4.688A2 2 0 0 1 8.688 2h6.624a2 2 0 0 1 1.414.586l4.688 4.688A2 2 0 0 1 22 8.688v6.624a2 2 0 0 1-.586 1.414l-4.688 4.688a2 2 0 0 1-1.414.586H8.688a2 2 0 0 1-1.414-.586z" /> <path d="m9 9 6 6" /></svg>`;var Je=g`
  :host {
    display: block;
    border-top: 0.3rem solid var(--brand);
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.45rem 0.6rem;
    padding: 0.45rem 1rem;
  }
  .row + .row {
    padding-top: 0;
  }
  .what {
    flex: 1 1 16rem;
    min-width: 0;
  }
  h1 {
    overflow: hidden;
    font-size: 1.1rem;
    font-weight: 600;
    line-height: 1.25;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .what p {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.9rem;
    color: var(--text-soft);
    font-size: 0.9rem;
    font-variant-numeric: tabular-nums;
  }
  .phase {
    font-weight: 600;
  }
  .phase.live {
    color: var(--good);
  }
  .bad .icon {
    width: 1.05em;
    height: 1.05em;
    vertical-align: -0.15em;
  }
  .bad {
    color: var(--poor);
    font-weight: 600;
  }
  .gap {
    flex: 1;
  }
  .button {
    min-height: 2.5rem;
    padding: 0.3rem 0.8rem;
    font-size: 0.94rem;
  }
  .button[aria-pressed="true"] {
    border-color: var(--brand);
    background: var(--brand-soft);
  }
  .switch {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.5rem;
    margin-right: 0.6rem;
    font-size: 0.94rem;
    font-weight: 600;
    cursor: pointer;
  }
  .switch input {
    position: absolute;
    opacity: 0;
  }
  .switch span {
    position: relative;
    width: 2.5rem;
    height: 1.4rem;
    border-radius: 0.7rem;
    background: var(--line-strong);
  }
  .switch span::after {
    content: "";
    position: absolute;
    top: 0.2rem;
    left: 0.2rem;
    width: 1rem;
    height: 1rem;
    border-radius: 50%;
    background: var(--surface);
  }
  .switch input:checked + span {
    background: var(--brand);
  }
  .switch input:checked + span::after {
    left: 1.3rem;
  }
  .switch input:focus-visible + span {
    outline: 0.2rem solid var(--focus);
    outline-offset: 0.15rem;
  }
  .two {
    max-width: 12rem;
    padding-block: 0.1rem;
    font-size: 0.88rem;
    line-height: 1.15;
    text-align: left;
    white-space: normal;
  }
  @media (max-width: 110rem) {
    [role="toolbar"] {
      gap: 0.45rem;
    }
    .switch {
      margin-right: 0.2rem;
    }
  }
  @media (max-width: 90rem) {
    gb-reading-options {
      display: none;
    }
  }
  /* What is seldom needed keeps its picture, so that the bar has two rows on an office's screen. */
  @media (max-width: 110rem) {
    .words {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }
`;function qt({on:n,presence_s:r,now:e,opened:t},s){let a=t?(s-Date.parse(t))/1e3:0,l=n?Math.max(0,s-Date.parse(e))/1e3:0;return a>0?Math.min(100,100*(r+l)/a):null}function Ye(n,r){if(!n)return"";let e=qt(n,r);return[n.on?o("con.since",{time:_(n.since)}):"",e===null?"":`${w(e,2)}%`,n.losses>0?o("con.losses",{n:n.losses}):""].filter(Boolean).join(" · ")}function Ze(n,{now:r,opened:e,sites:t}){let s=new Map(n);for(let a of t)s.set(a.site,{...a,now:r,opened:e});return s}var de={phase:"before",stopped:!1,opened:"",closed:"",end_plan:"",locked:!1,waiting_room:!1,governed:!1,floor:{site:"",since:"",limit_s:0},queue:[],muted:[],presenters:[],site_layouts:[],vote:null,waiting:[],roll:{mode:"assisted",begun:"",ended:"",confirmed:"",confirmed_by:"",called:"",until:"",sites:[]},delegates:!1,auto_mute:!1,mute_reasons:{}};var Ot=500;function tt(){return{link:{kind:"connecting"},meeting:null,self:null,roster:{sites:[],speaker:null},invited:[],stage:Ae,proceedings:de,chat:[],heads:new Map,presence:new Map,faults:new Map,disk_percent:0,recording:He,ahead_ms:0}}function ot(n,r,e){let t={roster:Ee(n.roster,r),stage:Le(n.stage,r)};switch(r.type){case"welcome":return{...t,meeting:r.meeting,self:r.self,chat:[],heads:new Map,faults:new Map,...et(r.proceedings,e)};case"proceedings":return{...t,...et(r.state,e)};case"chat":return{...t,chat:[...n.chat,r].slice(-Ot)};case"disk":return{...t,disk_percent:r.used_percent};case"recording":return{...t,recording:{...r,told_ms:e}};case"heads":return{...t,heads:new Map(n.heads).set(r.site,r)};case"site_watch":return{...t,faults:Ht(n.faults,r.site,r.faults)};case"attendance":return{...t,presence:Ze(n.presence,r)};default:return t}}function Ht(n,r,e){let t=new Map(n);return e.length>0?t.set(r,e):t.delete(r),t}function et(n={},r){let{now:e,...t}=n;return{proceedings:{...de,...t},...e&&{ahead_ms:Date.parse(e)-r}}}function rt(n){let r=n.roster.sites.filter(({role:t})=>t!=="viewer");return[{text:"con.alert_lost",n:r.filter(t=>t.state==="lost").length},{text:"con.alert_poor",n:r.filter(t=>t.state==="connected"&&t.quality==="poor").length},{text:"con.alert_faults",n:r.filter(({id:t})=>n.faults.has(t)).length},{text:"con.alert_disk",n:n.disk_percent}].filter(({n:t})=>t>0)}function st(n,r){return r.type!=="site"||r.site.state!=="lost"?null:n.roster.sites.some(({id:e,state:t})=>e===r.site.id&&t==="connected")?r.site:null}function it(n,r){if(r.type!=="site_watch")return null;let e=n.roster.sites.find(({id:a})=>a===r.site),t=n.faults.get(r.site)??[],s=r.faults.filter(a=>!t.includes(a));return e&&s.length>0?{site:e,faults:s}:null}function nt(n,r){let e=new Map(n.sites.map(a=>[a.name,a])),t=a=>{let l=e.get(a);return e.delete(a),l};return[...n.sites.filter(({role:a,name:l})=>a==="chair"&&t(l)),...r.map(({name:a,site:l,position:p})=>t(a)??It(l,a,p)),...e.values()]}function It(n,r,e){return{id:`absent:${n}`,name:r,role:"site",order:e,state:"none",mic:!1,camera:!1,speaking:!1,quality:"good"}}function at(n,r,e){let t=n.map(a=>a.site),s=t.indexOf(r);return s<0||(t.splice(s,1),t.splice(Math.max(0,Math.min(e,t.length)),0,r)),t}function lt(n,r){let e=n.since?Math.max(0,Math.floor((r-Date.parse(n.since))/1e3)):0;return{spoken_s:e,left_s:n.limit_s>0?n.limit_s-e:null}}function R(n){let r=Math.abs(Math.trunc(n)),e=a=>String(a).padStart(2,"0"),[t,s]=[Math.floor(r/3600),Math.floor(r/60)%60];return`${n<0?"−":""}${t>0?`${t}:${e(s)}`:e(s)}:${e(r%60)}`}var ct=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="1" /> <circle cx="12" cy="12" r="10" /></svg>`;var dt=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><rect x="14" y="3" width="5" height="18" rx="1" /> <rect x="5" y="3" width="5" height="18" rx="1" /></svg>`;var pt=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z" /></svg>`;var mt=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><rect width="18" height="18" x="3" y="3" rx="2" /></svg>`;var zt=1e3,Kt={recording:"rec.on",paused:"rec.paused",waiting:"rec.waiting"},N=class extends v{connectedCallback(){super.connectedCallback(),this.watch(this.store),this.timer=window.setInterval(()=>this.store.state.recording.state==="recording"&&this.requestUpdate(),zt)}disconnectedCallback(){super.disconnectedCallback(),window.clearInterval(this.timer)}render(){let{recording:r,proceedings:e}=this.store.state;if(r.state==="off"){let s=`rec.ended.${r.reason??""}`;return i`${j(s)?i`<span class="bad" role="alert">${H} ${o(s)}</span>`:d} ${this.alarms()}
      ${e.phase==="ended"?d:i`<button class="button" @click=${()=>this.say("begin")}>${ct} ${o("rec.start")}</button>`}`}let t=r.state==="paused";return i`<span class="state ${r.state}" role="status">${o(Kt[r.state])} <span aria-hidden="true">${R(Ie(r,Date.now()))}</span></span>
      ${this.alarms()}
      <button class="button" title=${o(t?"rec.resume":"rec.pause")} aria-label=${o(t?"rec.resume":"rec.pause")} @click=${()=>this.say(t?"resume":"pause")}>${t?pt:dt}</button>
      <button class="button" title=${o("rec.stop")} aria-label=${o("rec.stop")} @click=${()=>{this.stop()}}>${mt}</button>`}alarms(){return Oe.filter(e=>this.store.state.recording.alarms?.includes(e)).map(e=>i`<span class="bad" role="alert">${H} ${o(`rec.alarm.${e}`)}</span>`)}say(r){this.store.run({type:"record",action:r})}async stop(){await K({heading:o("rec.stop"),text:o("rec.stop_confirm"),action:o("rec.stop")})&&this.say("end")}};N.styles=[y,g`
      :host {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.45rem;
      }
      .button {
        min-height: 2.5rem;
        padding: 0.3rem 0.8rem;
        font-size: 0.94rem;
      }
      .state {
        font-size: 0.94rem;
        font-variant-numeric: tabular-nums;
        font-weight: 600;
        white-space: nowrap;
      }
      .state.recording,
      .state.waiting,
      .bad {
        color: var(--poor);
      }
      .state.recording::before {
        display: inline-block;
        width: 0.75rem;
        height: 0.75rem;
        margin-right: 0.4rem;
        border-radius: 50%;
        background: currentColor;
        content: "";
      }
      .bad {
        font-size: 0.9rem;
        font-weight: 600;
      }
      .bad .icon {
        width: 1.05em;
        height: 1.05em;
        vertical-align: -0.15em;
      }
    `],c([m({attribute:!1})],N.prototype,"store",2),N=c([f("gb-recording-control")],N);var oe=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M2 3h20" /> <path d="M21 3v11a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V3" /> <path d="m7 21 5-5 5 5" /></svg>`;var ut=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M21 12a9 9 0 1 1-9-9c2.52 0 4.93 1 6.74 2.74L21 8" /> <path d="M21 3v5h-5" /></svg>`;var A=g`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 0.6rem;
    min-width: 0;
  }
  h2,
  h3 {
    margin: 0;
    font-size: 1.05rem;
    font-weight: 600;
  }
  h3 {
    font-size: 0.95rem;
  }
  .none {
    color: var(--text-soft);
  }
  ol {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.35rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: 0.35rem;
    padding: 0.35rem 0.5rem;
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    background: var(--surface);
  }
  li .main {
    flex: 1;
    min-width: 0;
  }
  li strong,
  li small {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    line-height: 1.25;
  }
  li strong {
    font-weight: 600;
  }
  li small {
    color: var(--text-soft);
  }
  li .button {
    min-height: 2.3rem;
    padding: 0.2rem 0.5rem;
    font-size: 0.88rem;
  }
  li .icon {
    width: 1.15em;
    height: 1.15em;
  }
  .give {
    border-color: var(--brand);
    background: var(--brand);
    color: var(--on-brand);
  }
  .give:hover {
    background: var(--brand-strong);
  }
`;var pe=["present","picture_only","sound_only","no_answer"];function V(n){return n.begun?n.confirmed?"confirmed":n.ended?"over":"open":"none"}function ht(n){let r={present:0,picture_only:0,sound_only:0,no_answer:0,called:0};for(let{answer:e}of n.sites)e!==""&&(r[e]+=1,r.called+=1);return r}function gt(n,r){return{...n,sites:n.sites.map(({site:e,answer:t})=>({site:e,answer:r.get(e)??t}))}}function me(n,r){let{length:e}=n.sites;for(let t=1;t<=e;t+=1){let s=(r+t)%e;if(n.sites[s]?.answer==="")return s}return-1}function ft(n){let r=pe[Number(n)-1];return r?{mark:r}:n===" "?{move:1}:n==="Backspace"?{move:-1}:null}function bt(n,r,e){return Q(r,n)??e.find(t=>`code:${t.site}`===n)?.name??n.replace(/^(code|site):/,"")}var vt={present:"roll.present",picture_only:"roll.picture_only",sound_only:"roll.sound_only",no_answer:"roll.no_answer"},I=class extends v{constructor(){super(...arguments);this.cursor=0;this.said=new Map}connectedCallback(){super.connectedCallback(),this.watch(this.store);let{roll:e}=this.store.state.proceedings;this.cursor=Math.max(0,me(e,-1))}updated(){this.renderRoot.querySelector("[aria-current]")?.scrollIntoView({block:"nearest"})}render(){let{roll:e}=this.store.state.proceedings;return i`
      <div class="top">
        <h2>${o("roll.title")}</h2>
        <button class="button" aria-label=${o("com.close")} @click=${()=>C(this,"toggle-roll")}>${B}</button>
      </div>
      <section class="now" tabindex="0" aria-label=${o("roll.title")} @keydown=${this.pressed}>${this.now(e)}</section>
      ${e.begun?i`<ol aria-label=${o("roll.list")} tabindex="0">${e.sites.map(({site:t,answer:s},a)=>this.row(t,s,a))}</ol>`:d}
    `}now(e){let t=V(e);if(t==="none")return i`<p class="none">${o("roll.none")}</p>${this.beginning()}`;let s=ht(e);return i`
      <div role="status">${o("roll.progress",{n:s.called,total:e.sites.length})}</div>
      <progress max=${e.sites.length} .value=${s.called} aria-label=${o("roll.title")}></progress>
      <small>${o("roll.counts",{present:s.present,picture:s.picture_only,sound:s.sound_only,none:s.no_answer})}</small>
      ${t==="open"&&e.mode==="assisted"?this.calling(e):d}
      ${t==="open"&&e.mode==="auto"?i`<p>${o("roll.working")}</p>`:d}
      ${t==="confirmed"?i`<p>${o("roll.confirmed",{name:e.confirmed_by,time:_(e.confirmed)})}</p>`:d}
      ${t==="over"?i`<p>${o("roll.to_confirm")}</p>`:d}
      <div class="acts">
        ${t==="open"?i`<button class="button" @click=${()=>this.store.run({type:"roll_end"})}>${o("roll.end")}</button>`:d}
        ${t==="over"?i`<button class="button primary" @click=${()=>this.store.run({type:"roll_confirm"})}>${o("roll.confirm")}</button>`:d}
      </div>
      ${t==="over"||t==="confirmed"?i`<h3>${o("roll.again")}</h3>${this.beginning()}`:d}
    `}beginning(){return i`<div class="acts">
      <button class="button primary" @click=${()=>this.begin()}>${o("roll.begin")}</button>
      <button class="button" @click=${()=>this.store.run({type:"roll_begin",mode:"auto"})}>${o("roll.auto")}</button>
    </div>`}calling(e){let t=e.sites[this.cursor]?.site??"";return i`<p class="who" role="status">${this.nameOf(t)}</p>
      <div class="keys">
        ${pe.map((s,a)=>i`<button class="button" @click=${()=>this.mark(s)}><kbd>${a+1}</kbd> ${o(vt[s])}</button>`)}
      </div>
      <small>${o("roll.keys")}</small>`}row(e,t,s){let a=this.store.state.heads.get(e),l=this.nameOf(e);return i`<li aria-current=${s===this.cursor&&V(this.store.state.proceedings.roll)==="open"?"true":d}>
      <span class="main"><strong>${s+1}. ${l}</strong>${a?i`<small>${o("roll.head",{a:a.convened,b:a.present})}</small>`:d}</span>
      <span class="answer ${t}">${o(t?vt[t]:"roll.unchecked")}</span>
      <button class="button" aria-label=${o("roll.heads_of",{name:l})} title=${o("roll.heads")} @click=${()=>{ue(this.store,e,l)}}>${W}</button>
    </li>`}begin(){this.store.run({type:"roll_begin",mode:"assisted"}),this.cursor=0,this.said.clear();let e=()=>{let{roll:t}=this.store.state.proceedings;V(t)==="open"&&(this.store.removeEventListener("change",e),this.call(0))};this.store.addEventListener("change",e),this.renderRoot.querySelector(".now")?.focus()}pressed(e){let{roll:t}=this.store.state.proceedings,s=e.ctrlKey||e.altKey||e.metaKey?null:ft(e.key);if(!s||V(t)!=="open"||t.mode!=="assisted")return;if(e.preventDefault(),"mark"in s)return this.mark(s.mark);let{length:a}=t.sites;this.call((this.cursor+s.move+a)%a)}mark(e){let{roll:t}=this.store.state.proceedings,s=t.sites[this.cursor]?.site;if(!s)return;this.store.run({type:"roll_mark",site:s,answer:e}),this.said.set(s,e);let a=me(gt(t,this.said),this.cursor);if(a>=0)return this.call(a);this.store.run({type:"roll_end"})}call(e){let t=this.store.state.proceedings.roll.sites[e]?.site;t&&(this.cursor=e,this.store.run({type:"roll_call",site:t}))}nameOf(e){return bt(e,this.store.state.roster,this.store.state.invited)}};I.styles=[y,A,g`
      :host {
        grid-template-rows: auto auto minmax(0, 1fr);
        overflow: hidden;
      }
      .top,
      .acts,
      .keys {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem;
      }
      .top h2 {
        flex: 1;
      }
      .now {
        display: grid;
        gap: 0.5rem;
      }
      .who {
        padding: 0.5rem 0.75rem;
        border-left: 0.3rem solid var(--brand);
        background: var(--raised);
        font-size: 1.25rem;
        font-weight: 600;
      }
      .keys .button {
        flex: 1 1 45%;
        justify-content: flex-start;
        min-height: 2.6rem;
      }
      kbd {
        min-width: 1.5rem;
        padding: 0 0.35rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.3rem;
        font: inherit;
        text-align: center;
      }
      progress {
        width: 100%;
        height: 0.7rem;
        accent-color: var(--brand);
      }
      ol {
        align-content: start;
        overflow-y: auto;
      }
      li[aria-current] {
        border-color: var(--brand);
        box-shadow: inset 0.25rem 0 var(--brand);
      }
      .present {
        color: var(--good);
      }
      .picture_only,
      .sound_only {
        color: var(--fair);
      }
      .no_answer {
        color: var(--poor);
      }
      .answer {
        font-weight: 600;
      }
    `],c([m({attribute:!1})],I.prototype,"store",2),c([b()],I.prototype,"cursor",2),I=c([f("gb-roll-panel")],I);async function ue(n,r,e){let{editHeads:t}=await import("./heads_form-PVMJVWML.js"),{heads:s,proceedings:a}=n.state;await t({name:e,heads:s.get(r)??null,delegates:a.delegates,say:l=>n.run({...l,site:r})})}var Dt=300,Nt=30,L=class extends v{async open(){await this.updateComplete,await this.dialog.updateComplete,this.dialog.show(),await new Promise(r=>this.dialog.addEventListener("shut",r,{once:!0}))}render(){let{id:r,name:e,role:t}=this.site,{proceedings:s,stage:a}=this.store.state,l=s.presenters.includes(r),p=ce(a,"sites"),u=p.mode==="pin"&&p.pinned===r,h=t==="chair";return i`<gb-dialog .heading=${e}>
      <div class="acts">
        <button class="button" @click=${()=>this.act(()=>{he(this.store,r,e)})}>${te} ${o("con.message")}</button>
        <button class="button" @click=${()=>this.act(()=>this.store.wishes.pin(u?"":r,a))}>${Ke} ${o(u?"lay.unpin":"lay.pin")}</button>
        <button class="button" @click=${()=>this.act(()=>{ue(this.store,r,e)})}>${W} ${o("roll.heads")}</button>
        <button class="button" ?disabled=${h} @click=${()=>this.act(()=>this.store.run({type:"present",site:r,on:!l}))}>
          ${oe} ${o(l?"con.present_take":"con.present_give")}
        </button>
        <button class="button" @click=${()=>this.act(()=>{Ft(this.store,r,e)})}>${ee} ${o("con.site_layout")}</button>
        <button class="button" @click=${()=>this.act(()=>this.store.run({type:"restart",site:r}))}>${ut} ${o("con.restart")}</button>
        <button class="button danger" @click=${()=>this.act(()=>{this.drop()})}>${ze} ${o("room.drop")}</button>
      </div>
    </gb-dialog>`}act(r){this.dialog.close(),r()}async drop(){let{id:r,name:e}=this.site,t={heading:o("room.drop"),text:o("con.drop_confirm",{name:e}),action:o("room.drop"),danger:!0};await K(t)&&this.store.run({type:"drop",site:r})}};L.styles=[y,g`
      gb-dialog {
        --dialog-width: 26rem;
      }
      .acts {
        display: grid;
        gap: 0.5rem;
      }
      .button {
        justify-content: flex-start;
      }
    `],c([m({attribute:!1})],L.prototype,"store",2),c([m({attribute:!1})],L.prototype,"site",2),c([M("gb-dialog")],L.prototype,"dialog",2),L=c([f("gb-site-sheet")],L);async function Ft(n,r,e){let{proceedings:t,roster:s,stage:a}=n.state,l=t.site_layouts.find(h=>h.site===r),p=s.sites.filter(({id:h})=>h!==r),u=h=>o(qe[h],{s:ce(a,"sites").rotate_s});await X({heading:o("con.site_layout_of",{name:e}),action:o("com.save"),fields:[{name:"layout",label:o("lay.title"),kind:"select",value:l?.layout??"",choices:[{value:"",label:o("con.site_layout_none")},...Re.map(h=>({value:h,label:u(h)}))]},{name:"pinned",label:o("lay.pinned"),kind:"select",value:l?.pinned??"",choices:p.map(({id:h,name:O})=>({value:h,label:O}))}],submit:async({layout:h,pinned:O})=>n.run({type:"site_layout",site:r,layout:h,...h==="pin"&&{pinned:String(O)}})})}async function yt(n,r){let e=ve(Object.assign(document.createElement("gb-site-sheet"),{store:n,site:r}));await e.open(),e.remove()}async function he(n,r,e){await X({heading:r==="*"?o("con.message_all"):o("con.message_of",{name:e}),action:o("con.chat_send"),fields:[{name:"text",label:o("con.message_text"),kind:"lines",required:!0,max:Dt}],submit:async({text:s})=>n.run({type:"message",site:r,text:String(s).trim(),seconds:Nt})})&&k(o("con.message_sent"))}var Pt=1e3,Xt=30,Vt={before:"con.phase_before",live:"con.phase_live",ended:"con.phase_ended"},q=class extends v{constructor(){super(...arguments);this.home="/";this.picture=!1}connectedCallback(){super.connectedCallback(),this.watch(this.store),this.timer=window.setInterval(()=>this.store.state.proceedings.phase==="live"&&this.requestUpdate(),Pt)}disconnectedCallback(){super.disconnectedCallback(),window.clearInterval(this.timer)}render(){let{meeting:e,link:t,proceedings:s}=this.store.state;return i`
      <header>
        <div class="row">
          <a class="button" href=${this.home} aria-label=${o("com.to_home")}>${Ve}</a>
          <div class="what">
            <h1>${e?.title??o("con.title")}</h1>
            <p>${t.kind==="online"?this.phase():t.kind==="connecting"?o("st.connecting"):i`<span class="bad" role="alert">${o("err.server")}</span>`}</p>
          </div>
          <gb-reading-options></gb-reading-options>
          ${this.course()}
          <button class="button danger" @click=${()=>this.ask("room.stop","con.stop_confirm","stop")}>${Qe} ${o("room.stop")}</button>
        </div>
        <div class="row" role="toolbar" aria-label=${o("con.conduct")}>
          ${this.switch(s.governed,"con.governed","govern",o("con.governed_hint"))} ${this.switch(s.waiting_room,"con.waiting_room","waiting")}
          <button class="button" aria-pressed=${s.locked} @click=${()=>this.store.run({type:"lock",on:!s.locked})}>
            ${s.locked?Ue:We} ${o(s.locked?"room.unlock":"room.lock")}
          </button>
          <span class="gap"></span>
          <gb-recording-control .store=${this.store}></gb-recording-control>
          <button class="button two" @click=${()=>this.store.run({type:"mute",site:"*",on:!0})}>${J} ${o("av.mic_off_all")}</button>
          <button class="button" @click=${()=>{he(this.store,"*","")}} title=${o("con.message_all")}>${te} <span class="words">${o("con.message_short")}</span></button>
          <button class="button" aria-pressed=${this.picture} title=${o("con.picture")} @click=${()=>C(this,"toggle-picture")}>${Be} <span class="words">${o("con.picture")}</span></button>
          <button class="button" title=${o("con.snapshot")} @click=${()=>{this.snapshot()}}>${Ge} <span class="words">${o("con.snapshot")}</span></button>
          <button class="button" @click=${()=>C(this,"toggle-roll")}>${je} ${o("roll.short")}</button>
          <button class="button" aria-haspopup="dialog" title=${o("lay.title")} @click=${()=>C(this,"toggle-layouts")}>${ee} <span class="words">${o("lay.title")}</span></button>
        </div>
      </header>
    `}phase(){let{phase:e,opened:t,end_plan:s}=this.store.state.proceedings,a=t?Math.max(0,(this.store.now_ms-Date.parse(t))/1e3):0,l=e==="live"&&s!==""&&Date.parse(s)<this.store.now_ms;return i`<span class="phase ${e}">${o(Vt[e])}</span> ${e==="live"&&t?i`<span>${o("con.running",{time:R(a)})}</span>`:d}
      ${rt(this.store.state).map(({text:p,n:u})=>i`<span class="bad" role="status">${H} ${o(p,{n:w(u)})}</span>`)}
      ${s?i`<span class=${l?"bad":""}>${o("con.planned_end",{time:_(s)})}</span>`:d}`}course(){let{phase:e}=this.store.state.proceedings;return this.store.state.meeting===null?d:e==="before"?i`<button class="button primary" @click=${()=>this.store.run({type:"begin"})}>${o("room.begin")}</button>`:e==="ended"?d:i`<button class="button" @click=${()=>this.store.run({type:"extend",minutes:Xt})}>${o("room.extend")}</button>
      <button class="button" @click=${()=>this.ask("room.end","room.end_confirm","end")}>${o("room.end")}</button>`}switch(e,t,s,a=""){return i`<label class="switch" title=${a}>
      <input type="checkbox" role="switch" .checked=${e} @change=${l=>this.turned(l,s,e)} /><span></span> ${o(t)}
    </label>`}turned(e,t,s){e.target.checked=s,this.store.run({type:t,on:!s})}async snapshot(){let e=this.store.state.meeting?.code;if(e)try{k(o("con.snapshot_kept",{name:await U.keep(`/meetings/${encodeURIComponent(e)}/snapshot`)}))}catch(t){k(be(t))}}async ask(e,t,s){await K({heading:o(e),text:o(t),action:o(e),danger:!0})&&this.store.run({type:s})}};q.styles=[y,Je],c([m({attribute:!1})],q.prototype,"store",2),c([m()],q.prototype,"home",2),c([m({type:Boolean})],q.prototype,"picture",2),q=c([f("gb-console-bar")],q);var wt=g`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    height: 100dvh;
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(20rem, 26rem);
    gap: 0.9rem;
    min-height: 0;
    padding: 0.75rem 1rem;
  }
  aside {
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
    min-height: 0;
  }
  gb-meeting-picture {
    flex: none;
    padding: 0.5rem;
  }
  gb-floor-panel {
    flex: 0 1 auto;
  }
  .tabs {
    flex: 1 1 11rem;
    min-height: 11rem;
  }
  .card {
    min-height: 0;
    padding: 0.75rem 0.9rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
    overflow: auto;
  }
  gb-layout-panel.card,
  gb-roll-panel.card {
    flex: 1;
    background: var(--surface);
  }
  .tabs {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto minmax(0, 1fr);
    padding: 0;
    overflow: hidden;
  }
  .heads {
    display: flex;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }
  .heads button {
    flex: 1;
    min-height: 2.6rem;
    padding: 0.3rem 0.5rem;
    border: 0;
    border-bottom: 3px solid transparent;
    background: none;
    color: var(--text-soft);
    font-weight: 600;
    white-space: nowrap;
  }
  .heads [aria-selected="true"] {
    border-color: var(--brand);
    color: var(--text);
  }
  .heads :focus-visible {
    outline-offset: -0.2rem;
  }
  .heads .calls::after {
    content: "";
    display: inline-block;
    width: 0.5rem;
    height: 0.5rem;
    margin: 0 0 0.5rem 0.2rem;
    border-radius: 50%;
    background: var(--accent);
  }
  .body {
    padding: 0.75rem 0.9rem;
    overflow: auto;
  }
  .over {
    display: grid;
    grid-template-columns: minmax(0, 36rem);
    align-content: center;
    justify-content: center;
    gap: 1rem;
  }
  .over .button {
    justify-self: start;
  }
  @media (max-width: 62rem) {
    :host {
      height: auto;
      min-height: 100dvh;
    }
    main {
      grid-template-columns: minmax(0, 1fr);
    }
    gb-site-board {
      height: 32rem;
    }
  }
`;var re={no_picture:"fault.no_picture",black:"fault.black",frozen:"fault.frozen",silent:"fault.silent",clipping:"fault.clipping",howling:"fault.howling",echo:"fault.echo",line:"fault.line"},$t=g`
  .fault {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    margin-right: 0.4rem;
    padding: 0 0.4rem;
    border: 1px solid var(--alarm-line);
    border-radius: 0.4rem;
    background: var(--alarm);
    color: var(--poor);
    font-weight: 600;
  }
  .fault .icon {
    width: 0.95em;
    height: 0.95em;
  }
`;function xt(n){return n?.map(r=>i`<span class="fault" title=${Te({word:Me[r]})}>${H}${o(re[r])}</span>`)}function _t(n){return n?o("con.muted_for",{fault:o(re[n]).toLowerCase()}):o("con.muted")}var Gt={g:"good",f:"fair",p:"poor"},ge={good:0,fair:1,poor:2},jt={figures:null,steps:[]},se=class{constructor(){this.lines=new Map}of(r){return this.lines.get(r)??jt}note(r,e,t,s=null){let a=Math.floor(t/5e3),l=this.lines.get(r)??{figures:null,steps:[],step:a-1};s&&(l.figures=s);let p=l.steps.at(-1)??e,u=Math.min(60,a-l.step-1);for(let h=0;h<u;h+=1)l.steps.push(p);a>l.step?l.steps.push(e):ge[e]>ge[p]&&(l.steps[l.steps.length-1]=e),l.step=Math.max(a,l.step),l.steps=l.steps.slice(-60),this.lines.set(r,l)}fill({step_s:r,sites:e},t){if(r*1e3!==5e3)return;let s=Math.floor(t/5e3);for(let{site:a,levels:l}of e){let p=this.lines.get(a),u=Ut(l);u.length>(p?.steps.length??0)&&this.lines.set(a,{figures:p?.figures??null,steps:u,step:s})}}keep(r){for(let e of this.lines.keys())r.has(e)||this.lines.delete(e)}};function Ut(n){let r=[];for(let e of n){let t=Gt[e]??r.at(-1);t&&r.push(t)}return r.slice(-60)}function kt(n,r,e){let t=r/59,s=60-n.length,a=l=>1+(e-2)*ge[l]/2;return n.map((l,p)=>`${((s+p)*t).toFixed(1)},${a(l).toFixed(1)}`).join(" ")}var Wt={state:{camera:null,microphone:null}},ie=class extends EventTarget{constructor(e){super();this.say=e;this.picture=null;this.sound=null;this.view="sites";this.session=null;this.welcome=null}get on(){return this.session!==null}turn(e){e!==this.on&&(e?this.open():this.close(),this.dispatchEvent(new Event("change")))}choose(e){this.view=e,this.say({type:"watch",view:e}),this.dispatchEvent(new Event("change"))}received(e){e.type==="welcome"?(this.welcome=e,this.session?.welcomed(e,!0)):e.type==="answer"?(this.session?.answered(e.id,e.sdp),this.view!=="sites"&&this.say({type:"watch",view:this.view})):(e.type==="media_lost"||e.type==="error"&&e.for==="offer")&&this.session?.lost()}close(){this.session?.close(),this.session=this.picture=this.sound=null}open(){this.session=new Pe({local:Wt,timers:Y,random:Math.random,send:this.say},{state:()=>{},track:(e,t)=>this.take(e,t),returned:()=>{}}),this.welcome&&this.session.welcomed({...this.welcome,media_alive:!1},!0)}take(e,t){t!=="slides"&&(this[t]=e,this.dispatchEvent(new Event("change")))}};var Bt=2e3,ne=class extends EventTarget{constructor(e,t){super();this.meeting=e;this.state=tt();this.lines=new se;this.onNetwork=()=>this.socket.retryNow();this.last_id=0;this.drawing=0;this.welcomed_ms=0;let s=a=>this.say(a);this.wishes=new Fe(s),this.watching=new ie(a=>this.socket.send(a)),this.socket=new De({client:"console",meeting:e},{open:()=>new WebSocket(Ne()),timers:Y,random:Math.random},{state:a=>this.change({link:a}),message:a=>this.received(a),refused:(a,l)=>t.over(St(a,l)),closed:a=>t.over(o(a==="ended"?"room.ended":a==="logged_out"?"room.logged_out":"con.closed"))})}start(){window.addEventListener("online",this.onNetwork),this.socket.start(),this.loadInvited()}close(){window.removeEventListener("online",this.onNetwork),cancelAnimationFrame(this.drawing),this.watching.close(),this.socket.leave()}get now_ms(){return Date.now()+this.state.ahead_ms}write(e,t){this.run({type:"chat",to:e,text:t})}run(e){this.say({...e,id:++this.last_id})}async loadInvited(){let e=await U.all(z(this.meeting,"/sites")).catch(()=>[]);this.change({invited:e})}say(e){this.socket.send(e)||k(o("err.server"))}received(e){let t=Date.now();if(e.type==="welcome"&&(this.welcomed_ms=t),e.type==="welcome")for(let{id:a,quality:l}of e.sites)this.lines.note(a,l,t);e.type==="site"&&this.lines.note(e.site.id,e.site.quality,t),e.type==="site_quality"&&this.lines.note(e.site,e.level,t,e),e.type==="lines"&&this.lines.fill(e,t),e.type==="site_gone"&&this.lines.keep(new Set(this.state.roster.sites.map(({id:a})=>a).filter(a=>a!==e.id))),e.type==="error"&&e.for!=="offer"&&e.for!=="watch"&&k(St(e.code,e.message)),this.watching.received(e);let s=st(this.state,e);s&&k(o("con.lost_site",{name:s.name})),t-this.welcomed_ms>Bt&&this.tellFaults(e),this.change(ot(this.state,e,t))}tellFaults(e){let t=this.state.proceedings.phase==="live"?it(this.state,e):null;for(let s of t?.faults??[])k(o("con.fault_at",{site:t.site.name,fault:o(re[s])}))}change(e){Object.assign(this.state,e),cancelAnimationFrame(this.drawing),this.drawing=requestAnimationFrame(()=>this.dispatchEvent(new Event("change")))}};function St(n,r){let e=`err.${n}`;return j(e)?o(e):r}var Qt=[0,3,5,7,10,15,20,30],Jt=1e3,T=class extends v{constructor(){super(...arguments);this.limit_s=0;this.dragged="";this.over=""}connectedCallback(){super.connectedCallback(),this.watch(this.store),this.timer=window.setInterval(()=>this.store.state.proceedings.floor.site&&this.requestUpdate(),Jt)}disconnectedCallback(){super.disconnectedCallback(),window.clearInterval(this.timer)}render(){let{proceedings:e}=this.store.state;return i`
      <h2>${o("con.floor")}</h2>
      ${e.floor.site?this.now(e.floor):i`<p class="none">${o("con.floor_none")}</p>`}
      <label class="limit"
        >${o("con.limit")}
        <select @change=${t=>this.limit_s=Number(t.target.value)}>
          ${Qt.map(t=>i`<option value=${t*60} ?selected=${t*60===this.limit_s}>${t?o("con.limit_minutes",{n:t}):o("con.limit_none")}</option>`)}
        </select>
      </label>
      <h3>${o("floor.queue",{n:e.queue.length})}</h3>
      ${e.queue.length===0?i`<p class="none">${o("con.queue_none")}</p>`:i`<ol>${e.queue.map((t,s)=>this.entry(t,s))}</ol>`}
    `}now(e){let{spoken_s:t,left_s:s}=lt(e,this.store.now_ms),a=s!==null&&s<0;return i`<div class="now">
      <div>
        <span class="who" role="status">${o("floor.now",{site:this.nameOf(e.site)})}</span>
        <span class="clock ${a?"over":""}" role="timer">${R(t)}</span>
      </div>
      <div><span class=${a?"over":"none"}>${s===null?"":a?o("con.floor_over",{time:R(-s)}):o("con.floor_left",{time:R(s)})}</span>
        <button class="button primary" @click=${()=>this.store.run({type:"floor",site:""})}>${o("floor.end")}</button>
      </div>
    </div>`}entry({site:e,since:t,subject:s},a){let l=this.nameOf(e),{queue:p}=this.store.state.proceedings;return i`<li
      draggable="true"
      class=${this.over===e&&this.dragged!==e?"target":""}
      @dragstart=${()=>this.dragged=e}
      @dragover=${u=>this.dragOver(u,e)}
      @dragend=${()=>this.dragged=this.over=""}
      @drop=${u=>this.dropped(u,a)}
    >
      <span class="n">${a+1}</span>
      <span class="main"><strong>${l}</strong><small>${s?i`${s} · `:d}${o("con.queue_since",{time:_(t)})}</small></span>
      <button class="button" aria-label=${o("meet.up",{name:l})} ?disabled=${a===0} @click=${()=>this.move(e,a-1)}>${xe}</button>
      <button class="button" aria-label=${o("meet.down",{name:l})} ?disabled=${a===p.length-1} @click=${()=>this.move(e,a+1)}>${$e}</button>
      <button class="button" aria-label=${o("con.queue_withdraw",{name:l})} @click=${()=>this.store.run({type:"withdraw",site:e})}>${B}</button>
      <button class="button give" aria-label=${o("con.give_of",{name:l})} title=${o("floor.give")} @click=${()=>this.store.run({type:"floor",site:e,limit_s:this.limit_s})}>${Z}</button>
    </li>`}dragOver(e,t){this.dragged&&(e.preventDefault(),this.over=t)}dropped(e,t){e.preventDefault(),this.dragged&&this.move(this.dragged,t),this.dragged=this.over=""}move(e,t){this.store.run({type:"queue",sites:at(this.store.state.proceedings.queue,e,t)})}nameOf(e){return Q(this.store.state.roster,e)??e}};T.styles=[y,D,A,g`
      .now {
        display: grid;
        gap: 0.3rem;
        padding: 0.7rem 0.9rem;
        border: 1px solid var(--line);
        border-left: 0.3rem solid var(--good);
        border-radius: 0.5rem;
        background: var(--surface);
      }
      .now div {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.75rem;
      }
      .who {
        font-size: 1.1rem;
        font-weight: 600;
      }
      .clock {
        font-size: 1.5rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .over {
        color: var(--poor);
      }
      .limit {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        font-weight: 400;
      }
      .limit select {
        width: auto;
        min-height: 2.3rem;
      }
      li[draggable] {
        cursor: grab;
      }
      li.target {
        box-shadow: inset 0 0.2rem var(--brand);
      }
      .n {
        min-width: 1.4rem;
        color: var(--text-soft);
      }
    `],c([m({attribute:!1})],T.prototype,"store",2),c([m({type:Number})],T.prototype,"limit_s",2),c([b()],T.prototype,"dragged",2),c([b()],T.prototype,"over",2),T=c([f("gb-floor-panel")],T);var Yt=[["sites","lay.view_sites"],["chair","lay.view_chair"]],S=class extends v{constructor(){super(...arguments);this.heard=!1;this.seen=!1}connectedCallback(){super.connectedCallback(),this.watch(this.store.watching),this.store.watching.turn(!0)}disconnectedCallback(){super.disconnectedCallback(),this.store.watching.turn(!1)}updated(){let{picture:e,sound:t}=this.store.watching;Mt(this.video,e)&&(this.seen=!1),Mt(this.audio,t),this.audio.muted=!this.heard}render(){let{view:e}=this.store.watching,t=s=>this.store.watching.choose(s.target.value);return i`
      <div class="frame">
        <video playsinline .muted=${!0} aria-label=${o("room.picture")} @playing=${()=>this.seen=!0}></video>
        ${this.seen?null:i`<p role="status">${o("room.wait_picture")}</p>`}
      </div>
      <audio></audio>
      <div class="row">
        <select aria-label=${o("con.picture_of")} @change=${t}>
          ${Yt.map(([s,a])=>i`<option value=${s} ?selected=${s===e}>${o(a)}</option>`)}
        </select>
        <button class="button" aria-pressed=${this.heard} title=${o(this.heard?"con.sound_off":"con.sound_on")} @click=${()=>this.heard=!this.heard}>
          ${this.heard?ke:Xe}<span class="only-read">${o("con.sound_on")}</span>
        </button>
      </div>
    `}};S.styles=[y,D,g`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.4rem;
      }
      .frame {
        position: relative;
        aspect-ratio: 16 / 9;
        border-radius: 0.5rem;
        background: #05080d;
        overflow: hidden;
      }
      video {
        display: block;
        width: 100%;
        height: 100%;
      }
      p {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        color: #fff;
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.5rem;
      }
      select,
      .button {
        min-height: 2.4rem;
      }
    `],c([m({attribute:!1})],S.prototype,"store",2),c([b()],S.prototype,"heard",2),c([b()],S.prototype,"seen",2),c([M("video")],S.prototype,"video",2),c([M("audio")],S.prototype,"audio",2),S=c([f("gb-meeting-picture")],S);function Mt(n,r){return(n.srcObject?.getTracks()[0]??null)===r?!1:(n.srcObject=r?new MediaStream([r]):null,r&&n.play().catch(()=>{}),!0)}var Tt=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="1" /> <circle cx="19" cy="12" r="1" /> <circle cx="5" cy="12" r="1" /></svg>`;var Et=g`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 1rem;
    margin-bottom: 0.45rem;
  }
  .tools h2 {
    font-size: 1.05rem;
    font-weight: 600;
  }
  .tools gb-search-field {
    flex: 1 1 10rem;
  }
  .tick {
    align-items: center;
  }
  .checks {
    min-height: 2.5rem;
    padding: 0.2rem 0.7rem;
    font-size: 0.94rem;
  }
  .scroll {
    flex: 1;
    min-height: 14rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    overflow: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }
  col.order {
    width: 3rem;
  }
  col.sound {
    width: 5.5rem;
  }
  col.plot {
    width: 14rem;
  }
  col.acts {
    width: 9.6rem;
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    height: 2.4rem;
    padding: 0 0.6rem;
    background: var(--raised);
    box-shadow: inset 0 -1px var(--line);
    color: var(--text-soft);
    font-size: 0.82rem;
    font-weight: 600;
    text-align: left;
    white-space: nowrap;
  }
  tbody tr[aria-rowindex] {
    height: 3.1rem;
  }
  tr.odd {
    background: var(--raised);
  }
  tr.floor {
    background: var(--brand-soft);
    box-shadow: inset 0.25rem 0 var(--brand);
  }
  tr.speaking .name {
    color: var(--good);
  }
  td,
  tbody th {
    height: 3.1rem;
    padding: 0.1rem 0.6rem;
    font-weight: 400;
    text-align: left;
    overflow: hidden;
  }
  td.order,
  .figures {
    color: var(--text-soft);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .figures {
    display: block;
    font-size: 0.78rem;
    line-height: 1.2;
  }
  .name,
  .state {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    line-height: 1.25;
  }
  .name {
    font-weight: 600;
  }
  .state {
    color: var(--text-soft);
    font-size: 0.8rem;
  }
  .lost .state,
  .none .state {
    color: var(--poor);
  }
  .connecting .state {
    color: var(--fair);
  }
  .state b {
    margin-left: 0.4rem;
    color: var(--text);
    font-weight: 600;
  }
  .state .on {
    color: var(--good);
  }
  .state .off {
    color: var(--poor);
  }
  .bar {
    display: block;
    height: 0.55rem;
    border-radius: 0.3rem;
    background: var(--line);
    overflow: hidden;
  }
  .bar.closed {
    background: repeating-linear-gradient(-45deg, var(--line) 0 3px, transparent 3px 6px);
  }
  .bar > span:first-child {
    display: block;
    height: 100%;
    background: var(--good);
    transform-origin: left;
    transition: transform 0.2s linear;
  }
  .quality {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    font-size: 0.8rem;
    font-weight: 600;
    white-space: nowrap;
  }
  .line {
    width: 6rem;
    height: 1.1rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    border-bottom: 1px solid var(--line);
    overflow: visible;
  }
  .quality.good {
    color: var(--good);
  }
  .quality.fair {
    color: var(--fair);
  }
  .quality.poor {
    color: var(--poor);
  }
  .acts {
    text-align: right;
    white-space: nowrap;
  }
  .acts .button {
    min-height: 2.4rem;
    padding: 0.2rem 0.6rem;
  }
  .give {
    color: var(--brand);
  }
  .none {
    padding: 2rem;
    text-align: center;
  }
  .scroll {
    container-type: inline-size;
  }
  @container (max-width: 40rem) {
    col.plot {
      width: 5rem;
    }
    .line,
    .figures {
      display: none;
    }
  }
`;var Zt=-60,eo={width:120,height:22},Ct={good:"st.good",fair:"st.fair",poor:"st.poor"};function Rt(n,{figures:r}){let e=r?1-Math.min(1,Math.max(0,r.level_dbov/Zt)):n.speaking?.7:0,t=n.state==="connected"&&n.mic?e:0;return i`<span class="bar ${n.mic?"":"closed"}" title=${o(n.mic?"room.mic_is_on":"room.mic_is_off")}>
    <span .style=${`transform: scaleX(${t.toFixed(2)})`}></span><span class="only-read">${o(n.mic?"room.mic_is_on":"room.mic_is_off")}</span>
  </span>`}function At({name:n,quality:r,state:e},{steps:t,figures:s}){if(e!=="connected")return i`<span class="only-read">${o("st.none")}</span>`;let{width:a,height:l}=eo,p=kt(t.length===1?[...t,...t]:t,a,l);return i`<span class="quality ${r}">
      <svg class="line" viewBox="0 0 ${a} ${l}" preserveAspectRatio="none" role="img" aria-label=${o("con.line_of",{name:n,level:o(Ct[r])})}>
        ${fe`<polyline points=${p} />`}
      </svg>
      ${o(Ct[r])}
    </span>
    <span class="figures">${s?to(s):""}</span>`}function to({loss_percent:n,rtt_ms:r,rx_bps:e}){return o("con.figures_are",{loss:w(n,1),rtt:w(r),rate:w(e/1e3)})}var oo={connected:"st.connected",connecting:"st.connecting",lost:"st.lost",none:"st.none"},x=class extends v{constructor(){super(...arguments);this.words="";this.only_connected=!1;this.only_faulty=!1;this.scrolled_px=0;this.row_px=0;this.height_px=700;this.sizes=new ResizeObserver(()=>this.measure())}connectedCallback(){super.connectedCallback(),this.watch(this.store)}disconnectedCallback(){super.disconnectedCallback(),this.sizes.disconnect()}firstUpdated(){this.sizes.observe(this.pane)}updated(){this.row_px===0&&this.measure()}render(){let{roster:e,invited:t}=this.store.state,s=nt(e,t),a=this.found(s),l=new Map(s.filter(({role:E})=>E!=="chair").map(({id:E},ae)=>[E,ae+1])),{first:p,end:u,above_px:h,below_px:O}=we(a.length,this.row_px||48,this.scrolled_px,this.height_px);return i`
      <div class="tools">
        <h2>${o("con.connected",{n:Ce(e),total:s.length})}</h2>
        <gb-search-field .value=${this.words} @search=${E=>this.words=E.detail}></gb-search-field>
        ${this.toChecks()}
      </div>
      <div class="tools">
        <label class="tick"><input type="checkbox" .checked=${this.only_connected} @change=${()=>this.only_connected=!this.only_connected} /> ${o("con.only_connected")}</label>
        ${this.watched()}
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${o("con.board")} @scroll=${()=>this.scrolled_px=this.pane.scrollTop}>
        <table aria-rowcount=${a.length+1}>
          <caption class="only-read">
            ${o("con.board")}
          </caption>
          <colgroup>
            <col class="order" /><col /><col class="sound" /><col class="plot" /><col class="acts" />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">${o("con.order")}</th>
              <th scope="col">${o("con.site")}</th>
              <th scope="col">${o("con.sound")}</th>
              <th scope="col">${o("con.line")}</th>
              <th scope="col"><span class="only-read">${o("table.actions")}</span></th>
            </tr>
          </thead>
          <tbody>
            ${Lt(h)} ${a.slice(p,u).map((E,ae)=>this.row(E,p+ae,l.get(E.id)))} ${Lt(O)}
          </tbody>
        </table>
        ${a.length===0?i`<p class="none">${o("com.nothing_found")}</p>`:d}
      </div>
    `}watched(){let{faults:e,proceedings:t}=this.store.state;return i`<label class="tick"><input type="checkbox" .checked=${this.only_faulty} @change=${()=>this.only_faulty=!this.only_faulty} /> ${o("con.only_faulty",{n:e.size})}</label>
      <label class="tick" title=${o("con.auto_mute_hint")}><input type="checkbox" role="switch" .checked=${t.auto_mute} @change=${this.turnAutoMute} /> ${o("con.auto_mute")}</label>`}toChecks(){let{meeting:e}=this.store.state;return e?i`<a class="button checks" href=${z(e.code,"/lines")} target="_blank" title=${o("check.open")}>${_e} <span class="words">${o("check.open")}</span></a>`:d}turnAutoMute(e){let{auto_mute:t}=this.store.state.proceedings;e.target.checked=t,this.store.run({type:"auto_mute",on:!t})}found(e){let{faults:t}=this.store.state,s=e.filter(({id:a,state:l})=>(!this.only_connected||l==="connected")&&(!this.only_faulty||t.has(a)));return this.words?new ye(s,({name:a,id:l})=>`${a} ${l}`).find(this.words):s}row(e,t,s){let{floor:a}=this.store.state.proceedings,l=this.store.lines.of(e.id),p=`${e.state} ${t%2?"odd":""} ${a.site===e.id?"floor":""} ${e.speaking?"speaking":""}`;return i`<tr aria-rowindex=${t+2} class=${p}>
      <td class="order">${s??d}</td>
      <th scope="row">
        <span class="name">${e.name}</span>
        <span class="state">${this.marks(e)}</span>
      </th>
      <td>${Rt(e,l)}</td>
      <td>${At(e,l)}</td>
      <td class="acts">${this.acts(e)}</td>
    </tr>`}marks(e){let{proceedings:t,stage:s,presence:a,faults:l}=this.store.state,p=Ye(a.get(e.id),this.store.now_ms);return i`${xt(l.get(e.id))}${o(oo[e.state])}${p?` · ${p}`:d}
    ${e.role==="chair"?i`<b>${o("room.role_chair")}</b>`:d}
    ${t.floor.site===e.id?i`<b class="on">${o("room.has_floor")}</b>`:d}
    ${t.muted.includes(e.id)?i`<b class="off">${_t(t.mute_reasons[e.id])}</b>`:d}
    ${t.site_layouts.some(u=>u.site===e.id)?i`<b>${o("con.own_layout")}</b>`:d}
    ${s.share.site===e.id?i`<b class="on">${oe} ${o("room.presents")}</b>`:t.presenters.includes(e.id)?i`<b>${o("con.presenter")}</b>`:d}`}acts(e){let{name:t,id:s,role:a}=e,{proceedings:l}=this.store.state,p=l.muted.includes(s),u=O=>()=>C(this,"site-act",{act:O,site:e}),h=e.state==="connected";return i`${a==="chair"||l.floor.site===s?d:i`<button class="button give" ?disabled=${!h} aria-label=${o("con.give_of",{name:t})} title=${o("floor.give")} @click=${u("floor")}>${Z}</button>`}
      ${a==="chair"?d:i`<button class="button ${p?"danger":""}" ?disabled=${!h} aria-label=${o(p?"con.unmute_of":"con.mute_of",{name:t})} title=${o(p?"av.mic_on":"av.mic_off")} @click=${u(p?"unmute":"mute")}>
            ${p||!e.mic?J:Se}
          </button>`}
      <button class="button" ?disabled=${e.state==="none"} aria-label=${o("con.more_of",{name:t})} aria-haspopup="dialog" @click=${u("more")}>${Tt}</button>`}measure(){let e=this.renderRoot.querySelector("tbody tr[aria-rowindex]")?.offsetHeight??0,t=this.pane.clientHeight;e===this.row_px&&t===this.height_px||(this.row_px=e,this.height_px=t,this.requestUpdate())}};x.styles=[y,D,Et,$t],c([m({attribute:!1})],x.prototype,"store",2),c([b()],x.prototype,"words",2),c([b()],x.prototype,"only_connected",2),c([b()],x.prototype,"only_faulty",2),c([b()],x.prototype,"scrolled_px",2),c([M(".scroll")],x.prototype,"pane",2),x=c([f("gb-site-board")],x);function Lt(n){return n>0?i`<tr aria-hidden="true" .style=${`height: ${n}px`}></tr>`:d}var ro=300,so=["for","against","abstain"],io={for:"vote.for",against:"vote.against",abstain:"vote.abstain"},F=class extends v{connectedCallback(){super.connectedCallback(),this.watch(this.store)}render(){let{vote:r,phase:e}=this.store.state.proceedings;return i`
      ${r?this.vote(r):d}
      ${r?.open?i`<button class="button primary" @click=${()=>this.store.run({type:"vote_close"})}>${o("con.vote_close")}</button>`:i`<button class="button" ?disabled=${e==="ended"} @click=${this.open}>${o("vote.open")}</button>`}
    `}vote(r){let e=r.secret&&r.open,t=i`<span class=${r.quorum_met?"met":"missing"}>${o(r.quorum_met?"con.vote_quorum_met":"con.vote_quorum_missing")}</span>`;return i`
      <h3>${o(r.open?"con.vote":"con.vote_last")}</h3>
      <p class="question">${r.question}</p>
      <p role="status">${o("con.vote_cast",{n:r.cast,total:r.voters_count})} ${r.quorum_percent>0?t:d}</p>
      <p>${o("con.vote_voters",{n:w(r.voters_count),here:w(r.connected)})}</p>
      ${e?i`<p class="none">${o("con.vote_hidden")}</p>`:i`<dl>${so.map(s=>this.count(o(io[s]),r[s],r.voters_count))}${this.count(o("con.vote_none"),r.not_voted,r.voters_count)}</dl>`}
    `}count(r,e,t){let s=t===0?0:100*e/t;return i`<div>
      <dt>${r}</dt>
      <dd class="bar" aria-hidden="true"><span .style=${`width: ${s}%`}></span></dd>
      <dd>${w(e)}</dd>
    </div>`}open(){X({heading:o("vote.open"),action:o("vote.open"),fields:[{name:"question",label:o("con.vote_question"),kind:"lines",required:!0,max:ro},{name:"quorum_percent",label:o("con.vote_quorum"),kind:"number",value:50,min:0,max:100},{name:"secret",label:o("con.vote_secret"),kind:"flag"}],submit:async({question:r,quorum_percent:e,secret:t})=>this.store.run({type:"vote_open",question:String(r).trim(),quorum_percent:Number(e),secret:t===!0})})}};F.styles=[y,A,g`
      .question {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      dl {
        display: grid;
        gap: 0.4rem;
        margin: 0;
      }
      dl div {
        display: grid;
        grid-template-columns: 9rem minmax(0, 1fr) 2.5rem;
        gap: 0.6rem;
        align-items: center;
      }
      dd {
        margin: 0;
        font-weight: 600;
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      .bar {
        height: 0.8rem;
        border-radius: 0.4rem;
        background: var(--line);
        overflow: hidden;
      }
      .bar span {
        display: block;
        height: 100%;
        background: var(--brand);
      }
      .met {
        color: var(--good);
        font-weight: 600;
      }
      .missing {
        color: var(--fair);
        font-weight: 600;
      }
    `],c([m({attribute:!1})],F.prototype,"store",2),F=c([f("gb-vote-panel")],F);var P=class extends v{connectedCallback(){super.connectedCallback(),this.watch(this.store)}render(){let{waiting:r}=this.store.state.proceedings;return r.length===0?i`<p class="none">${o("con.waiting_none")}</p>`:i`
      ${r.length>1?i`<button class="button" @click=${()=>this.store.run({type:"admit",site:"*"})}>${o("room.admit_all")}</button>`:d}
      <ol>
        ${r.map(({site:e,name:t,since:s})=>i`<li>
            <span class="main"><strong>${t}</strong><small>${_(s)}</small></span>
            <button class="button give" aria-label=${o("con.admit_of",{name:t})} @click=${()=>this.store.run({type:"admit",site:e})}>${o("room.admit")}</button>
            <button class="button" aria-label=${o("con.reject_of",{name:t})} @click=${()=>this.store.run({type:"reject",site:e})}>${o("room.reject")}</button>
          </li>`)}
      </ol>
    `}};P.styles=[y,A],c([m({attribute:!1})],P.prototype,"store",2),P=c([f("gb-waiting-panel")],P);var G=["waiting","vote","chat"],$=class extends v{constructor(){super(...arguments);this.params={};this.store=null;this.tab="waiting";this.beside="";this.over="";this.read=0;this.picture=matchMedia("(min-width: 62rem) and (min-height: 50rem)").matches}connectedCallback(){super.connectedCallback(),le.in_meeting=!0,this.open()}disconnectedCallback(){super.disconnectedCallback(),le.in_meeting=!1,this.store?.close()}willUpdate(){this.tab==="chat"&&(this.read=this.store?.state.chat.length??0)}render(){let{store:e}=this,t=z(this.params.code??"");return this.over?i`<main class="over"><gb-notice kind="alarm" role="alert">${this.over}</gb-notice><a class="button primary" href=${t}>${o("meet.one")}</a></main>`:e?i`
      <gb-console-bar
        .store=${e}
        .home=${t}
        ?picture=${this.picture}
        @toggle-picture=${()=>this.picture=!this.picture}
        @toggle-layouts=${()=>this.toggle("layouts")}
        @toggle-roll=${()=>this.toggle("roll")}
      ></gb-console-bar>
      <main>
        <gb-site-board .store=${e} @site-act=${this.acted}></gb-site-board>
        <aside>
          ${this.picture?i`<gb-meeting-picture class="card" .store=${e}></gb-meeting-picture>`:d}
          ${this.beside==="layouts"?i`<gb-layout-panel class="card" .store=${e} @toggle-layouts=${()=>this.beside=""}></gb-layout-panel>`:this.beside==="roll"?i`<gb-roll-panel class="card" .store=${e} @toggle-roll=${()=>this.beside=""}></gb-roll-panel>`:i`<gb-floor-panel class="card" .store=${e}></gb-floor-panel>
                <section class="card tabs">
                  <div class="heads" role="tablist" aria-label=${o("con.tabs")}>${G.map(s=>this.head(s))}</div>
                  <div class="body" role="tabpanel" aria-label=${this.words(this.tab)}>${this.panel(e)}</div>
                </section>`}
        </aside>
      </main>
      <gb-lock-dialog></gb-lock-dialog>
    `:d}head(e){let t=e===this.tab;return i`<button role="tab" aria-selected=${t} tabindex=${t?0:-1} class=${this.calls(e)?"calls":""} @click=${()=>this.tab=e} @keydown=${this.moveTab}>${this.words(e)}</button>`}words(e){return o({waiting:"con.waiting",vote:"con.vote",chat:"con.chat"}[e],{n:w(this.store?.state.proceedings.waiting.length??0)})}calls(e){let{proceedings:t,chat:s}=this.store.state;return e==="waiting"?t.waiting.length>0:e==="vote"?t.vote?.open===!0:s.length>this.read}panel(e){return this.tab==="vote"?i`<gb-vote-panel .store=${e}></gb-vote-panel>`:this.tab==="chat"?i`<gb-chat-panel .store=${e}></gb-chat-panel>`:i`<gb-waiting-panel .store=${e}></gb-waiting-panel>`}moveTab(e){let t={ArrowRight:1,ArrowLeft:-1}[e.key];t&&(this.tab=G[(G.indexOf(this.tab)+t+G.length)%G.length]??"waiting",this.updateComplete.then(()=>this.renderRoot.querySelector("[role=tab][aria-selected=true]")?.focus()))}toggle(e){this.beside=this.beside===e?"":e}acted(e){let{act:t,site:s}=e.detail;if(t==="more")return void yt(this.store,s);if(t==="floor")return this.store.run({type:"floor",site:s.id,limit_s:this.floor?.limit_s??0});this.store.run({type:"mute",site:s.id,on:t==="mute"})}open(){let e=new ne(this.params.code??"",{over:t=>this.over=t});this.store=e,this.watch(e),e.start()}};$.styles=[y,wt],c([m({attribute:!1})],$.prototype,"params",2),c([b()],$.prototype,"store",2),c([b()],$.prototype,"tab",2),c([b()],$.prototype,"beside",2),c([b()],$.prototype,"over",2),c([b()],$.prototype,"read",2),c([b()],$.prototype,"picture",2),c([M("gb-floor-panel")],$.prototype,"floor",2),$=c([f("gb-console-page")],$);export{$ as ConsolePage};
