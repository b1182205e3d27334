/* The calendar's tools: how it is looked at, and where one is. */
import { css } from "lit";

export const calendarStyles = css`
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    margin-bottom: 0.75rem;
  }
  .tools h2 {
    margin-left: 0.5rem;
  }
  .tools select {
    width: auto;
  }
  .views {
    display: flex;
    margin-right: 0.75rem;
  }
  .views .button {
    border-radius: 0;
    margin-left: -1px;
  }
  .views .button:first-child {
    border-radius: 0.6rem 0 0 0.6rem;
  }
  .views .button:last-child {
    border-radius: 0 0.6rem 0.6rem 0;
  }
  .views [aria-pressed="true"] {
    border-color: var(--brand);
    background: var(--brand);
    color: var(--on-brand);
  }
`;
