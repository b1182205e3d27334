import{b as c}from"./chunk-TCCVLUSM.js";import{a as b}from"./chunk-4EG37I2C.js";import{a as f}from"./chunk-GFWRHW6T.js";import{e as u}from"./chunk-APQN74WW.js";import{d as t,g as o,h as a,k as d,m as p,o as r,q as n,r as h,s as m}from"./chunk-TO6M2I3Z.js";import{a as s}from"./chunk-JFKSI6I7.js";var e=class extends h{constructor(){super(...arguments);this.fault="";this.differs=!1;this.busy=!1}render(){return a`<form novalidate @submit=${this.submitted}>
      ${this.fault?a`<gb-notice kind="alarm" role="alert">${this.fault}</gb-notice>`:d}
      <gb-password-field .label=${t("auth.old_password")}></gb-password-field>
      <gb-password-field .label=${t("auth.new_password")} .hint=${t("auth.rule",{n:f.password_length})} complete="new-password"></gb-password-field>
      <gb-password-field
        .label=${t("auth.repeat_password")}
        .fault=${this.differs?t("auth.repeat_differs"):""}
        complete="new-password"
      ></gb-password-field>
      <button class="button primary enter" ?disabled=${this.busy}>${t("auth.change")}</button>
    </form>`}focus(){this.fields[0]?.focus()}async submitted(g){g.preventDefault();let[v="",l="",w=""]=[...this.fields].map(i=>i.value);if(this.differs=l!==w,this.fault="",this.differs)return this.fields[2]?.focus();this.busy=!0;try{await f.changePassword(v,l);for(let i of this.fields)i.clear();m(this,"changed")}catch(i){this.fault=u(i),this.fields[0]?.focus()}finally{this.busy=!1}}};e.styles=[b,c,o`
      .enter {
        min-height: 3rem;
      }
    `],s([r()],e.prototype,"fault",2),s([r()],e.prototype,"differs",2),s([r()],e.prototype,"busy",2),s([n("gb-password-field")],e.prototype,"fields",2),e=s([p("gb-password-form")],e);
