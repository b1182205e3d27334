/* The look of the board of checks: a table where there is room, cards on a telephone, a plain list of all sites on paper. */
import { css } from "lit";

export const lineBoardStyles = css`
  .head a:not(.button) {
    color: var(--brand);
    font-weight: 600;
  }
  .tally {
    display: grid;
    grid-template-columns: repeat(6, minmax(0, 1fr));
    gap: 0.6rem;
    margin: 1rem 0;
  }
  .tally button {
    display: grid;
    justify-items: start;
    padding: 0.5rem 0.9rem;
    border: 1px solid var(--line);
    border-left: 0.35rem solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    text-align: left;
  }
  .tally button[aria-pressed="true"] {
    background: var(--brand-soft);
    box-shadow: inset 0 0 0 1px var(--brand);
  }
  .tally .number {
    font-size: 1.6rem;
    font-weight: 600;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }
  .tally .good {
    border-left-color: var(--good);
  }
  .tally .fair {
    border-left-color: var(--fair);
  }
  .tally .poor {
    border-left-color: var(--poor);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    margin-bottom: 0.75rem;
  }
  .as-of {
    flex: 1 1 20rem;
    color: var(--text-soft);
    font-variant-numeric: tabular-nums;
  }
  table {
    width: 100%;
    border: 1px solid var(--line);
    border-collapse: collapse;
    background: var(--surface);
    table-layout: fixed;
  }
  col.order {
    width: 3rem;
  }
  col.result {
    width: 9.4rem;
  }
  col.items {
    width: 19rem;
  }
  col.next {
    width: 32%;
  }
  col.contact {
    width: 13rem;
  }
  :is(td, th) {
    padding: 0.5rem 0.6rem;
    border-bottom: 1px solid var(--line);
    text-align: left;
    vertical-align: top;
    overflow-wrap: break-word;
  }
  thead th {
    background: var(--raised);
    color: var(--text-soft);
    font-size: 0.85rem;
    font-weight: 600;
  }
  tbody tr {
    box-shadow: inset 0.3rem 0 var(--line-strong);
  }
  tbody tr.good {
    box-shadow: inset 0.3rem 0 var(--good);
  }
  tbody tr.fair {
    box-shadow: inset 0.3rem 0 var(--fair);
  }
  tbody tr.poor {
    box-shadow: inset 0.3rem 0 var(--poor);
  }
  td.order {
    padding-left: 0.9rem;
    color: var(--text-soft);
    font-variant-numeric: tabular-nums;
  }
  tbody th {
    font-weight: 600;
  }
  .soft,
  .figures {
    display: block;
    color: var(--text-soft);
    font-size: 0.84rem;
    font-weight: 400;
  }
  .figures {
    margin-top: 0.15rem;
    font-variant-numeric: tabular-nums;
  }
  .mark {
    font-weight: 600;
  }
  .mark .icon {
    width: 1em;
    height: 1em;
    margin-right: 0.25rem;
    vertical-align: -0.12em;
  }
  .steps li + li {
    margin-top: 0.3rem;
  }
  .past {
    min-height: 1.75rem;
    margin: 0.2rem 0 0;
    padding: 0 0.5rem;
    border-color: var(--line);
    font-size: 0.84rem;
  }
  .none {
    padding: 2rem;
    color: var(--text-soft);
    text-align: center;
  }
  .paper {
    display: none;
  }
  @media (max-width: 96rem) {
    col.items {
      width: 17rem;
    }
    col.next {
      width: 21%;
    }
    col.contact {
      width: 10.5rem;
    }
  }
  @media (max-width: 62rem) {
    .tally {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table,
    tbody,
    tr,
    :is(td, tbody th) {
      display: block;
    }
    table {
      border: 0;
      background: none;
    }
    tbody tr {
      position: relative;
      margin-bottom: 0.75rem;
      padding: 0.5rem 0.4rem 0.5rem 0.8rem;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface);
    }
    tbody :is(td, th) {
      padding: 0.25rem 0.5rem;
      border: 0;
    }
    td.order {
      display: none;
    }
  }
  @media print {
    .tally,
    .tools gb-search-field,
    .past {
      display: none;
    }
    .paper {
      display: block;
      margin-bottom: 0.5rem;
    }
    table {
      font-size: 9pt;
    }
    thead {
      display: table-header-group;
    }
    tr {
      break-inside: avoid;
    }
  }
`;
