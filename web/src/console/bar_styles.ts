/* The look of the console's head. */
import { css } from "lit";

export const barStyles = css`
  :host {
    display: block;
    border-top: 0.3rem solid var(--brand);
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.45rem 0.6rem;
    padding: 0.45rem 1rem;
  }
  .row + .row {
    padding-top: 0;
  }
  .what {
    flex: 1 1 16rem;
    min-width: 0;
  }
  h1 {
    overflow: hidden;
    font-size: 1.1rem;
    font-weight: 600;
    line-height: 1.25;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .what p {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.9rem;
    color: var(--text-soft);
    font-size: 0.9rem;
    font-variant-numeric: tabular-nums;
  }
  .phase {
    font-weight: 600;
  }
  .phase.live {
    color: var(--good);
  }
  .bad .icon {
    width: 1.05em;
    height: 1.05em;
    vertical-align: -0.15em;
  }
  .bad {
    color: var(--poor);
    font-weight: 600;
  }
  .gap {
    flex: 1;
  }
  .button {
    min-height: 2.5rem;
    padding: 0.3rem 0.8rem;
    font-size: 0.94rem;
  }
  .button[aria-pressed="true"] {
    border-color: var(--brand);
    background: var(--brand-soft);
  }
  .switch {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.5rem;
    margin-right: 0.6rem;
    font-size: 0.94rem;
    font-weight: 600;
    cursor: pointer;
  }
  .switch input {
    position: absolute;
    opacity: 0;
  }
  .switch span {
    position: relative;
    width: 2.5rem;
    height: 1.4rem;
    border-radius: 0.7rem;
    background: var(--line-strong);
  }
  .switch span::after {
    content: "";
    position: absolute;
    top: 0.2rem;
    left: 0.2rem;
    width: 1rem;
    height: 1rem;
    border-radius: 50%;
    background: var(--surface);
  }
  .switch input:checked + span {
    background: var(--brand);
  }
  .switch input:checked + span::after {
    left: 1.3rem;
  }
  .switch input:focus-visible + span {
    outline: 0.2rem solid var(--focus);
    outline-offset: 0.15rem;
  }
  .two {
    max-width: 12rem;
    padding-block: 0.1rem;
    font-size: 0.88rem;
    line-height: 1.15;
    text-align: left;
    white-space: normal;
  }
  @media (max-width: 110rem) {
    [role="toolbar"] {
      gap: 0.45rem;
    }
    .switch {
      margin-right: 0.2rem;
    }
  }
  @media (max-width: 90rem) {
    gb-reading-options::part(contrast),
    gb-reading-options::part(language) {
      display: none;
    }
  }
  /* What is seldom needed keeps its picture, so that the bar has two rows on an office's screen. */
  @media (max-width: 110rem) {
    .words {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }
`;
