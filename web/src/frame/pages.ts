/*
 * The pages of the office: address, title, who has them, and the part of the program that loads when one is opened.
 * A page is an element; it gets the address's parts as `params` and asks the router for its query.
 * `roles` only spares people what they may not do (domain: the matrix); the server alone decides.
 */
import type { TemplateResult } from "lit";
import calendar from "icon:calendar-days";
import audit from "icon:clipboard-list";
import chart from "icon:chart-column";
import cable from "icon:cable";
import goal from "icon:goal";
import help from "icon:circle-question-mark";
import house from "icon:house";
import place from "icon:map-pin";
import film from "icon:film";
import settings from "icon:settings";
import eraser from "icon:eraser";
import unit from "icon:building-2";
import people from "icon:users";
import type { AccountRole } from "../api/session";
import type { TextKey } from "../text/text";
import { matchPath, type Params } from "./router";

export interface Page {
  pattern: string;
  element: string;
  title: TextKey;
  load: () => Promise<unknown>;
  roles: readonly AccountRole[] | "all";
  whole?: boolean; // takes the screen for itself, without the frame
  icon?: TemplateResult; // with it the page stands in the navigation
}

const ADMIN: readonly AccountRole[] = ["quan_tri"];
const CENTRE: readonly AccountRole[] = ["quan_tri", "van_hanh"];
const CONDUCT: readonly AccountRole[] = ["van_hanh", "chu_toa", "thu_ky"];
const REPORTS: readonly AccountRole[] = ["chu_toa", "thu_ky", "van_thu"];
const MEETINGS: readonly AccountRole[] = [...CONDUCT, "ky_thuat", "van_thu"];

const PAPERS: readonly AccountRole[] = ["chu_toa", "thu_ky", "van_thu"]; // who writes, approves and files

const RECORDINGS: readonly AccountRole[] = [...CONDUCT, "van_thu"];

export const PAGES: readonly Page[] = [
  { pattern: "/", element: "gb-home-page", title: "nav.home", icon: house, roles: "all", load: () => import("../home/home_page") },
  { pattern: "/meetings", element: "gb-calendar-page", title: "nav.meetings", icon: calendar, roles: MEETINGS, load: () => import("../calendar/calendar_page") },
  { pattern: "/meetings/new", element: "gb-meeting-form-page", title: "meet.new", roles: CONDUCT, load: () => import("../meetings/meeting_form_page") },
  { pattern: "/meetings/{code}", element: "gb-meeting-page", title: "meet.one", roles: MEETINGS, load: () => import("../meetings/meeting_page") },
  { pattern: "/meetings/{code}/edit", element: "gb-meeting-form-page", title: "meet.change", roles: CONDUCT, load: () => import("../meetings/meeting_form_page") },
  { pattern: "/meetings/{code}/minutes", element: "gb-minutes-page", title: "min.title", roles: PAPERS, load: () => import("../minutes/minutes_page") },
  { pattern: "/meetings/{code}/lines", element: "gb-line-board-page", title: "check.title", roles: MEETINGS, load: () => import("../lines/line_board_page") },
  { pattern: "/meetings/{code}/attendance", element: "gb-attendance-page", title: "rep.attendance", roles: ["chu_toa", "thu_ky", "van_thu"], load: () => import("../attendance/attendance_page") },
  { pattern: "/console/{code}", element: "gb-console-page", title: "con.title", roles: CONDUCT, whole: true, load: () => import("../console/console_page") },
  { pattern: "/meetings/{code}/operation-log", element: "gb-operation-log-page", title: "oplog.title", roles: MEETINGS, load: () => import("../statistics/operation_log_page") },
  { pattern: "/recordings", element: "gb-recordings-page", title: "nav.recordings", icon: film, roles: RECORDINGS, load: () => import("../recordings/recordings_page") },
  { pattern: "/recordings/erasures", element: "gb-erasures-page", title: "rec.erasures", icon: eraser, roles: ADMIN, load: () => import("../recordings/erasures_page") },
  { pattern: "/recordings/{id}", element: "gb-recording-page", title: "rec.one", roles: RECORDINGS, load: () => import("../recordings/recording_page") },
  { pattern: "/statistics", element: "gb-statistics-page", title: "nav.reports", icon: chart, roles: REPORTS, load: () => import("../statistics/statistics_page") },
  { pattern: "/line-report", element: "gb-line-report-page", title: "nav.line_report", icon: cable, roles: [...CENTRE, "chu_toa", "thu_ky", "ky_thuat"], load: () => import("../statistics/line_report_page") },
  { pattern: "/statistics/targets", element: "gb-targets-page", title: "nav.targets", icon: goal, roles: ADMIN, load: () => import("../statistics/targets_page") },
  { pattern: "/units", element: "gb-units-page", title: "nav.units", icon: unit, roles: ADMIN, load: () => import("../units/units_page") },
  { pattern: "/sites", element: "gb-sites-page", title: "nav.sites", icon: place, roles: [...ADMIN, ...CONDUCT], load: () => import("../sites/sites_page") },
  { pattern: "/sites/groups", element: "gb-site-groups-page", title: "groups.title", roles: CONDUCT, load: () => import("../sites/site_groups_page") },
  { pattern: "/accounts", element: "gb-accounts-page", title: "nav.accounts", icon: people, roles: CENTRE, load: () => import("../accounts/accounts_page") },
  { pattern: "/settings", element: "gb-settings-page", title: "nav.settings", icon: settings, roles: ADMIN, load: () => import("../settings/settings_page") },
  { pattern: "/audit", element: "gb-audit-page", title: "nav.audit", icon: audit, roles: ADMIN, load: () => import("../audit/audit_page") },
  { pattern: "/help", element: "gb-help-page", title: "nav.help", icon: help, roles: "all", load: () => import("../help/help_page") },
  { pattern: "/help/roles", element: "gb-matrix-page", title: "matrix.title", roles: "all", load: () => import("../help/matrix_page") },
  { pattern: "/help/{role}", element: "gb-help-page", title: "nav.help", roles: "all", load: () => import("../help/help_page") },
  { pattern: "/password", element: "gb-password-page", title: "auth.change", roles: "all", load: () => import("../login/password_page") },
];

export function pageAt(path: string): { page: Page; params: Params } | null {
  for (const page of PAGES) {
    const params = matchPath(page.pattern, path);
    if (params) return { page, params };
  }
  return null;
}

export function mayOpen(page: Page, role: AccountRole): boolean {
  return page.roles === "all" || page.roles.includes(role);
}

export function navigationOf(role: AccountRole): (Page & { icon: TemplateResult })[] {
  return PAGES.filter((page): page is Page & { icon: TemplateResult } => page.icon !== undefined && mayOpen(page, role));
}
