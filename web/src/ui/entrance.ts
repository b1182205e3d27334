/* The card in the middle of a page where somebody comes in: login, its second factor, a site's PIN. */
import { css } from "lit";

export const entrance = css`
  .entrance {
    max-width: 26rem;
    margin: clamp(0.5rem, 8vh, 5rem) auto 1rem;
    padding: 1.5rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  div.entrance {
    display: grid;
    gap: 1rem;
  }
  .entrance.wide {
    max-width: 30rem;
    margin-top: clamp(0.5rem, 5vh, 4rem);
  }
  .entrance h1 {
    font-size: 1.4rem;
    font-weight: 600;
  }
`;
