import{a as x}from"./chunk-7AZ24CVK.js";import{a as y}from"./chunk-WXYCPSMU.js";import"./chunk-ZYIMWIEM.js";import"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as k}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import{b as $}from"./chunk-TCCVLUSM.js";import{a as b}from"./chunk-4EG37I2C.js";import{b as m,e as h}from"./chunk-APQN74WW.js";import{d as a,g as u,h as d,m as f,o as c,r as v}from"./chunk-TO6M2I3Z.js";import{a as n}from"./chunk-JFKSI6I7.js";var l=class extends v{constructor(){super(...arguments);this.targets=null;this.relations=[];this.fault=""}firstUpdated(){this.load()}render(){return d`
      <div class="head">
        <h1>${a("target.title")}</h1>
        <div class="actions">
          <button class="button" @click=${this.add}>${x} ${a("target.add")}</button>
          <button class="button primary" ?disabled=${!this.targets} @click=${this.save}>${a("com.save")}</button>
        </div>
      </div>
      <p class="lead">${a("target.lead")}</p>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      ${(this.targets??[]).map((t,r)=>this.fields(t,r))}
    `}fields(t,r){let i=e=>this.targets=(this.targets??[]).map((s,o)=>o===r?{...s,...e}:s),p=(e,s)=>i({relations:s?[...t.relations,e]:t.relations.filter(o=>o!==e)});return d`<fieldset>
      <legend>${a("rep.target")} ${r+1}</legend>
      <label for="name${r}">${a("target.name")} <input id="name${r}" maxlength="100" .value=${t.name} @change=${e=>i({name:w(e)})} /></label>
      <div class="field" role="group" aria-labelledby="relations${r}">
        <span id="relations${r}">${a("target.relations")}</span>
        <div class="relations">
          ${this.words(t).map(({code:e,name:s})=>d`<label class="tick"><input type="checkbox" .checked=${t.relations.includes(e)} @change=${o=>p(e,o.target.checked)} /> ${s}</label>`)}
        </div>
      </div>
      <label class="percent" for="percent${r}">${a("target.percent")} <input id="percent${r}" type="number" min="0" max="100" step="0.01" .value=${String(t.threshold)} @change=${e=>i({threshold:Number(w(e))})} /></label>
      <label class="tick"><input type="checkbox" .checked=${t.strict} @change=${e=>i({strict:e.target.checked})} /> ${a("target.strict")}</label>
      <div class="actions">
        <button class="button danger" aria-label=${a("target.remove",{name:t.name})} @click=${()=>this.targets=(this.targets??[]).filter((e,s)=>s!==r)}>${a("com.delete")}</button>
      </div>
    </fieldset>`}words(t){let r=t.relations.filter(i=>!this.relations.some(p=>p.code===i));return[...this.relations,...r.map(i=>({code:i,name:i}))]}add(){this.targets=[...this.targets??[],{name:"",relations:[],threshold:50,strict:!1}]}async save(){this.fault="";try{this.targets=(await m.put("/statistics/targets",{items:this.targets})).items,y(a("com.saved"))}catch(t){this.fault=h(t)}}async load(){this.fault="";try{this.relations=await m.all("/relations"),this.targets=(await m.get("/statistics/targets")).items}catch(t){this.fault=h(t)}}};l.styles=[b,k,$,u`
      fieldset {
        display: grid;
        gap: 0.8rem;
        margin: 0 0 1rem;
        padding: 1rem 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      legend {
        padding: 0 0.4rem;
        font-weight: 600;
      }
      .relations {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 1.25rem;
      }
      label.tick {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        font-weight: 400;
      }
      label.percent {
        max-width: 10rem;
      }
    `],n([c()],l.prototype,"targets",2),n([c()],l.prototype,"relations",2),n([c()],l.prototype,"fault",2),l=n([f("gb-targets-page")],l);function w(g){return g.target.value}export{l as TargetsPage};
