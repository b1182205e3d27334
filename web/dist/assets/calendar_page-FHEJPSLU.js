import{a as ot}from"./chunk-PG6UEPUJ.js";import{a as it}from"./chunk-N22OKUSR.js";import{a as Y,b as C}from"./chunk-5F3JVHHQ.js";import{a as B,b as H,c as J,d as V,e as _,f as E,g as D,h as z,i as Q}from"./chunk-EDDB3PPI.js";import"./chunk-WX4KK7RX.js";import{a as at}from"./chunk-7AZ24CVK.js";import{a as T}from"./chunk-MN2A5FTD.js";import{a as et}from"./chunk-S6CCOX73.js";import"./chunk-HIUFZGUF.js";import"./chunk-NWHKXTVY.js";import"./chunk-MCNA6GBP.js";import"./chunk-U5MK724W.js";import"./chunk-BHB5BKCX.js";import"./chunk-2FVP46NB.js";import{a as h,b as W,c as G,d as R,f as tt}from"./chunk-YWX6VGCI.js";import{a as $}from"./chunk-ZYC5RCVG.js";import"./chunk-WXYCPSMU.js";import"./chunk-ZYIMWIEM.js";import"./chunk-VHM6RX25.js";import"./chunk-YYSDZYHS.js";import"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as rt}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import"./chunk-DLZSAQ7R.js";import"./chunk-WICI5KH2.js";import{b as Z}from"./chunk-OZ372BIK.js";import{a as f,b as w,f as p,h as A}from"./chunk-4VJROU5D.js";import{b as P}from"./chunk-TCCVLUSM.js";import{a as k}from"./chunk-4EG37I2C.js";import{a as N}from"./chunk-GFWRHW6T.js";import{b as K,e as U}from"./chunk-APQN74WW.js";import{d as r,g as b,h as i,k as S,m as y,n as c,o as g,p as F,r as x,s as j}from"./chunk-TO6M2I3Z.js";import{a}from"./chunk-JFKSI6I7.js";var st=b`
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    margin-bottom: 0.75rem;
  }
  .tools h2 {
    margin-left: 0.5rem;
  }
  .tools select {
    width: auto;
  }
  .views {
    display: flex;
    margin-right: 0.75rem;
  }
  .views .button {
    border-radius: 0;
    margin-left: -1px;
  }
  .views .button:first-child {
    border-radius: 0.6rem 0 0 0.6rem;
  }
  .views .button:last-child {
    border-radius: 0 0.6rem 0.6rem 0;
  }
  .views [aria-pressed="true"] {
    border-color: var(--brand);
    background: var(--brand);
    color: var(--on-brand);
  }
`;var nt=3,X=["cal.mon","cal.tue","cal.wed","cal.thu","cal.fri","cal.sat","cal.sun"],u=class extends x{constructor(){super(...arguments);this.day="";this.today="";this.meetings=[]}render(){let t=z(this.meetings);return i`<table>
      <thead>
        <tr>
          ${X.map(o=>i`<th scope="col">${r(o)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${D(this.day).map(o=>i`<tr>${o.map(e=>this.cell(e,t.get(e)??[]))}</tr>`)}
      </tbody>
    </table>`}cell(t,o){let e=`${t.slice(0,7)===this.day.slice(0,7)?"":"beside"} ${t===this.today?"now":""}`,s=o.length>nt?o.length-nt+1:0,m=o.slice(0,o.length-s),v=f(p(t));return i`<td class=${e}>
      <span class="date"><span aria-hidden="true">${Number(t.slice(8))}</span><span class="only-read">${r("cal.count",{date:v,n:o.length})}</span></span>
      ${m.map(O=>this.entry(O))}
      ${s>0?i`<button class="more" @click=${()=>j(this,"day",t)}>${r("cal.more",{n:s})}</button>`:S}
    </td>`}entry({code:t,title:o,start:e,state:s}){return i`<a class=${s} href=${$(t)} title="${w(e)} ${o} (${r(h[s])})">${w(e)} ${o}</a>`}};u.styles=[k,b`
      :host {
        display: block;
      }
      table {
        width: 100%;
        border: 1px solid var(--line);
        border-collapse: collapse;
        table-layout: fixed;
        background: var(--surface);
      }
      th {
        padding: 0.4rem;
        background: var(--raised);
        color: var(--text-soft);
        font-size: 0.85rem;
        font-weight: 600;
      }
      td {
        height: 6.7rem;
        padding: 0.25rem;
        border: 1px solid var(--line);
        vertical-align: top;
      }
      td.beside {
        background: var(--ground);
      }
      .date {
        display: inline-block;
        min-width: 1.7em;
        margin-bottom: 0.1rem;
        padding: 0 0.3em;
        border-radius: 1em;
        font-size: 0.85rem;
        font-weight: 600;
        text-align: center;
      }
      .now .date {
        background: var(--brand);
        color: var(--on-brand);
      }
      a,
      .more {
        display: block;
        overflow: hidden;
        width: 100%;
        min-height: max(1.5rem, 24px);
        margin-bottom: 0.1rem;
        padding: 0.15rem 0.35rem;
        border: 0;
        border-left: 0.25rem solid var(--line-strong);
        border-radius: 0.25rem;
        background: var(--raised);
        color: var(--text);
        font-size: 0.8rem;
        text-align: left;
        text-decoration: none;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      a:hover,
      .more:hover {
        background: var(--brand-soft);
      }
      .scheduled {
        border-color: var(--brand);
      }
      .trial {
        border-color: var(--fair);
      }
      .live {
        border-color: var(--good);
      }
      .cancelled {
        text-decoration: line-through;
      }
      .more {
        border-color: transparent;
        background: none;
        color: var(--brand);
        font-weight: 600;
      }
      @media (max-width: 48rem) {
        td {
          height: 4rem;
        }
        a {
          display: none;
        }
      }
    `],a([c()],u.prototype,"day",2),a([c()],u.prototype,"today",2),a([c({attribute:!1})],u.prototype,"meetings",2),u=a([y("gb-month-grid")],u);var gt=3,ft=7,lt=Array.from({length:24},(n,M)=>M),d=class extends x{constructor(){super(...arguments);this.day="";this.today="";this.meetings=[]}firstUpdated(){let t=this.renderRoot.querySelector(".hours");this.pane.scrollTop=(t?.offsetHeight??0)/lt.length*ft}render(){let t=z(this.meetings),o=E(this.day);return i`<div class="scroll" tabindex="0" role="region" aria-label=${r("cal.week")}>
      <div class="week">
        <div class="head"></div>
        ${o.map((e,s)=>i`<div class="head ${e===this.today?"now":""}">${r(X[s])}<br />${f(p(e))}</div>`)}
        <div class="hours" aria-hidden="true">${lt.map(e=>i`<span>${String(e).padStart(2,"0")}:00</span>`)}</div>
        ${o.map(e=>i`<div class="day">${Q(e,t.get(e)??[]).map(s=>this.entry(s))}</div>`)}
      </div>
    </div>`}entry({meeting:t,from_min:o,to_min:e,lane:s,lanes:m}){let{code:v,title:O,start:pt,end:ht,state:q}=t,L=vt=>`${(vt/60*gt).toFixed(2)}rem`,ut=`top: ${L(o)}; height: ${L(e-o)}; left: ${100*s/m}%; width: ${100/m}%`,I=`${w(pt)}–${w(ht)}`;return i`<a class=${q} .style=${ut} href=${$(v)} title="${I} ${O} (${r(h[q])})"><strong>${I}</strong> ${O}</a>`}};d.styles=[k,b`
      :host {
        display: block;
      }
      .scroll {
        position: relative;
        height: max(20rem, calc(100dvh - 15rem));
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        overflow: auto;
      }
      .week {
        display: grid;
        grid-template-columns: 3.6rem repeat(7, minmax(8rem, 1fr));
      }
      .head {
        position: sticky;
        top: 0;
        z-index: 2;
        padding: 0.35rem;
        border-bottom: 1px solid var(--line);
        background: var(--raised);
        font-size: 0.85rem;
        font-weight: 600;
        text-align: center;
      }
      .head.now {
        color: var(--brand);
        box-shadow: inset 0 -0.2rem var(--brand);
      }
      .hours span {
        display: block;
        height: 3rem;
        padding: 0.1rem 0.4rem;
        color: var(--text-soft);
        font-size: 0.78rem;
        text-align: right;
      }
      .day {
        position: relative;
        height: calc(24 * 3rem);
        border-left: 1px solid var(--line);
        background: repeating-linear-gradient(to bottom, var(--line) 0 1px, transparent 1px 3rem);
      }
      a {
        position: absolute;
        overflow: hidden;
        padding: 0.15rem 0.4rem;
        border: 1px solid var(--surface);
        border-left: 0.25rem solid var(--line-strong);
        border-radius: 0.35rem;
        background: var(--raised);
        color: var(--text);
        font-size: 0.8rem;
        line-height: 1.25;
        text-decoration: none;
      }
      a:hover {
        z-index: 1;
        background: var(--brand-soft);
      }
      .scheduled {
        border-left-color: var(--brand);
        background: var(--brand-soft);
      }
      .trial {
        border-left-color: var(--fair);
      }
      .live {
        border-left-color: var(--good);
      }
      .cancelled {
        text-decoration: line-through;
      }
    `],a([c()],d.prototype,"day",2),a([c()],d.prototype,"today",2),a([c({attribute:!1})],d.prototype,"meetings",2),a([F(".scroll")],d.prototype,"pane",2),d=a([y("gb-week-grid")],d);var dt={month:"cal.month",week:"cal.week",list:"cal.list"},mt=6,l=class extends x{constructor(){super(...arguments);this.view=bt(T.query.get("view"));this.day=ct(T.query.get("day"));this.meetings=null;this.words=T.query.get("q")??"";this.only="";this.fault="";this.index=null;this.turn=0}connectedCallback(){super.connectedCallback(),this.load()}willUpdate(t){t.has("meetings")&&(this.index=this.meetings&&new Z(this.meetings,({title:o,code:e,place:s,chair_name:m,invite_no:v})=>`${o} ${e} ${s} ${m} ${v}`))}render(){return i`
      <div class="head">
        <h1>${r("nav.meetings")}</h1>
        ${tt(N.account?.role)?i`<div class="actions">
              <a class="button" href="/meetings/new">${at} ${r("meet.new")}</a>
              <button class="button" @click=${()=>C()}>${Y} ${r("meet.adhoc")}</button>
            </div>`:S}
      </div>
      <div class="tools">
        <div class="views" role="group" aria-label=${r("cal.views")}>
          ${Object.keys(dt).map(t=>i`<button class="button" aria-pressed=${t===this.view} @click=${()=>this.go({view:t})}>${r(dt[t])}</button>`)}
        </div>
        ${this.view==="list"?this.filters():this.turner()}
      </div>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      ${this.picture()}
    `}picture(){let t=H(A(Date.now()));return this.view==="list"?this.list():this.view==="week"?i`<gb-week-grid .day=${this.day} .today=${t} .meetings=${this.meetings??[]}></gb-week-grid>`:i`<gb-month-grid
      .day=${this.day}
      .today=${t}
      .meetings=${this.meetings??[]}
      @day=${o=>this.go({view:"week",day:o.detail})}
    ></gb-month-grid>`}turner(){return i`<button class="button" aria-label=${r("cal.previous")} @click=${()=>this.step(-1)}>${ot}</button>
      <button class="button" @click=${()=>this.go({day:ct(null)})}>${r("cal.today")}</button>
      <button class="button" aria-label=${r("cal.next")} @click=${()=>this.step(1)}>${it}</button>
      <h2 aria-live="polite">${this.period()}</h2>`}period(){let[t="",o=""]=this.day.split("-");if(this.view==="month")return r("cal.month_of",{month:Number(o),year:t});let e=E(this.day);return r("cal.week_of",{from:f(p(e[0])),to:f(p(e[6]))})}filters(){return i`<gb-search-field .value=${this.words} @search=${t=>this.search(t.detail)}></gb-search-field>
      <select aria-label=${r("cal.state")} @change=${t=>this.only=t.target.value}>
        <option value="">${r("cal.all_states")}</option>
        ${Object.entries(h).map(([t,o])=>i`<option value=${t}>${r(o)}</option>`)}
      </select>`}list(){let t=[{key:"start",title:r("meet.time"),value:({start:e})=>e,cell:R,width:"14.5rem"},{key:"form",title:r("meet.form"),value:({form:e})=>r(W[e]),width:"11rem",wide:!0},{key:"chair",title:r("meet.chair"),value:({chair_name:e})=>e,wide:!0},{key:"state",title:r("cal.state"),value:({state:e})=>r(h[e]),cell:({state:e})=>G(e),width:"10.5rem",wide:!0}],o=this.index?.find(this.words).filter(({state:e})=>this.only===""||e===this.only)??null;return i`<gb-table
      .caption=${r("nav.meetings")}
      .empty=${r("cal.none")}
      .columns=${[{key:"title",title:r("meet.title"),value:({title:e})=>e},...t]}
      .rows=${o}
      .keyOf=${({code:e})=>e}
      .href=${({code:e})=>$(e)}
      .second=${e=>`${R(e)} · ${r(h[e.state])}`}
    ></gb-table>`}step(t){this.go({day:this.view==="month"?_(this.day,t):V(this.day,t*B)})}search(t){this.words=t,this.remember()}go({view:t=this.view,day:o=this.day}){this.view=t,this.day=o,this.remember(),this.load()}remember(){T.remember({view:this.view,day:this.day,q:this.words})}span(){if(this.view==="list")return[_(this.day,-mt),_(this.day,mt)];let t=this.view==="week"?E(this.day):D(this.day).flat();return[t[0],V(t.at(-1),1)]}async load(){let t=++this.turn,[o,e]=this.span().map(p);this.fault="";try{let s=await K.all("/meetings",{from:o,to:e});t===this.turn&&(this.meetings=s.sort((m,v)=>v.start.localeCompare(m.start)))}catch(s){t===this.turn&&(this.fault=U(s))}}};l.styles=[k,rt,P,et,st],a([g()],l.prototype,"view",2),a([g()],l.prototype,"day",2),a([g()],l.prototype,"meetings",2),a([g()],l.prototype,"words",2),a([g()],l.prototype,"only",2),a([g()],l.prototype,"fault",2),l=a([y("gb-calendar-page")],l);function bt(n){return n==="week"||n==="list"?n:"month"}function ct(n){return n!==null&&J(n)?n:H(A(Date.now()))}export{l as CalendarPage};
