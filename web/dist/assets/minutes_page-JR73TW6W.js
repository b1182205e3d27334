import{a as X,b as Y}from"./chunk-IYW3Y5PZ.js";import{a as U}from"./chunk-7AZ24CVK.js";import{a as R}from"./chunk-OOHX66NF.js";import{a as J}from"./chunk-HIUFZGUF.js";import"./chunk-NWHKXTVY.js";import"./chunk-MCNA6GBP.js";import{a as h}from"./chunk-ZYC5RCVG.js";import{a as O}from"./chunk-WXYCPSMU.js";import"./chunk-ZYIMWIEM.js";import"./chunk-VHM6RX25.js";import{a as j}from"./chunk-YYSDZYHS.js";import"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as M}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import"./chunk-DLZSAQ7R.js";import"./chunk-WICI5KH2.js";import"./chunk-OZ372BIK.js";import{b as H,c as L,e as V,f as G}from"./chunk-4VJROU5D.js";import{b as I}from"./chunk-TCCVLUSM.js";import{a as E}from"./chunk-4EG37I2C.js";import{a as F,b as v,c as q,d as A,e as $}from"./chunk-APQN74WW.js";import{d as s,g as _,h as a,k as m,m as w,n as g,o as C,p as B,r as T,s as W}from"./chunk-TO6M2I3Z.js";import{a as u}from"./chunk-JFKSI6I7.js";var l=(c,i)=>({name:c,label:i,kind:"text"}),P=(c,i)=>({name:c,label:i,kind:"long"}),D=(c,i)=>({name:c,label:i,kind:"number"}),Q={name:"time",label:"min.time",kind:"time"},Z=[{name:"attendees",heading:"min.attendees",fields:[l("group","min.group"),l("name","min.name"),l("title","min.post"),l("unit","min.unit")]},{name:"absences",heading:"min.absences",fields:[l("site","min.site"),l("text","min.reason")]}],z=[{name:"reports",heading:"min.reports",fields:[l("title","min.report"),l("unit","min.unit"),P("text","min.said")]},{name:"speeches",heading:"min.speeches",fields:[Q,l("site","min.site"),l("name","min.name"),l("title","min.post"),P("text","min.said")]},{name:"votes",heading:"min.votes",fields:[P("text","min.question"),D("total","min.total"),D("agree","vote.for"),D("against","vote.against"),D("abstain","vote.abstain")]},{name:"conclusions",heading:"min.conclusions",fields:[P("text","min.conclusion"),l("unit","min.lead"),l("support","min.support"),l("deadline","min.deadline")]},{name:"incidents",heading:"min.incidents",fields:[Q,l("site","min.site"),P("text","min.incident")]}],ee={name:"recipients",heading:"min.recipients",fields:[l("text","min.recipient")]},ne=["parent_agency","agency","symbol","title","planned","opened","closed","late_reason","place","sites","sites_present","delegates_present","chair_name","chair_title","secretary_name","secretary_title","opening","attendees","absences","reports","speeches","votes","conclusions","incidents","recipients"];function te(c){return Object.fromEntries(ne.map(i=>[i,c[i]]))}var re=1500,ae=1e4,K=class extends EventTarget{constructor(e){super();this.code=e;this.minutes=null;this.draft=null;this.state="kept";this.fault="";this.lost=null;this.saving=null}async load(){this.take(await v.get(h(this.code,"/minutes")));let e=this.backup();e===null||!this.mayWrite||(e.version===this.minutes?.version?this.change(e.draft):this.lost=e.draft,this.tell())}get mayWrite(){return this.minutes!==null&&this.minutes.state==="draft"&&this.minutes.may.write}change(e){this.draft===null||this.minutes===null||(this.draft={...this.draft,...e},this.state!=="clash"&&(this.state="waiting"),localStorage.setItem(this.key,JSON.stringify({version:this.minutes.version,draft:this.draft})),this.later(re),this.tell())}async flush(){return window.clearTimeout(this.timer),await this.saving,this.state==="waiting"&&(this.saving=this.save(),await this.saving,this.saving=null),this.state==="kept"}async run(e){this.minutes?.version===0&&this.change({}),!(!await this.flush()||this.minutes===null)&&this.take(await e(this.minutes.version))}async overwrite(e){this.take(await v.get(h(this.code,"/minutes"))),this.lost=null,this.change(e)}forget(){this.lost=null,localStorage.removeItem(this.key),this.tell()}stop(){this.flush()}get key(){return`gb.minutes.${this.code}`}take(e){this.minutes=e,this.draft=te(e),this.state="kept",this.fault="",this.tell()}async save(){let e=this.draft;if(!(e===null||this.minutes===null)){this.state="writing",this.tell();try{this.minutes=await v.put(h(this.code,"/minutes"),{...e,version:this.minutes.version}),this.written(e)}catch(t){this.refused(t)}this.tell()}}written(e){this.fault="",this.draft===e?(this.state="kept",localStorage.removeItem(this.key)):this.change({})}refused(e){this.fault=$(e);let t=e instanceof F&&e.code==="changed";this.state=t?"clash":"waiting",!t&&!(e instanceof F&&e.status===422)&&this.later(ae)}later(e){window.clearTimeout(this.timer),this.timer=window.setTimeout(()=>{this.flush()},e)}backup(){try{return JSON.parse(localStorage.getItem(this.key)??"null")}catch{return null}}tell(){this.dispatchEvent(new Event("change"))}};var f=class extends T{constructor(){super(...arguments);this.items=[];this.day="";this.frozen=!1;this.added=!1}updated(e){!e.has("items")||!this.added||(this.added=!1,this.renderRoot.querySelector("li:last-child :is(input, textarea)")?.focus())}render(){return a`<ol>
        ${this.items.map((e,t)=>this.row(e,t))}
      </ol>
      ${this.frozen?m:a`<button class="button" type="button" @click=${this.add}>${U} ${s("min.add")}</button>`}`}row(e,t){let n=`${s(this.shape.heading)} ${t+1}`,r=a`<span class="tools">
      <button class="button" type="button" aria-label=${s("meet.up",{name:n})} ?disabled=${t===0} @click=${()=>this.move(t,-1)}>${Y}</button>
      <button class="button" type="button" aria-label=${s("meet.down",{name:n})} ?disabled=${t===this.items.length-1} @click=${()=>this.move(t,1)}>${X}</button>
      <button class="button" type="button" aria-label=${s("meet.remove",{name:n})} @click=${()=>this.say(this.items.filter((o,p)=>p!==t))}>${j}</button>
    </span>`;return a`<li>
      <span class="number">${t+1}.</span>
      <span class="fields">${this.shape.fields.map(o=>this.field(e,t,o))}</span>
      ${this.frozen?m:r}
    </li>`}field(e,t,{name:n,label:r,kind:o}){let p=e[n]??"",b=`${s(r)} ${t+1}`,x=d=>d.target.value,S=d=>this.say(this.items.map((N,se)=>se===t?{...N,[n]:d}:N));return o==="long"?a`<textarea class="long" rows="2" aria-label=${b} placeholder=${s(r)} maxlength="4000" ?readonly=${this.frozen} .value=${String(p)} @input=${d=>S(x(d))}></textarea>`:o==="time"?a`<input type="time" aria-label=${b} ?readonly=${this.frozen} .value=${H(String(p))} @change=${d=>S(this.timeOf(x(d)))} />`:o==="number"?a`<label>${s(r)}<input inputmode="numeric" maxlength="6" aria-label=${b} ?readonly=${this.frozen} .value=${String(p||0)} @change=${d=>S(Math.max(0,Math.trunc(Number(x(d)))||0))} /></label>`:a`<input aria-label=${b} placeholder=${s(r)} maxlength="160" ?readonly=${this.frozen} .value=${String(p)} @input=${d=>S(x(d))} />`}timeOf(e){return e===""||this.day===""?"":G(`${V(this.day).slice(0,10)}T${e}`)}add(){this.added=!0;let e=this.shape.fields.map(({name:t,kind:n})=>[t,n==="number"?0:""]);this.say([...this.items,{source:"",...Object.fromEntries(e)}])}move(e,t){let n=[...this.items],[r]=n.splice(e,1);r&&n.splice(e+t,0,r),this.say(n)}say(e){W(this,"items",e)}};f.styles=[E,I,_`
      :host {
        display: block;
      }
      li {
        display: grid;
        grid-template-columns: 2rem minmax(0, 1fr) auto;
        gap: 0.5rem;
        margin-bottom: 0.75rem;
      }
      .number {
        padding-top: 0.6rem;
        color: var(--text-soft);
        text-align: right;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 0.5rem;
      }
      .fields .long {
        grid-column: 1 / -1;
      }
      textarea {
        min-height: 4rem;
      }
      .tools {
        display: flex;
        gap: 0.25rem;
        align-self: start;
      }
      .tools .button {
        padding: 0.3rem 0.55rem;
      }
      @media (max-width: 48rem) {
        li {
          grid-template-columns: 1.5rem minmax(0, 1fr);
        }
        .tools {
          grid-column: 2;
        }
      }
    `],u([g({attribute:!1})],f.prototype,"shape",2),u([g({attribute:!1})],f.prototype,"items",2),u([g()],f.prototype,"day",2),u([g({type:Boolean})],f.prototype,"frozen",2),f=u([w("gb-item-list")],f);var y=class extends T{connectedCallback(){super.connectedCallback(),this.watch(this.keeper)}render(){let{minutes:i}=this.keeper;if(i===null)return m;let e=t=>q(h(i.meeting,t));return a`
      <div class="actions">
        ${this.steps(i)}
        <a class="button" target="_blank" href=${e("/minutes.html")}>${R} ${s("min.print")}</a>
        <a class="button" href=${e("/minutes.rtf")} download>${s("min.rtf")}</a>
        <a class="button" target="_blank" href=${e("/notice.html")}>${R} ${s("min.notice")}</a>
        <a class="button" href=${e("/notice.rtf")} download>${s("min.notice_rtf")}</a>
      </div>
      ${i.signed_sha256?a`<p class="signed"><a href=${e("/minutes/signed")} download>${i.signed_name}</a> ${s("min.hash")}: <code>${i.signed_sha256}</code></p>`:m}
      ${i.notice_no?a`<p class="signed">${s("min.notice_issued",{number:i.notice_no})}</p>`:m}
    `}steps({state:i,may:e,signed_sha256:t,notice_no:n}){let r=(p,b,x="")=>a`<button class="button ${x}" @click=${b}>${s(p)}</button>`,o=i==="approved"||i==="issued";return a`
      ${i==="draft"&&e.write?a`${r("min.submit",()=>this.step("submitted"),"primary")}${r("min.fill",()=>this.fill())}`:m}
      ${i==="submitted"&&e.approve?r("min.approve",()=>this.step("approved"),"primary"):m}
      ${i==="submitted"&&(e.approve||e.write)?r("min.return",()=>this.giveBack()):m} ${i==="approved"&&e.file?r("min.issue",()=>this.issue(),"primary"):m}
      ${o&&e.file&&!t?a`${r("min.signed_upload",()=>this.file?.click())}<input type="file" tabindex="-1" aria-hidden="true" accept="application/pdf" @change=${this.upload} />`:m}
      ${o&&e.file&&!n?r("min.notice_issue",()=>this.issueNotice()):m}
    `}async run(i){await this.keeper.run(i),O(s("min.done"))}async tried(i){try{await this.run(i)}catch(e){O($(e))}}post(i,e){let t=this.keeper.minutes?.meeting??"";return n=>v.post(h(t,i),{...e,version:n})}step(i){return this.tried(this.post("/minutes/state",{state:i}))}fill(){return this.tried(this.post("/minutes/fill",{}))}giveBack(){return this.ask("min.return",[{name:"reason",label:s("min.return_reason"),required:!0}],({reason:i})=>this.post("/minutes/state",{state:"draft",reason:i}))}issue(){return this.ask("min.issue",[{name:"number",label:s("min.number"),required:!0}],({number:i})=>this.post("/minutes/state",{state:"issued",number:Number(i)||0}))}issueNotice(){return this.ask("min.notice_issue",[{name:"number",label:s("min.notice_no"),required:!0}],({number:i})=>this.post("/notice",{number:i}))}ask(i,e,t){return J({heading:s(i),fields:e,action:s("min.confirm"),submit:n=>this.run(t(n))})}async upload(){let i=this.file?.files?.[0],e=this.keeper.minutes?.meeting??"";if(!i)return;let t=new Blob([i],{type:"application/octet-stream"});await this.tried(()=>v.call("POST",h(e,`/minutes/signed${A({name:i.name})}`),t))}};y.styles=[E,M,_`
      .actions {
        margin-bottom: 0.5rem;
      }
      .signed {
        margin: 0.25rem 0;
        overflow-wrap: anywhere;
      }
      input[type="file"] {
        position: absolute;
        width: 1px;
        height: 1px;
        opacity: 0;
      }
    `],u([g({attribute:!1})],y.prototype,"keeper",2),u([B("input[type=file]")],y.prototype,"file",2),y=u([w("gb-minutes-steps")],y);var oe={draft:"min.st_draft",submitted:"min.st_submitted",approved:"min.st_approved",issued:"min.issued"},ie=["I","II","III","IV","V","VI"],me=3e5,k=class extends T{constructor(){super(...arguments);this.params={};this.fault=""}connectedCallback(){super.connectedCallback(),this.keeper=new K(this.params.code??""),this.watch(this.keeper),this.load()}disconnectedCallback(){super.disconnectedCallback(),this.keeper.stop()}render(){let{minutes:e,draft:t}=this.keeper;return a`<gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>${e&&t?this.body(e,t):m}`}body(e,t){let n=!this.keeper.mayWrite;return a`
      <div class="head">
        <div>
          <h1>${s("min.title")}</h1>
          <p class="state"><a href=${h(e.meeting)}>${t.title}</a> <span class="mark">${s(oe[e.state])}</span> <span>${e.number_text}</span> ${n?m:this.kept()}</p>
        </div>
      </div>
      ${e.return_reason&&e.state==="draft"?a`<gb-notice>${s("min.returned",{reason:e.return_reason})}</gb-notice>`:m} ${this.warnings()}
      <gb-minutes-steps .keeper=${this.keeper}></gb-minutes-steps>
      <section class="card"><h2>${s("min.facts")}</h2>${this.facts(t,n)}</section>
      ${Z.map(r=>this.list(r,t,n))}
      <section class="card">
        <h2>${ie[0]}. ${s("min.opening")}</h2>
        <textarea aria-label=${s("min.opening")} maxlength="4000" ?readonly=${n} .value=${t.opening} @input=${r=>this.keeper.change({opening:r.target.value})}></textarea>
      </section>
      ${z.map((r,o)=>this.list(r,t,n,`${ie[o+1]}. `))} ${this.list(ee,t,n)}
    `}kept(){let e={kept:"min.kept",writing:"min.keeping",waiting:"min.unkept",clash:"min.clash"},{state:t,minutes:n}=this.keeper;return a`<span role="status">${s(e[t])} ${t==="kept"&&n?.changed?L(n.changed):""}</span>`}warnings(){let{fault:e,state:t,lost:n,draft:r}=this.keeper,o=t==="clash"&&r?a` <button class="button" @click=${()=>this.keep(r)}>${s("min.overwrite")}</button>`:m;return a`${e?a`<gb-notice>${e}${o}</gb-notice>`:m}
    ${n?a`<gb-notice>${s("min.lost")} <button class="button" @click=${()=>this.keep(n)}>${s("min.restore")}</button> <button class="button" @click=${()=>this.keeper.forget()}>${s("min.discard")}</button></gb-notice>`:m}`}facts(e,t){let n=e.planned!==""&&Date.parse(e.opened)-Date.parse(e.planned)>=me,r=(o,p)=>t?a`<p class="field">${s(p)} <span>${L(e[o])}</span></p>`:a`<gb-date-time-field label=${s(p)} .value=${e[o]} @chosen=${b=>this.keeper.change({[o]:b.currentTarget.value})}></gb-date-time-field>`;return a`<div class="grid">
      ${this.text("title","meet.title",e,t)} ${this.text("parent_agency","min.parent_agency",e,t)} ${this.text("agency","min.agency",e,t)} ${this.text("symbol","min.symbol",e,t)}
      ${r("planned","min.planned")} ${r("opened","meet.opened")} ${r("closed","meet.closed")} ${n||e.late_reason?this.text("late_reason","min.late_reason",e,t):m}
      ${this.text("place","meet.place",e,t)} ${this.text("chair_name","meet.chair",e,t)} ${this.text("chair_title","min.chair_title",e,t)}
      ${this.text("secretary_name","meet.secretary",e,t)} ${this.text("secretary_title","min.secretary_title",e,t)} ${this.count("sites","min.sites",e,t)}
      ${this.count("sites_present","min.sites_present",e,t)} ${this.count("delegates_present","min.delegates_present",e,t)}
    </div>`}text(e,t,n,r){return a`<label>${s(t)}<input data-name=${e} maxlength="160" ?readonly=${r} .value=${String(n[e])} @input=${o=>this.keeper.change({[e]:o.target.value})} /></label>`}count(e,t,n,r){let o=p=>Math.max(0,Math.trunc(Number(p.target.value))||0);return a`<label>${s(t)}<input inputmode="numeric" maxlength="6" ?readonly=${r} .value=${String(n[e])} @change=${p=>this.keeper.change({[e]:o(p)})} /></label>`}list(e,t,n,r=""){return a`<section class="card" data-list=${e.name}>
      <h2>${r}${s(e.heading)}</h2>
      <gb-item-list .shape=${e} .items=${t[e.name]} .day=${t.opened||t.planned} ?frozen=${n} @items=${o=>this.keeper.change({[e.name]:o.detail})}></gb-item-list>
    </section>`}async keep(e){try{await this.keeper.overwrite(e)}catch(t){this.fault=$(t)}}async load(){this.fault="";try{await this.keeper.load()}catch(e){this.fault=$(e)}}};k.styles=[E,M,I,_`
      section {
        margin-top: 1rem;
      }
      h2 {
        margin-bottom: 0.75rem;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
        gap: 0.75rem 1rem;
      }
      .state {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 0.75rem;
        align-items: center;
        color: var(--text-soft);
      }
      gb-notice {
        margin-bottom: 0.75rem;
      }
    `],u([g({attribute:!1})],k.prototype,"params",2),u([C()],k.prototype,"fault",2),k=u([w("gb-minutes-page")],k);export{k as MinutesPage};
