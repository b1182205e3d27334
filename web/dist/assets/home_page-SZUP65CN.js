import"./chunk-MXO67AR2.js";import"./chunk-FFBPGSVS.js";import{a as w}from"./chunk-O5XGGSM7.js";import{a as T,b as q}from"./chunk-5F3JVHHQ.js";import{b as h,d as X}from"./chunk-EDDB3PPI.js";import"./chunk-MN2A5FTD.js";import{a as S}from"./chunk-AKSRT3NS.js";import{a as Y}from"./chunk-S6CCOX73.js";import"./chunk-HIUFZGUF.js";import"./chunk-NWHKXTVY.js";import"./chunk-MCNA6GBP.js";import{c as A,d as G,e as W,f as j,g as E,h as O,i as L}from"./chunk-YWX6VGCI.js";import{a as u}from"./chunk-ZYC5RCVG.js";import"./chunk-WXYCPSMU.js";import"./chunk-ZYIMWIEM.js";import"./chunk-VHM6RX25.js";import"./chunk-YYSDZYHS.js";import"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as y}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import"./chunk-DLZSAQ7R.js";import"./chunk-WICI5KH2.js";import"./chunk-OZ372BIK.js";import{b as _,f as k,h as M}from"./chunk-4VJROU5D.js";import"./chunk-TCCVLUSM.js";import{a as x}from"./chunk-4EG37I2C.js";import{a as c}from"./chunk-GFWRHW6T.js";import{b,e as D}from"./chunk-APQN74WW.js";import{d as r,f as N,g,h as o,k as l,m as v,o as f,r as $}from"./chunk-TO6M2I3Z.js";import{a as m}from"./chunk-JFKSI6I7.js";var J=8,p=class extends ${constructor(){super(...arguments);this.due=[]}connectedCallback(){super.connectedCallback(),this.load()}render(){return this.due.length===0?l:o`<section>
      <h2>${r("min.due")}</h2>
      <ul class="card">
        ${this.due.slice(0,J).map(t=>this.row(t))}
      </ul>
    </section>`}row({meeting:t,title:a,due:i,days_left:s,days_late:e}){let n=e>0;return o`<li>
      <a href=${u(t,"/minutes")}>${a}</a>
      <span class=${n?"late":""}>${r(n?"min.due_late":"min.due_left",{day:i,n:N(n?e:s)})}</span>
    </li>`}async load(){let t=await b.all("/conclusion-notices").catch(()=>[]);this.due=[...t].sort((a,i)=>i.days_late-a.days_late||a.days_left-i.days_left)}};p.styles=[x,y,g`
      section {
        margin-top: 1.5rem;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0.2rem 1rem;
        padding: 0.6rem 0;
        border-bottom: 1px solid var(--line);
      }
      li:last-child {
        border: 0;
      }
      a {
        color: var(--brand);
        font-weight: 600;
      }
      .late {
        color: var(--accent);
        font-weight: 600;
      }
    `],m([f()],p.prototype,"due",2),p=m([v("gb-due-notices")],p);var K=14,Q=8,d=class extends ${constructor(){super(...arguments);this.meetings=null;this.fault=""}connectedCallback(){super.connectedCallback(),this.watch(c),this.load()}render(){let t=c.account?.role;return o`
      <div class="head">
        <h1>${r("home.greeting",{name:c.account?.name??""})}</h1>
        ${j(t)?o`<div class="actions">
              <a class="button" href="/meetings/new">${w} ${r("meet.new")}</a>
              <button class="button primary" @click=${()=>q()}>${T} ${r("meet.adhoc")}</button>
            </div>`:l}
      </div>
      <gb-notice>${r("meet.secret_banner")}</gb-notice>
      <gb-alert-list></gb-alert-list>
      ${t==="quan_tri"?l:this.lists()} ${W(t)?o`<gb-due-notices></gb-due-notices>`:l}
    `}lists(){let t=h(M(Date.now())),a=this.meetings??[],i=a.filter(({start:e,state:n})=>h(e)<=t&&n!=="draft"&&n!=="cancelled").sort((e,n)=>Number(O(e.state))-Number(O(n.state))),s=a.filter(({start:e,state:n})=>h(e)>t&&n!=="cancelled").slice(0,Q);return o`
      <section>
        <h2>${r("home.today")}</h2>
        <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
        ${i.length>0?o`<ul class="today">${i.map(e=>this.today(e))}</ul>`:this.none("home.none_today")}
      </section>
      <section>
        <div class="head">
          <h2>${r("home.next")}</h2>
          <a class="button" href="/meetings">${w} ${r("home.all")}</a>
        </div>
        ${s.length>0?o`<ul class="next card">${s.map(e=>this.next(e))}</ul>`:this.none("home.none_next")}
      </section>
    `}none(t){return this.fault?l:o`<p class="none" role="status">${r(this.meetings?t:"com.loading")}</p>`}today(t){let{code:a,title:i,start:s,end:e,place:n,state:z}=t,{href:I,text:C}=L(t,c.account?.role);return o`<li class="${z} ${E(t)?"open":""}">
      <div>
        <div class="at">${_(s)}</div>
        <div class="until">${e?`– ${_(e)}`:""}</div>
      </div>
      <div>
        <a class="title" href=${u(a)}>${i}</a>
        <div class="about">${A(z)} <span>${n}</span></div>
      </div>
      ${E(t)?o`<a class="button primary enter" href=${I} aria-label="${r(C)}: ${i}">${S} ${r(C)}</a>`:l}
    </li>`}next(t){return o`<li><span>${G(t)}</span><a href=${u(t.code)}>${t.title}</a>${A(t.state)}</li>`}async load(){if(c.account?.role==="quan_tri")return;this.fault="";let t=h(M(Date.now()));try{let a=await b.all("/meetings",{from:k(t),to:k(X(t,K+1))});this.meetings=a.sort((i,s)=>i.start.localeCompare(s.start))}catch(a){this.fault=D(a)}}};d.styles=[x,y,Y,g`
      section {
        margin-top: 1.5rem;
      }
      h2 {
        margin-bottom: 0.6rem;
      }
      .none {
        color: var(--text-soft);
      }
      .today li {
        display: grid;
        grid-template-columns: 6rem minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.5rem 1.25rem;
        margin-bottom: 0.75rem;
        padding: 1rem 1.25rem;
        border: 1px solid var(--line);
        border-left: 0.35rem solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .today li.open {
        border-left-color: var(--brand);
      }
      .today li.live {
        border-left-color: var(--good);
      }
      .at {
        font-size: 1.45rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        line-height: 1.1;
      }
      .until {
        color: var(--text-soft);
        font-size: 0.88rem;
      }
      a.title {
        color: var(--text);
        font-size: 1.1rem;
        font-weight: 600;
        text-decoration: none;
      }
      a.title:hover {
        text-decoration: underline;
      }
      .about {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 0.75rem;
        margin-top: 0.25rem;
        color: var(--text-soft);
      }
      .button.enter {
        min-height: 3.2rem;
        padding: 0.5rem 1.4rem;
        font-size: 1.05rem;
      }
      .next li {
        display: grid;
        grid-template-columns: 15rem minmax(0, 1fr) auto;
        gap: 0.2rem 1rem;
        align-items: baseline;
        padding: 0.6rem 0.25rem;
        border-bottom: 1px solid var(--line);
      }
      .next li:last-child {
        border: 0;
      }
      .next a {
        color: var(--brand);
        font-weight: 600;
      }
      .card {
        padding: 0.4rem 1.25rem;
      }
      @media (max-width: 48rem) {
        .today li,
        .next li {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `],m([f()],d.prototype,"meetings",2),m([f()],d.prototype,"fault",2),d=m([v("gb-home-page")],d);export{d as HomePage};
