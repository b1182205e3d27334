/* Styles of the player. */
import { css } from "lit";

export const playerStyles = css`
  :host {
    display: block;
  }
  .frame {
    border-radius: var(--radius);
    background: var(--surface);
    border: 1px solid var(--line);
    overflow: clip;
  }
  video {
    display: block;
    width: 100%;
    max-height: 70dvh;
    aspect-ratio: 16 / 9;
    background: #000;
    cursor: pointer;
  }
  .line {
    position: relative;
    margin: 0 0.75rem;
    padding-top: 0.4rem;
  }
  .line input {
    width: 100%;
    height: 1.6rem;
    margin: 0;
    accent-color: var(--brand);
  }
  .line i {
    position: absolute;
    top: 0.1rem;
    width: 2px;
    height: 0.5rem;
    background: var(--line-strong);
  }
  .line b {
    position: absolute;
    top: 0.1rem;
    height: 0.5rem;
    background: var(--accent);
    opacity: 0.7;
  }
  .preview {
    position: absolute;
    bottom: 2rem;
    translate: -50% 0;
    padding: 0.25rem 0.5rem;
    border-radius: 0.4rem;
    background: #000;
    color: #fff;
    font-size: 0.85rem;
    white-space: nowrap;
    pointer-events: none;
    z-index: 1;
  }
  .preview img {
    display: block;
    margin-bottom: 0.25rem;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.5rem;
    padding: 0.3rem 0.75rem 0.7rem;
  }
  .bar .button {
    padding: 0.4rem 0.55rem;
  }
  .clock {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .here {
    flex: 1 1 4rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--text-soft);
  }
  select {
    min-height: 2.75rem;
    border: 1px solid var(--line-strong);
    border-radius: 0.6rem;
    background: var(--surface);
  }
  .keys {
    margin: 0.4rem 0 0;
    color: var(--text-soft);
    font-size: 0.85rem;
  }
  @media (max-width: 48rem) {
    .here {
      order: 1;
      flex-basis: 100%;
    }
    .keys {
      display: none;
    }
  }
`;
