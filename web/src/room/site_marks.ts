/* What the list of sites shows of one: words and drawings for its state, its line, its sound, and its part on the stage. */
import { css, html } from "lit";
import floor from "icon:mic-vocal";
import lost from "icon:unplug";
import microphone from "icon:mic";
import microphoneOff from "icon:mic-off";
import pin from "icon:pin";
import presents from "icon:screen-share";
import signalFair from "icon:signal-medium";
import signalPoor from "icon:signal-low";
import voice from "icon:audio-lines";
import type { Role, Site, SiteState } from "../api/messages";
import { t, type TextKey } from "../text/text";
import { layoutOf, type Stage } from "./stage";

const STATE_TEXT: Record<SiteState, TextKey> = {
  connected: "st.connected",
  connecting: "st.connecting",
  lost: "st.lost",
  none: "st.none",
};

export const markStyle = css`
  .open {
    color: var(--good);
  }
  .voice {
    color: var(--fair);
  }
  .quiet {
    color: var(--line-strong);
  }
  .fair {
    color: var(--fair);
  }
  .poor {
    color: var(--poor);
  }
`;

export function describe(site: Site, own: boolean): string {
  const parts: string[] = [];
  if (site.role === "chair") parts.push(t("room.role_chair"));
  if (own) parts.push(t("room.you"));
  if (site.state !== "connected") parts.push(t(STATE_TEXT[site.state]));
  return parts.join(" · ");
}

export function soundMark(site: Site, speaking: boolean) {
  if (site.state !== "connected") return html`<span class="quiet">${lost}</span>`;
  if (speaking) return html`<span class="voice">${voice}<span class="only-read">${t("room.speaking")}</span></span>`;
  const text = t(site.mic ? "room.mic_is_on" : "room.mic_is_off");
  return html`<span class=${site.mic ? "open" : "quiet"} title=${text}>
    ${site.mic ? microphone : microphoneOff}<span class="only-read">${text}</span>
  </span>`;
}

/* Only what deserves attention is drawn. */
export function lineMark(site: Site) {
  if (site.state !== "connected" || site.quality === "good") return html`<span></span>`;
  const text = `${t("room.line")}: ${t(site.quality === "fair" ? "st.fair" : "st.poor")}`;
  return html`<span class=${site.quality} title=${text}>
    ${site.quality === "fair" ? signalFair : signalPoor}<span class="only-read">${text}</span>
  </span>`;
}

export function stageMarks(site: Site, stage: Stage, role: Role) {
  const sites = layoutOf(stage, "sites");
  const mark = (shown: boolean, icon: unknown, text: TextKey) =>
    shown ? html`<span class="voice" title=${t(text)}>${icon}<span class="only-read">${t(text)}</span></span>` : null;
  return html`${mark(stage.floor === site.id, floor, "room.has_floor")}
  ${mark(stage.share.site === site.id, presents, "room.presents")}
  ${mark(sites.mode === "pin" && sites.pinned === site.id && role === "chair", pin, "room.pinned")}`;
}
