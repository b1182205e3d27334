import{a as c}from"./chunk-4EG37I2C.js";import{a as o}from"./chunk-GFWRHW6T.js";import{d as t,g as n,h as a,k as l,m as s,p as d,r as m}from"./chunk-TO6M2I3Z.js";import{a as r}from"./chunk-JFKSI6I7.js";var e=class extends m{connectedCallback(){super.connectedCallback(),this.watch(o)}updated(){o.locked&&!this.dialog.open?(this.dialog.showModal(),this.form?.focus()):!o.locked&&this.dialog.open&&this.dialog.close()}render(){let i=o.account;return a`<dialog aria-labelledby="title" @cancel=${u=>u.preventDefault()} @close=${()=>this.requestUpdate()}>
      ${o.locked&&i?a`<div class="body">
            <h2 id="title">${t("auth.idle")}</h2>
            <p>${t("auth.idle_hint",{name:i.name})}</p>
            <gb-login-form .username=${i.username} .action=${t("auth.continue")}></gb-login-form>
            <button class="button" @click=${()=>{o.logout()}}>${t("auth.other_account")}</button>
          </div>`:l}
    </dialog>`}};e.styles=[c,n`
      dialog {
        width: min(27rem, calc(100vw - 2rem));
        padding: 1.5rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
      }
      dialog::backdrop {
        background: var(--ground); /* what was on the screen is not for who passes by */
      }
      .body {
        display: grid;
        gap: 1rem;
      }
      h2 {
        font-size: 1.25rem;
        font-weight: 600;
      }
      p {
        color: var(--text-soft);
      }
    `],r([d("dialog")],e.prototype,"dialog",2),r([d("gb-login-form")],e.prototype,"form",2),e=r([s("gb-lock-dialog")],e);export{e as a};
