import{a as p}from"./chunk-2P4SLKZE.js";import{a as _}from"./chunk-OOHX66NF.js";import{a as l}from"./chunk-JKJH2E4Y.js";import{a as h}from"./chunk-4EG37I2C.js";import{d as t,g as c,h as e,m as d,r as u}from"./chunk-TO6M2I3Z.js";import{a as m}from"./chunk-JFKSI6I7.js";var y={none:"matrix.no",own_site:"matrix.own_site",named:"matrix.named",unit:"matrix.own_unit",subtree:"matrix.subtree"},r=["quan_tri","van_hanh","chu_toa","thu_ky","ky_thuat","van_thu"],i={van_hanh:"subtree",chu_toa:"named",thu_ky:"named"},x=[{action:"matrix.units",as:["unit_edit","site_edit","account_edit","settings"],may:{quan_tri:"subtree"}},{action:"matrix.unlock",as:["account_unlock"],may:{quan_tri:"subtree",van_hanh:"subtree"}},{action:"matrix.alerts",as:["alerts"],may:{quan_tri:"subtree",van_hanh:"subtree"}},{action:"matrix.audit",as:["audit"],may:{quan_tri:"subtree"}},{action:"matrix.meetings",as:["meeting_edit"],may:{van_hanh:"subtree",chu_toa:"unit",thu_ky:"unit"}},{action:"matrix.past",as:["meeting_read"],may:{van_hanh:"subtree",chu_toa:"unit",thu_ky:"unit",ky_thuat:"own_site",van_thu:"unit"}},{action:"matrix.conduct",as:["run","admit","roll"],may:i},{action:"matrix.floor",as:["layout","mute","floor","record"],may:i},{action:"matrix.connect",as:["set_own","ask","heads"],may:{...i,ky_thuat:"own_site"}},{action:"matrix.recordings",as:["recording_read"],may:{van_hanh:"subtree",chu_toa:"unit",thu_ky:"unit",van_thu:"unit"}},{action:"matrix.recording_share",as:["recording_share"],may:{chu_toa:"unit",thu_ky:"unit",van_thu:"unit"}},{action:"matrix.recording_dispose",as:["recording_dispose"],may:{van_thu:"unit"}},{action:"matrix.recording_delete",as:["recording_delete"],may:{quan_tri:"subtree"}}];var a=class extends u{render(){return e`
      <div class="head">
        <h1>${t("matrix.title")}</h1>
        <div class="actions"><button class="button" @click=${()=>window.print()}>${_} ${t("rep.print")}</button></div>
      </div>
      <p class="lead">${t("matrix.lead")}</p>
      <div class="card scroll" tabindex="0" role="region" aria-label=${t("matrix.title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">${t("matrix.action")}</th>
              ${r.map(o=>e`<th scope="col">${t(p[o])}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${x.map(({action:o,may:n})=>e`<tr>
                <th scope="row">${t(o)}</th>
                ${r.map(s=>e`<td class=${n[s]?"yes":"no"}>${t(y[n[s]??"none"])}</td>`)}
              </tr>`)}
          </tbody>
        </table>
      </div>
      <p class="foot">${t("matrix.guest")}</p>
    `}};a.styles=[h,l,c`
      .scroll {
        overflow-x: auto;
        padding: 0;
      }
      table {
        width: 100%;
        min-width: 56rem;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 0.7rem 0.75rem;
        border-bottom: 1px solid var(--line);
        text-align: left;
        vertical-align: top;
      }
      thead th {
        background: var(--raised);
        font-weight: 600;
      }
      tbody th {
        width: 26%;
        font-weight: 600;
      }
      td {
        font-size: 0.92em;
      }
      td.no {
        color: var(--text-soft);
      }
      td.yes {
        color: var(--good);
        font-weight: 600;
      }
      .foot {
        margin-top: 1rem;
      }
      @media print {
        table {
          min-width: 0;
          font-size: 9pt;
        }
      }
    `],a=m([d("gb-matrix-page")],a);export{a as MatrixPage};
