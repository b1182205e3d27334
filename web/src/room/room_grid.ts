/* Where each part of the room stands: on a wide screen, on a phone held upright, with slides and without. */
import { css } from "lit";

export const roomGrid = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) auto;
    grid-template-areas: "top top" "stage panel" "bottom bottom";
    height: 100dvh;
    background: #05080d;
    overflow: hidden;
  }
  :host([slides]) {
    grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr) auto;
    grid-template-areas: "top top" "stage corner" "stage panel" "bottom bottom";
  }
  header {
    grid-area: top;
    min-width: 0;
  }
  main {
    display: contents;
  }
  .large {
    grid-area: stage;
    min-width: 0;
    min-height: 0;
  }
  .beside {
    grid-area: corner;
    aspect-ratio: 16 / 9;
    min-width: clamp(9rem, 17vw, 26rem);
    contain: inline-size; /* the column is as wide as the panel, not as the picture */
    border-left: 1px solid var(--line);
  }
  .away {
    display: none;
  }
  gb-conduct-board {
    grid-area: stage;
    align-self: end;
    margin: 0.75rem;
    z-index: 1;
  }
  gb-connection-banner {
    grid-area: stage;
    align-self: start;
    margin: 0.75rem;
    z-index: 1;
  }
  gb-layout-panel,
  gb-quality-panel {
    grid-area: stage;
    max-height: calc(100% - 1.5rem);
    margin: 0.75rem;
    z-index: 2;
  }
  gb-layout-panel {
    align-self: end;
    justify-self: start;
    width: min(38rem, 100% - 1.5rem);
  }
  gb-quality-panel {
    align-self: start;
    justify-self: end;
    width: min(25rem, 100% - 1.5rem);
  }
  aside {
    grid-area: panel;
    width: clamp(17rem, 22vw, 30rem);
    min-height: 0;
    overflow: hidden;
  }
  aside[hidden] {
    display: none;
  }
  gb-site-panel {
    height: 100%;
  }
  gb-control-bar {
    grid-area: bottom;
  }
  :host([bare]) header,
  :host([bare]) aside,
  :host([bare]) gb-control-bar {
    display: none;
  }
  @media (max-width: 62rem) and (orientation: portrait) {
    :host,
    :host([slides]) {
      grid-template: auto auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
      grid-template-areas: "top" "stage" "corner" "panel" "bottom";
    }
    .large,
    .beside {
      aspect-ratio: 16 / 9;
    }
    .beside {
      justify-self: center;
      width: 55%;
      border: 0;
    }
    aside {
      width: auto;
    }
    gb-layout-panel,
    gb-quality-panel {
      grid-area: panel;
      align-self: stretch;
      width: auto;
      max-height: none;
      margin: 0;
      border-radius: 0;
    }
  }
`;
