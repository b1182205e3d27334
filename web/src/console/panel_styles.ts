/* What the console's panels share: headings, lists of sites with their buttons. */
import { css } from "lit";

export const panelStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 0.6rem;
    min-width: 0;
  }
  h2,
  h3 {
    margin: 0;
    font-size: 1.05rem;
    font-weight: 600;
  }
  h3 {
    font-size: 0.95rem;
  }
  .none {
    color: var(--text-soft);
  }
  ol {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.35rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: 0.35rem;
    padding: 0.35rem 0.5rem;
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    background: var(--surface);
  }
  li .main {
    flex: 1;
    min-width: 0;
  }
  li strong,
  li small {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    line-height: 1.25;
  }
  li strong {
    font-weight: 600;
  }
  li small {
    color: var(--text-soft);
  }
  li .button {
    min-height: 2.3rem;
    padding: 0.2rem 0.5rem;
    font-size: 0.88rem;
  }
  li .icon {
    width: 1.15em;
    height: 1.15em;
  }
  .give {
    border-color: var(--brand);
    background: var(--brand);
    color: var(--on-brand);
  }
  .give:hover {
    background: var(--brand-strong);
  }
`;
