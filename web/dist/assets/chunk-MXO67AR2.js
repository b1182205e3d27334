import{a as t}from"./chunk-FFBPGSVS.js";import{c}from"./chunk-4VJROU5D.js";import{a as d}from"./chunk-4EG37I2C.js";import{d as m,g as n,h as e,k as o,m as s,r as p}from"./chunk-TO6M2I3Z.js";import{a as l}from"./chunk-JFKSI6I7.js";var f=5,r=class extends p{connectedCallback(){super.connectedCallback(),this.watch(t),t.begin()}render(){if(t.items.length===0)return o;let a=t.items.length-f;return e`<ul aria-label=${m("audit.alerts")}>
      ${t.items.slice(0,f).map(({level:b,title:g,time:i})=>e`<li>
          <gb-notice kind=${b==="alarm"?"alarm":"note"}>${g} ${i?e`<time datetime=${i}>${c(i)}</time>`:o}</gb-notice>
        </li>`)}
      ${a>0?e`<li><p>${m("audit.more_alerts",{n:a})}</p></li>`:o}
    </ul>`}};r.styles=[d,n`
      :host {
        display: block;
      }
      ul {
        display: grid;
        gap: 0.5rem;
        margin-bottom: 1rem;
      }
      time {
        color: var(--text-soft);
        font-size: 0.88em;
      }
      p {
        color: var(--text-soft);
      }
      @media print {
        :host {
          display: none;
        }
      }
    `],r=l([s("gb-alert-list")],r);
