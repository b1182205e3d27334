/* The look of gb-table: rows of one height, a head that stays, stripes, few lines. */
import { css } from "lit";

export const tableStyles = css`
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
`;
