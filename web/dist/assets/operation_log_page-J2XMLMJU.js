import{a as D}from"./chunk-TCBLO2EO.js";import{a as U}from"./chunk-7AZ24CVK.js";import{a as f}from"./chunk-FJU6R2YV.js";import{a as A}from"./chunk-OOHX66NF.js";import{a as N}from"./chunk-HIUFZGUF.js";import"./chunk-NWHKXTVY.js";import"./chunk-MCNA6GBP.js";import{f as I}from"./chunk-YWX6VGCI.js";import{a as T}from"./chunk-ZYC5RCVG.js";import{a as S}from"./chunk-WXYCPSMU.js";import"./chunk-ZYIMWIEM.js";import"./chunk-VHM6RX25.js";import"./chunk-YYSDZYHS.js";import"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as q}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import"./chunk-DLZSAQ7R.js";import"./chunk-WICI5KH2.js";import"./chunk-OZ372BIK.js";import{d as g}from"./chunk-4VJROU5D.js";import{b as F}from"./chunk-TCCVLUSM.js";import{a as k}from"./chunk-4EG37I2C.js";import{a as E}from"./chunk-GFWRHW6T.js";import{b as n,c,e as $}from"./chunk-APQN74WW.js";import{d as o,f as l,g as b,h as r,k as h,m as y,n as w,o as u,p as x,r as _}from"./chunk-TO6M2I3Z.js";import{a as i}from"./chunk-JFKSI6I7.js";var v=[["crew","oplog.crew"],["devices","oplog.devices"],["advice","oplog.advice"]],M=1e3,a=class extends _{constructor(){super(...arguments);this.params={};this.log=null;this.fault=""}firstUpdated(){this.load()}get path(){return`/meetings/${encodeURIComponent(this.params.code??"")}`}render(){let t=this.log;return r`
      <div class="head">
        <h1>${o("oplog.title")}</h1>
        <div class="actions">
          ${this.writes()?r`<button class="button primary" @click=${()=>this.enter(null)}>${U} ${o("oplog.add")}</button>`:h}
          <a class="button" href=${c(`${this.path}/operation-log.csv`)} download>${f} ${o("rep.csv")}</a>
          <a class="button" href=${c(`${this.path}/operation-log.rtf`)} download>${f} ${o("rep.rtf")}</a>
          <a class="button" href=${c(`${this.path}/operation-log.html`)} target="_blank" rel="noopener">${A} ${o("rep.print")}</a>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      ${t?this.report(t):this.fault?h:r`<p class="none" role="status">${o("com.loading")}</p>`}
    `}report(t){return r`
      <p class="lead"><a href=${T(this.params.code??"")}>${t.title}</a></p>
      ${this.writes()?this.noteFields(t):v.map(([s,e])=>r`<section><h2>${o(e)}</h2><p class="note">${t.notes[s]}</p></section>`)}
      <section>
        <h2>${o("oplog.incidents")}</h2>
        ${t.incidents.length?this.incidents(t.incidents):r`<p class="none">${o("oplog.no_incidents")}</p>`}
      </section>
      <section>
        <h2>${o("oplog.trials")}</h2>
        ${t.trials.length?j(t.trials):r`<p class="none">${o("oplog.no_trials")}</p>`}
      </section>
    `}noteFields(t){return r`<form class="notes" @submit=${this.saveNotes}>
      ${v.map(([s,e])=>r`<label for=${s}>${o(e)} <textarea id=${s} name=${s} maxlength=${M} .value=${t.notes[s]}></textarea></label>`)}
      <div class="actions"><button class="button">${o("com.save")}</button></div>
    </form>`}incidents(t){let s=["oplog.time","oplog.site","oplog.symptom","oplog.cause","oplog.handling","oplog.end","oplog.by"];return r`<div class="wide" tabindex="0" role="region" aria-label=${o("oplog.incidents")}>
      <table class="plain">
        <thead>
          <tr>
            ${s.map(e=>r`<th scope="col">${o(e)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${t.map(e=>r`<tr>
              <td>${g(e.time)}</td>
              <td>${e.site}</td>
              <td>${e.id&&this.writes()?r`<button class="button" @click=${()=>this.enter(e)}>${e.symptom}</button>`:e.symptom}</td>
              <td>${e.cause}</td>
              <td>${e.handling}</td>
              <td>${e.end?g(e.end):""}</td>
              <td>${e.account||o("oplog.server")}</td>
            </tr>`)}
        </tbody>
      </table>
    </div>`}writes(){return I(E.account?.role)}async enter(t){await N({heading:o(t?"oplog.change":"oplog.add"),action:o("com.save"),fields:[{name:"time",label:o("oplog.time"),kind:"datetime",required:!0,value:t?.time??""},{name:"end",label:o("oplog.end"),kind:"datetime",value:t?.end??""},{name:"site",label:o("oplog.site"),value:t?.site??""},{name:"symptom",label:o("oplog.symptom"),required:!0,value:t?.symptom??"",whole:!0},{name:"cause",label:o("oplog.cause"),value:t?.cause??"",whole:!0},{name:"handling",label:o("oplog.handling"),value:t?.handling??"",whole:!0}],submit:e=>t?n.patch(`${this.path}/incidents/${t.id}`,e):n.post(`${this.path}/incidents`,e)})&&await this.load()}async saveNotes(t){t.preventDefault();let s=new FormData(this.form),e=Object.fromEntries(v.map(([m])=>[m,String(s.get(m)??"").replaceAll(`\r
`,`
`)]));try{await n.put(`${this.path}/operation-log`,e),S(o("com.saved"))}catch(m){this.fault=$(m)}}async load(){this.fault="";try{this.log=await n.get(`${this.path}/operation-log`)}catch(t){this.fault=$(t)}}};a.styles=[k,q,F,D,b`
      .notes {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 1rem;
      }
      .note {
        white-space: pre-line;
      }
      @media (max-width: 56rem) {
        .notes {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `],i([w({attribute:!1})],a.prototype,"params",2),i([u()],a.prototype,"log",2),i([u()],a.prototype,"fault",2),i([x("form.notes")],a.prototype,"form",2),a=i([y("gb-operation-log-page")],a);function R({measured:p,in_kbps:d,out_kbps:t,loss_percent:s,rtt_ms:e}){return p?[l(d),l(t),`${l(s,2)}%`,l(e)]:["","","",""]}function j(p){let d=["oplog.site","oplog.picture","oplog.sound"],t=["oplog.up","oplog.down","oplog.loss","oplog.rtt"];return r`<div class="wide" tabindex="0" role="region" aria-label=${o("oplog.trials")}>
    <table class="plain">
      <thead>
        <tr>
          ${d.map(s=>r`<th scope="col">${o(s)}</th>`)}
          ${t.map(s=>r`<th scope="col" class="end">${o(s)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${p.map(s=>r`<tr>
            <th scope="row">${s.site}</th>
            <td>${s.picture}</td>
            <td>${s.sound}</td>
            ${R(s).map(e=>r`<td class="end">${e}</td>`)}
          </tr>`)}
      </tbody>
    </table>
  </div>`}export{a as OperationLogPage};
