/* The look of a meeting's page. */
import { css } from "lit";

export const meetingStyles = css`
  .about {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 1rem;
    margin-top: 0.3rem;
    color: var(--text-soft);
  }
  .head .actions {
    align-items: center;
  }
  .enter {
    min-height: 3.2rem;
    padding: 0.5rem 1.4rem;
  }
  gb-notice {
    margin-bottom: 1rem;
  }
  .steps {
    margin-bottom: 1rem;
  }
  .gap {
    flex: 1;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    gap: 1.25rem;
    align-items: start;
    --table-height: 32rem;
  }
  .card {
    margin-bottom: 1rem;
  }
  h2 {
    margin-bottom: 0.5rem;
  }
  dl {
    display: grid;
    gap: 0.5rem;
    margin: 0;
  }
  dl div {
    display: grid;
    grid-template-columns: 12rem minmax(0, 1fr);
    gap: 0.75rem;
  }
  dt,
  .soft {
    color: var(--text-soft);
  }
  dd {
    margin: 0;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  ol {
    margin: 0;
    padding-left: 1.5rem;
  }
  ol li {
    padding: 0.2rem 0;
  }
  @media (max-width: 62rem) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 40rem) {
    dl div {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
  }
`;
