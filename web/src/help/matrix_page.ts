/* What each role may do, on one page. The server's own table is the law; this is its picture for people. */
import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import printer from "icon:printer";
import { ROLE_TEXT } from "../frame/role_text";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { MATRIX, REACH_TEXT, ROLES } from "./role_matrix";

@customElement("gb-matrix-page")
export class MatrixPage extends GbElement {
  static override styles = [
    shared,
    office,
    css`
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
          font-size: 8pt;
          line-height: 1.2;
        }
        th,
        td {
          padding: 0.3rem 0.4rem;
        }
      }
    `,
  ];

  override render() {
    return html`
      <div class="head">
        <h1>${t("matrix.title")}</h1>
        <div class="actions"><button class="button" @click=${() => window.print()}>${printer} ${t("rep.print")}</button></div>
      </div>
      <p class="lead">${t("matrix.lead")}</p>
      <div class="card scroll" tabindex="0" role="region" aria-label=${t("matrix.title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">${t("matrix.action")}</th>
              ${ROLES.map((role) => html`<th scope="col">${t(ROLE_TEXT[role])}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${MATRIX.map(
              ({ action, may }) => html`<tr>
                <th scope="row">${t(action)}</th>
                ${ROLES.map((role) => html`<td class=${may[role] ? "yes" : "no"}>${t(REACH_TEXT[may[role] ?? "none"])}</td>`)}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="foot">${t("matrix.guest")}</p>
    `;
  }
}
