/* A meeting is planned or changed: its fields, whom to invite, the agenda; what it clashes with is said while it is written. */
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { meetingPath, type AgendaItem, type Meeting, type MeetingSite, type MeetingWord } from "../api/meeting_records";
import type { Site, SiteGroup } from "../api/records";
import { rest, sentenceOf, type Query } from "../api/rest_client";
import { session } from "../api/session";
import { router, type Params } from "../frame/router";
import { t } from "../text/text";
import { GbElement } from "../ui/element";
import "../ui/form";
import type { Form, FormField, Values } from "../ui/form";
import "../ui/loading";
import "../ui/notice";
import { office } from "../ui/office";
import "../ui/office_text";
import { shared } from "../ui/shared";
import { toast } from "../ui/toast";
import { UnitList } from "../units/unit_list";
import "./agenda_editor";
import "./clash_notice";
import { meetingFields } from "./meeting_fields";
import "./site_picker";

const USUAL_LENGTH_MS = 2 * 3_600_000;

@customElement("gb-meeting-form-page")
export class MeetingFormPage extends GbElement {
  static override styles = [
    shared,
    office,
    css`
      .card {
        margin-top: 1rem;
      }
      .card h2 {
        margin-bottom: 0.75rem;
      }
      gb-clash-notice {
        margin-top: 1rem;
      }
      .foot {
        margin-top: 1rem;
      }
    `,
  ];

  @property({ attribute: false }) params: Params = {};
  @state() private fields: FormField[] | null = null;
  @state() private sites: Site[] = [];
  @state() private groups: SiteGroup[] = [];
  @state() private units: UnitList | null = null;
  @state() private invited: readonly string[] = [];
  @state() private agenda: readonly AgendaItem[] = [];
  @state() private clash: Query | null = null;
  @state() private busy = false;
  @state() private fault = "";
  @query("gb-form") private form!: Form;

  private get code(): string {
    return this.params["code"] ?? "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render() {
    const heading = t(this.code ? "meet.change" : "meet.new");
    return html`
      <h1>${heading}</h1>
      <gb-office-text class="lead" name="notice_secret"></gb-office-text>
      <gb-page-state .fault=${this.fault} @retry=${() => this.load()}></gb-page-state>
      ${this.fields ? this.body(this.fields) : nothing}
    `;
  }

  private body(fields: FormField[]) {
    return html`
      <div class="card" @input=${this.touched} @chosen=${this.touched} @change=${this.touched}>
        <gb-form .fields=${fields} @submit-form=${() => this.save(false)}></gb-form>
        <gb-clash-notice .query=${this.clash}></gb-clash-notice>
      </div>
      <div class="card">
        <h2>${t("meet.sites")}</h2>
        <gb-site-picker .sites=${this.sites} .groups=${this.groups} .units=${this.units} .value=${this.invited} @picked=${this.picked}></gb-site-picker>
      </div>
      <div class="card">
        <h2>${t("meet.agenda")}</h2>
        <gb-agenda-editor .items=${this.agenda} @agenda=${(event: CustomEvent<AgendaItem[]>) => (this.agenda = event.detail)}></gb-agenda-editor>
      </div>
      <div class="foot actions">
        <button class="button primary" ?disabled=${this.busy} @click=${() => this.save(false)}>${t(this.code ? "com.save" : "meet.to_scheduled")}</button>
        ${this.code ? nothing : html`<button class="button" ?disabled=${this.busy} @click=${() => this.save(true)}>${t("meet.save_draft")}</button>`}
        <a class="button" href=${this.code ? meetingPath(this.code) : "/meetings"}>${t("com.cancel")}</a>
      </div>
    `;
  }

  private picked(event: CustomEvent<string[]>): void {
    this.invited = event.detail;
    this.touched();
  }

  /* The time, the place and the sites decide what it clashes with. */
  private touched(): void {
    const { start, end, place } = this.form.values();
    const from = String(start ?? "");
    const usual = from ? new Date(Date.parse(from) + USUAL_LENGTH_MS).toISOString().replace(/\.\d+/, "") : "";
    this.clash = from ? { from, to: String(end || usual), sites: this.invited.join(","), place: String(place), except: this.code } : null;
  }

  private async save(draft: boolean): Promise<void> {
    if (this.busy || !this.form.check()) return;
    this.busy = true;
    try {
      const code = await this.store(this.form.values(), draft);
      toast(t("meet.saved"));
      router.go(meetingPath(code));
    } catch (error) {
      this.form.refuse(error);
      this.form.scrollIntoView();
    } finally {
      this.busy = false;
    }
  }

  private async store(values: Values, draft: boolean): Promise<string> {
    const agenda = this.agenda.filter(({ title }) => title !== "");
    if (this.code) {
      await rest.patch(meetingPath(this.code), values);
      await rest.put(meetingPath(this.code, "/sites"), { sites: this.invited });
    }
    const code = this.code || (await rest.post<Meeting>("/meetings", { ...values, draft, sites: this.invited })).code;
    if (this.code || agenda.length > 0) await rest.put(meetingPath(code, "/agenda"), { items: agenda.map((item, index) => ({ ...item, position: index + 1 })) });
    return code;
  }

  private async load(): Promise<void> {
    this.fault = "";
    try {
      const [kinds, relations, sites, groups, units] = await Promise.all([
        rest.all<MeetingWord>("/meeting-kinds"),
        rest.all<MeetingWord>("/relations"),
        rest.all<Site>("/sites", { limit: 1000 }),
        rest.all<SiteGroup>("/site-groups"),
        UnitList.load().catch(() => null), // without them only the choice by branch is missing
      ]);
      this.sites = sites.sort((one, other) => one.position - other.position || one.name.localeCompare(other.name, "vi"));
      this.groups = groups;
      this.units = units;
      const meeting = this.code ? await this.planned() : ownMeeting();
      this.fields = meetingFields(meeting, { kinds, relations, units }, this.code === "");
      await this.updateComplete;
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  private async planned(): Promise<Meeting> {
    const [meeting, invited, agenda] = await Promise.all([
      rest.get<Meeting>(meetingPath(this.code)),
      rest.all<MeetingSite>(meetingPath(this.code, "/sites")),
      rest.all<AgendaItem>(meetingPath(this.code, "/agenda")),
    ]);
    this.invited = invited.map(({ site }) => site);
    this.agenda = agenda;
    return meeting;
  }
}

/* Who plans a meeting commonly conducts it. */
function ownMeeting(): Partial<Meeting> {
  const { unit = "", username = "", role } = session.account ?? {};
  return { unit, chair_account: role === "chu_toa" ? username : "", secretary_account: role === "thu_ky" ? username : "" };
}
