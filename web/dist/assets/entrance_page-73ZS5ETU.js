import"./chunk-G7OICLC6.js";import"./chunk-KH33TRDC.js";import"./chunk-5TEUJPDJ.js";import"./chunk-3T2COB5O.js";import"./chunk-LINAR2MM.js";import"./chunk-ZJKQG42I.js";import"./chunk-TCCVLUSM.js";import{a as n}from"./chunk-4EG37I2C.js";import"./chunk-GFWRHW6T.js";import"./chunk-APQN74WW.js";import{d as r,g as o,h as i,m as a,r as m}from"./chunk-TO6M2I3Z.js";import{a as t}from"./chunk-JFKSI6I7.js";var d=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M15.033 9.44a.647.647 0 0 1 0 1.12l-4.065 2.352a.645.645 0 0 1-.968-.56V7.648a.645.645 0 0 1 .967-.56z" /> <path d="M12 17v4" /> <path d="M8 21h8" /> <rect x="2" y="3" width="20" height="14" rx="2" /></svg>`;var e=class extends m{render(){return i`<gb-frame>
      <h1>${r("app.name")}</h1>
      <div class="ways">
        <section>
          <h2>${r("entrance.site_title")}</h2>
          <p>${r("entrance.site_text")}</p>
          <div class="drawing">${d}</div>
          <a class="button primary join" href="/join">${r("room.join")}</a>
        </section>
        <section>
          <h2>${r("entrance.office_title")}</h2>
          <p>${r("entrance.office_text")}</p>
          <gb-login-form></gb-login-form>
        </section>
      </div>
    </gb-frame>`}};e.styles=[n,o`
      h1 {
        margin: clamp(0.5rem, 6vh, 4rem) 0 1.5rem;
        font-size: 1.7rem;
        font-weight: 600;
        line-height: 1.25;
        text-align: center;
      }
      .ways {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
        gap: 1.25rem;
        max-width: 56rem;
        margin: 0 auto;
      }
      section {
        display: flex;
        flex-direction: column;
        gap: 1rem;
        padding: 1.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      h2 {
        font-size: 1.2rem;
        font-weight: 600;
      }
      p {
        color: var(--text-soft);
      }
      .drawing {
        flex: 1;
        display: grid;
        place-items: center;
        min-height: 8rem;
        border-radius: 0.6rem;
        background: var(--brand-soft);
        color: var(--brand);
      }
      .drawing .icon {
        width: 5rem;
        height: 5rem;
        stroke-width: 1.2;
      }
      .join {
        min-height: 3rem;
      }
      @media (max-width: 40rem) {
        .drawing {
          display: none;
        }
      }
    `],e=t([a("gb-entrance-page")],e);export{e as EntrancePage};
