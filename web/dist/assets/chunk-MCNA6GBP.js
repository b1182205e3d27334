import{a as m}from"./chunk-YYSDZYHS.js";import{a as c}from"./chunk-4EG37I2C.js";import{d as r,g as i,h as t,m as a,n as d,p as l,r as s,s as n}from"./chunk-TO6M2I3Z.js";import{a as o}from"./chunk-JFKSI6I7.js";var e=class extends s{constructor(){super(...arguments);this.heading="";this.mayClose=()=>!0}show(){this.dialog.showModal()}close(){this.dialog.close()}render(){return t`<dialog aria-labelledby="heading" @cancel=${this.cancelled} @close=${()=>n(this,"shut")}>
      <div class="top">
        <h2 id="heading">${this.heading}</h2>
        <button class="button cross" aria-label=${r("com.close")} @click=${this.cancelled}>${m}</button>
      </div>
      <div class="body" tabindex="0"><slot></slot></div>
      <div class="foot"><slot name="foot"></slot></div>
    </dialog>`}async cancelled(p){p.preventDefault(),await this.mayClose()&&this.close()}};e.styles=[c,i`
      dialog {
        width: min(var(--dialog-width, 38rem), calc(100vw - 1.5rem));
        max-height: calc(100dvh - 2rem);
        padding: 0;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
        overflow: hidden;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: rgb(10 20 35 / 55%);
      }
      .top {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
        padding: 0.9rem 1.25rem;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        font-size: 1.2rem;
        font-weight: 600;
        line-height: 1.3;
      }
      .cross {
        min-height: 2.4rem;
        padding: 0.3rem 0.5rem;
        border-color: transparent;
      }
      .body {
        padding: 1.25rem;
        overflow: auto;
      }
      .body:focus-visible {
        outline-offset: -0.25rem;
      }
      .foot ::slotted(*) {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 0.6rem;
        padding: 0.9rem 1.25rem;
        border-top: 1px solid var(--line);
      }
    `],o([d()],e.prototype,"heading",2),o([l("dialog")],e.prototype,"dialog",2),e=o([a("gb-dialog")],e);
