import{a as m}from"./chunk-KH33TRDC.js";import{a as d}from"./chunk-4EG37I2C.js";import{d as e,g as o,h as a,m as i,r as n}from"./chunk-TO6M2I3Z.js";import{a as t}from"./chunk-JFKSI6I7.js";var r=class extends n{render(){return a`
      <header>
        <div class="row">
          <div class="brand">
            ${m}
            <div><strong>${e("app.brand")}</strong><span>${e("app.name")}</span></div>
          </div>
          <gb-reading-options></gb-reading-options>
        </div>
      </header>
      <main><slot></slot></main>
      <footer>${e("meet.secret_banner")}</footer>
    `}};r.styles=[d,o`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 100dvh;
      }
      header {
        border-top: 0.3rem solid var(--brand);
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        max-width: 80rem;
        margin: 0 auto;
        padding: 0.6rem 1.25rem;
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 0.75rem;
      }
      .brand svg {
        width: 2.6rem;
        height: 2.6rem;
      }
      strong {
        display: block;
        color: var(--brand);
        font-size: 1.2rem;
        font-weight: 600;
        line-height: 1.2;
      }
      .brand span {
        color: var(--text-soft);
      }
      main {
        flex: 1;
        width: 100%;
        max-width: 80rem;
        margin: 0 auto;
        padding: 1.25rem;
      }
      footer {
        padding: 0.75rem 1.25rem 1rem;
        color: var(--text-soft);
        text-align: center;
      }
    `],r=t([i("gb-frame")],r);
