import{a as A}from"./chunk-TCBLO2EO.js";import{b as c}from"./chunk-EDDB3PPI.js";import{a as E}from"./chunk-FJU6R2YV.js";import{a as z}from"./chunk-OOHX66NF.js";import"./chunk-U5MK724W.js";import"./chunk-BHB5BKCX.js";import"./chunk-2FVP46NB.js";import"./chunk-2JC2332Z.js";import{a as W}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import"./chunk-DLZSAQ7R.js";import"./chunk-WICI5KH2.js";import"./chunk-OZ372BIK.js";import{f as F,h as b}from"./chunk-4VJROU5D.js";import{b as I}from"./chunk-TCCVLUSM.js";import{a as G}from"./chunk-4EG37I2C.js";import{b as D,c as w,d as N,e as R}from"./chunk-APQN74WW.js";import{a as B,d as t,f as l,g as H,h as s,i as v,k as y,m as g,n as L,o as $,p as x,r as k}from"./chunk-TO6M2I3Z.js";import{a as p}from"./chunk-JFKSI6I7.js";var O=900,_=220,T=36,j=24,Q=14,u=class extends k{constructor(){super(...arguments);this.months=[]}render(){let e=V(Math.max(1,...this.months.map(({meetings:a})=>a))),o=a=>_-j-(_-j-8)*a/e,n=(O-T)/Math.max(1,this.months.length),m=Math.ceil(this.months.length/Q);return s`
      <svg viewBox="0 0 ${O} ${_}" role="img" aria-label=${t("rep.plot")}>
        ${[0,e/2,e].map(a=>v`<line class="grid" x1=${T} x2=${O} y1=${o(a)} y2=${o(a)}></line><text x=${T-6} y=${o(a)+4} text-anchor="end">${l(a)}</text>`)}
        ${this.months.map(({month:a,meetings:h,online:f},q)=>{let S=T+n*q+n*.2,U=n*.6;return v`
            <rect class="online" x=${S} width=${U} y=${o(f)} height=${o(0)-o(f)}></rect>
            <rect class="other" x=${S} width=${U} y=${o(h)} height=${o(f)-o(h)} ?hidden=${h===f}></rect>
            ${q%m===0?v`<text x=${S+U/2} y=${_-6} text-anchor="middle">${C(a)}</text>`:null}
          `})}
      </svg>
      <p class="key"><span class="on">${t("rep.plot_online")}</span><span>${t("rep.in_person")}</span></p>
    `}};u.styles=H`
    :host {
      display: block;
    }
    svg {
      display: block;
      width: 100%;
      max-height: 16rem;
    }
    .grid {
      stroke: var(--line);
    }
    text {
      fill: var(--text-soft);
      font-size: 12px;
    }
    .online {
      fill: var(--brand);
    }
    .other {
      fill: var(--raised);
      stroke: var(--line-strong);
    }
    .key {
      display: flex;
      flex-wrap: wrap;
      gap: 0.3rem 1.25rem;
      padding: 0.4rem 0;
      color: var(--text-soft);
      font-size: 0.88em;
    }
    .key span::before {
      content: "";
      display: inline-block;
      width: 0.8em;
      height: 0.8em;
      margin-right: 0.4em;
      border: 1px solid var(--line-strong);
      background: var(--raised);
      print-color-adjust: exact;
    }
    .key span.on::before {
      border-color: var(--brand);
      background: var(--brand);
    }
  `,p([L({attribute:!1})],u.prototype,"months",2),u=p([g("gb-month-plot")],u);function C(r){let[i,e]=r.split("-");return`${e}/${i}`}function V(r){for(let i=1;;i*=10)for(let e of[2,4,6,10])if(e*i>=r)return e*i}var Y=3600,M=[["online","rep.online"],["in_person","rep.in_person"],["hybrid","rep.hybrid"]],d=class extends k{constructor(){super(...arguments);this.period={from:`${c(b(Date.now())).slice(0,4)}-01-01`,to:c(b(Date.now()))};this.units=[];this.found=null;this.fault=""}firstUpdated(){this.load(),this.loadUnits()}render(){let e=this.found?N(this.asked()):"";return s`
      <div class="head">
        <h1>${t("rep.stats")}</h1>
        <div class="actions">
          <a class="button" href=${w(`/statistics.csv${e}`)} download>${E} ${t("rep.csv")}</a>
          <a class="button" href=${w(`/statistics.xlsx${e}`)} download>${E} ${t("rep.xlsx")}</a>
          <a class="button" href=${w(`/statistics.html${e}`)} target="_blank" rel="noopener">${z} ${t("rep.print")}</a>
        </div>
      </div>
      <form class="period" @submit=${this.asking}>
        <gb-date-time-field id="from" day_only .label=${t("rep.from")} .value=${F(this.period.from)}></gb-date-time-field>
        <gb-date-time-field id="to" day_only .label=${t("rep.to")} .value=${F(this.period.to)}></gb-date-time-field>
        <gb-combo-box .label=${t("rep.unit")} .choices=${this.units.map(({code:o,name:n})=>({value:o,label:n}))}></gb-combo-box>
        <div class="actions">
          <button class="button primary">${t("rep.show")}</button>
          <button class="button" type="button" @click=${()=>this.choose(Z())}>${t("rep.quarter")}</button>
          <button class="button" type="button" @click=${()=>this.choose(0)}>${t("rep.year")}</button>
        </div>
      </form>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      ${this.found?this.report(this.found):this.fault?y:s`<p class="none" role="status">${t("com.loading")}</p>`}
    `}report(e){return s`
      ${e.cut?s`<gb-notice>${t("rep.cut")}</gb-notice>`:y}
      <section>
        <h2>${t("rep.rate")}</h2>
        ${P(e.targets)}
      </section>
      <section>
        <h2>${t("rep.by_relation")}</h2>
        ${J(t("rep.relation"),e.relations,e.total)}
      </section>
      <section>
        <h2>${t("rep.by_month")}</h2>
        <gb-month-plot .months=${e.months}></gb-month-plot>
        ${tt(e)}
      </section>
      <section>
        <h2>${t("rep.by_kind")}</h2>
        ${J(t("rep.kind"),e.kinds,null)}
      </section>
      <section>
        <h2>${t("rep.by_unit")}</h2>
        <gb-table .caption=${t("rep.by_unit")} .empty=${t("rep.no_units")} .columns=${et()} .rows=${e.units} .keyOf=${({code:o})=>o} .second=${({present:o,invited:n})=>`${t("rep.present")} ${o}/${n}`}></gb-table>
      </section>
    `}asked(){return{...this.period,unit:this.unit?.value??""}}asking(e){e.preventDefault();let o={from:c(this.from.value),to:c(this.to.value)};if(this.from.wrong||this.to.wrong||!o.from||!o.to){this.fault=t("rep.bad_period");return}this.period=o,this.load()}choose(e){let o=c(b(Date.now()));this.period={from:`${o.slice(0,4)}-${String(e+1).padStart(2,"0")}-01`,to:o},this.load()}async load(){this.fault="";try{this.found=await D.get("/statistics",this.asked())}catch(e){this.found=null,this.fault=R(e)}}async loadUnits(){try{this.units=await D.all("/units")}catch{this.units=[]}}};d.styles=[G,W,I,A],p([$()],d.prototype,"period",2),p([$()],d.prototype,"units",2),p([$()],d.prototype,"found",2),p([$()],d.prototype,"fault",2),p([x("#from")],d.prototype,"from",2),p([x("#to")],d.prototype,"to",2),p([x("gb-combo-box")],d.prototype,"unit",2),d=p([g("gb-statistics-page")],d);function Z(){return Math.floor((Number(c(b(Date.now())).slice(5,7))-1)/3)*3}function K(r){let i={minimumFractionDigits:1,maximumFractionDigits:1};return r===null?"":`${new Intl.NumberFormat(B(),i).format(r)}%`}function P(r){return s`<div class="wide" tabindex="0" role="region" aria-label=${t("rep.target")}>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${t("rep.target")}</th>
          <th scope="col">${t("rep.threshold")}</th>
          <th scope="col" class="end">${t("rep.of_all")}</th>
          <th scope="col" class="end">${t("rep.rate")}</th>
          <th scope="col">${t("rep.result")}</th>
        </tr>
      </thead>
      <tbody>
        ${r.map(({name:i,threshold:e,strict:o,online:n,meetings:m,printed:a,met:h})=>s`<tr>
            <th scope="row">${i}</th>
            <td>${t(o?"rep.more_than":"rep.at_least",{n:l(e,e%1?2:0)})}</td>
            <td class="end">${l(n)}/${l(m)}</td>
            <td class="end">${a}</td>
            <td><span class="mark ${m===0?"":h?"good":"poor"}">${t(m===0?"rep.none":h?"rep.met":"rep.notmet")}</span></td>
          </tr>`)}
      </tbody>
    </table>
  </div>`}function X({meetings:r,length_s:i,sites:e,share:o}){return s`<td class="end">${l(r)}</td>
    <td class="end">${l(i/Y,1)}</td>
    <td class="end">${l(e)}</td>
    <td class="end">${K(o)}</td>`}function J(r,i,e){let o=n=>i.reduce((m,{forms:a})=>m+a[n],0);return s`<div class="wide" tabindex="0" role="region" aria-label=${r}>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${r}</th>
          ${M.map(([,n])=>s`<th scope="col" class="end">${t(n)}</th>`)}
          <th scope="col" class="end">${t("rep.meetings")}</th>
          <th scope="col" class="end">${t("rep.hours")}</th>
          <th scope="col" class="end">${t("rep.sites")}</th>
          <th scope="col" class="end">${t("rep.rate")}</th>
        </tr>
      </thead>
      <tbody>
        ${i.map(n=>s`<tr><th scope="row">${n.name}</th>${M.map(([m])=>s`<td class="end">${l(n.forms[m])}</td>`)}${X(n)}</tr>`)}
        ${e?s`<tr class="sum"><th scope="row">${t("rep.total")}</th>${M.map(([n])=>s`<td class="end">${l(o(n))}</td>`)}${X(e)}</tr>`:y}
      </tbody>
    </table>
  </div>`}function tt({months:r,relations:i}){return s`<div class="wide" tabindex="0" role="region" aria-label=${t("rep.by_month")}>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${t("rep.month")}</th>
          ${i.map(({name:e})=>s`<th scope="col" class="end">${e}</th>`)}
          <th scope="col" class="end">${t("rep.total")}</th>
        </tr>
      </thead>
      <tbody>
        ${r.map(e=>s`<tr>
            <th scope="row">${C(e.month)}</th>
            ${i.map(({code:o})=>s`<td class="end">${l(e.relations[o]??0)}</td>`)}
            <td class="end">${l(e.meetings)}</td>
          </tr>`)}
      </tbody>
    </table>
  </div>`}function et(){return[{key:"name",title:t("nav.units"),value:({name:r})=>r},{key:"invited",title:t("rep.invited"),value:({invited:r})=>r,width:"7rem",end:!0,wide:!0},{key:"present",title:t("rep.present"),value:({present:r})=>r,width:"7rem",end:!0,wide:!0},{key:"absent",title:t("rep.absent"),value:({absent:r})=>r,width:"7rem",end:!0,wide:!0},{key:"late",title:t("rep.late"),value:({late:r})=>r,width:"7rem",end:!0,wide:!0},{key:"rate",title:t("rep.present_rate"),value:({rate:r})=>r??-1,cell:({rate:r})=>K(r),width:"9rem",end:!0,wide:!0}]}export{d as StatisticsPage};
