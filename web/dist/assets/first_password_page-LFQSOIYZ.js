import"./chunk-RMMLQUX7.js";import"./chunk-G7OICLC6.js";import"./chunk-KH33TRDC.js";import"./chunk-5TEUJPDJ.js";import"./chunk-LINAR2MM.js";import"./chunk-ZJKQG42I.js";import"./chunk-TCCVLUSM.js";import{a as p}from"./chunk-4EG37I2C.js";import{a as t}from"./chunk-GFWRHW6T.js";import"./chunk-APQN74WW.js";import{d as r,g as m,h as i,m as a,r as n}from"./chunk-TO6M2I3Z.js";import{a as e}from"./chunk-JFKSI6I7.js";var o=class extends n{render(){return i`<gb-frame>
      <div class="card">
        <h1>${r("auth.change")}</h1>
        <p>${r("auth.account",{name:t.account?.username??""})}</p>
        <gb-notice kind="info">${r("auth.first")}</gb-notice>
        <gb-password-form></gb-password-form>
        <button class="button" @click=${()=>{t.logout()}}>${r("auth.logout")}</button>
      </div>
    </gb-frame>`}};o.styles=[p,m`
      .card {
        display: grid;
        gap: 1rem;
        max-width: 28rem;
        margin: clamp(0.5rem, 5vh, 4rem) auto 1rem;
        padding: 1.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      h1 {
        font-size: 1.4rem;
        font-weight: 600;
      }
      p {
        color: var(--text-soft);
      }
    `],o=e([a("gb-first-password-page")],o);export{o as FirstPasswordPage};
