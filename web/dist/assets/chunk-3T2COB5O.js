import{b as k}from"./chunk-TCCVLUSM.js";import{a as g}from"./chunk-4EG37I2C.js";import{a as y}from"./chunk-GFWRHW6T.js";import{a as c,b as w,e as m}from"./chunk-APQN74WW.js";import{d as i,g as b,h as a,k as o,m as v,n as d,o as n,p as u,r as $,s as x}from"./chunk-TO6M2I3Z.js";import{a as e}from"./chunk-JFKSI6I7.js";var t=class extends ${constructor(){super(...arguments);this.username="";this.action="";this.fault="";this.busy=!1;this.totp=!1;this.notice=null}connectedCallback(){super.connectedCallback(),this.username||this.loadNotice()}render(){return a`<form novalidate @submit=${this.submitted}>
      ${this.fault?a`<gb-notice kind="alarm" role="alert">${this.fault}</gb-notice>`:o}
      ${this.username?o:a`<label for="username">
            ${i("auth.username")}
            <input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" />
          </label>`}
      <gb-password-field .label=${i("auth.password")} complete="current-password"></gb-password-field>
      ${this.totp?this.codeField():o}
      ${this.notice?.text?a`<p class="rules">${this.notice.text}</p>`:o}
      <button class="button primary enter" ?disabled=${this.busy}>${this.action||i("auth.login")}</button>
    </form>`}focus(){this.name?this.name.focus():this.password.focus()}codeField(){return a`<label for="totp">
      ${i("auth.totp")}
      <input id="totp" name="totp" inputmode="numeric" autocomplete="one-time-code" maxlength="6" aria-describedby="totp-hint" />
      <span class="hint" id="totp-hint">${i("auth.totp_hint")}</span>
    </label>`}async submitted(s){s.preventDefault();let h=this.username||(this.name?.value.trim()??"");if(h===""||this.password.value==="")return this.fault=i("auth.need_both"),this.focus();this.busy=!0,this.fault="";try{let l=this.code?.value.trim(),f=this.notice?.version;await y.login(h,this.password.value,{...l&&{totp:l},...f&&{notice:f}}),x(this,"entered")}catch(l){await this.refused(l)}finally{this.busy=!1}}async loadNotice(){this.notice=await w.get("/texts/notice_login").catch(()=>null)}async refused(s){if(s instanceof c&&s.code==="totp_needed")return this.totp=!0,await this.updateComplete,this.code?.focus();this.fault=_(s),this.password.clear(),this.password.focus()}};t.styles=[g,k,b`
      .enter {
        min-height: 3rem;
        margin-top: 0.25rem;
      }
      .rules {
        padding-left: 0.75rem;
        border-left: 0.2rem solid var(--line-strong);
        color: var(--text-soft);
        font-size: 0.88em;
        white-space: pre-line;
      }
    `],e([d()],t.prototype,"username",2),e([d()],t.prototype,"action",2),e([n()],t.prototype,"fault",2),e([n()],t.prototype,"busy",2),e([n()],t.prototype,"totp",2),e([n()],t.prototype,"notice",2),e([u("#username")],t.prototype,"name",2),e([u("gb-password-field")],t.prototype,"password",2),e([u("#totp")],t.prototype,"code",2),t=e([v("gb-login-form")],t);function _(r){if(!(r instanceof c))return m(r);let{code:p,data:s}=r;return p==="bad_login"&&typeof s.tries_left=="number"?i("auth.fail",{n:s.tries_left}):p==="locked"&&s.phone?i("auth.locked",{phone:String(s.phone??"")}):m(r)}
