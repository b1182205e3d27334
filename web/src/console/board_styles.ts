/* The look of the board of sites. */
import { css } from "lit";

export const boardStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 1rem;
    margin-bottom: 0.45rem;
  }
  .tools h2 {
    font-size: 1.05rem;
    font-weight: 600;
  }
  .tools gb-search-field {
    flex: 1 1 10rem;
  }
  .tick {
    align-items: center;
  }
  .checks {
    min-height: 2.5rem;
    padding: 0.2rem 0.7rem;
    font-size: 0.94rem;
  }
  .scroll {
    flex: 1;
    min-height: 14rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    overflow: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }
  col.order {
    width: 3rem;
  }
  col.sound {
    width: 5.5rem;
  }
  col.plot {
    width: 14rem;
  }
  col.acts {
    width: 9.6rem;
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    height: 2.4rem;
    padding: 0 0.6rem;
    background: var(--raised);
    box-shadow: inset 0 -1px var(--line);
    color: var(--text-soft);
    font-size: 0.82rem;
    font-weight: 600;
    text-align: left;
    white-space: nowrap;
  }
  tbody tr[aria-rowindex] {
    height: 3.1rem;
  }
  tr.odd {
    background: var(--raised);
  }
  tr.floor {
    background: var(--brand-soft);
    box-shadow: inset 0.25rem 0 var(--brand);
  }
  tr.speaking .name {
    color: var(--good);
  }
  td,
  tbody th {
    height: 3.1rem;
    padding: 0.1rem 0.6rem;
    font-weight: 400;
    text-align: left;
    overflow: hidden;
  }
  td.order,
  .figures {
    color: var(--text-soft);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .figures {
    display: block;
    font-size: 0.78rem;
    line-height: 1.2;
  }
  .name,
  .state {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    line-height: 1.25;
  }
  .name {
    font-weight: 600;
  }
  .state {
    color: var(--text-soft);
    font-size: 0.8rem;
  }
  .lost .state,
  .none .state {
    color: var(--poor);
  }
  .connecting .state {
    color: var(--fair);
  }
  .state b {
    margin-right: 0.4rem;
    color: var(--text);
    font-weight: 600;
  }
  .state .on {
    color: var(--good);
  }
  .state .off {
    color: var(--poor);
  }
  .bar {
    display: block;
    height: 0.55rem;
    border-radius: 0.3rem;
    background: var(--line);
    overflow: hidden;
  }
  .bar.closed {
    background: repeating-linear-gradient(-45deg, var(--line) 0 3px, transparent 3px 6px);
  }
  .bar > span:first-child {
    display: block;
    height: 100%;
    background: var(--good);
    transform-origin: left;
    transition: transform 0.2s linear;
  }
  .quality {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    font-size: 0.8rem;
    font-weight: 600;
    white-space: nowrap;
  }
  .line {
    width: 6rem;
    height: 1.1rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    border-bottom: 1px solid var(--line);
    overflow: visible;
  }
  .quality.good {
    color: var(--good);
  }
  .quality.fair {
    color: var(--fair);
  }
  .quality.poor {
    color: var(--poor);
  }
  .acts {
    text-align: right;
    white-space: nowrap;
  }
  .acts .button {
    min-height: 2.4rem;
    padding: 0.2rem 0.6rem;
  }
  .give {
    color: var(--brand);
  }
  .none {
    padding: 2rem;
    text-align: center;
  }
  .scroll {
    container-type: inline-size;
  }
  @container (max-width: 40rem) {
    col.plot {
      width: 5rem;
    }
    .line,
    .figures {
      display: none;
    }
  }
`;
