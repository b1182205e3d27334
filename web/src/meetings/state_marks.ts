/* The mark of a meeting that is planned stands out in the brand's colour. */
import { css } from "lit";

export const stateMarks = css`
  .mark.planned {
    border-color: var(--brand);
    background: var(--brand-soft);
    color: var(--text);
  }
`;
