import{a as Z}from"./chunk-Q4DOCYFO.js";import{a as et,b as rt,c as ot,d as z,e as it,f as at,h as b,i as G,j as st,k as S,l as w,m as nt}from"./chunk-6RMMNF6K.js";import{a as H,b as tt}from"./chunk-JDNW66QY.js";import{a as X,b as j}from"./chunk-2EDFRSBK.js";import"./chunk-WX4KK7RX.js";import{a as _}from"./chunk-MN2A5FTD.js";import{a as Y}from"./chunk-OOHX66NF.js";import"./chunk-MCNA6GBP.js";import{d as U,f as W,g as J,i as Q}from"./chunk-YWX6VGCI.js";import{a as v}from"./chunk-ZYC5RCVG.js";import{a as F}from"./chunk-ZYIMWIEM.js";import"./chunk-YYSDZYHS.js";import{a as V}from"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as R}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import{b as D}from"./chunk-OZ372BIK.js";import{b as q,c as N,d as x,h as k}from"./chunk-4VJROU5D.js";import{a as K}from"./chunk-TCCVLUSM.js";import{a as M}from"./chunk-4EG37I2C.js";import{a as O}from"./chunk-GFWRHW6T.js";import{b as g,e as y}from"./chunk-APQN74WW.js";import{d as r,f as P,g as f,h as o,k as m,m as $,n as u,o as h,p as B,r as E}from"./chunk-TO6M2I3Z.js";import{a as l}from"./chunk-JFKSI6I7.js";var lt=o`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M10 5H3" /> <path d="M12 19H3" /> <path d="M14 3v4" /> <path d="M16 17v4" /> <path d="M21 12h-9" /> <path d="M21 19h-5" /> <path d="M21 5h-7" /> <path d="M8 10v4" /> <path d="M8 12H3" /></svg>`;var ct=o`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8" /> <path d="M3 3v5h5" /> <path d="M12 7v5l4 2" /></svg>`;var mt=o`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384" /></svg>`;var dt=o`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" /> <path d="m15 9-6 6" /> <path d="m9 9 6 6" /></svg>`;var ut={camera:Z,microphone:tt,echo:H,line:X},A={good:F,fair:K,poor:dt,unknown:j},T=f`
  .chips {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.15rem 0.75rem;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 0.9rem;
  }
  .chips li {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    min-width: 0;
    line-height: 1.3;
  }
  .chips .icon {
    width: 1.15em;
    height: 1.15em;
    color: var(--text-soft);
  }
  .chips .word {
    font-weight: 600;
  }
  .chips .word .icon {
    width: 1em;
    height: 1em;
    margin-right: 0.2rem;
    color: inherit;
    vertical-align: -0.12em;
  }
  .chips .good .word {
    color: var(--good);
  }
  .chips .fair .word {
    color: var(--fair);
  }
  .chips .poor .word {
    color: var(--poor);
  }
  .chips .unknown .word {
    color: var(--text-soft);
    font-weight: 400;
  }
`;function I(n){return o`<ul class="chips">
    ${et.map(s=>{let{level:t,word:e}=n[s];return o`<li class=${t} title="${r(G[s])}: ${S(n[s],n)}">
        ${ut[s]}<span class="only-read">${r(G[s])}:</span> <span class="word">${A[t]}${st(e)}</span>
      </li>`})}
  </ul>`}var p=class extends E{constructor(){super(...arguments);this.path="";this.name="";this.checks=null;this.fault=""}async open(){await this.updateComplete,await this.dialog.updateComplete,this.dialog.show(),this.load(),await new Promise(t=>this.dialog.addEventListener("shut",t,{once:!0}))}render(){let{checks:t,fault:e}=this;return o`<gb-dialog .heading=${r("check.history_of",{name:this.name})}>
      <gb-page-state .fault=${e} @retry=${()=>this.load()}></gb-page-state>
      ${t?.length?o`<ol>${t.map(i=>gt(i))}</ol>`:m}
      ${t?.length||e?m:o`<p class="none" role="status">${r(t?"check.history_none":"com.loading")}</p>`}
    </gb-dialog>`}async load(){this.fault="";try{this.checks=(await g.get(this.path)).items}catch(t){this.fault=y(t)}}};p.styles=[M,R,T,f`
      gb-dialog {
        --dialog-width: 44rem;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      ol > li {
        padding: 0.7rem 0;
        border-bottom: 1px solid var(--line);
      }
      ol > li:last-child {
        border: 0;
      }
      .time {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.75rem;
        margin-bottom: 0.35rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .figures,
      .none {
        margin-top: 0.3rem;
        color: var(--text-soft);
        font-size: 0.88rem;
      }
    `],l([u()],p.prototype,"path",2),l([u()],p.prototype,"name",2),l([h()],p.prototype,"checks",2),l([h()],p.prototype,"fault",2),l([B("gb-dialog")],p.prototype,"dialog",2),p=l([$("gb-check-history-dialog")],p);function gt({time:n,check:s}){if(!s)return m;let t=ot(s);return o`<li>
    <p class="time">${x(n)} <span class="mark ${t}">${r(b[t])}</span></p>
    ${I(s)}
    <p class="figures">${w(s)}</p>
  </li>`}async function pt(n,s,t){let e=v(n,`/line-checks/${encodeURIComponent(s)}`),i=V(Object.assign(document.createElement("gb-check-history-dialog"),{path:e,name:t}));await i.open(),i.remove()}var ht=f`
  .head a:not(.button) {
    color: var(--brand);
    font-weight: 600;
  }
  .tally {
    display: grid;
    grid-template-columns: repeat(6, minmax(0, 1fr));
    gap: 0.6rem;
    margin: 1rem 0;
  }
  .tally button {
    display: grid;
    justify-items: start;
    padding: 0.5rem 0.9rem;
    border: 1px solid var(--line);
    border-left: 0.35rem solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    text-align: left;
  }
  .tally button[aria-pressed="true"] {
    background: var(--brand-soft);
    box-shadow: inset 0 0 0 1px var(--brand);
  }
  .tally .number {
    font-size: 1.6rem;
    font-weight: 600;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }
  .tally .good {
    border-left-color: var(--good);
  }
  .tally .fair {
    border-left-color: var(--fair);
  }
  .tally .poor {
    border-left-color: var(--poor);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    margin-bottom: 0.75rem;
  }
  .as-of {
    flex: 1 1 20rem;
    color: var(--text-soft);
    font-variant-numeric: tabular-nums;
  }
  table {
    width: 100%;
    border: 1px solid var(--line);
    border-collapse: collapse;
    background: var(--surface);
    table-layout: fixed;
  }
  col.order {
    width: 3rem;
  }
  col.result {
    width: 9.4rem;
  }
  col.items {
    width: 19rem;
  }
  col.next {
    width: 32%;
  }
  col.contact {
    width: 13rem;
  }
  :is(td, th) {
    padding: 0.5rem 0.6rem;
    border-bottom: 1px solid var(--line);
    text-align: left;
    vertical-align: top;
    overflow-wrap: break-word;
  }
  thead th {
    background: var(--raised);
    color: var(--text-soft);
    font-size: 0.85rem;
    font-weight: 600;
  }
  tbody tr {
    box-shadow: inset 0.3rem 0 var(--line-strong);
  }
  tbody tr.good {
    box-shadow: inset 0.3rem 0 var(--good);
  }
  tbody tr.fair {
    box-shadow: inset 0.3rem 0 var(--fair);
  }
  tbody tr.poor {
    box-shadow: inset 0.3rem 0 var(--poor);
  }
  td.order {
    padding-left: 0.9rem;
    color: var(--text-soft);
    font-variant-numeric: tabular-nums;
  }
  tbody th {
    font-weight: 600;
  }
  .soft,
  .figures {
    display: block;
    color: var(--text-soft);
    font-size: 0.84rem;
    font-weight: 400;
  }
  .figures {
    margin-top: 0.15rem;
    font-variant-numeric: tabular-nums;
  }
  .mark {
    font-weight: 600;
  }
  .mark .icon {
    width: 1em;
    height: 1em;
    margin-right: 0.25rem;
    vertical-align: -0.12em;
  }
  .steps li + li {
    margin-top: 0.3rem;
  }
  .phone {
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
    min-height: 1.75rem;
    color: var(--brand);
    font-weight: 600;
    white-space: nowrap;
  }
  .phone .icon {
    width: 1.05em;
    height: 1.05em;
  }
  .past {
    min-height: 1.75rem;
    margin: 0.2rem 0 0;
    padding: 0 0.5rem;
    border-color: var(--line);
    font-size: 0.84rem;
  }
  .none {
    padding: 2rem;
    color: var(--text-soft);
    text-align: center;
  }
  .paper {
    display: none;
  }
  @media (max-width: 96rem) {
    col.items {
      width: 17rem;
    }
    col.next {
      width: 21%;
    }
    col.contact {
      width: 10.5rem;
    }
  }
  @media (max-width: 62rem) {
    .tally {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table,
    tbody,
    tr,
    :is(td, tbody th) {
      display: block;
    }
    table {
      border: 0;
      background: none;
    }
    tbody tr {
      position: relative;
      margin-bottom: 0.75rem;
      padding: 0.5rem 0.4rem 0.5rem 0.8rem;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface);
    }
    tbody :is(td, th) {
      padding: 0.25rem 0.5rem;
      border: 0;
    }
    td.order {
      display: none;
    }
  }
  @media print {
    .tally,
    .tools gb-search-field,
    .past,
    .phone .icon {
      display: none;
    }
    .paper {
      display: block;
      margin-bottom: 0.5rem;
    }
    table {
      font-size: 9pt;
    }
    thead {
      display: table-header-group;
    }
    tr {
      break-inside: avoid;
    }
    .phone {
      color: inherit;
    }
  }
`;var vt=3e3,bt=5,wt={poor:"poor",fair:"fair",untried:"unknown",good:"good",absent:"unknown"},d=class extends E{constructor(){super(...arguments);this.params={};this.board=null;this.meeting=null;this.fault="";this.words="";this.only=null;this.asked="";this.ticks=0}connectedCallback(){super.connectedCallback();let t=_.query.get("only");this.only=nt(t)?t:null,this.timer=window.setInterval(()=>this.tick(),vt),this.updateComplete.then(()=>this.load(!0))}disconnectedCallback(){super.disconnectedCallback(),window.clearInterval(this.timer)}get code(){return this.params.code??""}render(){let{board:t,meeting:e}=this;return o`
      <div class="head">
        <div>
          <h1>${r("check.title")}</h1>
          ${e?o`<a href=${v(this.code)}>${e.title}</a> <span class="soft">${U(e)}</span>`:m}
        </div>
        <div class="actions">
          ${e?this.door(e):m}
          <button class="button" @click=${()=>window.print()}>${Y} ${r("rep.print")}</button>
        </div>
      </div>
      <p class="lead">${r("check.lead")}</p>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load(!0)}></gb-page-state>
      ${t?this.whole(t):this.fault?m:o`<p class="none" role="status">${r("com.loading")}</p>`}
    `}door(t){if(!J(t))return m;let{href:e,text:i}=Q(t,O.account?.role);return o`<a class="button ${W(O.account?.role)?"":"primary"}" href=${e}>${lt} ${r(i)}</a>`}whole(t){let e=this.found(t),i=new Map(t.items.map(({identity:a},c)=>[a,c+1]));return o`
      <div class="tally" role="group" aria-label=${r("check.tally")}>${this.tallyOf(t)}</div>
      <div class="tools">
        <p class="as-of" role="status">${this.asOf(t)}</p>
        <gb-search-field .value=${this.words} @search=${a=>this.words=a.detail}></gb-search-field>
      </div>
      <p class="paper">${r("check.printed",{time:N(k(Date.now()))})}</p>
      ${e.length?this.table(e,i,t.running):o`<p class="none">${r("com.nothing_found")}</p>`}
    `}asOf({running:t,items:e}){return t?r(this.meeting?.state==="live"?"check.in_session":"check.live",{time:x(this.asked).slice(-8)}):r(e.some(({check:i})=>i)?"check.stored":"check.stored_none")}tallyOf(t){let e=it(t),i=(a,c,C)=>o`<button class=${a??""} aria-pressed=${this.only===a} @click=${()=>this.show(a)}><span class="number">${P(C)}</span> <span>${c}</span></button>`;return o`${i(null,r("check.all"),t.items.length)} ${rt.map(a=>i(a,r(b[a]),e[a]))}`}table(t,e,i){return o`<table>
      <caption class="only-read">
        ${r("check.title")}
      </caption>
      <colgroup>
        <col class="order" /><col /><col class="result" /><col class="items" /><col class="next" /><col class="contact" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">${r("con.order")}</th>
          <th scope="col">${r("con.site")}</th>
          <th scope="col">${r("check.result")}</th>
          <th scope="col">${r("check.items")}</th>
          <th scope="col">${r("check.next")}</th>
          <th scope="col">${r("check.contact")}</th>
        </tr>
      </thead>
      <tbody>
        ${t.map(a=>this.row(a,e.get(a.identity)??0,i))}
      </tbody>
    </table>`}row(t,e,i){let a=z(t,i),{check:c,connected:C,time:L}=t,ft=C&&i?r("check.now"):c?r("check.was",{time:L.slice(0,10)===k(Date.now()).slice(0,10)?q(L):N(L)}):r("check.never");return o`<tr class=${a}>
      <td class="order">${e}</td>
      <th scope="row">${t.name}<span class="soft">${t.room}</span></th>
      <td>
        <span class="mark ${a}">${A[wt[a]]}${r(b[a])}</span><span class="soft">${ft}</span>
        ${c?o`<button class="button past" aria-label=${r("check.history_of",{name:t.name})} @click=${()=>pt(this.code,t.identity,t.name)}>${ct} ${r("check.history")}</button>`:m}
      </td>
      <td>${c?o`${I(c)}<span class="figures" title=${w(c)}>${w(c,!0)}</span>`:m}</td>
      <td>${$t(t,i)}</td>
      <td>${yt(t)}</td>
    </tr>`}found(t){let e=this.only===null?t.items:t.items.filter(i=>z(i,t.running)===this.only);return this.words?new D(e,({name:i,room:a,contact_name:c})=>`${i} ${a} ${c}`).find(this.words):e}show(t){this.only=t,_.remember({only:t??""})}tick(){this.ticks+=1;let t=this.ticks%bt===0;!document.hidden&&(t||this.board?.running)&&this.load(t)}async load(t){let e=v(this.code);try{let[i,a]=await Promise.all([g.get(`${e}/line-checks`),t?g.get(e):this.meeting]);this.board=i,this.meeting=a,this.asked=k(Date.now()),this.fault=""}catch(i){this.fault=y(i)}}};d.styles=[M,R,T,ht],l([u({attribute:!1})],d.prototype,"params",2),l([h()],d.prototype,"board",2),l([h()],d.prototype,"meeting",2),l([h()],d.prototype,"fault",2),l([h()],d.prototype,"words",2),l([h()],d.prototype,"only",2),d=l([$("gb-line-board-page")],d);function $t(n,s){let t=at(n,s);return t.length===0?o`<span class="soft">${r("check.ready")}</span>`:o`<ul class="steps">${t.map(e=>o`<li>${S(e,n.check)}</li>`)}</ul>`}function yt({contact_name:n,contact_phone:s,site:t}){let e=s&&o`<a class="phone" href="tel:${s.replace(/[^\d+]/g,"")}" aria-label=${r("check.call",{name:n,phone:s})}>${mt} ${s}</a>`;return!n&&!e?t?o`<span class="soft">${r("check.no_contact")}</span>`:m:o`<div>${n}</div>${e}`}export{d as LineBoardPage};
