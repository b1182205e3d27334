import"./chunk-WX4KK7RX.js";import{a as S}from"./chunk-7AZ24CVK.js";import{a as b}from"./chunk-NWHKXTVY.js";import"./chunk-MCNA6GBP.js";import"./chunk-U5MK724W.js";import"./chunk-BHB5BKCX.js";import"./chunk-2FVP46NB.js";import{a as k}from"./chunk-WXYCPSMU.js";import"./chunk-ZYIMWIEM.js";import"./chunk-YYSDZYHS.js";import"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as x}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import{b as y}from"./chunk-OZ372BIK.js";import{b as w}from"./chunk-TCCVLUSM.js";import{a as $}from"./chunk-4EG37I2C.js";import{a as v}from"./chunk-GFWRHW6T.js";import{b as n,e as u}from"./chunk-APQN74WW.js";import{d as e,f as c,g as p,h as m,k as d,m as h,o,p as f,r as g}from"./chunk-TO6M2I3Z.js";import{a}from"./chunk-JFKSI6I7.js";var r=class extends g{constructor(){super(...arguments);this.groups=null;this.sites=[];this.draft=null;this.search="";this.fault=""}connectedCallback(){super.connectedCallback(),this.load()}render(){return m`
      <div class="head">
        <h1>${e("groups.title")}</h1>
        <div class="actions">
          <button class="button primary" @click=${()=>this.edit(null)}>${S} ${e("groups.new")}</button>
          <a class="button" href="/sites">${e("nav.sites")}</a>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      <div class="columns">
        <gb-table
          .caption=${e("groups.title")}
          .empty=${e("groups.none")}
          .columns=${[{key:"name",title:e("groups.name"),value:t=>t.name},{key:"count",title:e("groups.count"),value:t=>t.sites.length,width:"7rem",end:!0}]}
          .rows=${this.groups}
          .keyOf=${t=>String(t.id)}
          .open=${t=>this.edit(t)}
        ></gb-table>
        ${this.draft?this.editor(this.draft):d}
      </div>
    `}editor(t){let s=new y(this.sites,({name:i,code:l})=>`${i} ${l}`);return m`<div class="card editor">
      <label for="name">${e("groups.name")} <input id="name" maxlength="120" .value=${t.name} /></label>
      <gb-search-field .value=${this.search} @search=${i=>this.search=i.detail}></gb-search-field>
      <gb-table
        .caption=${e("meet.sites")}
        .columns=${[{key:"name",title:e("sites.name"),value:i=>i.name},{key:"code",title:e("units.code"),value:i=>i.code,width:"9rem",wide:!0}]}
        .rows=${s.find(this.search)}
        .keyOf=${i=>i.code}
        .selected=${new Set(t.sites)}
        @select=${i=>this.choose(i.detail)}
      ></gb-table>
      <p role="status">${e("groups.chosen",{n:c(t.sites.length)})}</p>
      <div class="actions">
        <button class="button primary" @click=${this.save}>${e("com.save")}</button>
        <button class="button" @click=${()=>this.draft=null}>${e("com.cancel")}</button>
        ${t.id===null?d:m`<button class="button danger" @click=${this.deleteGroup}>${e("com.delete")}</button>`}
      </div>
    </div>`}edit(t){this.search="",this.draft=t?{...t}:{id:null,name:"",unit:v.account?.unit??"",sites:[]},this.updateComplete.then(()=>this.name.focus())}choose(t){this.draft&&(this.draft={...this.draft,name:this.name.value,sites:this.sites.map(({code:s})=>s).filter(s=>t.has(s))})}async save(){if(!this.draft)return;let{id:t,unit:s,sites:i}=this.draft,l={name:this.name.value.trim().normalize("NFC"),unit:s,sites:i};await this.done(t===null?n.post("/site-groups",l):n.put(`/site-groups/${t}`,l),e("com.saved"))}async deleteGroup(){let t=this.draft;if(!t||t.id===null)return;let s={heading:e("groups.delete"),text:t.name,action:e("com.delete"),danger:!0};await b(s)&&await this.done(n.delete(`/site-groups/${t.id}`),e("com.deleted"))}async done(t,s){try{await t,this.draft=null,k(s),await this.load()}catch(i){this.fault=u(i)}}async load(){this.fault="";try{[this.groups,this.sites]=await Promise.all([n.all("/site-groups"),n.all("/sites",{limit:1e3})])}catch(t){this.fault=u(t)}}};r.styles=[$,x,w,p`
      .columns {
        display: grid;
        grid-template-columns: minmax(15rem, 24rem) minmax(0, 1fr);
        gap: 1.25rem;
        align-items: start;
      }
      .editor {
        display: grid;
        gap: 1rem;
        --table-height: max(16rem, calc(100dvh - 30rem));
      }
      @media (max-width: 62rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `],a([o()],r.prototype,"groups",2),a([o()],r.prototype,"sites",2),a([o()],r.prototype,"draft",2),a([o()],r.prototype,"search",2),a([o()],r.prototype,"fault",2),a([f("#name")],r.prototype,"name",2),r=a([h("gb-site-groups-page")],r);export{r as SiteGroupsPage};
