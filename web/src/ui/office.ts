/* Styles of the office's pages: a heading with its actions, cards, marks of state. */
import { css } from "lit";

export const office = css`
  :host {
    display: block;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6rem 1rem;
    margin-bottom: 1rem;
  }
  .head > :first-child {
    flex: 1 1 16rem;
  }
  h1 {
    font-size: 1.5rem;
    font-weight: 600;
    line-height: 1.25;
  }
  h2 {
    font-size: 1.15rem;
    font-weight: 600;
  }
  .lead {
    margin: 0.2rem 0 1rem;
    color: var(--text-soft);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .card {
    padding: 1.25rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .mark {
    display: inline-block;
    padding: 0.05rem 0.55rem;
    border: 1px solid var(--line-strong);
    border-radius: 1rem;
    background: var(--raised);
    color: var(--text-soft);
    font-size: 0.85em;
    white-space: nowrap;
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
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
    margin-bottom: 0.75rem;
  }
  .filters select {
    width: auto;
    max-width: min(100%, 13rem);
  }
  @media print {
    .actions,
    .filters {
      display: none;
    }
    .card {
      padding: 0;
      border: 0;
    }
  }
`;
