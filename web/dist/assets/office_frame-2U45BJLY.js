import{a as $}from"./chunk-KH33TRDC.js";import{a as k}from"./chunk-2P4SLKZE.js";import"./chunk-5TEUJPDJ.js";import{c as y}from"./chunk-UQTOVXIH.js";import"./chunk-IOFMEOIS.js";import"./chunk-2EDFRSBK.js";import"./chunk-2326C2BK.js";import"./chunk-ZJKQG42I.js";import{a as m}from"./chunk-FFBPGSVS.js";import"./chunk-O5XGGSM7.js";import{a as f}from"./chunk-MN2A5FTD.js";import"./chunk-QBDW4UPX.js";import{a as x}from"./chunk-BHB5BKCX.js";import{a as w}from"./chunk-YYSDZYHS.js";import{a as g}from"./chunk-4EG37I2C.js";import{a as o}from"./chunk-GFWRHW6T.js";import"./chunk-APQN74WW.js";import{d as r,f as b,g as p,h as i,k as s,m as c,n as v,p as l,r as h}from"./chunk-TO6M2I3Z.js";import{a as t}from"./chunk-JFKSI6I7.js";var E=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5h16" /> <path d="M4 12h16" /> <path d="M4 19h16" /></svg>`;var C=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M2.586 17.414A2 2 0 0 0 2 18.828V21a1 1 0 0 0 1 1h3a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h1a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h.172a2 2 0 0 0 1.414-.586l.814-.814a6.5 6.5 0 1 0-4-4z" /> <circle cx="16.5" cy="7.5" r=".5" fill="currentColor" /></svg>`;var z=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m16 17 5-5-5-5" /> <path d="M21 12H9" /> <path d="M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4" /></svg>`;var M=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="8" r="5" /> <path d="M20 21a8 8 0 0 0-16 0" /></svg>`;var d=class extends h{constructor(){super(...arguments);this.onOutside=e=>{this.details?.open&&!e.composedPath().includes(this)&&(this.details.open=!1)}}connectedCallback(){super.connectedCallback(),this.watch(o),document.addEventListener("pointerdown",this.onOutside)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener("pointerdown",this.onOutside)}render(){let e=o.account;return e?i`<details @keydown=${this.onKey}>
      <summary>
        ${M}
        <span class="who"><b>${e.name}</b><span>${r(k[e.role])}</span></span>
        ${x}
      </summary>
      <div class="list">
        <p>${e.name}<br />${e.unit_name}</p>
        <button @click=${()=>this.open("/password")}>${C} ${r("auth.change")}</button>
        <button @click=${()=>{o.logout()}}>${z} ${r("auth.logout")}</button>
      </div>
    </details>`:s}open(e){this.details.open=!1,f.go(e)}onKey(e){e.key!=="Escape"||!this.details.open||(this.details.open=!1,this.details.querySelector("summary")?.focus())}};d.styles=[g,p`
      :host {
        position: relative;
      }
      summary {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        min-height: 2.6rem;
        padding: 0.15rem 0.75rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.6rem;
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .who {
        display: grid;
        max-width: 16rem;
        line-height: 1.2;
      }
      .who b {
        overflow: hidden;
        font-size: 0.92rem;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .who span {
        color: var(--text-soft);
        font-size: 0.8rem;
      }
      .list {
        position: absolute;
        right: 0;
        z-index: 11;
        display: grid;
        gap: 0.25rem;
        min-width: 15rem;
        margin-top: 0.35rem;
        padding: 0.75rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.6rem;
        background: var(--surface);
        box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 15%);
      }
      .list p {
        padding: 0 0.5rem 0.5rem;
        border-bottom: 1px solid var(--line);
        color: var(--text-soft);
        font-size: 0.9rem;
      }
      .list button {
        display: flex;
        align-items: center;
        gap: 0.65rem;
        min-height: 2.6rem;
        padding: 0.3rem 0.5rem;
        border: 0;
        border-radius: 0.4rem;
        background: none;
        text-align: left;
      }
      .list button:hover {
        background: var(--raised);
      }
      @media (max-width: 40rem) {
        .who {
          position: absolute;
          width: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `],t([l("details")],d.prototype,"details",2),d=t([c("gb-account-menu")],d);var a=class extends h{constructor(){super(...arguments);this.current=""}connectedCallback(){super.connectedCallback(),this.watch(o),this.watch(m),m.begin()}focusPage(){this.main.focus({preventScroll:!0})}render(){return i`
      <header>
        <button class="button skip" @click=${this.focusPage}>${r("nav.skip")}</button>
        <button class="button menu" aria-label=${r("nav.menu")} @click=${()=>this.drawer.showModal()}>${E}</button>
        <a class="brand" href="/">
          ${$}
          <div><strong>${r("app.brand")}</strong><span>${r("app.name")}</span></div>
        </a>
        <div class="space"></div>
        <gb-reading-options></gb-reading-options>
        <gb-account-menu></gb-account-menu>
      </header>
      <nav class="side" aria-label=${r("nav.label")}>${this.links()}</nav>
      <main tabindex="-1"><slot></slot></main>
      <dialog aria-label=${r("nav.label")} @click=${this.drawerClicked}>
        <button class="button" aria-label=${r("com.close")} @click=${()=>this.drawer.close()}>${w}</button>
        <nav aria-label=${r("nav.label")}>${this.links()}</nav>
        <gb-reading-options></gb-reading-options>
      </dialog>
    `}links(){let e=o.account?.role;return e?i`<ul>
      ${y(e).map(({pattern:n,icon:u,title:T})=>i`<li>
          <a href=${n} aria-current=${this.isCurrent(n)?"page":s}>${u} ${r(T)} ${n==="/"?this.badge():s}</a>
        </li>`)}
    </ul>`:null}badge(){let e=m.items.length;if(e===0)return s;let n=m.items[0]?.level??"warning";return i`<span class="badge ${n}" title=${r("audit.alerts")}>${b(e)}<span class="only-read"> ${r("audit.alerts")}</span></span>`}isCurrent(e){return e==="/"?this.current==="/":this.current===e||this.current.startsWith(e+"/")}drawerClicked(e){(e.composedPath().some(u=>u instanceof HTMLAnchorElement)||e.target===this.drawer)&&this.drawer.close()}};a.styles=[g,p`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) / auto minmax(0, 1fr);
        min-height: 100dvh;
      }
      header {
        grid-column: 1 / -1;
        position: sticky;
        top: 0;
        z-index: 10;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 1rem;
        padding: 0.45rem 1.25rem;
        border-top: 0.3rem solid var(--brand);
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 0.65rem;
        color: inherit;
        text-decoration: none;
      }
      .brand svg {
        width: 2.2rem;
        height: 2.2rem;
      }
      .brand strong {
        display: block;
        color: var(--brand);
        font-size: 1.1rem;
        font-weight: 600;
        line-height: 1.2;
      }
      .brand span {
        color: var(--text-soft);
        font-size: 0.85rem;
      }
      .space {
        flex: 1;
      }
      nav.side {
        width: 14.5rem;
        padding: 1rem 0.75rem;
        border-right: 1px solid var(--line);
        background: var(--surface);
      }
      .side ul {
        position: sticky;
        top: 5rem;
      }
      li a {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        min-height: 2.75rem;
        padding: 0.3rem 0.75rem;
        border-radius: 0.5rem;
        color: var(--text);
        text-decoration: none;
      }
      li a:hover {
        background: var(--raised);
      }
      li a[aria-current] {
        background: var(--brand-soft);
        color: var(--brand);
        font-weight: 600;
        box-shadow: inset 0.2rem 0 var(--brand);
      }
      .badge {
        min-width: 1.5rem;
        margin-left: auto;
        padding: 0 0.4rem;
        border-radius: 0.75rem;
        background: var(--fair);
        color: var(--surface);
        font-size: 0.82rem;
        font-weight: 600;
        text-align: center;
      }
      .badge.alarm {
        background: var(--poor);
      }
      main {
        width: 100%;
        max-width: 96rem;
        margin: 0 auto;
        padding: 1.25rem 1.5rem 2rem;
      }
      main:focus {
        outline: none;
      }
      .skip {
        position: absolute;
        left: 1rem;
        top: -4rem;
        z-index: 20;
      }
      .skip:focus {
        top: 0.6rem;
      }
      .menu {
        display: none;
        padding: 0.4rem 0.6rem;
      }
      dialog {
        width: min(18rem, 85vw);
        height: 100dvh;
        max-height: none;
        margin: 0;
        padding: 0.75rem;
        border: 0;
        background: var(--surface);
        color: var(--text);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 50%);
      }
      @media (max-width: 62rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        .side {
          display: none;
        }
        .menu {
          display: inline-flex;
        }
        main {
          padding: 1rem 1rem 2rem;
        }
        header {
          padding: 0.4rem 1rem;
        }
      }
      @media (max-width: 40rem) {
        .brand span,
        header gb-reading-options {
          display: none;
        }
      }
      @media print {
        header,
        .side {
          display: none;
        }
        main {
          max-width: none;
          padding: 0;
        }
        :host {
          display: block;
        }
      }
    `],t([v()],a.prototype,"current",2),t([l("main")],a.prototype,"main",2),t([l("dialog")],a.prototype,"drawer",2),a=t([c("gb-office-frame")],a);export{a as OfficeFrame};
