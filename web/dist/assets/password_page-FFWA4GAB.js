import"./chunk-RMMLQUX7.js";import"./chunk-AQEVNEAU.js";import"./chunk-LINAR2MM.js";import{a as c}from"./chunk-JKJH2E4Y.js";import"./chunk-TCCVLUSM.js";import{a as l}from"./chunk-4EG37I2C.js";import"./chunk-GFWRHW6T.js";import"./chunk-APQN74WW.js";import{d as e,g as m,h as r,k as n,m as d,o as i,r as p}from"./chunk-TO6M2I3Z.js";import{a as o}from"./chunk-JFKSI6I7.js";var t=class extends p{constructor(){super(...arguments);this.changed=!1;this.enrolled=!1}render(){return r`
      <h1>${e("auth.change")}</h1>
      <div class="card">
        ${this.changed?r`<gb-notice kind="info" role="status">${e("auth.changed")}</gb-notice>`:n}
        <gb-password-form @changed=${()=>this.changed=!0}></gb-password-form>
      </div>
      <div class="card">
        <h2>${e("totp.title")}</h2>
        <p class="lead">${e("totp.lead")}</p>
        ${this.enrolled?r`<gb-notice kind="info" role="status">${e("totp.done")}</gb-notice>`:r`<gb-totp-form @enrolled=${()=>this.enrolled=!0}></gb-totp-form>`}
      </div>
    `}};t.styles=[l,c,m`
      .card {
        max-width: 28rem;
        margin-top: 1rem;
      }
    `],o([i()],t.prototype,"changed",2),o([i()],t.prototype,"enrolled",2),t=o([d("gb-password-page")],t);export{t as PasswordPage};
