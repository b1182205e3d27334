/* The address is the page: links are followed without loading again, the browser's back button works. Tells "change". */
export type Params = Record<string, string>;

class Router extends EventTarget {
  constructor() {
    super();
    window.addEventListener("popstate", () => this.moved());
    document.addEventListener("click", (event) => this.follow(event));
  }

  get path(): string {
    return location.pathname;
  }

  get query(): URLSearchParams {
    return new URLSearchParams(location.search);
  }

  go(address: string): void {
    history.pushState(null, "", address);
    this.moved();
    window.scrollTo(0, 0);
  }

  replace(address: string): void {
    history.replaceState(null, "", address);
    this.moved();
  }

  /* Keeps what is looked at (a search, a filter) in the address, so that it can be sent and come back to. */
  remember(query: Record<string, string>): void {
    const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
    history.replaceState(null, "", location.pathname + (given ? `?${given}` : ""));
  }

  private moved(): void {
    this.dispatchEvent(new Event("change"));
  }

  /* A plain click on a link to one of our pages. */
  private follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    if (!link?.href || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname.startsWith("/api/") || (link.hash && link.pathname === location.pathname)) return;
    event.preventDefault();
    this.go(link.pathname + link.search + link.hash);
  }
}

export const router = new Router();

/* The two addresses of a site's visit to a meeting: one element shows both. */
export function isVisit(path: string): boolean {
  return path === "/join" || path === "/room";
}

/* "/meetings/{code}" against a path; null if it does not fit. A last "*" takes the rest. */
export function matchPath(pattern: string, path: string): Params | null {
  const parts = pattern.split("/");
  const given = path.replace(/(.)\/$/, "$1").split("/");
  const params: Params = {};
  for (const [index, part] of parts.entries()) {
    if (part === "*") return { ...params, rest: given.slice(index).join("/") };
    const here = given[index];
    if (here === undefined) return null;
    if (!part.startsWith("{")) {
      if (part !== here) return null;
    } else if (here === "") return null;
    else params[part.slice(1, -1)] = decode(here);
  }
  return given.length === parts.length ? params : null;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
