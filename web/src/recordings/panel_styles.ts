/* Styles of the panels beside a recording. */
import { css } from "lit";

export const panelStyles = css`
  :host {
    display: block;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2rem 0.75rem;
    padding: 0.5rem 0;
    border-top: 1px solid var(--line);
  }
  li > :first-child {
    flex: 1 1 10rem;
  }
  small {
    display: block;
    color: var(--text-soft);
  }
  p {
    margin: 0.4rem 0;
  }
  .actions {
    margin-top: 0.6rem;
  }
`;
