import{a as ee}from"./chunk-7A7X53EW.js";import{a as Z}from"./chunk-3OCLBWJ2.js";import{a as Y}from"./chunk-PPHQ3JVJ.js";import{a as te}from"./chunk-FJU6R2YV.js";import{a as P}from"./chunk-OOHX66NF.js";import{a as D}from"./chunk-QBDW4UPX.js";import{a as j}from"./chunk-AKSRT3NS.js";import{a as Q}from"./chunk-S6CCOX73.js";import{a as U}from"./chunk-HIUFZGUF.js";import{a as R}from"./chunk-NWHKXTVY.js";import"./chunk-MCNA6GBP.js";import"./chunk-U5MK724W.js";import"./chunk-BHB5BKCX.js";import"./chunk-2FVP46NB.js";import{b as X,c as G,d as V,e as N,f as z,g as J,h as q,i as L}from"./chunk-YWX6VGCI.js";import{a as n}from"./chunk-ZYC5RCVG.js";import{a as y}from"./chunk-WXYCPSMU.js";import"./chunk-ZYIMWIEM.js";import"./chunk-VHM6RX25.js";import"./chunk-YYSDZYHS.js";import"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as W}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import"./chunk-DLZSAQ7R.js";import"./chunk-WICI5KH2.js";import"./chunk-OZ372BIK.js";import{c as _}from"./chunk-4VJROU5D.js";import{b as I}from"./chunk-TCCVLUSM.js";import{a as F}from"./chunk-4EG37I2C.js";import{a as $}from"./chunk-GFWRHW6T.js";import{b as p,c as k,e as b}from"./chunk-APQN74WW.js";import{d as r,f as w,g as T,h as a,k as l,m as E,n as g,o as d,p as O,r as S}from"./chunk-TO6M2I3Z.js";import{a as i}from"./chunk-JFKSI6I7.js";var re=a`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M16 18h6" /> <path d="M16 2v3" /> <path d="M19 15v6" /> <path d="M21 11.5V5a2 2 0 00-2-2H5a2 2 0 00-2 2v14a2 2 0 002 2h8.3" /> <path d="M3 9h18" /> <path d="M8 2v3" /></svg>`;var ae=a`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z" /> <path d="m15 5 4 4" /></svg>`;var oe=T`
  .about {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 1rem;
    margin-top: 0.3rem;
    color: var(--text-soft);
  }
  .enter {
    min-height: 3.2rem;
    padding: 0.5rem 1.4rem;
  }
  gb-notice {
    margin-bottom: 1rem;
  }
  .steps {
    margin-bottom: 1rem;
  }
  .gap {
    flex: 1;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    gap: 1.25rem;
    align-items: start;
    --table-height: 32rem;
  }
  .card {
    margin-bottom: 1rem;
  }
  h2 {
    margin-bottom: 0.5rem;
  }
  dl {
    display: grid;
    gap: 0.5rem;
    margin: 0;
  }
  dl div {
    display: grid;
    grid-template-columns: 12rem minmax(0, 1fr);
    gap: 0.75rem;
  }
  dt,
  .soft {
    color: var(--text-soft);
  }
  dd {
    margin: 0;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  ol {
    margin: 0;
    padding-left: 1.5rem;
  }
  ol li {
    padding: 0.2rem 0;
  }
  @media (max-width: 62rem) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 40rem) {
    dl div {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
  }
`;var A={scheduled:"meet.to_scheduled",trial:"meet.to_trial",live:"meet.to_live",ended:"meet.to_ended",cancelled:"meet.to_cancelled"};function ie({state:m,form:s}){return m==="draft"?["scheduled","cancelled"]:m==="scheduled"?s==="in_person"?["ended","cancelled"]:["trial","live","cancelled"]:m==="trial"?["live","scheduled","cancelled"]:m==="live"?["ended"]:[]}async function se(m,s){if(s==="cancelled")return le(m);let e={heading:r(A[s]),text:r("meet.end_question"),action:r(A[s]),danger:!0};if(s==="ended"&&!await R(e))return!1;try{return await p.post(n(m.code,"/state"),{state:s}),!0}catch(t){return y(b(t)),!1}}function le({code:m,title:s}){return U({heading:r("meet.to_cancelled"),note:s,action:r("meet.to_cancelled"),danger:!0,fields:[{name:"reason",label:r("meet.reason"),required:!0,whole:!0}],submit:({reason:e})=>p.post(n(m,"/state"),{state:"cancelled",reason:e})})}var ne=a`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2z" /> <path d="M14 2v5a1 1 0 0 0 1 1h5" /> <path d="M10 9H8" /> <path d="M16 13H8" /> <path d="M16 17H8" /></svg>`;var h=class extends S{constructor(){super(...arguments);this.code="";this.may_change=!1;this.papers=[];this.fault="";this.ready=!1;this.busy=!1}connectedCallback(){super.connectedCallback(),this.load()}render(){return a`
      ${this.papers.length===0?a`<p class="about">${r("meet.papers_none")}</p>`:a`<ul>${this.papers.map(e=>this.paper(e))}</ul>`}
      ${this.may_change?this.adding():l}
      <p class="fault" role="alert">${this.fault}</p>
    `}paper({id:e,name:t,size:o,time:c}){return a`<li>
      <a href=${k(n(this.code,`/papers/${e}`))} download=${t}>${ne} ${t}</a>
      <span class="about">${r("meet.paper_size",{n:w(Math.ceil(o/1e3))})} · ${_(c)}</span>
      ${this.may_change?a`<button class="button" aria-label="${r("com.delete")}: ${t}" @click=${()=>this.takeAway(e,t)}>${r("com.delete")}</button>`:l}
    </li>`}adding(){return a`<form @submit=${this.add} @change=${()=>this.ready=this.declared.checked&&this.chosen.files?.length===1}>
      <label>${r("meet.paper_file")} <input type="file" /></label>
      <label class="tick"><input type="checkbox" /> ${r("meet.paper_nosecret")}</label>
      <button class="button" ?disabled=${!this.ready||this.busy}>${ee} ${r("meet.paper_add")}</button>
    </form>`}async add(e){e.preventDefault();let t=this.chosen.files?.[0];if(!t||!this.declared.checked||this.busy)return;this.busy=!0;let o=t.name.normalize("NFC"),c=t.slice(0,t.size,t.type||"application/octet-stream");await this.done(p.post(n(this.code,"/papers"),c,{name:o,nosecret:!0}),r("meet.paper_added")),this.busy=!1,this.renderRoot.querySelector("form")?.reset(),this.ready=!1}async takeAway(e,t){let o={heading:r("meet.paper_delete"),text:t,action:r("com.delete"),danger:!0};await R(o)&&await this.done(p.delete(n(this.code,`/papers/${e}`)),r("com.deleted"))}async done(e,t){try{await e,y(t),await this.load()}catch(o){this.fault=b(o)}}async load(){this.fault="";try{this.papers=await p.all(n(this.code,"/papers"))}catch(e){this.fault=b(e)}}};h.styles=[F,I,T`
      :host {
        display: block;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.75rem;
        padding: 0.4rem 0;
        border-bottom: 1px solid var(--line);
      }
      li a {
        display: inline-flex;
        align-items: center;
        gap: 0.5rem;
        color: var(--brand);
        font-weight: 600;
      }
      .about {
        flex: 1;
        color: var(--text-soft);
        font-size: 0.88rem;
      }
      form {
        gap: 0.6rem;
        margin-top: 1rem;
      }
      form,
      form label:not(.tick) {
        grid-template-columns: minmax(0, 1fr);
      }
      input[type="file"] {
        max-width: 100%;
      }
      form .button {
        justify-self: start;
      }
    `],i([g()],h.prototype,"code",2),i([g({type:Boolean})],h.prototype,"may_change",2),i([d()],h.prototype,"papers",2),i([d()],h.prototype,"fault",2),i([d()],h.prototype,"ready",2),i([d()],h.prototype,"busy",2),i([O("input[type=file]")],h.prototype,"chosen",2),i([O("input[type=checkbox]")],h.prototype,"declared",2),h=i([E("gb-paper-list")],h);function C(m){let s=Math.floor(m/1e3),e=t=>String(t).padStart(2,"0");return`${Math.floor(s/3600)}:${e(Math.floor(s/60)%60)}:${e(s%60)}`}function B(m){let s=m.trim().split(":");return s.length>3||!s.every(e=>/^\d{1,5}$/.test(e))?null:s.reduce((e,t)=>e*60+Number(t),0)*1e3}var me=2e3,ce=[["mp4","copy.mp4"],["webm","copy.webm"],["mp3","copy.mp3"],["opus","copy.opus"]],pe={mp4:"copy.mp4",webm:"copy.webm",mp3:"copy.mp3",opus:"copy.opus",package:"copy.package"},u=class extends S{constructor(){super(...arguments);this.recording=0;this.meeting="";this.from_ms=0;this.to_ms=0;this.copies=[];this.form="mp4";this.fault="";this.busy=!1;this.timer=0}get where(){return this.recording?`/recordings/${this.recording}/copies`:`/meetings/${encodeURIComponent(this.meeting)}/packages`}connectedCallback(){super.connectedCallback(),this.load()}disconnectedCallback(){super.disconnectedCallback(),window.clearTimeout(this.timer)}render(){return a`
      <form @submit=${this.ask}>
        ${this.recording?this.choices():l}
        <label class="wide">${r("copy.recipient")} <input name="recipient" maxlength="200" /></label>
        <button class="button" ?disabled=${this.busy}>${r(this.recording?"copy.make":"copy.make_package")}</button>
      </form>
      <p class="fault" role="alert">${this.fault}</p>
      <ul>
        ${this.copies.map(e=>this.row(e))}
      </ul>
    `}choices(){return a`
      <label>${r("copy.form")}
        <select name="form" @change=${e=>this.form=e.target.value}>
          ${ce.map(([e,t])=>a`<option value=${e}>${r(t)}</option>`)}
        </select>
      </label>
      <label>${r("copy.from")} <input name="from" inputmode="numeric" placeholder="0:00:00" .value=${this.from_ms?C(this.from_ms):""} /></label>
      <label>${r("copy.to")} <input name="to" inputmode="numeric" placeholder=${r("copy.to_end")} .value=${this.to_ms?C(this.to_ms):""} /></label>
      ${this.form==="mp4"?a`<label class="tick wide"><input type="checkbox" name="mark" /> ${r("copy.mark")}</label>`:l}
    `}row(e){let t=e.from_ms||e.to_ms?` · ${C(e.from_ms)}–${e.to_ms?C(e.to_ms):r("copy.to_end")}`:"",o=`${r(pe[e.form])}${t}`;return a`<li>
      <span class="about">${o}<small>${[e.recipient,e.name,_(e.created)].filter(Boolean).join(" · ")}</small></span>
      ${this.stateOf(e,o)}
      <button class="button" aria-label="${r(e.state==="ready"||e.state==="failed"?"com.delete":"copy.cancel")}: ${o}" @click=${()=>this.takeAway(e,o)}>
        ${r(e.state==="ready"||e.state==="failed"?"com.delete":"copy.cancel")}
      </button>
    </li>`}stateOf({id:e,state:t,permille:o,paused:c,bytes:f},x){return t==="ready"?a`<a class="button" href=${k(`/copies/${e}/file`)} download aria-label="${r("copy.save")}: ${x}">${te} ${r("copy.size",{n:w(Math.max(1,Math.round(f/1e6)))})}</a>`:t==="failed"?a`<strong class="fault">${r("copy.failed")}</strong>`:t==="queued"?a`<span>${r("copy.queued")}</span>`:a`<progress max="1000" .value=${o} aria-label=${x}></progress><span>${c?r("copy.paused"):`${Math.floor(o/10)} %`}</span>`}wish(){let e=new FormData(this.asked),t=x=>String(e.get(x)??""),o=t("recipient").trim();if(!this.recording)return{recipient:o};let c=t("from")?B(t("from")):0,f=t("to")?B(t("to")):0;return c===null||f===null?null:{form:this.form,from_ms:c,to_ms:f,mark:e.has("mark"),recipient:o}}async ask(e){e.preventDefault();let t=this.wish();this.fault=t===null?r("copy.bad_time"):"",!(t===null||this.busy)&&(this.busy=!0,await this.done(p.post(this.where,t),r("copy.asked")),this.busy=!1)}async takeAway(e,t){let o={heading:r("copy.delete"),text:t,action:r("com.delete"),danger:!0};(e.state!=="ready"||await R(o))&&await this.done(p.delete(`/copies/${e.id}`),r("com.deleted"))}async done(e,t){try{await e,y(t),await this.load()}catch(o){this.fault=b(o)}}async load(){window.clearTimeout(this.timer);try{this.copies=(await p.get(this.where)).items}catch(t){this.fault=b(t);return}this.copies.some(t=>t.state==="queued"||t.state==="running")&&this.isConnected&&(this.timer=window.setTimeout(()=>{this.load()},me))}};u.styles=[F,I,T`
      :host {
        display: block;
      }
      form {
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        align-items: end;
      }
      form .wide {
        grid-column: 1 / -1;
      }
      form .button {
        justify-self: start;
      }
      ul {
        margin: 1rem 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.75rem;
        padding: 0.5rem 0;
        border-top: 1px solid var(--line);
      }
      .about {
        flex: 1 1 12rem;
      }
      .about small {
        display: block;
        color: var(--text-soft);
        overflow-wrap: anywhere;
      }
      progress {
        width: 8rem;
        accent-color: var(--brand);
      }
    `],i([g({type:Number})],u.prototype,"recording",2),i([g()],u.prototype,"meeting",2),i([g({type:Number})],u.prototype,"from_ms",2),i([g({type:Number})],u.prototype,"to_ms",2),i([d()],u.prototype,"copies",2),i([d()],u.prototype,"form",2),i([d()],u.prototype,"fault",2),i([d()],u.prototype,"busy",2),i([O("form")],u.prototype,"asked",2),u=i([E("gb-copy-panel")],u);var v=class extends S{constructor(){super(...arguments);this.params={};this.meeting=null;this.agenda=[];this.invited=null;this.fault=""}get code(){return this.params.code??""}connectedCallback(){super.connectedCallback(),this.load()}render(){return a`<gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>${this.meeting?this.body(this.meeting):l}`}body(e){let t=z($.account?.role);return a`
      <div class="head">
        <div>
          <h1>${e.title}</h1>
          <p class="about">${G(e.state)} <span>${V(e)}</span> <span>${r(X[e.form])}</span></p>
        </div>
        ${this.doors(e)}
      </div>
      ${e.late_days>0&&!q(e.state)?a`<gb-notice>${r("meet.late",{n:w(e.late_days)})}</gb-notice>`:l}
      ${t?this.steps(e):l} ${this.papers(e)}
      <div class="columns">
        <div>
          <section class="card">${this.facts(e)}</section>
          <section class="card">
            <h2>${r("meet.agenda")}</h2>
            ${this.agenda.length===0?a`<p class="soft">${r("meet.agenda_none")}</p>`:a`<ol>${this.agenda.map(o=>this.item(o))}</ol>`}
          </section>
          <section class="card">
            <h2>${r("meet.papers")}</h2>
            <gb-paper-list .code=${this.code} ?may_change=${t&&!q(e.state)}></gb-paper-list>
          </section>
          ${e.state==="ended"&&N($.account?.role)?this.packages():l}
          <p class="actions">
            ${e.form==="in_person"?l:a`<a class="button" href=${n(this.code,"/lines")}>${Y} ${r("check.open")}</a>`}
            <a class="button" href="${n(this.code)}/operation-log">${r("oplog.title")}</a>
          </p>
        </div>
        <section>
          <h2>${r("meet.sites_invited",{n:w(this.invited?.length??0)})}</h2>
          ${this.sites(t)}
        </section>
      </div>
    `}packages(){return a`<section class="card">
      <h2>${r("copy.packages")}</h2>
      <p class="soft">${r("copy.packages_about")}</p>
      <gb-copy-panel .meeting=${this.code}></gb-copy-panel>
    </section>`}doors(e){let{href:t,text:o}=L(e,$.account?.role);return J(e)?a`<div class="actions"><a class="button primary enter" href=${t}>${j} ${r(o)}</a></div>`:l}steps(e){let t=q(e.state)?l:a`<a class="button" href=${n(this.code,"/edit")}>${ae} ${r("meet.change")}</a>`;return a`<div class="actions steps">
      ${t}
      <a class="button" target="_blank" href=${k(n(this.code,"/invitation"))}>${P} ${r("meet.invitation")}</a>
      <a class="button" href=${k(n(this.code,"/invitation.ics"))} download>${re} ${r("meet.ics")}</a>
      <span class="gap"></span>
      ${ie(e).map(o=>a`<button class="button ${o==="cancelled"||o==="ended"?"danger":""}" @click=${()=>this.go(e,o)}>${r(A[o])}</button>`)}
    </div>`}papers(e){return!N($.account?.role)||e.state!=="live"&&e.state!=="ended"?l:a`<div class="actions steps"><a class="button" href=${n(this.code,"/minutes")}>${D} ${r($.account?.role==="thu_ky"?"min.edit":"min.open")}</a></div>`}facts(e){let t=(c,f)=>[c,f].filter(Boolean).join(", "),o=[["meet.code",e.code],["meet.chair",t(e.chair_name,e.chair_title)],["meet.secretary",t(e.secretary_name,e.secretary_title)],["meet.place",e.place],["meet.invite_no",e.invite_no],["meet.decided_by",e.decided_by],["meet.opened",_(e.opened)],["meet.closed",_(e.closed)],["meet.reason",e.cancel_reason],["meet.note",e.note]];return a`<dl>${o.filter(([,c])=>c).map(([c,f])=>a`<div><dt>${r(c)}</dt><dd>${f}</dd></div>`)}</dl>
      ${e.series?a`<p class="soft">${r("meet.series")}</p>`:l}
      ${e.opened&&de()?a`<p><a class="button" href=${n(this.code,"/attendance")}>${r("rep.attendance")}</a></p>`:l}`}item({title:e,minutes:t,speaker_unit:o}){return a`<li>${e} <span class="soft">${[t?`${t}′`:"",o].filter(Boolean).join(" · ")}</span></li>`}sites(e){return a`<gb-table
      .caption=${r("meet.sites")}
      .empty=${r("meet.sites_none")}
      .columns=${[{key:"name",title:r("sites.name"),value:({name:t,site:o})=>t||o,plain:!0}]}
      .rows=${this.invited}
      .keyOf=${({site:t})=>t}
      .actions=${e&&this.invited?.some(({link:t})=>t)?({name:t,link:o})=>this.copier(t,o):null}
    ></gb-table>`}copier(e,t){return t?a`<button class="button" aria-label=${r("meet.copy_of",{name:e})} title=${t.has_pin?r("meet.has_pin"):""} @click=${()=>this.copy(t.url)}>${Z} ${r("secret.copy")}</button>`:l}async copy(e){try{await navigator.clipboard.writeText(e),y(r("meet.copied"))}catch{y(e)}}async go(e,t){await se(e,t)&&await this.load()}async load(){this.fault="";let e=z($.account?.role);try{let[t,o,c,f]=await Promise.all([p.get(n(this.code)),p.all(n(this.code,"/agenda")),p.all(n(this.code,"/sites")),e?p.all(n(this.code,"/links")).catch(()=>[]):[]]),x=t.form!=="in_person"&&!q(t.state),H=new Map((x?f:[]).map(M=>[M.site,M])),K=H.get("");this.meeting=t,this.agenda=o,this.invited=[...K?[{site:"",name:K.name,position:0,link:K}]:[],...c.map(M=>({...M,...H.has(M.site)&&{link:H.get(M.site)}}))]}catch(t){this.fault=b(t)}}};v.styles=[F,W,Q,oe],i([g({attribute:!1})],v.prototype,"params",2),i([d()],v.prototype,"meeting",2),i([d()],v.prototype,"agenda",2),i([d()],v.prototype,"invited",2),i([d()],v.prototype,"fault",2),v=i([E("gb-meeting-page")],v);function de(){return["chu_toa","thu_ky","van_thu"].includes($.account?.role??"")}export{v as MeetingPage};
