/* What the panels that open over a corner of the picture have in common: the box, and a head with a button that closes it. */
import { css } from "lit";

export const panelStyle = css`
  :host {
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    box-shadow: 0 0.5rem 2rem rgb(0 0 0 / 70%);
    overflow-y: auto;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
  }
  h2 {
    font-size: 1.1rem;
    font-weight: 600;
  }
  .close {
    min-height: 2.4rem;
    padding: 0.35rem;
  }
`;
