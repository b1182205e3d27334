import{a as x}from"./chunk-7AZ24CVK.js";import{a as $}from"./chunk-HIUFZGUF.js";import{a as w}from"./chunk-NWHKXTVY.js";import"./chunk-MCNA6GBP.js";import{a as v}from"./chunk-WXYCPSMU.js";import"./chunk-ZYIMWIEM.js";import"./chunk-VHM6RX25.js";import"./chunk-YYSDZYHS.js";import"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as b}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import"./chunk-DLZSAQ7R.js";import"./chunk-WICI5KH2.js";import"./chunk-OZ372BIK.js";import{e as K}from"./chunk-4VJROU5D.js";import{b as C}from"./chunk-TCCVLUSM.js";import{a as g}from"./chunk-4EG37I2C.js";import{a as E,b as o,e as d}from"./chunk-APQN74WW.js";import{d as e,g as f,h as n,m as u,n as _,o as l,r as y}from"./chunk-TO6M2I3Z.js";import{a as r}from"./chunk-JFKSI6I7.js";var M=["yearly","once","worked"],D={yearly:"holiday.yearly",once:"holiday.once",worked:"holiday.worked"},Y=s=>s.startsWith("+")?"worked":s.length===5?"yearly":"once",O=s=>s.replace("+","").split("-").reverse().join("/");function P(s,h){let t=K(h).slice(0,10);return s==="yearly"?t.slice(5):s==="worked"?`+${t}`:t}function q(s){let h=({day:t})=>Y(t)==="yearly"?`0${t}`:`1${t.replace("+","")}`;return[...s].sort((t,a)=>h(t)<h(a)?-1:1)}var p=class extends y{constructor(){super(...arguments);this.days=[];this.fault=""}connectedCallback(){super.connectedCallback(),this.load()}render(){return n`<section class="card" aria-label=${e("holiday.heading")}>
      <div class="head">
        <h2>${e("holiday.heading")}</h2>
        <div class="actions"><button class="button" @click=${()=>this.create()}>${x} ${e("words.add")}</button></div>
      </div>
      <p class="hint">${e("holiday.hint")}</p>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      <ul>
        ${q(this.days).map(t=>n`<li>
            <span class="day">${O(t.day)}</span>
            <span class="name">${t.name}</span>
            <span class="mark">${e(D[Y(t.day)])}</span>
            <button class="button" aria-label=${e("words.delete_of",{name:`${O(t.day)} ${t.name}`})} @click=${()=>this.takeOut(t)}>${e("com.delete")}</button>
          </li>`)}
      </ul>
    </section>`}async load(){this.fault="";try{this.days=(await o.get("/holidays")).items}catch(t){this.fault=d(t)}}async write(t){this.days=(await o.put("/holidays",{items:t})).items,v(e("com.saved"))}async create(){await $({heading:e("holiday.heading"),action:e("com.create"),fields:[{name:"day",label:e("holiday.day"),kind:"date",required:!0},{name:"kind",label:e("holiday.kind"),kind:"select",required:!0,value:"once",choices:M.map(t=>({value:t,label:e(D[t])}))},{name:"name",label:e("words.name"),whole:!0}],submit:({day:t,kind:a,name:i})=>this.enter({day:P(String(a),String(t)),name:String(i)})})}async enter(t){if(this.days.some(({day:a})=>a===t.day))throw new E(422,"bad_field",e("holiday.twice"),"day");await this.write([...this.days,t])}async takeOut(t){let a=`${O(t.day)} ${t.name}`;if(await w({heading:a,text:e("holiday.delete_text"),action:e("com.delete"),danger:!0}))try{await this.write(this.days.filter(({day:i})=>i!==t.day))}catch(i){this.fault=d(i)}}};p.styles=[g,b,f`
      :host {
        display: block;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.75rem;
        padding: 0.35rem 0;
        border-top: 1px solid var(--line);
      }
      .day {
        min-width: 6.5rem;
        font-variant-numeric: tabular-nums;
      }
      .name {
        flex: 1 1 10rem;
        overflow-wrap: anywhere;
      }
      .hint {
        margin: 0 0 0.75rem;
        color: var(--text-soft);
      }
    `],r([l()],p.prototype,"days",2),r([l()],p.prototype,"fault",2),p=r([u("gb-holiday-list")],p);var c=class extends y{constructor(){super(...arguments);this.address="";this.heading="";this.words=[];this.fault=""}connectedCallback(){super.connectedCallback(),this.load()}render(){return n`<section class="card" aria-label=${this.heading}>
      <div class="head">
        <h2>${this.heading}</h2>
        <div class="actions"><button class="button" @click=${()=>this.create()}>${x} ${e("words.add")}</button></div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      <ul>
        ${this.words.map(t=>n`<li>
            <span>${t.name}</span>
            <span class="mark">${t.code}</span>
            <span class="actions">
              <button class="button" aria-label=${e("words.change_of",{name:t.name})} @click=${()=>this.change(t)}>${e("words.change")}</button>
              <button class="button" aria-label=${e("words.delete_of",{name:t.name})} @click=${()=>this.takeOut(t)}>${e("com.delete")}</button>
            </span>
          </li>`)}
      </ul>
    </section>`}async load(){this.fault="";try{this.words=await o.all(this.address)}catch(t){this.fault=d(t)}}pathOf(t){return`${this.address}/${encodeURIComponent(t.code)}`}async create(){let t=Math.max(0,...this.words.map(({position:i})=>i));await $({heading:this.heading,action:e("com.create"),fields:this.fieldsOf({code:"",name:"",position:t+1},!1),submit:i=>o.post(this.address,i)})&&await this.changed()}async change(t){await $({heading:t.name,action:e("com.save"),fields:this.fieldsOf(t,!0),submit:i=>o.patch(this.pathOf(t),i)})&&await this.changed()}async takeOut(t){let a={heading:t.name,text:e("words.delete_text"),action:e("com.delete"),danger:!0};if(await w(a))try{await o.delete(this.pathOf(t)),await this.changed()}catch(i){this.fault=d(i)}}async changed(){v(e("com.saved")),await this.load()}fieldsOf(t,a){return[{name:"name",label:e("words.name"),value:t.name,required:!0,whole:!0},{name:"code",label:e("units.code"),kind:"code",value:t.code,required:!0,fixed:a},{name:"position",label:e("units.position"),kind:"number",value:t.position,min:0}]}};c.styles=[g,b,f`
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.75rem;
        padding: 0.35rem 0;
        border-top: 1px solid var(--line);
      }
      li > :first-child {
        flex: 1 1 12rem;
        overflow-wrap: anywhere;
      }
    `],r([_()],c.prototype,"address",2),r([_()],c.prototype,"heading",2),r([l()],c.prototype,"words",2),r([l()],c.prototype,"fault",2),c=r([u("gb-word-list")],c);var T=[{name:"notice_login",title:"settings.notice_login",hint:"settings.notice_login_hint"},{name:"notice_recording",title:"settings.notice_recording",hint:"settings.notice_recording_hint"},{name:"notice_secret",title:"settings.notice_secret",hint:"settings.notice_secret_hint"},{name:"rules",title:"settings.rules",hint:"settings.rules_hint"},{name:"help_contact",title:"settings.help_contact",hint:"settings.help_contact_hint"}],H=[{address:"/meeting-kinds",heading:"words.meeting_kinds"},{address:"/relations",heading:"words.relations"},{address:"/unit-kinds",heading:"words.unit_kinds"}],I=4e3,m=class extends y{constructor(){super(...arguments);this.texts={};this.loaded=!1;this.fault=""}connectedCallback(){super.connectedCallback(),this.load()}render(){return n`
      <h1>${e("nav.settings")}</h1>
      <p class="lead">${e("settings.lead")}</p>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      ${T.map(({name:t,title:a,hint:i})=>n`<form class="card" @submit=${k=>this.save(k,t)}>
          <div class="field">
            <label for=${t}>${e(a)}</label>
            <span class="hint" id="${t}-hint">${e(i)}</span>
            <textarea id=${t} maxlength=${I} aria-describedby="${t}-hint" ?disabled=${!this.loaded} .value=${this.texts[t]??""}></textarea>
          </div>
          <button class="button primary" ?disabled=${!this.loaded}>${e("com.save")}</button>
        </form>`)}
      ${H.map(({address:t,heading:a})=>n`<gb-word-list address=${t} .heading=${e(a)}></gb-word-list>`)}
      <gb-holiday-list></gb-holiday-list>
    `}async load(){this.fault="";try{let t=await Promise.all(T.map(({name:a})=>o.get(`/texts/${a}`)));this.texts=Object.fromEntries(T.map(({name:a},i)=>[a,t[i]?.text??""])),this.loaded=!0}catch(t){this.fault=d(t)}}async save(t,a){t.preventDefault();let i=this.renderRoot.querySelector(`#${a}`)?.value.normalize("NFC")??"";try{await o.put(`/texts/${a}`,{text:i}),this.texts={...this.texts,[a]:i},this.fault="",v(e("com.saved"))}catch(k){this.fault=d(k)}}};m.styles=[g,b,C,f`
      form {
        max-width: 52rem;
        margin-bottom: 1.25rem;
      }
      gb-word-list,
      gb-holiday-list {
        max-width: 52rem;
        margin-bottom: 1.25rem;
      }
      .button {
        justify-self: start;
      }
    `],r([l()],m.prototype,"texts",2),r([l()],m.prototype,"loaded",2),r([l()],m.prototype,"fault",2),m=r([u("gb-settings-page")],m);export{m as SettingsPage};
