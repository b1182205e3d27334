import{a as b}from"./chunk-3OCLBWJ2.js";import{a as f}from"./chunk-OOHX66NF.js";import{a as u}from"./chunk-WXYCPSMU.js";import{a as g}from"./chunk-OTH6SDHP.js";import{a as p}from"./chunk-4EG37I2C.js";import{d as o,g as a,h as n,m as d,n as m,p as c,r as l}from"./chunk-TO6M2I3Z.js";import{a as i}from"./chunk-JFKSI6I7.js";var e=class extends l{async open(){return await this.updateComplete,await this.dialog.updateComplete,new Promise(t=>{this.dialog.addEventListener("shut",()=>t(),{once:!0}),this.dialog.show()})}render(){return n`<gb-dialog .heading=${this.secret.heading}>
      <gb-notice>${o("secret.once")}</gb-notice>
      <dl>${this.secret.lines.map(({name:t,value:r})=>n`<dt>${t}</dt><dd>${r}</dd>`)}</dl>
      <div slot="foot">
        <button class="button" @click=${this.copied}>${b} ${o("secret.copy")}</button>
        <button class="button" @click=${()=>window.print()}>${f} ${o("rep.print")}</button>
        <button class="button primary" @click=${()=>this.dialog.close()}>${o("secret.noted")}</button>
      </div>
    </gb-dialog>`}async copied(){let t=this.secret.lines.map(({name:r,value:h})=>`${r}: ${h}`).join(`
`);await navigator.clipboard.writeText(t).then(()=>u(o("secret.copied")),()=>{})}};e.styles=[p,a`
      dl {
        display: grid;
        gap: 0.15rem;
        margin: 1rem 0 0;
      }
      dt {
        color: var(--text-soft);
        font-size: 0.9em;
      }
      dd {
        margin: 0 0 0.6rem;
        font-size: 1.15rem;
        font-weight: 600;
        letter-spacing: 0.03em;
        overflow-wrap: anywhere;
        user-select: all;
      }
      @media print {
        button,
        gb-notice {
          display: none;
        }
      }
    `],i([m({attribute:!1})],e.prototype,"secret",2),i([c("gb-dialog")],e.prototype,"dialog",2),e=i([d("gb-secret-dialog")],e);async function q(s){let t=g(Object.assign(document.createElement("gb-secret-dialog"),{secret:s}));await t.open(),t.remove()}export{q as a};
