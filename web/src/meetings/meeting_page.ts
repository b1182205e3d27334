/* A meeting: how far it has come, what is planned, who is invited with which link, its papers, invitation and calendar file. */
import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import calendar from "icon:calendar-plus";
import checks from "icon:clipboard-check";
import clipboard from "icon:clipboard-list";
import copy from "icon:copy";
import door from "icon:door-open";
import download from "icon:download";
import pencil from "icon:pencil";
import printer from "icon:printer";
import { meetingPath, type AgendaItem, type Meeting, type MeetingLink, type MeetingSite } from "../api/meeting_records";
import { rest, restUrl, sentenceOf } from "../api/rest_client";
import { session } from "../api/session";
import type { Params } from "../frame/router";
import { copyLiveLink } from "../live/live_link";
import { formatDateTime } from "../text/format";
import { formatNumber, t, type TextKey } from "../text/text";
import "../ui/data_table";
import { GbElement } from "../ui/element";
import "../ui/loading";
import "../ui/notice";
import { office } from "../ui/office";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";
import "./dial_in";
import { meetingStyles } from "./meeting_styles";
import { step, STEP_TEXT, stepsFrom } from "./meeting_steps";
import { entrance, FORM_TEXT, hosts, isOpen, isOver, makesPapers, stateMark, timeSpan } from "./meeting_text";
import "./paper_list";
import "../recordings/copy_panel";
import { stateMarks } from "./state_marks";

type Invited = MeetingSite & { link?: MeetingLink };

@customElement("gb-meeting-page")
export class MeetingPage extends GbElement {
  static override styles = [shared, office, stateMarks, meetingStyles];

  @property({ attribute: false }) params: Params = {};
  @state() private meeting: Meeting | null = null;
  @state() private agenda: AgendaItem[] = [];
  @state() private live = false; // there is a link for who only looks on
  @state() private invited: Invited[] | null = null;
  @state() private fault = "";

  private get code(): string {
    return this.params["code"] ?? "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    return html`<gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>${this.meeting ? this.body(this.meeting) : nothing}`;
  }

  private body(meeting: Meeting) {
    const host = hosts(session.account?.role);
    return html`
      <div class="head">
        <div>
          <h1>${meeting.title}</h1>
          <p class="about">${stateMark(meeting.state)} <span>${timeSpan(meeting)}</span> <span>${t(FORM_TEXT[meeting.form])}</span></p>
        </div>
        ${this.doors(meeting)}
      </div>
      ${meeting.late_days > 0 && !isOver(meeting.state) ? html`<gb-notice>${t("meet.late", { n: formatNumber(meeting.late_days) })}</gb-notice>` : nothing}
      ${host ? this.steps(meeting) : nothing} ${this.papers(meeting)}
      <div class="columns">
        <div>
          <section class="card">${this.facts(meeting)}</section>
          ${meeting.form === "in_person" || isOver(meeting.state) ? nothing : html`<gb-dial-in .code=${this.code} titled></gb-dial-in>`}
          <section class="card">
            <h2>${t("meet.agenda")}</h2>
            ${this.agenda.length === 0 ? html`<p class="soft">${t("meet.agenda_none")}</p>` : html`<ol>${this.agenda.map((item) => this.item(item))}</ol>`}
          </section>
          <section class="card">
            <h2>${t("meet.papers")}</h2>
            <gb-paper-list .code=${this.code} ?may_change=${host && !isOver(meeting.state)}></gb-paper-list>
          </section>
          ${meeting.state === "ended" && makesPapers(session.account?.role) ? this.packages() : nothing}
          <p class="actions">
            ${isOpen(meeting) ? nothing : this.toChecks(meeting)}
            <a class="button" href="${meetingPath(this.code)}/operation-log">${t("oplog.title")}</a>
          </p>
        </div>
        <section>
          <h2>${t("meet.sites_invited", { n: formatNumber(this.invited?.length ?? 0) })}</h2>
          ${this.sites(host)} ${this.live ? html`<p><button class="button" @click=${() => void copyLiveLink(this.code)}>${copy} ${t("live.link")}</button></p>` : nothing}
        </section>
      </div>
    `;
  }

  private packages() {
    return html`<section class="card">
      <h2>${t("copy.packages")}</h2>
      <p class="soft">${t("copy.packages_about")}</p>
      <gb-copy-panel .meeting=${this.code}></gb-copy-panel>
    </section>`;
  }

  private doors(meeting: Meeting) {
    const way = isOpen(meeting) ? entrance(meeting, session.account?.role) : null;
    if (!way) return nothing;
    return html`<div class="actions">${this.toChecks(meeting)} <a class="button primary enter" href=${way.href} @click=${way.enter}>${door} ${t(way.text)}</a></div>`;
  }

  private toChecks({ form }: Meeting) {
    return form === "in_person" ? nothing : html`<a class="button checks" href=${meetingPath(this.code, "/lines")}>${checks} ${t("check.open")}</a>`;
  }

  private steps(meeting: Meeting) {
    const change = isOver(meeting.state) ? nothing : html`<a class="button" href=${meetingPath(this.code, "/edit")}>${pencil} ${t("meet.change")}</a>`;
    return html`<div class="actions steps">
      ${change}
      <a class="button" target="_blank" href=${restUrl(meetingPath(this.code, "/invitation"))}>${printer} ${t("meet.invitation")}</a>
      <a class="button" href=${restUrl(meetingPath(this.code, "/invitation.rtf"))} download>${download} ${t("meet.invitation_rtf")}</a>
      <a class="button" href=${restUrl(meetingPath(this.code, "/invitation.ics"))} download>${calendar} ${t("meet.ics")}</a>
      <span class="gap"></span>
      ${stepsFrom(meeting).map((to) => html`<button class="button ${to === "cancelled" || to === "ended" ? "danger" : ""}" @click=${() => this.go(meeting, to)}>${t(STEP_TEXT[to])}</button>`)}
    </div>`;
  }

  /* There are minutes of what has begun. */
  private papers(meeting: Meeting) {
    if (!makesPapers(session.account?.role) || (meeting.state !== "live" && meeting.state !== "ended")) return nothing;
    return html`<div class="actions steps"><a class="button" href=${meetingPath(this.code, "/minutes")}>${clipboard} ${t(session.account?.role === "thu_ky" ? "min.edit" : "min.open")}</a></div>`;
  }

  private facts(meeting: Meeting) {
    const person = (name: string, title: string) => [name, title].filter(Boolean).join(", ");
    const facts: [TextKey, string][] = [
      ["meet.code", meeting.code],
      ["meet.chair", person(meeting.chair_name, meeting.chair_title)],
      ["meet.secretary", person(meeting.secretary_name, meeting.secretary_title)],
      ["meet.place", meeting.place],
      ["meet.invite_no", meeting.invite_no],
      ["meet.decided_by", meeting.decided_by],
      ["meet.opened", formatDateTime(meeting.opened)],
      ["meet.closed", formatDateTime(meeting.closed)],
      ["meet.reason", meeting.cancel_reason],
      ["meet.note", meeting.note],
    ];
    return html`<dl>${facts.filter(([, value]) => value).map(([key, value]) => html`<div><dt>${t(key)}</dt><dd>${value}</dd></div>`)}</dl>
      ${meeting.series ? html`<p class="soft">${t("meet.series")}</p>` : nothing}
      ${meeting.opened && seesAttendance() ? html`<p><a class="button" href=${meetingPath(this.code, "/attendance")}>${t("rep.attendance")}</a></p>` : nothing}
      ${meeting.opened && session.account?.role !== "ky_thuat" ? html`<p><a class="button" href="/recordings?meeting=${encodeURIComponent(this.code)}">${t("rec.title")}</a></p>` : nothing}`;
  }

  private item({ title, minutes, speaker_unit }: AgendaItem) {
    return html`<li>${title} <span class="soft">${[minutes ? `${minutes}′` : "", speaker_unit].filter(Boolean).join(" · ")}</span></li>`;
  }

  private sites(host: boolean) {
    return html`<gb-table
      .caption=${t("meet.sites")}
      .empty=${t("meet.sites_none")}
      .columns=${[{ key: "name", title: t("sites.name"), value: ({ name, site }: Invited) => name || site, plain: true }]}
      .rows=${this.invited}
      .keyOf=${({ site }: Invited) => site}
      .actions=${host && this.invited?.some(({ link }) => link) ? ({ name, link }: Invited) => this.copier(name, link) : null}
    ></gb-table>`;
  }

  private copier(name: string, link: MeetingLink | undefined) {
    if (!link) return nothing;
    return html`<button class="button" aria-label=${t("meet.copy_of", { name })} title=${link.has_pin ? t("meet.has_pin") : ""} @click=${() => this.copy(link.url)}>${copy} ${t("secret.copy")}</button>`;
  }

  private async copy(url: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(url);
      toast(t("meet.copied"));
    } catch {
      toast(url); // without https the browser copies nothing: then it is shown
    }
  }

  private async go(meeting: Meeting, to: Parameters<typeof step>[1]): Promise<void> {
    if (await step(meeting, to)) await this.load();
  }

  private async load(): Promise<void> {
    this.fault = "";
    const host = hosts(session.account?.role);
    try {
      const [meeting, agenda, sites, links] = await Promise.all([
        rest.get<Meeting>(meetingPath(this.code)),
        rest.all<AgendaItem>(meetingPath(this.code, "/agenda")),
        rest.all<MeetingSite>(meetingPath(this.code, "/sites")),
        host ? rest.all<MeetingLink>(meetingPath(this.code, "/links")).catch(() => []) : [],
      ]);
      const usable = meeting.form !== "in_person" && !isOver(meeting.state); // else nobody comes by them
      const of_site = new Map((usable ? links : []).filter(({ role }) => role !== "viewer").map((link) => [link.site, link]));
      this.live = usable && links.some(({ role }) => role === "viewer");
      const chair = of_site.get("");
      this.meeting = meeting;
      this.agenda = agenda;
      this.invited = [
        ...(chair ? [{ site: "", name: chair.name, position: 0, link: chair }] : []),
        ...sites.map((site) => ({ ...site, ...(of_site.has(site.site) && { link: of_site.get(site.site)! }) })),
      ];
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }
}

function seesAttendance(): boolean {
  return ["chu_toa", "thu_ky", "van_thu"].includes(session.account?.role ?? "");
}
