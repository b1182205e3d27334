import{a as i,b as c,d,e as p,f as g}from"./chunk-ZJKQG42I.js";import{a as b}from"./chunk-4EG37I2C.js";import{a as l,c as m,d as t,g as u,h as r,m as v,n as h,r as f}from"./chunk-TO6M2I3Z.js";import{a as o}from"./chunk-JFKSI6I7.js";var $=r`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" /> <path d="M12 18a6 6 0 0 0 0-12v12z" /></svg>`;var x={small:"com.font_small",normal:"com.font_normal",large:"com.font_large"},y=[{code:"vi",mark:"VI",text:"com.vi"},{code:"en",mark:"EN",text:"com.en"}],a=class extends f{constructor(){super(...arguments);this.named=!1}render(){return r`
      <div class="pair">${this.name("com.font")}${this.letters()}</div>
      <div class="pair">${this.name("com.contrast")}${this.contrast()}</div>
      <div class="pair">${this.name("com.language")}${this.languages()}</div>
    `}name(e){return this.named?r`<span aria-hidden="true">${t(e)}</span>`:null}letters(){return r`
      <div class="group" role="group" aria-label=${t("com.font")}>
        ${d.map(e=>r`<button
            class=${e}
            title=${t(x[e])}
            aria-label=${t(x[e])}
            aria-pressed=${p()===e}
            @click=${()=>this.chooseLetters(e)}
          >
            A
          </button>`)}
      </div>
    `}contrast(){return r`
      <div class="group">
        <button
          title=${t("com.contrast")}
          aria-label=${t("com.contrast")}
          aria-pressed=${i()}
          @click=${this.changeContrast}
        >
          ${$}
        </button>
      </div>
    `}languages(){return r`
      <div class="group" role="group" aria-label=${t("com.language")}>
        ${y.map(({code:e,mark:s,text:n})=>r`<button
            lang=${e}
            title=${t(n)}
            aria-label="${s}: ${t(n)}"
            aria-pressed=${l()===e}
            @click=${()=>{m(e)}}
          >
            ${s}
          </button>`)}
      </div>
    `}changeContrast(){c(!i()),this.requestUpdate()}chooseLetters(e){g(e),this.requestUpdate()}};a.styles=[b,u`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      :host([named]) {
        gap: 0.5rem 1.5rem;
      }
      .pair {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        font-weight: 600;
      }
      .group {
        display: flex;
        border: 1px solid var(--line-strong);
        border-radius: 0.5rem;
        background: var(--surface);
        overflow: clip;
      }
      button {
        min-width: 2.6rem;
        min-height: 2.4rem;
        padding: 0 0.5rem;
        border: 0;
        border-right: 1px solid var(--line-strong);
        background: none;
        color: var(--text);
        font-weight: 600;
      }
      button:last-child {
        border-right: 0;
      }
      button[aria-pressed="true"] {
        background: var(--brand);
        color: var(--on-brand);
      }
      button:focus-visible {
        outline-offset: -0.2rem;
      }
      .icon {
        width: 1.15em;
        height: 1.15em;
        vertical-align: -0.2em;
      }
      .small {
        font-size: 0.8em;
      }
      .large {
        font-size: 1.2em;
      }
    `],o([h({type:Boolean,reflect:!0})],a.prototype,"named",2),a=o([v("gb-reading-options")],a);
