/* The console takes the whole screen: the board at the left, the floor and the rest at the right. */
import { css } from "lit";

export const consoleStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    height: 100dvh;
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(20rem, 26rem);
    gap: 0.9rem;
    min-height: 0;
    padding: 0.75rem 1rem;
  }
  aside {
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
    min-height: 0;
  }
  gb-meeting-picture {
    flex: none;
    padding: 0.5rem;
  }
  gb-floor-panel {
    flex: 0 1 auto;
  }
  .tabs {
    flex: 1 1 11rem;
    min-height: 11rem;
  }
  .card {
    min-height: 0;
    padding: 0.75rem 0.9rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
    overflow: auto;
  }
  gb-layout-panel.card,
  gb-roll-panel.card {
    flex: 1;
    background: var(--surface);
  }
  .tabs {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto minmax(0, 1fr);
    padding: 0;
    overflow: hidden;
  }
  .heads {
    display: flex;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }
  .heads button {
    flex: 1;
    min-height: 2.6rem;
    padding: 0.3rem 0.25rem;
    border: 0;
    border-bottom: 3px solid transparent;
    background: none;
    color: var(--text-soft);
    font-size: 0.92rem;
    font-weight: 600;
    white-space: nowrap;
  }
  .heads [aria-selected="true"] {
    border-color: var(--brand);
    color: var(--text);
  }
  .heads :focus-visible {
    outline-offset: -0.2rem;
  }
  .heads .calls::after {
    content: "";
    display: inline-block;
    width: 0.5rem;
    height: 0.5rem;
    margin: 0 0 0.5rem 0.2rem;
    border-radius: 50%;
    background: var(--accent);
  }
  .body {
    padding: 0.75rem 0.9rem;
    overflow: auto;
  }
  .over {
    display: grid;
    grid-template-columns: minmax(0, 36rem);
    align-content: center;
    justify-content: center;
    gap: 1rem;
  }
  .over .button {
    justify-self: start;
  }
  @media (max-width: 62rem) {
    :host {
      height: auto;
      min-height: 100dvh;
    }
    main {
      grid-template-columns: minmax(0, 1fr);
    }
    gb-site-board {
      height: 32rem;
    }
  }
`;
