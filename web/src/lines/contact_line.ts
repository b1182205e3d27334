/* Whom to phone at a site. */
import { css, html, nothing } from "lit";
import phone from "icon:phone";
import { t } from "../text/text";
import type { LineRow } from "./line_records";

export const contactStyles = css`
  .phone {
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
    min-height: 1.75rem;
    color: var(--brand);
    font-weight: 600;
    white-space: nowrap;
  }
  .phone .icon {
    width: 1.05em;
    height: 1.05em;
  }
  .soft {
    color: var(--text-soft);
  }
  @media print {
    .phone {
      color: inherit;
    }
    .phone .icon {
      display: none;
    }
  }
`;

export function contactLine({ contact_name, contact_phone, site }: Pick<LineRow, "contact_name" | "contact_phone" | "site">) {
  const call = contact_phone && html`<a class="phone" href="tel:${contact_phone.replace(/[^\d+]/g, "")}" aria-label=${t("check.call", { name: contact_name, phone: contact_phone })}>${phone} ${contact_phone}</a>`;
  if (!contact_name && !call) return site ? html`<span class="soft">${t("check.no_contact")}</span>` : nothing;
  return html`<div>${contact_name} ${call}</div>`;
}
