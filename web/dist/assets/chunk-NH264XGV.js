import{a as q}from"./chunk-PG6UEPUJ.js";import{a as Q}from"./chunk-N22OKUSR.js";import{a as G}from"./chunk-YYSDZYHS.js";import{b as H}from"./chunk-4VJROU5D.js";import{b as K}from"./chunk-TCCVLUSM.js";import{a as b}from"./chunk-4EG37I2C.js";import{d as a,g as m,h as o,i as f,k as z,m as g,n as h,o as L,p as M,r as y,s as W}from"./chunk-TO6M2I3Z.js";import{a as c}from"./chunk-JFKSI6I7.js";var X=o`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M14.536 21.686a.5.5 0 0 0 .937-.024l6.5-19a.496.496 0 0 0-.635-.635l-19 6.5a.5.5 0 0 0-.024.937l7.93 3.18a2 2 0 0 1 1.112 1.11z" /> <path d="m21.854 2.147-10.94 10.939" /></svg>`;function qe(r,e){switch(e.type){case"welcome":return{sites:B(e.sites),speaker:r.speaker};case"sites":return{...r,sites:B(e.sites)};case"site":return{...r,sites:B([...Z(r.sites,e.site.id),e.site])};case"site_gone":return{sites:Z(r.sites,e.id),speaker:r.speaker===e.id?null:r.speaker};case"speaker":return{sites:r.sites.map(t=>({...t,speaking:t.id===e.id})),speaker:e.id};default:return r}}function Qe(r){return r.speaker===null?null:R(r,r.speaker)}function R(r,e){return r.sites.find(t=>t.id===e)?.name??null}function Xe(r,e){return e.mine||e.site===""?null:R(r,e.site)}function Ze(r){return r.replace(/^điểm cầu\s+/iu,"")}function Je(r){return r.sites.filter(e=>e.state==="connected").length}function xe(r){return r.role!=="viewer"||!r.id.startsWith("viewer:account:")}function Z(r,e){return r.filter(t=>t.id!==e)}function B(r){return r.filter(xe).sort((e,t)=>e.order-t.order||e.name.localeCompare(t.name,"vi"))}var _e=500,u=class extends y{constructor(){super(...arguments);this.site=!1;this.to="";this.shown=0}connectedCallback(){super.connectedCallback(),this.watch(this.store)}updated(t){let{length:i}=this.store.state.chat;i!==this.shown&&(this.lines.scrollTop=this.lines.scrollHeight),this.shown=i}render(){let{chat:t,roster:i}=this.store.state;return o`
      <div class="lines" tabindex="0" role="log" aria-label=${a("con.chat")}>${t.length===0?o`<p class="none">${a("con.chat_none")}</p>`:t.map(s=>this.line(s))}</div>
      <form @submit=${this.send}>
        ${this.site?z:o`<select aria-label=${a("con.chat_to")} @change=${s=>this.to=s.target.value}>
          <option value="">${a("con.chat_all")}</option>
          ${i.sites.map(({id:s,name:n})=>o`<option value=${s} ?selected=${s===this.to}>${n}</option>`)}
        </select>`}
        <input id="text" maxlength=${_e} autocomplete="off" aria-label=${a("con.chat_text")} placeholder=${a(this.site?"room.chat_to_centre":"con.chat_text")} />
        <button class="button primary" aria-label=${a("con.chat_send")}>${X}</button>
      </form>
    `}line({from:t,name:i,to:s,text:n,time:l}){let{roster:d}=this.store.state,p=i||R(d,t)||t,C=s?a("con.chat_private",{from:p,to:R(d,s)??s}):p;return o`<p class="line"><strong>${C}</strong> <small>${l?H(l):z}</small><br />${n}</p>`}send(t){t.preventDefault();let i=this.text.value.trim().normalize("NFC");i&&(this.store.write(this.to,i),this.text.value="")}};u.styles=[b,K,m`
      :host {
        display: grid;
        grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
        gap: 0.6rem;
        height: 100%;
        min-width: 0;
      }
      .none {
        color: var(--text-soft);
      }
      .lines {
        min-height: 6rem;
        overflow: auto;
      }
      .line {
        padding: 0.25rem 0;
        overflow-wrap: anywhere;
      }
      .line small {
        color: var(--text-soft);
      }
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.5rem;
      }
      form select {
        grid-column: 1 / -1;
      }
    `],c([h({attribute:!1})],u.prototype,"store",2),c([h({type:Boolean})],u.prototype,"site",2),c([L()],u.prototype,"to",2),c([M(".lines")],u.prototype,"lines",2),c([M("#text")],u.prototype,"text",2),u=c([g("gb-chat-panel")],u);var J=[0,1,2].flatMap(r=>[0,1,2].map(e=>[2+e*10,2+r*6,8,4])),$=[2,2,28,16],Te={grid:{full:[],thin:J},rotate:{full:[],thin:J},focus:{full:[[2,2,20,11]],thin:[[24,2,6,3],[24,6,6,3],[24,10,6,3],[2,15,6,3],[9,15,6,3],[16,15,6,3],[24,15,6,3]]},speaker:{full:[$],thin:[]},chair:{full:[$],thin:[]},auto:{full:[$],thin:[]},pin:{full:[$],thin:[]},split:{full:[[2,5,13,10],[17,5,13,10]],thin:[]},slides:{full:[[2,2,21,16]],thin:[[25,13,5,5]]}},Me={rotate:f`<path class="sign" d="M22 7a7 7 0 0 0-12 3m0-4v4h4M10 13a7 7 0 0 0 12-3m0 4v-4h-4" />`,speaker:f`<path class="sign" d="M12 8v4M16 6v8M20 8v4" />`,chair:f`<path class="sign" d="M11 14h10M11 7l3 3 2-4 2 4 3-3v5H11z" />`,auto:f`<path class="sign" d="M9 9v2M12 7v6M15 5v10M18 8v4M21 7v6M24 9v2" />`,pin:f`<path class="sign" d="M16 11v4M13 5h6M14 5v4l-2 2h8l-2-2V5" />`,slides:f`<path class="sign" d="M6 7h12M6 10h12M6 13h8" />`};function Y(r){let{full:e,thin:t}=Te[r],i=s=>([n,l,d,p])=>f`<rect class=${s} x=${n} y=${l} width=${d} height=${p} rx="1" />`;return f`<svg class="layout" viewBox="0 0 32 20" aria-hidden="true">${e.map(i("full"))}${t.map(i("thin"))}${Me[r]??null}</svg>`}var U=m`
  .layout {
    flex: none;
    border: 1px solid var(--line-strong);
    border-radius: 0.25rem;
    background: #05080d;
  }
  .full {
    fill: var(--brand);
  }
  .thin {
    fill: var(--line-strong);
  }
  .sign {
    fill: none;
    stroke: #fff;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
`;var S=["sites","chair","floor"],ee=["auto","chair","speaker","split","focus","grid","rotate","pin","slides"],te=[5,10,15,20,30,60],Re=15,mt={layouts:j([]),floor:"",share:{site:"",mine:!1},overlay:{title:!1,clock:!1}};function ht(r,e){switch(e.type){case"welcome":return{...r,layouts:j(e.layouts)};case"layouts":return{...r,layouts:j(e.layouts)};case"floor":return{...r,floor:e.site};case"share":return{...r,share:{site:e.site,mine:e.mine}};case"overlay":return{...r,overlay:{title:e.title,clock:e.clock}};default:return r}}function _(r,e){return r.layouts.find(t=>t.view===e)??ie(e)}function re(r){return r.pages>1&&r.mode==="grid"}function j(r){return S.map(e=>{let t=r.find(i=>i.view===e);return{...ie(e),...t}})}function ie(r){return{view:r,mode:r==="floor"?"chair":"grid",page:0,pages:1,pinned:"",rotate_s:Re}}var k=class extends y{constructor(){super(...arguments);this.view="chair"}connectedCallback(){super.connectedCallback(),this.watch(this.store)}render(){let t=_(this.store.state.stage,this.view);if(!re(t))return null;let{mode:i,page:s,pages:n}=t,l=d=>this.store.wishes.layout({view:this.view,mode:i,page:d});return o`
      <button class="button" aria-label=${a("room.page_prev")} ?disabled=${s===0} @click=${()=>l(s-1)}>
        ${q}
      </button>
      <span aria-live="polite">${a("room.page",{n:s+1,total:n})}</span>
      <button class="button" aria-label=${a("room.page_next")} ?disabled=${s+1>=n} @click=${()=>l(s+1)}>
        ${Q}
      </button>
    `}};k.styles=[b,m`
      :host {
        display: flex;
        align-items: center;
        gap: 0.4rem;
        font-weight: 600;
        white-space: nowrap;
      }
      .button {
        background: var(--raised);
        padding: 0.4rem 0.6rem;
      }
    `],c([h({attribute:!1})],k.prototype,"store",2),c([h({attribute:!1})],k.prototype,"view",2),k=c([g("gb-page-turner")],k);var Ee={grid:"lay.grid",rotate:"lay.rotate",focus:"lay.focus",speaker:"lay.speaker",chair:"lay.chair",split:"lay.split",slides:"lay.slides",auto:"lay.auto",pin:"lay.pin"},x=class extends y{constructor(){super(...arguments);this.view="sites"}connectedCallback(){super.connectedCallback(),this.watch(this.store)}render(){let t=_(this.store.state.stage,this.view);return o`
      <fieldset>
        <legend class="only-read">${a("lay.title")}</legend>
        ${ee.map(i=>this.mode(i,t))}
      </fieldset>
      <div class="option">${this.option(t)}</div>
    `}mode(t,i){let s=t==="pin"&&this.store.state.roster.sites.length===0;return o`<label class="mode">
      <input
        type="radio"
        name="mode"
        .checked=${i.mode===t}
        ?disabled=${s}
        @change=${()=>this.choose(t,i)}
      />
      ${Y(t)}
      <span>${a(Ee[t],{s:i.rotate_s})}</span>
    </label>`}option(t){return t.mode==="rotate"?this.seconds(t):t.mode==="pin"?this.pinned(t):o`<gb-page-turner .store=${this.store} .view=${this.view}></gb-page-turner>`}seconds(t){let i=[...new Set([...te,t.rotate_s])].sort((s,n)=>s-n);return o`<label for="seconds">${a("lay.rotate_every")}</label>
      <select id="seconds" @change=${s=>this.tell({mode:"rotate",rotate_s:Number(se(s))})}>
        ${i.map(s=>o`<option value=${s} ?selected=${s===t.rotate_s}>${a("lay.seconds",{s})}</option>`)}
      </select>`}pinned(t){return o`<label for="pinned">${a("lay.pinned")}</label>
      <select id="pinned" @change=${i=>this.tell({mode:"pin",pinned:se(i)})}>
        ${this.store.state.roster.sites.map(({id:i,name:s})=>o`<option value=${i} ?selected=${i===t.pinned}>${s}</option>`)}
      </select>`}choose(t,i){if(t!=="pin")return this.tell({mode:t});let{sites:s,speaker:n}=this.store.state.roster,l=s.some(({id:d})=>d===i.pinned);this.tell({mode:t,pinned:l?i.pinned:n??s[0]?.id??""})}tell(t){this.store.wishes.layout({view:this.view,...t})}};x.styles=[b,U,m`
      :host {
        display: grid;
        gap: 0.75rem;
        container-type: inline-size;
      }
      fieldset {
        display: grid;
        gap: 0.4rem;
        margin: 0;
        padding: 0;
        border: 0;
      }
      @container (min-width: 30rem) {
        fieldset {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      .mode {
        position: relative;
        display: grid;
        grid-template-columns: 3.2rem minmax(0, 1fr);
        align-items: center;
        gap: 0.6rem;
        min-height: 2.9rem;
        padding: 0.3rem 0.55rem;
        border: 2px solid var(--line);
        border-radius: 0.6rem;
        line-height: 1.25;
        cursor: pointer;
      }
      .mode:hover {
        border-color: var(--line-strong);
      }
      .mode:has(:checked) {
        border-color: var(--brand);
        background: var(--raised);
        font-weight: 600;
      }
      .mode:has(:focus-visible) {
        outline: 0.2rem solid var(--focus);
        outline-offset: 0.15rem;
      }
      .mode:has(:disabled) {
        opacity: 0.5;
        cursor: default;
      }
      .mode input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: inherit;
      }
      .layout {
        width: 3.2rem;
      }
      .option {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.75rem;
      }
      select {
        min-height: 2.75rem;
        max-width: 100%;
        padding: 0.3rem 0.6rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.5rem;
        background: var(--raised);
        color: var(--text);
      }
    `],c([h({attribute:!1})],x.prototype,"store",2),c([h({attribute:!1})],x.prototype,"view",2),x=c([g("gb-layout-choice")],x);function se(r){return r.target.value}var ne=m`
  :host {
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    box-shadow: 0 0.5rem 2rem rgb(0 0 0 / 70%);
    overflow-y: auto;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
  }
  h2 {
    font-size: 1.1rem;
    font-weight: 600;
  }
  .close {
    min-height: 2.4rem;
    padding: 0.35rem;
  }
`;var oe={sites:"lay.view_sites",chair:"lay.view_chair",floor:"lay.view_floor"},w=class extends y{constructor(){super(...arguments);this.view="sites";this.onKey=t=>{t.key==="Escape"&&this.close()};this.close=()=>W(this,"toggle-layouts")}connectedCallback(){super.connectedCallback(),this.watch(this.store),this.setAttribute("role","dialog"),this.setAttribute("aria-label",a("lay.title")),this.addEventListener("keydown",this.onKey)}firstUpdated(){this.chosen_tab?.focus()}render(){let{overlay:t}=this.store.state.stage;return o`
      <div class="head">
        <h2>${a("lay.title")}</h2>
        <button class="button close" aria-label=${a("com.close")} @click=${this.close}>${G}</button>
      </div>
      <div class="tabs" role="tablist" aria-label=${a("lay.views")}>${S.map(i=>this.tab(i))}</div>
      <gb-layout-choice role="tabpanel" aria-label=${a(oe[this.view])} .store=${this.store} .view=${this.view}></gb-layout-choice>
      <div class="marks">${this.mark("title","lay.show_title",t)}${this.mark("clock","lay.show_clock",t)}</div>
    `}tab(t){let i=t===this.view;return o`<button
      role="tab"
      aria-selected=${i}
      tabindex=${i?0:-1}
      @click=${()=>this.view=t}
      @keydown=${s=>this.moveTab(s)}
    >
      ${a(oe[t])}
    </button>`}mark(t,i,s){let n=l=>this.store.wishes.overlay({[t]:l.target.checked});return o`<label><input type="checkbox" .checked=${s[t]} @change=${n} /> ${a(i)}</label>`}moveTab(t){let i=t.key==="ArrowRight"?1:t.key==="ArrowLeft"?-1:0;if(i===0)return;let s=(S.indexOf(this.view)+i+S.length)%S.length;this.view=S[s]??"sites",this.updateComplete.then(()=>this.chosen_tab?.focus())}};w.styles=[b,ne,m`
      :host {
        display: grid;
        align-content: start;
        gap: 0.75rem;
        padding: 0.75rem 0.9rem 1rem;
        scrollbar-width: thin;
      }
      .tabs {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        border-bottom: 2px solid var(--line);
      }
      .tabs button {
        margin-bottom: -2px;
        padding: 0.45rem 0.3rem;
        border: 0;
        border-bottom: 3px solid transparent;
        background: none;
        color: var(--text-soft);
        font-weight: 600;
        line-height: 1.25;
      }
      .tabs button[aria-selected="true"] {
        border-color: var(--brand);
        color: var(--text);
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 1.5rem;
        padding-top: 0.6rem;
        border-top: 1px solid var(--line);
      }
      .marks label {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-height: 2rem;
        cursor: pointer;
      }
      .marks input {
        width: 1.25rem;
        height: 1.25rem;
        accent-color: var(--brand);
      }
    `],c([h({attribute:!1})],w.prototype,"store",2),c([L()],w.prototype,"view",2),c([M("button[aria-selected=true]")],w.prototype,"chosen_tab",2),w=c([g("gb-layout-panel")],w);var Xt=o`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 19v3" /> <path d="M15 9.34V5a3 3 0 0 0-5.68-1.33" /> <path d="M16.95 16.95A7 7 0 0 1 5 12v-2" /> <path d="M18.89 13.23A7 7 0 0 0 19 12v-2" /> <path d="m2 2 20 20" /> <path d="M9 9v3a3 3 0 0 0 5.12 2.12" /></svg>`;var Yt=o`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M10.1 13.9a14 14 0 0 0 3.732 2.668 1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2 18 18 0 0 1-12.728-5.272" /> <path d="M22 2 2 22" /> <path d="M4.76 13.582A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 .244.473" /></svg>`;var tr=o`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 17v5" /> <path d="M9 10.76a2 2 0 0 1-1.11 1.79l-1.78.9A2 2 0 0 0 5 15.24V16a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-.76a2 2 0 0 0-1.11-1.79l-1.78-.9A2 2 0 0 1 15 10.76V7a1 1 0 0 1 1-1 2 2 0 0 0 0-4H8a2 2 0 0 0 0 4 1 1 0 0 1 1 1z" /></svg>`;function O(r,e){let t=Math.min(8e3,500*2**Math.max(0,r-1));return t/2+e()*t/2}var ae={welcome:{meeting:"object",self:"object",sites:"object",layouts:"object",token:"string",resume:"string"},answer:{id:"number",sdp:"string"},sites:{sites:"object"},site:{site:"object"},site_gone:{id:"string"},speaker:{},message:{site:"string",text:"string",since:"string",until:"string"},waiting:{},admitted:{},restart:{},layouts:{layouts:"object"},floor:{site:"string"},share:{site:"string",mine:"boolean"},overlay:{title:"boolean",clock:"boolean"},size:{width:"number",height:"number",fps:"number",bitrate_bps:"number"},quality:{level:"string",rtt_ms:"number",loss_percent:"number"},proceedings:{state:"object"},chat:{from:"string",to:"string",text:"string"},heads:{site:"string",convened:"number",present:"number",excused:"number",unexcused:"number",delegates:"object"},site_quality:{site:"string",level:"string"},site_watch:{site:"string",faults:"object"},attendance:{now:"string",opened:"string",sites:"object"},lines:{step_s:"number",sites:"object"},disk:{used_percent:"number"},recording:{state:"string",since_us:"number",duration_ms:"number"},done:{id:"number"},media_lost:{},pong:{},closed:{reason:"string"},error:{code:"string"}};function le(r){let e;try{e=JSON.parse(r)}catch{return null}if(typeof e!="object"||e===null)return null;let t=e,i=t.type;if(typeof i!="string"||!Object.hasOwn(ae,i))return null;let s=ae[i];return Object.entries(s).every(([l,d])=>typeof t[l]===d&&t[l]!==null)?t:null}var Ce=5e3,Le=12e3,$e=1e4,Oe=new Set(["server_busy","media_unavailable"]),ce=class{constructor(e,t,i){this.credentials=e;this.parts=t;this.events=i;this.socket=null;this.welcomed=!1;this.lobby=!1;this.ended=!1;this.attempt=0}get online(){return this.welcomed}start(){this.connect()}send(e){return!this.welcomed||!this.socket?!1:(this.socket.send(JSON.stringify(e)),!0)}retryNow(){this.retryTimer!==void 0&&this.connect()}leave(){this.send({type:"leave"}),this.finish()}connect(){if(this.clearTimers(),this.ended)return;this.events.state(this.attempt===0?{kind:"connecting"}:{kind:"waiting",attempt:this.attempt});let e=this.parts.open();this.socket=e,e.onopen=()=>e.send(JSON.stringify(this.hello())),e.onmessage=t=>this.received(t.data),e.onclose=()=>this.dropped(),this.silenceTimer=this.parts.timers.set(()=>this.dropped(),$e)}hello(){let{client:e="web",token:t,meeting:i,site:s}=this.credentials,n=t?{token:t}:{...i?{meeting:i}:{},...s?{site:s}:{}};return{type:"hello",protocol:1,client:e,...n,...this.resume?{resume:this.resume}:{}}}received(e){let t=typeof e=="string"?le(e):null;if(this.heard(),!!t){switch(t.type){case"welcome":t.token&&(this.credentials={token:t.token}),this.resume=t.resume||void 0,this.welcomed=!0,this.lobby=!1,this.attempt=0,this.schedulePing(),this.heard(),this.events.state({kind:"online"});break;case"waiting":return this.letWait();case"admitted":this.lobby=!1,this.socket?.send(JSON.stringify(this.hello()));return;case"answer":t.resume&&(this.resume=t.resume);break;case"closed":return this.closedByServer(t.reason);case"error":if(!this.welcomed)return this.helloFailed(t.code,t.message);break}this.events.message(t)}}letWait(){this.lobby=!0,this.attempt=0,this.events.state({kind:"lobby"}),this.schedulePing(),this.heard()}helloFailed(e,t){if(this.resume&&e==="bad_token")return this.resume=void 0,this.dropped();if(Oe.has(e))return this.dropped();this.finish(),this.events.refused(e,t)}closedByServer(e){if(e==="stopping")return this.dropped();this.finish(),this.events.closed(e)}heard(){!this.welcomed&&!this.lobby||(this.silenceTimer!==void 0&&this.parts.timers.clear(this.silenceTimer),this.silenceTimer=this.parts.timers.set(()=>this.dropped(),Le))}schedulePing(){this.pingTimer!==void 0&&this.parts.timers.clear(this.pingTimer),this.pingTimer=this.parts.timers.set(()=>{this.socket?.send(JSON.stringify({type:"ping",t:Date.now()})),this.schedulePing()},Ce)}dropped(){this.release(),!this.ended&&(this.attempt+=1,this.events.state({kind:"waiting",attempt:this.attempt}),this.retryTimer=this.parts.timers.set(()=>this.connect(),O(this.attempt,this.parts.random)))}finish(){this.ended=!0,this.release()}release(){this.clearTimers(),this.welcomed=this.lobby=!1;let e=this.socket;this.socket=null,e&&(e.onopen=e.onmessage=e.onclose=null,e.close())}clearTimers(){for(let e of[this.retryTimer,this.pingTimer,this.silenceTimer])e!==void 0&&this.parts.timers.clear(e);this.retryTimer=this.pingTimer=this.silenceTimer=void 0}};function ar(){return`${location.protocol==="https:"?"wss":"ws"}://${location.host}/ws`}var de={set:(r,e)=>window.setTimeout(r,e),clear:r=>window.clearTimeout(r)};var pe=class{constructor(e){this.say=e;this.unpinned={view:"sites",mode:"grid"}}layout(e){this.say({type:"layout",...e})}overlay(e){this.say({type:"overlay",...e})}pin(e,t){let{mode:i}=_(t,"sites");e!==""&&i!=="pin"&&(this.unpinned={view:"sites",mode:i}),this.layout(e===""?this.unpinned:{view:"sites",mode:"pin",pinned:e})}floor(e){this.say({type:"floor",site:e})}};function ue(r,e,t){let i=new Map,s={at_ms:e,rtt_ms:0,jitter_ms:0,sent_bytes:0,frames:0,dropped:0,height_px:0,streams:i};for(let n of r)if(n.type==="inbound-rtp"){let l={received:n.packetsReceived,lost:n.packetsLost,bytes:n.bytesReceived};if(i.set(String(n.id),{received:v(l.received),lost:v(l.lost),bytes:v(l.bytes)}),n.kind==="audio"&&(s.jitter_ms=Math.max(s.jitter_ms,v(n.jitter)*1e3)),n.trackIdentifier!==t)continue;s.frames=v(n.framesDecoded),s.dropped=v(n.framesDropped),s.height_px=v(n.frameHeight)}else n.type==="outbound-rtp"?s.sent_bytes+=v(n.bytesSent):n.type==="candidate-pair"&&n.nominated===!0&&(s.rtt_ms=Math.max(s.rtt_ms,v(n.currentRoundTripTime)*1e3));return s}function fe(r,e){let t=Math.max(.001,(e.at_ms-r.at_ms)/1e3),i={received:0,lost:0,bytes:0};for(let[l,d]of e.streams){let p=Ne(r.streams.get(l),d);i.received+=d.received-p.received,i.lost+=Math.max(0,d.lost-p.lost),i.bytes+=d.bytes-p.bytes}let s=i.received+i.lost>0?100*i.lost/(i.received+i.lost):0,n=l=>Math.round(l*8/1e3/t);return{level:Pe(s,e.rtt_ms,i.received),rtt_ms:Math.round(e.rtt_ms),jitter_ms:Math.round(e.jitter_ms),loss_percent:s,rx_kbps:n(i.bytes),tx_kbps:n(me(r.sent_bytes,e.sent_bytes)),fps:Math.round(me(r.frames,e.frames)/t),height_px:e.height_px,dropped:e.dropped}}function Ne(r,e){return!r||e.received<r.received?{received:0,lost:0,bytes:0}:r}function me(r,e){return e<r?e:e-r}function Pe(r,e,t){return t===0||r>8||e>400?"poor":r>2||e>200?"fair":"good"}var he={good:0,fair:1,poor:2};function mr(r,e){return he[r]>=he[e]?r:e}function v(r){return typeof r=="number"?r:0}var Ie=2e3,Ve=8e3,Ae=15e3,De=2,N=class{constructor(e,t,i){this.timers=e;this.random=t;this.actions=i;this.restarts=0;this.renewals=0;this.state="new"}started(){this.state="new",this.restarts=0,this.wait(Ae,()=>this.renewLater())}changed(e){this.state=e,e==="connected"?(this.restarts=this.renewals=0,this.cancel()):e==="disconnected"?this.wait(Ie*(1+this.random()),()=>this.restartOrRenew()):e==="failed"&&this.renewLater()}networkChanged(){this.state==="disconnected"?this.restartOrRenew():this.state==="failed"&&this.renewNow()}lost(){this.renewLater()}stop(){this.cancel()}restartOrRenew(){if(this.restarts>=De)return this.renewNow();this.restarts+=1,this.wait(Ve,()=>this.restartOrRenew()),this.actions.restart()}renewLater(){if(this.renewals===0)return this.renewNow();this.wait(O(this.renewals,this.random),()=>this.renewNow())}renewNow(){this.cancel(),this.renewals+=1,this.actions.renew()}wait(e,t){this.cancel(),this.timer=this.timers.set(t,e)}cancel(){this.timer!==void 0&&this.timers.clear(this.timer),this.timer=void 0}};var P={width:2560,height:1440};function I({width:r=0,height:e=0}){return Math.max(1,r/P.width,e/P.height)}function vr(r,e){return I(r)>1?!0:(r.width===P.width||r.height===P.height)&&I(e)>1}var V={width:640,height:360,fps:25,bitrate_bps:7e5},F={maxBitrate:25e5,maxFramerate:15,scaleResolutionDownBy:1},ze=1.02,ve={active:!0,scaleResolutionDownBy:1,maxFramerate:30,maxBitrate:25e5};function T(r,e){if(r.width<=0||r.height<=0)return{active:!1,scaleResolutionDownBy:1,maxFramerate:1,maxBitrate:3e4};let t=Math.min(e.width/r.width,e.height/r.height);return{active:!0,scaleResolutionDownBy:t>ze?t:1,maxFramerate:Math.max(1,r.fps),maxBitrate:Math.max(3e4,r.bitrate_bps)}}var Be=3e3,A=class{constructor(e,t,i=null){this.sender=e;this.timers=t;this.scaler=i;this.wished=V;this.preference="balanced";this.running=!1;this.again=!1}ask(e){let t=e.width*e.height>this.wished.width*this.wished.height;this.wished=e,t&&this.keepSharp(),this.apply()}async apply(){if(this.again=!0,!this.running){this.running=!0;for(let e=0;this.again&&e<5;e+=1)this.again=!await this.applyOnce();this.running=!1}}stop(){this.timer!==void 0&&this.timers.clear(this.timer),this.timer=void 0}keepSharp(){this.stop(),!this.scaler&&(this.preference="maintain-resolution",this.timer=this.timers.set(()=>{this.preference="balanced",this.apply()},Be))}async applyOnce(){this.again=!1;let e=this.scaler!==null&&await this.scaler.scale(this.wished),t=this.sender.getParameters(),i=t.encodings?.[0];if(!i)return!0;let s=e?ve:T(this.wished,Fe(this.sender.track)),n=this.scaler?"maintain-resolution":this.preference;if(this.told===n&&je(i,s))return!this.again;Object.assign(i,s),t.degradationPreference=n;try{return await this.sender.setParameters(t),this.told=n,!this.again}catch{return!1}}};function je(r,e){return r.active===e.active&&r.scaleResolutionDownBy===e.scaleResolutionDownBy&&r.maxFramerate===e.maxFramerate&&r.maxBitrate===e.maxBitrate}function Fe(r){let e=r?.getSettings()??{};return{width:e.width??1280,height:e.height??720}}var He={width:160,height:90,fps:1,bitrate_bps:0},ge=1.1,E=class{constructor(){this.camera=null;this.sent=null}static isNeeded(){return/ Firefox\//.test(navigator.userAgent)}take(e){return e===this.camera?this.sent:(this.sent?.stop(),this.camera=e,this.sent=e?.clone()??null,this.sent&&e&&(this.sent.contentHint=e.contentHint),this.sent)}stop(){this.take(null)}async scale(e){let{camera:t,sent:i}=this;if(!t||!i)return!0;let{width:s=1280,height:n=720}=t.getSettings(),l=e.width>0&&e.height>0?e:He,d=T(l,{width:s,height:n}).scaleResolutionDownBy,p={width:ye(s/d),height:ye(n/d)};try{await i.applyConstraints({width:{ideal:p.width},height:{ideal:p.height},frameRate:{ideal:l.fps}})}catch{return!1}let C=i.getSettings();return be(C.width,p.width)&&be(C.height,p.height)}};function ye(r){return Math.max(2,2*Math.round(r/2))}function be(r,e){return r!==void 0&&r<=e*ge&&r>=e/ge}var D=class{constructor(e,t){this.scaler=E.isNeeded()?new E:null;this.pc=new RTCPeerConnection({iceServers:e.ice_servers,bundlePolicy:"max-bundle",rtcpMuxPolicy:"require"});let i=e.receive_only?"recvonly":"sendrecv";this.sound=this.pc.addTransceiver(e.microphone??"audio",{direction:i}),this.picture=this.pc.addTransceiver(this.sentOf(e.camera)??"video",{direction:i,sendEncodings:[We(e.camera)]}),this.slides=this.pc.addTransceiver(e.screen?.picture??"video",{direction:i,sendEncodings:[F]}),this.slides_sound=e.receive_only?null:this.pc.addTransceiver(e.screen?.sound??"audio",{direction:"sendonly"}),Se(this.picture),Se(this.slides),this.size=new A(this.picture.sender,de,this.scaler),this.pc.onicecandidate=({candidate:s})=>{s?s.candidate&&t.candidate(s.candidate,s.sdpMid??"0"):t.candidate("","0")},this.pc.onconnectionstatechange=()=>t.state(this.pc.connectionState),this.pc.ontrack=({track:s,transceiver:n})=>t.track(s,this.lineOf(n))}async offer(e){return e?this.pc.restartIce():this.scaler&&await this.size.apply(),await this.pc.setLocalDescription(),this.pc.localDescription?.sdp??""}async answer(e){await this.pc.setRemoteDescription({type:"answer",sdp:e}),await this.size.apply(),await we(this.slides.sender)}get picture_id(){return this.picture.receiver.track.id}async present(e){try{await this.slides.sender.replaceTrack(e?.picture??null),await this.slides_sound?.sender.replaceTrack(e?.sound??null),e&&await we(this.slides.sender)}catch(t){console.warn("the mixer takes no slides on this connection",t)}}async replace(e,t){this.sound.sender.track!==e&&await this.sound.sender.replaceTrack(e);let i=this.sentOf(t);this.picture.sender.track!==i&&(await this.picture.sender.replaceTrack(i),await this.size.apply())}ask(e){this.size.ask(e)}sentOf(e){return this.scaler?this.scaler.take(e):e}lineOf(e){return e===this.slides?"slides":e===this.picture?"picture":"sound"}close(){this.size.stop(),this.scaler?.stop(),this.pc.onicecandidate=this.pc.onconnectionstatechange=this.pc.ontrack=null,this.pc.close()}};function We(r){let e=r?.getSettings()??{};return T(V,{width:e.width??1280,height:e.height??720})}async function we(r){let e=r.getParameters();if(!e.encodings?.[0])return;let t=I(r.track?.getSettings()??{});Object.assign(e.encodings[0],F,{scaleResolutionDownBy:t}),e.degradationPreference="maintain-resolution",await r.setParameters(e).catch(i=>console.warn("slides go out as the browser likes",i))}function Se(r){let e=RTCRtpReceiver.getCapabilities?.("video")?.codecs;if(!e||!("setCodecPreferences"in r))return;let t=i=>i.mimeType.toLowerCase()==="video/vp8";if(e.some(t))try{r.setCodecPreferences([...e.filter(t),...e.filter(i=>!t(i))])}catch{}}var ke=class{constructor(e,t){this.parts=e;this.events=t;this.link=null;this.config={ice_servers:[],receive_only:!1};this.need="nothing";this.offer_id=0;this.offered=!1;this.candidates=[];this.worked=!1;this.asked=null;this.screen=null;this.reading=null;this.recovery=new N(e.timers,e.random,{restart:()=>{this.offer("restart")},renew:()=>{this.offer("renew")}})}get pc(){return this.link?.pc??null}async welcomed(e,t=e.self.role==="viewer"){if(this.config={ice_servers:e.ice_servers??[],receive_only:t},!(e.media_alive&&this.link!==null&&this.pc?.connectionState!=="failed"))return this.offer("renew");if(this.need!=="nothing")return this.offer(this.need)}async answered(e,t){if(!(e!==this.offer_id||!this.link)){this.need="nothing";try{await this.link.answer(t)}catch(i){console.warn("the answer was not accepted",i),this.recovery.lost()}}}lost(){this.recovery.lost()}networkChanged(){this.recovery.networkChanged()}ask(e){this.asked=e,this.link?.ask(e)}async present(e){this.screen=e,await this.link?.present(e)}async devicesChanged(){let{microphone:e,camera:t}=this.parts.local.state;await this.link?.replace(e,t)}async quality(e){let t=this.link;if(t?.pc.connectionState!=="connected")return this.reading=null;let i=[];(await t.pc.getStats()).forEach(n=>i.push(n));let s=this.reading;return this.reading=ue(i,e,t.picture_id),s&&fe(s,this.reading)}close(){this.recovery.stop(),this.link?.close(),this.link=null}async offer(e){e==="renew"&&this.makeLink();let t=this.link;if(!t)return;this.need=e;let i=++this.offer_id;this.offered=!1,this.candidates=[];try{let s=await t.offer(e==="restart");if(t!==this.link||i!==this.offer_id||!this.parts.send({type:"offer",id:i,sdp:s,fresh:e==="renew"}))return;this.offered=!0;for(let n of this.candidates.splice(0))this.parts.send(n)}catch(s){console.warn("no offer could be made",s),this.recovery.lost()}}makeLink(){this.worked&&this.events.returned(),this.worked=!1,this.reading=null,this.link?.close();let{microphone:e,camera:t}=this.parts.local.state;this.link=new D({...this.config,microphone:e,camera:t,screen:this.screen},{candidate:(i,s)=>this.trickle({type:"candidate",candidate:i,mid:s}),state:i=>this.stateChanged(i),track:(i,s)=>this.events.track(i,s)}),this.asked&&this.link.ask(this.asked),this.recovery.started()}trickle(e){this.offered?this.parts.send(e):this.candidates.push(e)}stateChanged(e){e==="connected"&&(this.worked=!0),this.recovery.changed(e),this.events.state(e)}};var Pr=o`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m11 7.601-5.994 8.19a1 1 0 0 0 .1 1.298l.817.818a1 1 0 0 0 1.314.087L15.09 12" /> <path d="M16.5 21.174C15.5 20.5 14.372 20 13 20c-2.058 0-3.928 2.356-6 2-2.072-.356-2.775-3.369-1.5-4.5" /> <circle cx="16" cy="7" r="5" /></svg>`;var Ar=o`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M11 4.702a.7.7 0 0 0-1.203-.498L6.413 7.587A1.4 1.4 0 0 1 5.416 8H3a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2.416a1.4 1.4 0 0 1 .997.413l3.383 3.384A.7.7 0 0 0 11 19.298z" /> <path d="m16.5 14.5 5-5" /> <path d="m16.5 9.5 5 5" /></svg>`;var zr=["interrupted","nearly_full","late","dropped","black","frozen","silent"],Br={state:"off",since_us:0,duration_ms:0,told_ms:0};function jr(r,e){let t=r.state==="recording"?Math.max(0,e-r.told_ms):0;return Math.floor((r.duration_ms+t)/1e3)}export{qe as a,Qe as b,R as c,Xe as d,Ze as e,Je as f,Y as g,U as h,ee as i,mt as j,ht as k,_ as l,Ee as m,ne as n,Xt as o,zr as p,Br as q,jr as r,Yt as s,tr as t,ce as u,ar as v,de as w,pe as x,mr as y,P as z,vr as A,ke as B,Pr as C,Ar as D};
