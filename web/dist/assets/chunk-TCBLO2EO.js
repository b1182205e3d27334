import{g as t}from"./chunk-TO6M2I3Z.js";var r=t`
  section {
    margin-top: 1.5rem;
  }
  h2 {
    margin-bottom: 0.6rem;
  }
  form.period {
    grid-template-columns: repeat(2, minmax(9rem, 13rem)) minmax(12rem, 1fr) auto;
    align-items: end;
    margin-bottom: 1rem;
  }
  .wide {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    overflow-x: auto;
  }
  table.plain {
    width: 100%;
    border-collapse: collapse;
  }
  table.plain :is(th, td) {
    padding: 0.5rem 0.75rem;
    border-bottom: 1px solid var(--line);
    text-align: left;
    vertical-align: top;
  }
  table.plain tbody tr:last-child > * {
    border-bottom: 0;
  }
  table.plain thead th {
    color: var(--text-soft);
    font-size: 0.88em;
    font-weight: 600;
  }
  table.plain tbody th {
    font-weight: 400;
  }
  table.plain :is(th, td).end {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  table.plain tr.sum > * {
    font-weight: 600;
  }
  .none {
    color: var(--text-soft);
  }
  @media (max-width: 56rem) {
    form.period {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media print {
    form.period {
      display: none;
    }
    .wide {
      overflow: visible;
    }
  }
`;export{r as a};
