import"./chunk-AQEVNEAU.js";import"./chunk-G7OICLC6.js";import"./chunk-KH33TRDC.js";import"./chunk-5TEUJPDJ.js";import"./chunk-ZJKQG42I.js";import"./chunk-TCCVLUSM.js";import{a}from"./chunk-4EG37I2C.js";import{a as o}from"./chunk-GFWRHW6T.js";import"./chunk-APQN74WW.js";import{d as t,g as i,h as m,m as s,r as d}from"./chunk-TO6M2I3Z.js";import{a as e}from"./chunk-JFKSI6I7.js";var r=class extends d{render(){return m`<gb-frame>
      <div class="card">
        <h1>${t("totp.title")}</h1>
        <gb-notice kind="info">${t("totp.must")}</gb-notice>
        <gb-totp-form @enrolled=${()=>{o.refresh()}}></gb-totp-form>
        <button class="button" @click=${()=>{o.logout()}}>${t("auth.logout")}</button>
      </div>
    </gb-frame>`}};r.styles=[a,i`
      .card {
        display: grid;
        gap: 1rem;
        max-width: 32rem;
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
    `],r=e([s("gb-enrol-page")],r);export{r as EnrolPage};
