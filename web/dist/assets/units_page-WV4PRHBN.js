import{a as D}from"./chunk-NIQLGYLA.js";import{a as M}from"./chunk-N22OKUSR.js";import{a as K}from"./chunk-5YMLR4M2.js";import"./chunk-WX4KK7RX.js";import{a as T}from"./chunk-7AZ24CVK.js";import{a as g}from"./chunk-MN2A5FTD.js";import{a as N}from"./chunk-7A7X53EW.js";import{a as S}from"./chunk-FJU6R2YV.js";import{a as p}from"./chunk-HIUFZGUF.js";import"./chunk-NWHKXTVY.js";import"./chunk-MCNA6GBP.js";import"./chunk-U5MK724W.js";import"./chunk-BHB5BKCX.js";import"./chunk-2FVP46NB.js";import{a as f}from"./chunk-WXYCPSMU.js";import"./chunk-ZYIMWIEM.js";import"./chunk-VHM6RX25.js";import"./chunk-YYSDZYHS.js";import"./chunk-OTH6SDHP.js";import"./chunk-2JC2332Z.js";import{a as O}from"./chunk-JKJH2E4Y.js";import"./chunk-JIA57CHK.js";import"./chunk-DLZSAQ7R.js";import"./chunk-WICI5KH2.js";import"./chunk-OZ372BIK.js";import{a as _}from"./chunk-4VJROU5D.js";import{b as q}from"./chunk-TCCVLUSM.js";import{a as $}from"./chunk-4EG37I2C.js";import{b as h,c as E,e as L}from"./chunk-APQN74WW.js";import{d as i,g as b,h as d,k as v,m as k,n as w,o as u,r as y,s as C}from"./chunk-TO6M2I3Z.js";import{a as l}from"./chunk-JFKSI6I7.js";var c=class extends y{constructor(){super(...arguments);this.label="";this.chosen="";this.nodes=[];this.opened=new Set;this.at="";this.below=new Map;this.parents=new Map}willUpdate(e){e.has("nodes")&&this.arrange(),(e.has("chosen")||e.has("nodes"))&&this.reveal(this.chosen)}render(){let e=this.seen(),t=e.some(({node:o})=>o.key===this.at)?this.at:e[0]?.node.key??"";return d`<ul role="tree" aria-label=${this.label} @keydown=${o=>this.onKey(o,e)}>
      ${e.map(({node:o,level:n})=>this.branch(o,n,t))}
    </ul>`}branch(e,t,o){let n=this.below.has(e.key);return d`<li
      role="treeitem"
      data-key=${e.key}
      class=${e.faint?"faint":""}
      .style=${`padding-left: ${(t-1)*1.1}rem`}
      title=${e.label}
      aria-level=${t}
      aria-expanded=${n?this.opened.has(e.key):v}
      aria-selected=${e.key===this.chosen}
      tabindex=${e.key===o?0:-1}
      @click=${()=>this.choose(e.key)}
    >
      <span class="twist" @click=${a=>this.twist(a,e.key)}>${n?M:v}</span>
      <span class="text">${e.label}</span>
      ${e.note?d`<span class="note">${e.note}</span>`:v}
    </li>`}arrange(){this.below.clear(),this.parents=new Map(this.nodes.map(({key:e,parent:t})=>[e,t]));for(let e of this.nodes){let t=this.parents.has(e.parent)?e.parent:"",o=this.below.get(t);o?o.push(e):this.below.set(t,[e])}this.opened.size===0&&(this.opened=new Set((this.below.get("")??[]).map(({key:e})=>e)))}reveal(e){let t=new Set(this.opened),o=this.parents.get(e);for(let n=0;o&&n<64;n+=1)t.add(o),o=this.parents.get(o);t.size!==this.opened.size&&(this.opened=t),this.parents.has(e)&&(this.at=e)}seen(){let e=[],t=(o,n)=>{for(let a of this.below.get(o)??[])e.push({node:a,level:n}),this.opened.has(a.key)&&n<64&&t(a.key,n+1)};return t("",1),e}choose(e){this.at=e,C(this,"chosen",e)}twist(e,t){this.below.has(t)&&(e.stopPropagation(),this.setOpen(t,!this.opened.has(t)))}setOpen(e,t){let o=new Set(this.opened);t?o.add(e):o.delete(e),this.opened=o}onKey(e,t){let o=Math.max(0,t.findIndex(({node:H})=>H.key===this.at)),n=t[o]?.node.key??"",a={ArrowDown:o+1,ArrowUp:o-1,Home:0,End:t.length-1}[e.key];if(a!==void 0)this.walkTo(t[Math.max(0,Math.min(t.length-1,a))]?.node.key??n);else if(e.key==="ArrowRight"&&this.below.has(n))this.setOpen(n,!0);else if(e.key==="ArrowLeft"&&this.opened.has(n)&&this.below.has(n))this.setOpen(n,!1);else if(e.key==="ArrowLeft")this.walkTo(this.parents.get(n)||n);else if(e.key==="Enter"||e.key===" ")this.choose(n);else return;e.preventDefault()}async walkTo(e){this.at=e,await this.updateComplete,this.renderRoot.querySelector('[tabindex="0"]')?.focus()}};c.styles=[$,b`
      :host {
        display: block;
      }
      li {
        display: flex;
        align-items: center;
        gap: 0.15rem;
        min-height: 2.3rem;
        padding-right: 0.5rem;
        border-radius: 0.4rem;
        cursor: pointer;
      }
      li:hover {
        background: var(--raised);
      }
      li[aria-selected="true"] {
        background: var(--brand-soft);
        color: var(--brand);
        font-weight: 600;
      }
      li:focus-visible {
        outline-offset: -0.2rem;
      }
      li.faint .text {
        color: var(--text-soft);
      }
      .twist {
        display: grid;
        place-items: center;
        width: 1.9rem;
        height: 2.3rem;
        flex: none;
      }
      .twist .icon {
        width: 1.1em;
        height: 1.1em;
      }
      [aria-expanded="true"] > .twist .icon {
        rotate: 90deg;
      }
      .text {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .note {
        color: var(--text-soft);
        font-size: 0.82em;
        font-weight: 400;
      }
    `],l([w()],c.prototype,"label",2),l([w()],c.prototype,"chosen",2),l([w({attribute:!1})],c.prototype,"nodes",2),l([u()],c.prototype,"opened",2),l([u()],c.prototype,"at",2),c=l([k("gb-tree")],c);var x={"":"units.block_none",nha_nuoc:"units.block_nha_nuoc",dang:"units.block_dang",doan_the:"units.block_doan_the"};function U(){return Object.entries(x).map(([r,s])=>({value:r,label:i(s)}))}async function F(r,s){let e=await p({heading:i("units.new"),action:i("com.create"),fields:R(r,{parent:s,position:z(r,s)},!1),submit:t=>h.post("/units",t)});return e&&f(i("units.created")),e}async function P(r,s){let e=await p({heading:s.name,action:i("com.save"),fields:R(r,s,!0),submit:t=>h.patch(`/units/${encodeURIComponent(s.code)}`,t)});return e&&f(i("com.saved")),e}async function B(r,s){let e=await p({heading:i("units.retire_title",{name:s.name}),action:i("units.retire"),note:i("units.retire_note"),danger:!0,fields:[{name:"valid_to",label:i("units.valid_to"),kind:"date",required:!0,whole:!0},{name:"successor",label:i("units.successor"),kind:"combo",whole:!0,hint:i("units.successor_hint"),choices:r.choices(s.code)}],submit:t=>h.post(`/units/${encodeURIComponent(s.code)}/retire`,t)});return e&&f(i("units.retired")),e}async function A(r){let s=await p({heading:i("units.new_kind"),action:i("com.create"),note:i("units.kinds_now",{names:r.kinds.map(({name:e})=>e).join(", ")}),fields:[{name:"name",label:i("units.kind_name"),required:!0},{name:"code",label:i("units.code"),kind:"code",required:!0},{name:"position",label:i("units.position"),kind:"number",value:r.kinds.length+1,min:0}],submit:e=>h.post("/unit-kinds",e)});return s&&f(i("com.saved")),s}function R(r,s,e){let t=r.kinds.map(({code:o,name:n})=>({value:o,label:n}));return[{name:"name",label:i("units.name"),value:s.name??"",required:!0,whole:!0},{name:"code",label:i("units.code"),kind:"code",value:s.code??"",required:!0,fixed:e,hint:e?"":i("units.code_hint")},{name:"short_name",label:i("units.short_name"),value:s.short_name??""},{name:"kind",label:i("units.kind"),kind:"select",value:s.kind??t[0]?.value??"",choices:t},{name:"block",label:i("units.block"),kind:"select",value:s.block??"nha_nuoc",choices:U()},{name:"parent",label:i("units.parent"),kind:"combo",value:s.parent??"",choices:r.choices(s.code),whole:!0},{name:"position",label:i("units.position"),kind:"number",value:s.position??0,min:0,hint:i("units.position_hint")},{name:"valid_from",label:i("units.valid_from"),kind:"date",value:s.valid_from??""},{name:"address",label:i("units.address"),value:s.address??"",whole:!0,more:!0},{name:"town",label:i("units.town"),value:s.town??"",hint:i("units.town_hint"),more:!0},{name:"signer_title",label:i("units.signer_title"),value:s.signer_title??"",more:!0},{name:"signer_name",label:i("units.signer_name"),value:s.signer_name??"",more:!0}]}function z(r,s){return Math.max(0,...r.units.filter(e=>e.parent===s).map(({position:e})=>e))+1}var I="code,name,short_name,kind,block,parent,position,valid_from,valid_to,successor,address,town,signer_title,signer_name",m=class extends y{constructor(){super(...arguments);this.list=null;this.fault="";this.filter={query:g.query.get("q")??"",under:g.query.get("under")??"",kind:"",block:"",past:!1};this.found=null;this.nodes=[]}connectedCallback(){super.connectedCallback(),this.load()}willUpdate(e){let t=e.get("filter");(e.has("list")||t&&t.past!==this.filter.past)&&(this.nodes=this.list?.nodes(this.filter.past)??[]),(e.has("list")||e.has("filter"))&&(this.found=this.list?.find(this.filter)??null)}render(){let e=this.list;return d`
      <div class="head">
        <h1>${i("nav.units")}</h1>
        <div class="actions">
          <button class="button primary" ?disabled=${!e} @click=${()=>this.whenDone(F(e,this.filter.under))}>${T} ${i("units.new")}</button>
          <button class="button" ?disabled=${!e} @click=${()=>this.whenDone(A(e))}>${i("units.new_kind")}</button>
          <button class="button" @click=${()=>this.whenDone(D({heading:i("units.import"),path:"/units/import",columns:I}))}>
            ${N} ${i("import.csv")}
          </button>
          <a class="button" href=${E("/units.csv")} download>${S} ${i("export.csv")}</a>
        </div>
      </div>
      <gb-page-state .fault=${this.fault} @retry=${()=>this.load()}></gb-page-state>
      <div class="columns">
        <div class="card tree" tabindex="-1">
          <gb-tree
            .label=${i("units.tree")}
            .nodes=${this.nodes}
            .chosen=${this.filter.under}
            @chosen=${t=>this.narrow({under:t.detail===this.filter.under?"":t.detail})}
          ></gb-tree>
        </div>
        <div>
          ${this.tools()}
          <gb-table
            .caption=${i("units.caption",{name:this.filter.under?e?.nameOf(this.filter.under)??"":i("units.all")})}
            .columns=${this.columns()}
            .rows=${this.found}
            .keyOf=${t=>t.code}
            .second=${t=>`${e?.kindName(t.kind)} · ${t.code}`}
            .open=${t=>this.whenDone(P(e,t))}
            .marked=${t=>e?.ended(t)??!1}
            .actions=${t=>this.rowActions(t)}
          ></gb-table>
        </div>
      </div>
    `}tools(){let t=[{value:"",label:i("units.all_kinds")},...(this.list?.kinds??[]).map(({code:n,name:a})=>({value:n,label:a}))],o=[{value:"",label:i("units.all_blocks")},...U().filter(({value:n})=>n!=="")];return d`<div class="tools">
      <gb-search-field .value=${this.filter.query} @search=${n=>this.narrow({query:n.detail})}></gb-search-field>
      <select aria-label=${i("units.kind")} @change=${n=>this.narrow({kind:n.target.value})}>
        ${t.map(({value:n,label:a})=>d`<option value=${n}>${a}</option>`)}
      </select>
      <select aria-label=${i("units.block")} @change=${n=>this.narrow({block:n.target.value})}>
        ${o.map(({value:n,label:a})=>d`<option value=${n}>${a}</option>`)}
      </select>
      <label class="tick">
        <input type="checkbox" .checked=${this.filter.past} @change=${n=>this.narrow({past:n.target.checked})} />
        ${i("units.show_past")}
      </label>
    </div>`}columns(){let e=this.list;return[{key:"name",title:i("units.name"),value:({name:t})=>t},{key:"code",title:i("units.code"),value:({code:t})=>t,width:"7rem",wide:!0},{key:"kind",title:i("units.kind"),value:({kind:t})=>e?.kindName(t)??t,width:"10rem",wide:!0},{key:"block",title:i("units.block"),value:({block:t})=>i(x[t]),width:"8rem",wide:"widest"},{key:"valid_to",title:i("units.valid"),value:({valid_to:t})=>t,cell:t=>this.validity(t),width:"13rem",wide:"widest"}]}validity({valid_from:e,valid_to:t,successor:o}){if(t==="")return e===""?"":i("units.since",{date:_(e)});let n=i("units.until",{date:_(t)});return o?`${n} → ${this.list?.nameOf(o)}`:n}rowActions(e){return e.valid_to!==""?null:d`<button class="button" aria-label=${i("units.retire_title",{name:e.name})} @click=${()=>this.whenDone(B(this.list,e))}>
      ${i("units.retire_short")}
    </button>`}narrow(e){this.filter={...this.filter,...e},g.remember({q:this.filter.query,under:this.filter.under})}async whenDone(e){await e&&await this.load()}async load(){this.fault="";try{this.list=await K.load()}catch(e){this.fault=L(e)}}};m.styles=[$,O,q,b`
      .columns {
        display: grid;
        grid-template-columns: minmax(14rem, 18rem) minmax(0, 1fr);
        gap: 1.25rem;
        align-items: start;
      }
      .tree {
        position: sticky;
        top: 5rem;
        max-height: calc(100dvh - 10rem);
        padding: 0.75rem;
        overflow: auto;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem;
        margin-bottom: 0.75rem;
      }
      .tools select {
        width: auto;
        max-width: min(100%, 13rem);
      }
      .tick {
        align-items: center;
      }
      @media (max-width: 62rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        .tree {
          position: static;
          max-height: 16rem;
        }
      }
      @media print {
        .tree,
        .tools {
          display: none;
        }
        .columns {
          display: block;
        }
      }
    `],l([u()],m.prototype,"list",2),l([u()],m.prototype,"fault",2),l([u()],m.prototype,"filter",2),m=l([k("gb-units-page")],m);export{m as UnitsPage};
