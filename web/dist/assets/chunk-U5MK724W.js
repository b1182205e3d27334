import{a as E}from"./chunk-BHB5BKCX.js";import{a as g}from"./chunk-2FVP46NB.js";import{a as z}from"./chunk-4EG37I2C.js";import{d as h,f as y,g as x,h as i,k as c,m as $,n as a,o as m,p as k,r as _,s as v}from"./chunk-TO6M2I3Z.js";import{a as n}from"./chunk-JFKSI6I7.js";var L=i`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m18 15-6-6-6 6" /></svg>`;var O=x`
  :host {
    display: block;
    min-width: 0;
    container-type: inline-size;
  }
  .scroll {
    max-height: var(--table-height, max(18rem, calc(100dvh - 16rem)));
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    overflow: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }
  col.tick {
    width: 3rem;
  }
  col.actions {
    width: var(--table-actions, 8.5rem);
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    height: 2.9rem;
    padding: 0;
    background: var(--raised);
    box-shadow: inset 0 -1px var(--line);
    text-align: left;
  }
  thead th:not(:has(button)) {
    padding: 0 0.75rem;
  }
  thead button,
  .plain {
    display: flex;
    align-items: center;
    gap: 0.3rem;
    width: 100%;
    min-height: 2.9rem;
    padding: 0 0.75rem;
    border: 0;
    background: none;
    color: var(--text-soft);
    font-size: 0.88em;
    font-weight: 600;
    text-align: left;
  }
  thead th:has(.plain) {
    padding: 0;
  }
  thead .icon {
    width: 1.1em;
    height: 1.1em;
  }
  thead button:hover {
    color: var(--text);
  }
  thead :focus-visible {
    outline-offset: -0.25rem;
  }
  tbody tr {
    height: 3rem;
  }
  tbody tr.odd {
    background: var(--raised);
  }
  tbody tr[aria-rowindex]:hover {
    background: var(--brand-soft);
  }
  tr.faint .clip {
    color: var(--text-soft);
  }
  tbody th,
  tbody td {
    height: 3rem;
    padding: 0.15rem 0.75rem;
    font-weight: 400;
    text-align: left;
  }
  .end {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .end button {
    justify-content: flex-end;
  }
  .clip {
    display: block;
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  th > a.clip,
  .open {
    width: fit-content;
    padding: 0.15rem 0;
    border: 0;
    background: none;
    color: var(--brand);
    font-weight: 600;
    text-align: left;
    text-decoration: none;
  }
  th > a.clip:hover,
  .open:hover {
    text-decoration: underline;
  }
  .second {
    display: none;
    color: var(--text-soft);
    font-size: 0.85em;
  }
  .mark {
    display: inline-block;
    padding: 0.05rem 0.55rem;
    border: 1px solid var(--line-strong);
    border-radius: 1rem;
    background: var(--surface);
    color: var(--text-soft);
    font-size: 0.85em;
  }
  .mark.good {
    border-color: var(--good);
    color: var(--good);
  }
  .mark.fair {
    border-color: var(--fair);
    color: var(--fair);
  }
  .mark.poor {
    border-color: var(--poor);
    color: var(--poor);
  }
  td.actions {
    padding: 0 0.4rem;
    text-align: right;
    white-space: nowrap;
  }
  td .button {
    min-height: 2.3rem;
    padding: 0.2rem 0.6rem;
    font-size: 0.9em;
  }
  input[type="checkbox"] {
    width: 1.2rem;
    height: 1.2rem;
    margin: 0;
    vertical-align: middle;
    accent-color: var(--brand);
  }
  .state {
    padding: 2.5rem 1rem;
    color: var(--text-soft);
    text-align: center;
  }
  .count {
    padding: 0.4rem 0.2rem 0;
    color: var(--text-soft);
    font-size: 0.88em;
  }
  @container (max-width: 64rem) {
    .widest {
      display: none;
    }
  }
  @container (max-width: 42rem) {
    .wide {
      display: none;
    }
    .second {
      display: block;
    }
    tbody th,
    tbody td,
    tbody tr {
      height: var(--table-narrow-row, 3.6rem);
    }
    td.actions {
      white-space: normal;
    }
    td.actions .button {
      margin: 0.1rem 0;
    }
  }
  @media print {
    .scroll {
      max-height: none;
      border: 0;
      overflow: visible;
    }
    .actions,
    col.actions {
      display: none;
    }
    .clip {
      white-space: normal;
    }
    tbody tr,
    tbody th,
    tbody td {
      height: auto;
      border-bottom: 1px solid #999;
      color: #000;
      break-inside: avoid;
    }
    thead {
      display: table-header-group;
    }
  }
`;var C=new Intl.Collator("vi",{numeric:!0,sensitivity:"base"}),r=class extends _{constructor(){super(...arguments);this.caption="";this.empty="";this.columns=[];this.rows=null;this.keyOf=()=>"";this.second=null;this.href=null;this.open=null;this.marked=null;this.actions=null;this.selected=null;this.sort=null;this.scrolled_px=0;this.printing=!1;this.row_px=0;this.height_px=800;this.sorted=[];this.sizes=new ResizeObserver(()=>this.measure());this.onPrint=()=>{this.printing=!0,this.performUpdate()};this.onPrinted=()=>this.printing=!1}connectedCallback(){super.connectedCallback(),window.addEventListener("beforeprint",this.onPrint),window.addEventListener("afterprint",this.onPrinted)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener("beforeprint",this.onPrint),window.removeEventListener("afterprint",this.onPrinted),this.sizes.disconnect()}willUpdate(t){(t.has("rows")||t.has("sort")||t.has("columns"))&&(this.sorted=this.inOrder()),t.has("rows")&&this.pane&&t.get("rows")!==void 0&&(this.pane.scrollTop=0)}firstUpdated(){this.sizes.observe(this.pane)}updated(){this.measure()}render(){let t=this.sorted.length,{first:e,end:o,above_px:l,below_px:s}=this.printing?g(Math.min(t,80),0,0,0):g(t,this.row_px||48,this.scrolled_px,this.height_px),d=this.printing?this.sorted:this.sorted.slice(e,o);return i`
      <div class="scroll" tabindex="0" role="region" aria-label=${this.caption} @scroll=${this.onScroll}>
        <table aria-rowcount=${t+1} aria-busy=${this.rows===null}>
          <caption class="only-read">
            ${this.caption}
          </caption>
          <colgroup>
            ${this.selected?i`<col class="tick" />`:c}
            ${this.columns.map(({width:u,wide:f})=>i`<col class=${w(f)} .style=${`width: ${u??"auto"}`} />`)}
            ${this.actions?i`<col class="actions" />`:c}
          </colgroup>
          <thead>
            <tr aria-rowindex="1">
              ${this.selected?i`<th scope="col">${this.tickAll()}</th>`:c} ${this.columns.map(u=>this.heading(u))}
              ${this.actions?i`<th scope="col"><span class="only-read">${h("table.actions")}</span></th>`:c}
            </tr>
          </thead>
          <tbody>
            ${S(l)} ${d.map((u,f)=>this.row(u,e+f))} ${S(s)}
          </tbody>
        </table>
        ${this.stateLine()}
      </div>
      <p class="count" role="status">${this.rows?h("table.count",{n:y(t)}):""}</p>
    `}stateLine(){return this.rows===null?i`<p class="state" role="status">${h("com.loading")}</p>`:this.rows.length>0?c:i`<p class="state">${this.empty||h("com.nothing_found")}</p>`}heading(t){let e=this.sort?.key===t.key?this.sort:null,o=e?e.falling?"descending":"ascending":"none",l=`${w(t.wide)} ${t.end?"end":""}`;return t.plain?i`<th scope="col" class=${l}><span class="plain">${t.title}</span></th>`:i`<th scope="col" class=${l} aria-sort=${o}>
      <button @click=${()=>this.sort={key:t.key,falling:e?!e.falling:!1}}>
        ${t.title} ${e?e.falling?E:L:c}
      </button>
    </th>`}row(t,e){let o=this.keyOf(t),l=`${e%2?"odd":""} ${this.marked?.(t)?"faint":""}`;return i`<tr aria-rowindex=${e+2} class=${l}>
      ${this.selected?i`<td>
            <input type="checkbox" .checked=${this.selected.has(o)} aria-label=${h("table.select",{name:String(this.columns[0]?.value(t)??o)})} @change=${()=>this.tick(o)} />
          </td>`:c}
      ${this.columns.map((s,d)=>this.cell(s,t,d))}
      ${this.actions?i`<td class="actions">${this.actions(t)}</td>`:c}
    </tr>`}cell(t,e,o){let l=`${w(t.wide)} ${t.end?"end":""}`,s=t.cell?t.cell(e):t.value(e);if(o>0)return i`<td class=${l}><div class="clip">${s}</div></td>`;let d=this.second?i`<div class="second clip">${this.second(e)}</div>`:c;return i`<th scope="row" class=${l}>${this.leading(s,e)}${d}</th>`}leading(t,e){return this.href?i`<a class="clip" href=${this.href(e)}>${t}</a>`:this.open?i`<button class="open clip" @click=${()=>this.open?.(e)}>${t}</button>`:i`<div class="clip">${t}</div>`}tickAll(){let t=this.sorted.length>0&&this.sorted.every(e=>this.selected?.has(this.keyOf(e)));return i`<input type="checkbox" .checked=${t} aria-label=${h("table.select_all")} @change=${()=>this.tickEvery(!t)} />`}tick(t){let e=new Set(this.selected);e.delete(t)||e.add(t),v(this,"select",e)}tickEvery(t){let e=new Set(this.selected);for(let o of this.sorted)t?e.add(this.keyOf(o)):e.delete(this.keyOf(o));v(this,"select",e)}inOrder(){let t=this.rows??[],e=this.columns.find(({key:s})=>s===this.sort?.key);if(!e||!this.sort)return t;let o=this.sort.falling?-1:1,l=(s,d)=>typeof s=="number"&&typeof d=="number"?s-d:C.compare(String(s),String(d));return[...t].sort((s,d)=>o*l(e.value(s),e.value(d)))}measure(){let e=this.renderRoot.querySelector("tbody tr[aria-rowindex]")?.offsetHeight??0,o=this.pane.clientHeight;this.printing||e===this.row_px&&o===this.height_px||(this.row_px=e,this.height_px=o,this.sorted.length>80&&this.requestUpdate())}onScroll(){this.sorted.length>80&&(this.scrolled_px=this.pane.scrollTop)}};r.styles=[z,O],n([a()],r.prototype,"caption",2),n([a()],r.prototype,"empty",2),n([a({attribute:!1})],r.prototype,"columns",2),n([a({attribute:!1})],r.prototype,"rows",2),n([a({attribute:!1})],r.prototype,"keyOf",2),n([a({attribute:!1})],r.prototype,"second",2),n([a({attribute:!1})],r.prototype,"href",2),n([a({attribute:!1})],r.prototype,"open",2),n([a({attribute:!1})],r.prototype,"marked",2),n([a({attribute:!1})],r.prototype,"actions",2),n([a({attribute:!1})],r.prototype,"selected",2),n([m()],r.prototype,"sort",2),n([m()],r.prototype,"scrolled_px",2),n([m()],r.prototype,"printing",2),n([k(".scroll")],r.prototype,"pane",2),r=n([$("gb-table")],r);function w(p=!1){return p==="widest"?"wide widest":p?"wide":""}function S(p){return p>0?i`<tr class="space" aria-hidden="true" .style=${`height: ${p}px`}></tr>`:c}
