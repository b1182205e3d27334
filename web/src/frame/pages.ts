/*
 * The pages of the office: address, title, who has them, and the part of the program that loads when one is opened.
 * A page is an element; it gets the address's parts as `params` and asks the router for its query.
 * `roles` only spares people what they may not do (domain: the matrix); the server alone decides.
 */
import type { TemplateResult } from "lit";
import house from "icon:house";
import type { AccountRole } from "../api/session";
import type { TextKey } from "../text/text";
import { matchPath, type Params } from "./router";

export interface Page {
  pattern: string;
  element: string;
  title: TextKey;
  load: () => Promise<unknown>;
  roles: readonly AccountRole[] | "all";
  icon?: TemplateResult; // with it the page stands in the navigation
}

export const PAGES: readonly Page[] = [
  { pattern: "/", element: "gb-home-page", title: "nav.home", icon: house, roles: "all", load: () => import("../home/home_page") },
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
