/* The SIP devices of the sites, as they are registered: a mark for the table, and a dialog with all that is known. */
import { css, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { Site } from "../api/records";
import { formatDateTime } from "../text/format";
import { t, type TextKey } from "../text/text";
import "../ui/dialog";
import type { Dialog } from "../ui/dialog";
import { GbElement } from "../ui/element";
import { office } from "../ui/office";
import { overlay } from "../ui/overlay";
import { shared } from "../ui/shared";

export interface SiteDevice {
  site: string;
  name: string; // what it says it is
  address: string;
  transport: string;
  since: string;
  until: string;
  reached: "unknown" | "yes" | "no";
}

export interface SiteDevices {
  served: boolean; // SIP is
  items: readonly SiteDevice[];
}

const STATES: Record<SiteDevice["reached"], { mark: string; text: TextKey }> = {
  yes: { mark: "good", text: "sites.device_there" },
  unknown: { mark: "good", text: "sites.device_registered" },
  no: { mark: "poor", text: "sites.device_silent" },
};
const BEST_FIRST: readonly SiteDevice["reached"][] = ["yes", "unknown", "no"];

/* How a site is reached: by the best of its devices. */
export function deviceState(site: Site, devices: SiteDevices | null): { mark: string; text: TextKey } | null {
  if (!site.has_sip || !devices?.served) return site.has_sip ? { mark: "", text: "sites.pin_has" } : null;
  const own = devices.items.filter((device) => device.site === site.code);
  const best = BEST_FIRST.find((reached) => own.some((device) => device.reached === reached));
  return best ? STATES[best] : { mark: "fair", text: "sites.device_none" };
}

@customElement("gb-site-devices")
export class SiteDevicesDialog extends GbElement {
  static override styles = [
    shared,
    office,
    css`
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 0.45rem 1.25rem;
        margin: 0;
      }
      dl + dl {
        margin-top: 1rem;
        padding-top: 1rem;
        border-top: 1px solid var(--line);
      }
      dt {
        color: var(--text-soft);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property() heading = "";
  @property({ attribute: false }) devices: readonly SiteDevice[] = [];
  @query("gb-dialog") private dialog!: Dialog;

  async open(): Promise<void> {
    await this.updateComplete;
    await this.dialog.updateComplete;
    this.dialog.show();
    await new Promise((done) => this.dialog.addEventListener("shut", done, { once: true }));
  }

  override render() {
    return html`<gb-dialog .heading=${this.heading}>
      ${this.devices.map((device) => this.lines(device))}
      <div slot="foot"><button class="button primary" @click=${() => this.dialog.close()}>${t("com.close")}</button></div>
    </gb-dialog>`;
  }

  private lines({ name, address, transport, since, until, reached }: SiteDevice) {
    const { mark, text } = STATES[reached];
    return html`<dl>
      <dt>${t("sites.device_name")}</dt>
      <dd>${name || t("sites.device_unnamed")}</dd>
      <dt>${t("sites.device_address")}</dt>
      <dd>${`${address} (${transport})`}</dd>
      <dt>${t("sites.device_since")}</dt>
      <dd>${formatDateTime(since)}</dd>
      <dt>${t("sites.device_until")}</dt>
      <dd>${formatDateTime(until)}</dd>
      <dt>${t("sites.device_state")}</dt>
      <dd><span class="mark ${mark}">${t(text)}</span></dd>
    </dl>`;
  }
}

export async function showDevices(site: Site, devices: SiteDevices): Promise<void> {
  const own = devices.items.filter((device) => device.site === site.code);
  const element = document.createElement("gb-site-devices") as SiteDevicesDialog;
  overlay(Object.assign(element, { heading: t("sites.sip_of", { name: site.name }), devices: own }));
  await element.open();
  element.remove();
}
