import{a as f}from"./chunk-ZYIMWIEM.js";import{a as c}from"./chunk-OTH6SDHP.js";import{a as p}from"./chunk-4EG37I2C.js";import{g as n,h as i,m as d,o as a,r as l}from"./chunk-TO6M2I3Z.js";import{a as r}from"./chunk-JFKSI6I7.js";var g=6e3,u=4,t=class extends l{constructor(){super(...arguments);this.texts=[];this.last=0}say(e){let m=++this.last;this.texts=[...this.texts,{id:m,text:e}].slice(-u),window.setTimeout(()=>this.texts=this.texts.filter(x=>x.id!==m),g)}render(){return i`<div role="status">${this.texts.map(({text:e})=>i`<p>${f} ${e}</p>`)}</div>`}};t.styles=[p,n`
      :host {
        position: fixed;
        right: 1.25rem;
        bottom: 1.25rem;
        left: 1.25rem;
        z-index: 30;
        display: grid;
        justify-items: end;
        pointer-events: none;
      }
      div {
        display: grid;
        justify-items: end;
        gap: 0.5rem;
      }
      p {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        padding: 0.75rem 1.1rem;
        border-radius: 0.6rem;
        background: var(--text);
        color: var(--surface);
        box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 20%);
      }
      @media print {
        :host {
          display: none;
        }
      }
    `],r([a()],t.prototype,"texts",2),t=r([d("gb-toasts")],t);var s=null;function S(o){s?.isConnected||(s=c(document.createElement("gb-toasts"))),s.say(o)}export{S as a};
