import{a as Q}from"./chunk-5YMLR4M2.js";import{a as V,b as B}from"./chunk-IYW3Y5PZ.js";import"./chunk-WX4KK7RX.js";import{a as X}from"./chunk-7AZ24CVK.js";import{a as A}from"./chunk-MN2A5FTD.js";import"./chunk-U5MK724W.js";import"./chunk-BHB5BKCX.js";import"./chunk-2FVP46NB.js";import{b as O,d as W}from"./chunk-YWX6VGCI.js";import{a as g}from"./chunk-ZYC5RCVG.js";import{a as F}from"./chunk-WXYCPSMU.js";import"./chunk-ZYIMWIEM.js";import"./chunk-VHM6RX25.js";import{a as G}from"./chunk-YYSDZYHS.js";import"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as H}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import"./chunk-DLZSAQ7R.js";import"./chunk-WICI5KH2.js";import{b as C}from"./chunk-OZ372BIK.js";import"./chunk-4VJROU5D.js";import{b as M}from"./chunk-TCCVLUSM.js";import{a as k}from"./chunk-4EG37I2C.js";import{a as U}from"./chunk-GFWRHW6T.js";import{b as u,e as q}from"./chunk-APQN74WW.js";import{d as t,f as T,g as y,h as m,k as E,m as $,n as h,o as c,p as L,r as _,s as x}from"./chunk-TO6M2I3Z.js";import{a as o}from"./chunk-JFKSI6I7.js";var j=100,D=1440,S=class extends _{constructor(){super(...arguments);this.items=[];this.added=!1}updated(i){!i.has("items")||!this.added||(this.added=!1,this.renderRoot.querySelector("li:last-child input")?.focus())}render(){return m`<ul>
        ${this.items.map((i,e)=>this.row(i,e))}
      </ul>
      <button class="button" type="button" ?disabled=${this.items.length>=j} @click=${this.add}>${X} ${t("meet.agenda_add")}</button>`}row({title:i,minutes:e,speaker_unit:a},s){let r=i||t("meet.agenda_item",{n:s+1}),p=n=>n.target.value.trim().normalize("NFC");return m`<li>
      <span class="number">${s+1}</span>
      <input aria-label="${t("meet.agenda_title")} ${s+1}" placeholder=${t("meet.agenda_title")} maxlength="300" .value=${i} @change=${n=>this.change(s,{title:p(n)})} />
      <input
        aria-label="${t("meet.agenda_minutes")} ${s+1}"
        placeholder=${t("meet.agenda_minutes")}
        inputmode="numeric"
        maxlength="4"
        .value=${e?String(e):""}
        @change=${n=>this.change(s,{minutes:Math.min(D,Math.max(0,Math.trunc(Number(p(n)))||0))})}
      />
      <input aria-label="${t("meet.agenda_speaker")} ${s+1}" placeholder=${t("meet.agenda_speaker")} maxlength="200" .value=${a} @change=${n=>this.change(s,{speaker_unit:p(n)})} />
      <span class="tools">
        <button class="button" type="button" aria-label=${t("meet.up",{name:r})} ?disabled=${s===0} @click=${()=>this.move(s,-1)}>${B}</button>
        <button class="button" type="button" aria-label=${t("meet.down",{name:r})} ?disabled=${s===this.items.length-1} @click=${()=>this.move(s,1)}>${V}</button>
        <button class="button" type="button" aria-label=${t("meet.remove",{name:r})} @click=${()=>this.tell(this.items.filter((n,f)=>f!==s))}>${G}</button>
      </span>
    </li>`}add(){this.added=!0,this.tell([...this.items,{position:0,title:"",minutes:0,speaker_unit:""}])}change(i,e){this.tell(this.items.map((a,s)=>s===i?{...a,...e}:a))}move(i,e){let a=[...this.items],[s]=a.splice(i,1);s&&a.splice(i+e,0,s),this.tell(a)}tell(i){x(this,"agenda",i.map((e,a)=>({...e,position:a+1})))}};S.styles=[k,M,y`
      :host {
        display: block;
      }
      li {
        display: grid;
        grid-template-columns: 2rem minmax(0, 3fr) 6rem minmax(0, 2fr) auto;
        gap: 0.5rem;
        align-items: center;
        margin-bottom: 0.5rem;
      }
      .tools {
        display: flex;
        gap: 0.25rem;
      }
      .tools .button {
        padding: 0.3rem 0.55rem;
      }
      .number {
        color: var(--text-soft);
        text-align: right;
      }
      @media (max-width: 48rem) {
        li {
          grid-template-columns: 2rem minmax(0, 1fr) 5rem;
        }
        li > :nth-child(4) {
          grid-column: 2 / -1;
        }
        .tools {
          grid-column: 2 / -1;
        }
      }
    `],o([h({attribute:!1})],S.prototype,"items",2),S=o([$("gb-agenda-editor")],S);var z=400,J=6,w=class extends _{constructor(){super(...arguments);this.query=null;this.clashes=null;this.asked=""}disconnectedCallback(){super.disconnectedCallback(),window.clearTimeout(this.timer)}updated(){let i=JSON.stringify(this.query);i!==this.asked&&(this.asked=i,window.clearTimeout(this.timer),this.timer=window.setTimeout(()=>{this.ask(i)},z))}render(){return!this.query||!this.clashes?E:this.clashes.length===0?m`<p role="status">${t("meet.no_conflict")}</p>`:m`<gb-notice role="status">
      ${this.clashes.slice(0,J).map(i=>m`<div>${i.what==="capacity"?t("meet.conflict_capacity",{title:i.title}):t("meet.conflict",{title:i.title,time:W(i)})}</div>`)}
    </gb-notice>`}async ask(i){let e=this.query?await u.all("/meeting-conflicts",this.query).catch(()=>null):null;i===this.asked&&(this.clashes=e)}};w.styles=[k,y`
      :host {
        display: block;
      }
      p {
        color: var(--good);
      }
    `],o([h({attribute:!1})],w.prototype,"query",2),o([c()],w.prototype,"clashes",2),w=o([$("gb-clash-notice")],w);var K=300,N=500,Y=24;function R(d,{kinds:b,relations:i,units:e},a){let s=n=>[{value:"",label:t("meet.type_none")},...n.map(({code:f,name:I})=>({value:f,label:I}))],r=(n,f,I={})=>({name:n,label:f,value:d[n]??"",...I});return[...[r("title",t("meet.title"),{required:!0,whole:!0,max:K}),r("start",t("meet.start"),{kind:"datetime",required:!0}),r("end",t("meet.end_plan"),{kind:"datetime"}),r("form",t("meet.form"),{kind:"select",choices:Object.entries(O).map(([n,f])=>({value:n,label:t(f)})),value:d.form??"online"}),r("kind",t("meet.type"),{kind:"select",choices:s(b)}),r("chair_name",t("meet.chair")),r("secretary_name",t("meet.secretary")),r("place",t("meet.place")),r("invite_no",t("meet.invite_no")),r("governed",t("meet.governed"),{kind:"flag",value:d.governed??!0}),r("waiting_room",t("meet.waiting_room"),{kind:"flag",value:d.waiting_room??!1}),r("unit",t("meet.host_unit"),e?{kind:"combo",choices:e.choices(),more:!0}:{more:!0}),r("relation",t("meet.relation"),{kind:"select",choices:s(i),more:!0}),r("chair_title",t("meet.chair_title"),{more:!0}),r("secretary_title",t("meet.secretary_title"),{more:!0}),r("chair_account",t("meet.chair_account"),{kind:"code",hint:t("meet.account_hint"),more:!0}),r("secretary_account",t("meet.secretary_account"),{kind:"code",hint:t("meet.account_hint"),more:!0}),r("decided_by",t("meet.decided_by"),{more:!0}),r("sites_max",t("meet.sites_max"),{kind:"number",min:0,max:N,hint:t("meet.sites_max_hint"),value:d.sites_max??0,more:!0}),r("note",t("meet.note"),{kind:"lines",more:!0})],...a?Z():[],r("nosecret",t("meet.nosecret"),{kind:"flag",required:!0,whole:!0,value:d.nosecret??!1})]}function Z(){let d=[{value:"day",label:t("meet.repeat_day")},{value:"weekday",label:t("meet.repeat_weekday")}];return[{name:"repeat_months",label:t("meet.repeat"),kind:"number",value:1,min:1,max:Y,hint:t("meet.repeat_hint"),more:!0},{name:"repeat_by",label:t("meet.repeat_by"),kind:"select",choices:d,value:"day",more:!0}]}var P=["dang","nha_nuoc","doan_the"],v=class extends _{constructor(){super(...arguments);this.sites=[];this.groups=[];this.units=null;this.value=[];this.words=""}render(){let i=new C(this.sites,({name:e,code:a,unit:s})=>`${e} ${a} ${this.units?.nameOf(s)??""}`);return m`
      <div class="quick">
        <label
          >${t("meet.sites_group")}
          <select @change=${this.addGroup}>
            <option value=""></option>
            ${this.groups.map(({id:e,name:a,sites:s})=>m`<option value=${e}>${a} (${s.length})</option>`)}
          </select>
        </label>
        <label
          >${t("units.block")}
          <select @change=${this.addBlock}>
            <option value=""></option>
            ${P.map(e=>m`<option value=${e}>${t(`units.block_${e}`)}</option>`)}
          </select>
        </label>
        <gb-combo-box .label=${t("meet.sites_under")} .value=${""} .choices=${this.units?.choices()??[]} @chosen=${this.addUnder}></gb-combo-box>
      </div>
      <div class="row">
        <gb-search-field .value=${this.words} @search=${e=>this.words=e.detail}></gb-search-field>
        <p role="status">${t("meet.sites_chosen",{n:T(this.value.length)})}</p>
        <button class="button" type="button" ?disabled=${this.value.length===0} @click=${()=>this.pick(new Set)}>${t("meet.sites_clear")}</button>
      </div>
      <gb-table
        .caption=${t("meet.sites")}
        .columns=${[{key:"name",title:t("sites.name"),value:e=>e.name},{key:"unit",title:t("sites.unit"),value:e=>this.units?.nameOf(e.unit)??e.unit,wide:!0}]}
        .rows=${i.find(this.words)}
        .keyOf=${e=>e.code}
        .selected=${new Set(this.value)}
        @select=${e=>this.pick(e.detail)}
      ></gb-table>
    `}addGroup(i){let e=i.target,a=this.groups.find(({id:s})=>String(s)===e.value);e.value="",a&&this.pick(new Set([...this.value,...a.sites]))}addBlock(i){let e=i.target,a=this.units?.ofBlock(e.value),s=this.sites.filter(({unit:r,active:p})=>p&&a?.has(r));e.value!==""&&this.pick(new Set([...this.value,...s.map(({code:r})=>r)])),e.value=""}addUnder(i){i.stopPropagation();let e=this.units,a=this.sites.filter(({unit:s,active:r})=>{let p=e?.get(s);return r&&p!==void 0&&e?.isUnder(p,i.detail)});this.pick(new Set([...this.value,...a.map(({code:s})=>s)])),i.target.value=""}pick(i){x(this,"picked",this.sites.map(({code:e})=>e).filter(e=>i.has(e)))}};v.styles=[k,M,y`
      :host {
        display: grid;
        gap: 0.75rem;
        --table-height: 20rem;
      }
      .quick {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
        gap: 0.75rem;
        align-items: start;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.75rem;
      }
      .row p {
        font-weight: 600;
      }
    `],o([h({attribute:!1})],v.prototype,"sites",2),o([h({attribute:!1})],v.prototype,"groups",2),o([h({attribute:!1})],v.prototype,"units",2),o([h({attribute:!1})],v.prototype,"value",2),o([c()],v.prototype,"words",2),v=o([$("gb-site-picker")],v);var tt=2*36e5,l=class extends _{constructor(){super(...arguments);this.params={};this.fields=null;this.sites=[];this.groups=[];this.units=null;this.invited=[];this.agenda=[];this.clash=null;this.busy=!1;this.fault=""}get code(){return this.params.code??""}connectedCallback(){super.connectedCallback(),this.load()}render(){let i=t(this.code?"meet.change":"meet.new");return m`
      <h1>${i}</h1>
      <p class="lead">${t("meet.secret_banner")}</p>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      ${this.fields?this.body(this.fields):E}
    `}body(i){return m`
      <div class="card" @input=${this.touched} @chosen=${this.touched} @change=${this.touched}>
        <gb-form .fields=${i} @submit-form=${()=>this.save(!1)}></gb-form>
        <gb-clash-notice .query=${this.clash}></gb-clash-notice>
      </div>
      <div class="card">
        <h2>${t("meet.sites")}</h2>
        <gb-site-picker .sites=${this.sites} .groups=${this.groups} .units=${this.units} .value=${this.invited} @picked=${this.picked}></gb-site-picker>
      </div>
      <div class="card">
        <h2>${t("meet.agenda")}</h2>
        <gb-agenda-editor .items=${this.agenda} @agenda=${e=>this.agenda=e.detail}></gb-agenda-editor>
      </div>
      <div class="foot actions">
        <button class="button primary" ?disabled=${this.busy} @click=${()=>this.save(!1)}>${t(this.code?"com.save":"meet.to_scheduled")}</button>
        ${this.code?E:m`<button class="button" ?disabled=${this.busy} @click=${()=>this.save(!0)}>${t("meet.save_draft")}</button>`}
        <a class="button" href=${this.code?g(this.code):"/meetings"}>${t("com.cancel")}</a>
      </div>
    `}picked(i){this.invited=i.detail,this.touched()}touched(){let{start:i,end:e,place:a}=this.form.values(),s=String(i??""),r=s?new Date(Date.parse(s)+tt).toISOString().replace(/\.\d+/,""):"";this.clash=s?{from:s,to:String(e||r),sites:this.invited.join(","),place:String(a),except:this.code}:null}async save(i){if(!(this.busy||!this.form.check())){this.busy=!0;try{let e=await this.store(this.form.values(),i);F(t("meet.saved")),A.go(g(e))}catch(e){this.form.refuse(e),this.form.scrollIntoView()}finally{this.busy=!1}}}async store(i,e){let a=this.agenda.filter(({title:r})=>r!=="");this.code&&(await u.patch(g(this.code),i),await u.put(g(this.code,"/sites"),{sites:this.invited}));let s=this.code||(await u.post("/meetings",{...i,draft:e,sites:this.invited})).code;return(this.code||a.length>0)&&await u.put(g(s,"/agenda"),{items:a.map((r,p)=>({...r,position:p+1}))}),s}async load(){this.fault="";try{let[i,e,a,s,r]=await Promise.all([u.all("/meeting-kinds"),u.all("/relations"),u.all("/sites",{limit:1e3}),u.all("/site-groups"),Q.load().catch(()=>null)]);this.sites=a.sort((n,f)=>n.position-f.position||n.name.localeCompare(f.name,"vi")),this.groups=s,this.units=r;let p=this.code?await this.planned():et();this.fields=R(p,{kinds:i,relations:e,units:r},this.code===""),await this.updateComplete}catch(i){this.fault=q(i)}}async planned(){let[i,e,a]=await Promise.all([u.get(g(this.code)),u.all(g(this.code,"/sites")),u.all(g(this.code,"/agenda"))]);return this.invited=e.map(({site:s})=>s),this.agenda=a,i}};l.styles=[k,H,y`
      .card {
        margin-top: 1rem;
      }
      .card h2 {
        margin-bottom: 0.75rem;
      }
      gb-clash-notice {
        margin-top: 1rem;
      }
      .foot {
        margin-top: 1rem;
      }
    `],o([h({attribute:!1})],l.prototype,"params",2),o([c()],l.prototype,"fields",2),o([c()],l.prototype,"sites",2),o([c()],l.prototype,"groups",2),o([c()],l.prototype,"units",2),o([c()],l.prototype,"invited",2),o([c()],l.prototype,"agenda",2),o([c()],l.prototype,"clash",2),o([c()],l.prototype,"busy",2),o([c()],l.prototype,"fault",2),o([L("gb-form")],l.prototype,"form",2),l=o([$("gb-meeting-form-page")],l);function et(){let{unit:d="",username:b="",role:i}=U.account??{};return{unit:d,chair_account:i==="chu_toa"?b:"",secretary_account:i==="thu_ky"?b:""}}export{l as MeetingFormPage};
