import"./chunk-G7OICLC6.js";import"./chunk-KH33TRDC.js";import"./chunk-5TEUJPDJ.js";import"./chunk-3T2COB5O.js";import"./chunk-LINAR2MM.js";import"./chunk-ZJKQG42I.js";import"./chunk-TCCVLUSM.js";import{a as d}from"./chunk-4EG37I2C.js";import"./chunk-GFWRHW6T.js";import"./chunk-APQN74WW.js";import{d as e,g as o,h as t,m as i,r as a}from"./chunk-TO6M2I3Z.js";import{a as m}from"./chunk-JFKSI6I7.js";var r=class extends a{render(){return t`<gb-frame>
      <div class="card">
        <h1>${e("auth.login")}</h1>
        <gb-login-form></gb-login-form>
      </div>
    </gb-frame>`}};r.styles=[d,o`
      .card {
        display: grid;
        gap: 1rem;
        max-width: 26rem;
        margin: clamp(0.5rem, 8vh, 5rem) auto 1rem;
        padding: 1.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      h1 {
        font-size: 1.4rem;
        font-weight: 600;
      }
    `],r=m([i("gb-login-page")],r);export{r as LoginPage};
