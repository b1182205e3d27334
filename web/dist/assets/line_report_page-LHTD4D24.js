import{a as k}from"./chunk-FJU6R2YV.js";import{a as w}from"./chunk-OOHX66NF.js";import"./chunk-U5MK724W.js";import"./chunk-BHB5BKCX.js";import"./chunk-2FVP46NB.js";import"./chunk-2JC2332Z.js";import{a as b}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import{b as $}from"./chunk-TCCVLUSM.js";import{a as y}from"./chunk-4EG37I2C.js";import{b as h,c,e as v}from"./chunk-APQN74WW.js";import{d as t,f as o,g as p,h as n,m as u,o as m,r as f}from"./chunk-TO6M2I3Z.js";import{a as l}from"./chunk-JFKSI6I7.js";var _=[1,7,14,31],C=90,i=class extends f{constructor(){super(...arguments);this.days=7;this.report=null;this.fault=""}connectedCallback(){super.connectedCallback(),this.load()}render(){let r=this.report?.limit_percent??C;return n`
      <div class="head">
        <h1>${t("lines.title")}</h1>
        <div class="actions">
          <a class="button" href=${c(`/line-report.csv?days=${this.days}`)} download>${k} ${t("rep.csv")}</a>
          <a class="button" href=${c(`/line-report.html?days=${this.days}`)} target="_blank" rel="noopener">${w} ${t("rep.print")}</a>
        </div>
      </div>
      <p class="lead">${t("lines.lead",{n:r})}</p>
      <label for="days">
        ${t("lines.days")}
        <select id="days" @change=${this.choose}>
          ${_.map(e=>n`<option value=${e} ?selected=${e===this.days}>${e}</option>`)}
        </select>
      </label>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      <gb-table .caption=${t("lines.title")} .columns=${E(r)} .rows=${this.report?.items??(this.fault?[]:null)} .keyOf=${({code:e})=>e} .second=${g(r)}></gb-table>
    `}choose(r){this.days=Number(r.target.value),this.load()}async load(){this.fault="";try{let r=await h.get("/line-report",{days:this.days});r.items.sort((e,d)=>Number(d.over)-Number(e.over)),this.report=r}catch(r){this.fault=v(r)}}};i.styles=[y,b,$,p`
      label {
        width: 9rem;
        margin-bottom: 1rem;
      }
      @media print {
        label {
          display: none;
        }
      }
    `],l([m()],i.prototype,"days",2),l([m()],i.prototype,"report",2),l([m()],i.prototype,"fault",2),i=l([u("gb-line-report-page")],i);function g(a){return({over:s,samples:r,capacity_kbps:e})=>r===0?t("lines.nothing"):e===0?t("lines.unknown"):s?t("lines.over",{n:a}):t("rep.met")}function E(a){let s=g(a),r=e=>n`<span class="mark ${e.samples===0||e.capacity_kbps===0?"":e.over?"poor":"good"}">${s(e)}</span>`;return[{key:"name",title:t("nav.sites"),value:({name:e})=>e},{key:"capacity",title:t("lines.capacity"),value:({capacity_kbps:e})=>e,cell:({capacity_kbps:e})=>e?o(e):"",width:"10rem",end:!0,wide:!0},{key:"samples",title:t("lines.samples"),value:({samples:e})=>e,width:"7rem",end:!0,wide:"widest"},{key:"in",title:t("lines.in"),value:({in_p95_kbps:e})=>e,cell:({in_p95_kbps:e})=>o(e),width:"9rem",end:!0,wide:!0},{key:"out",title:t("lines.out"),value:({out_p95_kbps:e})=>e,cell:({out_p95_kbps:e})=>o(e),width:"9rem",end:!0,wide:!0},{key:"share",title:t("lines.share"),value:({share_percent:e})=>e,cell:({share_percent:e,capacity_kbps:d})=>d?`${o(e,1)}%`:"",width:"10rem",end:!0,wide:!0},{key:"result",title:t("rep.result"),value:s,cell:r,width:"14rem",wide:!0}]}export{i as LineReportPage};
