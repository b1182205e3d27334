import{a as p}from"./chunk-OTH6SDHP.js";import{a as m}from"./chunk-4EG37I2C.js";import{d as s,g as r,h as n,m as l,n as d,p as c,r as g}from"./chunk-TO6M2I3Z.js";import{a as o}from"./chunk-JFKSI6I7.js";var t=class extends g{constructor(){super(...arguments);this.yes=!1}async ask(){return await this.updateComplete,await this.dialog.updateComplete,new Promise(e=>{this.addEventListener("shut",()=>e(this.yes),{once:!0}),this.dialog.show()})}render(){let{heading:e,text:u,action:h,danger:b}=this.question;return n`<gb-dialog .heading=${e}>
      <p>${u}</p>
      <div slot="foot">
        <button class="button" @click=${()=>this.dialog.close()}>${s("com.cancel")}</button>
        <button class="button ${b?"danger":"primary"}" @click=${this.agreed}>${h}</button>
      </div>
    </gb-dialog>`}agreed(){this.yes=!0,this.dialog.close()}};t.styles=[m,r`
      gb-dialog {
        --dialog-width: 28rem;
      }
      p {
        white-space: pre-line;
      }
    `],o([d({attribute:!1})],t.prototype,"question",2),o([c("gb-dialog")],t.prototype,"dialog",2),t=o([l("gb-confirm")],t);async function E(a){let i=p(Object.assign(document.createElement("gb-confirm"),{question:a})),e=await i.ask();return i.remove(),e}export{E as a};
