/* The sites of the meeting, as the server tells them. Pure. */
import type { ServerMessage, Share, Site } from "../api/messages";

export interface Roster {
  sites: readonly Site[];
  speaker: string | null;
}

/* The same roster if the message is about something else. */
export function rosterAfter(roster: Roster, message: ServerMessage): Roster {
  switch (message.type) {
    case "welcome":
      return { sites: inOrder(message.sites), speaker: roster.speaker };
    case "sites":
      return { ...roster, sites: inOrder(message.sites) };
    case "site":
      return { ...roster, sites: inOrder([...without(roster.sites, message.site.id), message.site]) };
    case "site_gone":
      return { sites: without(roster.sites, message.id), speaker: roster.speaker === message.id ? null : roster.speaker };
    case "speaker":
      return { sites: roster.sites.map((site) => ({ ...site, speaking: site.id === message.id })), speaker: message.id };
    default:
      return roster;
  }
}

export function speakerName(roster: Roster): string | null {
  return roster.speaker === null ? null : nameOf(roster, roster.speaker);
}

export function nameOf(roster: Roster, id: string): string | null {
  return roster.sites.find((site) => site.id === id)?.name ?? null;
}

/* Who presents, but for ourselves. */
export function presenterName(roster: Roster, share: Share): string | null {
  return share.mine || share.site === "" ? null : nameOf(roster, share.site);
}

/* For sentences that say "điểm cầu" themselves. */
export function bareName(name: string): string {
  return name.replace(/^điểm cầu\s+/iu, "");
}

export function connectedCount(roster: Roster): number {
  return roster.sites.filter((site) => site.state === "connected").length;
}

/* A console that looks on takes no part: it is on no list. */
function takesPart(site: Site): boolean {
  return site.role !== "viewer" || !site.id.startsWith("viewer:account:");
}

function without(sites: readonly Site[], id: string): Site[] {
  return sites.filter((site) => site.id !== id);
}

/* By the official order of units, never by letters alone. */
function inOrder(sites: readonly Site[]): Site[] {
  return sites.filter(takesPart).sort((one, other) => one.order - other.order || one.name.localeCompare(other.name, "vi"));
}
