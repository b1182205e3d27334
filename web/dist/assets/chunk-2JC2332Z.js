import{a as c}from"./chunk-JIA57CHK.js";import{a as b}from"./chunk-4EG37I2C.js";import{d as o,g as m,h as i,k as e,m as s,n,r as l,s as p}from"./chunk-TO6M2I3Z.js";import{a as t}from"./chunk-JFKSI6I7.js";var r=class extends l{constructor(){super(...arguments);this.fault=""}render(){return this.fault?i`<gb-notice kind="alarm" role="alert">
      ${this.fault}<br />
      <button class="button" @click=${()=>p(this,"retry")}>${c} ${o("com.retry")}</button>
    </gb-notice>`:e}};r.styles=[b,m`
      :host {
        display: block;
      }
      gb-notice {
        margin-bottom: 1rem;
      }
      .button {
        margin-top: 0.6rem;
      }
    `],t([n()],r.prototype,"fault",2),r=t([s("gb-page-state")],r);
