import{a as g}from"./chunk-NWHKXTVY.js";import{a as b}from"./chunk-OTH6SDHP.js";import{a as p}from"./chunk-4EG37I2C.js";import{d as i,g as d,h as s,k as l,m as u,n as c,o as f,p as n,r as h}from"./chunk-TO6M2I3Z.js";import{a as o}from"./chunk-JFKSI6I7.js";var t=class extends h{constructor(){super(...arguments);this.busy=!1;this.done=!1;this.touched=!1}async open(){return await this.updateComplete,await this.dialog.updateComplete,this.dialog.mayClose=()=>this.mayClose(),new Promise(e=>{this.dialog.addEventListener("shut",()=>e(this.done),{once:!0}),this.dialog.show(),this.form.updateComplete.then(()=>this.form.focus())})}render(){let{heading:e,fields:y,action:v,note:m,danger:$}=this.options;return s`<gb-dialog .heading=${e}>
      ${m?s`<gb-notice kind="info">${m}</gb-notice>`:l}
      <gb-form .fields=${y} @submit-form=${this.submit} @input=${()=>this.touched=!0} @chosen=${()=>this.touched=!0}></gb-form>
      <div slot="foot">
        <button class="button" @click=${async()=>await this.mayClose()&&this.dialog.close()}>${i("com.cancel")}</button>
        <button class="button ${$?"danger":"primary"}" ?disabled=${this.busy} @click=${()=>this.form.submit()}>${v}</button>
      </div>
    </gb-dialog>`}async mayClose(){return this.touched?g({heading:i("form.discard"),text:i("form.discard_text"),action:i("form.discard_yes")}):!0}async submit(){if(!(this.busy||!this.form.check())){this.busy=!0;try{await this.options.submit(this.form.values()),this.done=!0,this.dialog.close()}catch(e){this.form.refuse(e)}finally{this.busy=!1}}}};t.styles=[p,d`
      gb-notice {
        margin-bottom: 1rem;
      }
    `],o([c({attribute:!1})],t.prototype,"options",2),o([f()],t.prototype,"busy",2),o([n("gb-dialog")],t.prototype,"dialog",2),o([n("gb-form")],t.prototype,"form",2),t=o([u("gb-form-dialog")],t);async function j(a){let r=b(Object.assign(document.createElement("gb-form-dialog"),{options:a})),e=await r.open();return r.remove(),e}export{j as a};
