/* The board of sites: one row each, drawn while in sight. Tells "site-act" with {act, site}. */
import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import checks from "icon:clipboard-check";
import more from "icon:ellipsis";
import phone from "icon:phone-call";
import dial_in from "icon:phone-incoming";
import hang_up from "icon:phone-off";
import hand from "icon:mic-vocal";
import mic from "icon:mic";
import mic_off from "icon:mic-off";
import screen from "icon:presentation";
import { meetingPath } from "../api/meeting_records";
import type { Site, SiteState } from "../api/messages";
import { presenceText } from "../attendance/presence_text";
import { showDialIn } from "../meetings/dial_in";
import { connectedCount } from "../room/roster";
import { FoldedIndex } from "../text/fold";
import { t, type TextKey } from "../text/text";
import { GbElement, tell } from "../ui/element";
import { forms } from "../ui/forms";
import "../ui/search_field";
import { shared } from "../ui/shared";
import { rowWindow } from "../ui/virtual_rows";
import { boardStyles } from "./board_styles";
import { callText, codeOf, isCalled } from "./call_text";
import { boardSites } from "./console_state";
import type { ConsoleStore } from "./console_store";
import { faultMarks, faultStyles, mutedText } from "./fault_marks";
import { linePlot, soundBar } from "./line_cell";
import { callAll } from "./site_calls";

export type SiteAct = "floor" | "mute" | "unmute" | "call" | "stop_call" | "more";
const STATE_TEXT: Record<SiteState, TextKey> = { connected: "st.connected", connecting: "st.connecting", lost: "st.lost", none: "st.none" };

@customElement("gb-site-board")
export class SiteBoard extends GbElement {
  static override styles = [shared, forms, boardStyles, faultStyles];

  @property({ attribute: false }) store!: ConsoleStore;
  @state() private words = "";
  @state() private only_connected = false;
  @state() private only_faulty = false;
  @state() private scrolled_px = 0;
  @query(".scroll") private pane!: HTMLElement;
  private row_px = 0;
  private height_px = 700;
  private readonly sizes = new ResizeObserver(() => this.measure());

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.store);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  override firstUpdated(): void {
    this.sizes.observe(this.pane);
  }

  override updated(): void {
    if (this.row_px === 0) this.measure();
  }

  override render() {
    const { roster, invited } = this.store.state;
    const all = boardSites(roster, invited);
    const sites = this.found(all);
    const numbers = new Map(all.filter(({ role }) => role !== "chair").map(({ id }, index) => [id, index + 1]));
    const { first, end, above_px, below_px } = rowWindow(sites.length, this.row_px || 48, this.scrolled_px, this.height_px);
    return html`
      <div class="tools">
        <h2>${t("con.connected", { n: connectedCount(roster), total: all.length })}</h2>
        <gb-search-field .value=${this.words} @search=${(event: CustomEvent<string>) => (this.words = event.detail)}></gb-search-field>
        ${this.toCalls(all)} ${this.toChecks()}
      </div>
      <div class="tools">
        <label class="tick"><input type="checkbox" .checked=${this.only_connected} @change=${() => (this.only_connected = !this.only_connected)} /> ${t("con.only_connected")}</label>
        ${this.watched()}
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${t("con.board")} @scroll=${() => (this.scrolled_px = this.pane.scrollTop)}>
        <table aria-rowcount=${sites.length + 1}>
          <caption class="only-read">
            ${t("con.board")}
          </caption>
          <colgroup>
            <col class="order" /><col /><col class="sound" /><col class="plot" /><col class="acts" />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">${t("con.order")}</th>
              <th scope="col">${t("con.site")}</th>
              <th scope="col">${t("con.sound")}</th>
              <th scope="col">${t("con.line")}</th>
              <th scope="col"><span class="only-read">${t("table.actions")}</span></th>
            </tr>
          </thead>
          <tbody>
            ${space(above_px)} ${sites.slice(first, end).map((site, index) => this.row(site, first + index, numbers.get(site.id)))} ${space(below_px)}
          </tbody>
        </table>
        ${sites.length === 0 ? html`<p class="none">${t("com.nothing_found")}</p>` : nothing}
      </div>
    `;
  }

  /* What is found wrong, and what is done about it by itself. */
  private watched() {
    const { faults, proceedings } = this.store.state;
    return html`<label class="tick"><input type="checkbox" .checked=${this.only_faulty} @change=${() => (this.only_faulty = !this.only_faulty)} /> ${t("con.only_faulty", { n: faults.size })}</label>
      <label class="tick" title=${t("con.auto_mute_hint")}><input type="checkbox" role="switch" .checked=${proceedings.auto_mute} @change=${this.turnAutoMute} /> ${t("con.auto_mute")}</label>`;
  }

  /* All devices of the sites that are not here; and how one comes by itself. */
  private toCalls(sites: readonly Site[]) {
    const { meeting, calls, calls_served } = this.store.state;
    const away = sites.some((site) => site.state === "none" && codeOf(site) && !isCalled(calls.get(codeOf(site))));
    if (!meeting || !calls_served) return nothing;
    return html`<button class="button checks" ?disabled=${!away} @click=${() => void callAll(meeting.code)}>${phone} <span class="words">${t("call.all")}</span></button>
      <button class="button checks" aria-haspopup="dialog" aria-label=${t("dial.short")} title=${t("dial.title")} @click=${() => void showDialIn(meeting.code)}>${dial_in}</button>`;
  }

  /* Beside the console, which goes on. */
  private toChecks() {
    const { meeting } = this.store.state;
    return meeting ? html`<a class="button checks" href=${meetingPath(meeting.code, "/lines")} target="_blank" title=${t("check.open")}>${checks} <span class="words">${t("check.open")}</span></a>` : nothing;
  }

  /* The tick shows what the server says, not what was pressed. */
  private turnAutoMute(event: Event): void {
    const { auto_mute } = this.store.state.proceedings;
    (event.target as HTMLInputElement).checked = auto_mute;
    this.store.run({ type: "auto_mute", on: !auto_mute });
  }

  private found(sites: readonly Site[]): Site[] {
    const { faults } = this.store.state;
    const shown = sites.filter(({ id, state }) => (!this.only_connected || state === "connected") && (!this.only_faulty || faults.has(id)));
    return this.words ? new FoldedIndex(shown, ({ name, id }) => `${name} ${id}`).find(this.words) : shown;
  }

  private row(site: Site, index: number, number: number | undefined) {
    const { floor } = this.store.state.proceedings;
    const line = this.store.lines.of(site.id);
    const classes = `${site.state} ${index % 2 ? "odd" : ""} ${floor.site === site.id ? "floor" : ""} ${site.speaking ? "speaking" : ""}`;
    return html`<tr aria-rowindex=${index + 2} class=${classes}>
      <td class="order">${number ?? nothing}</td>
      <th scope="row">
        <span class="name">${site.name}</span>
        <span class="state">${this.marks(site)}</span>
      </th>
      <td>${soundBar(site, line)}</td>
      <td>${linePlot(site, line)}</td>
      <td class="acts">${this.acts(site)}</td>
    </tr>`;
  }

  /* What is out of the ordinary comes first: a long line is cut off at its end. */
  private marks(site: Site) {
    const { proceedings, stage, presence, faults } = this.store.state;
    const there = presenceText(presence.get(site.id), this.store.now_ms);
    const away = site.state !== "connected";
    const call = away ? callText(this.store.state.calls.get(codeOf(site))) : "";
    const here = html`<span class="here">${t(STATE_TEXT[site.state])}${there ? ` · ${there}` : nothing}</span>`;
    return html`${call ? html`<b class="call">${call}</b>` : nothing}${away ? here : nothing}${faultMarks(faults.get(site.id))}
    ${site.role === "chair" ? html`<b>${t("room.role_chair")}</b>` : nothing}
    ${proceedings.floor.site === site.id ? html`<b class="on">${t("room.has_floor")}</b>` : nothing}
    ${proceedings.muted.includes(site.id) ? html`<b class="off">${mutedText(proceedings.mute_reasons[site.id])}</b>` : nothing}
    ${proceedings.site_layouts.some((own) => own.site === site.id) ? html`<b>${t("con.own_layout")}</b>` : nothing}
    ${stage.share.site === site.id ? html`<b class="on">${screen} ${t("room.presents")}</b>` : proceedings.presenters.includes(site.id) ? html`<b>${t("con.presenter")}</b>` : nothing}
    ${away ? nothing : here}`;
  }

  private acts(site: Site) {
    const { name, id, role } = site;
    const { proceedings } = this.store.state;
    const muted = proceedings.muted.includes(id);
    const act = (what: SiteAct) => () => tell(this, "site-act", { act: what, site });
    const here = site.state === "connected";
    if (site.state === "none" && this.store.state.calls_served && codeOf(site)) return this.callActs(site, act);
    return html`${role === "chair" || proceedings.floor.site === id
        ? nothing
        : html`<button class="button give" ?disabled=${!here} aria-label=${t("con.give_of", { name })} title=${t("floor.give")} @click=${act("floor")}>${hand}</button>`}
      ${role === "chair"
        ? nothing
        : html`<button class="button ${muted ? "danger" : ""}" ?disabled=${!here} aria-label=${t(muted ? "con.unmute_of" : "con.mute_of", { name })} title=${t(muted ? "av.mic_on" : "av.mic_off")} @click=${act(muted ? "unmute" : "mute")}>
            ${muted || !site.mic ? mic_off : mic}
          </button>`}
      <button class="button" ?disabled=${site.state === "none"} aria-label=${t("con.more_of", { name })} aria-haspopup="dialog" @click=${act("more")}>${more}</button>`;
  }

  private callActs(site: Site, act: (what: SiteAct) => () => void) {
    const { name } = site;
    return isCalled(this.store.state.calls.get(codeOf(site)))
      ? html`<button class="button danger" aria-label=${t("call.stop_of", { name })} title=${t("call.stop")} @click=${act("stop_call")}>${hang_up}</button>`
      : html`<button class="button" aria-label=${t("call.site_of", { name })} title=${t("call.site")} @click=${act("call")}>${phone}</button>`;
  }

  private measure(): void {
    const row_px = this.renderRoot.querySelector<HTMLElement>("tbody tr[aria-rowindex]")?.offsetHeight ?? 0;
    const height_px = this.pane.clientHeight;
    if (row_px === this.row_px && height_px === this.height_px) return;
    this.row_px = row_px;
    this.height_px = height_px;
    this.requestUpdate();
  }
}

function space(height_px: number) {
  return height_px > 0 ? html`<tr aria-hidden="true" .style=${`height: ${height_px}px`}></tr>` : nothing;
}
