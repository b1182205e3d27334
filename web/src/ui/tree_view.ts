/*
 * A tree by the ARIA pattern: arrows walk and open, Enter and a click choose. Closed branches are not drawn.
 * `nodes` are all nodes, each with its parent's key, in order. Tells "chosen" with the key.
 */
import { css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import right from "icon:chevron-right";
import { GbElement, tell } from "./element";
import { shared } from "./shared";

export interface TreeNode {
  key: string;
  parent: string;
  label: string;
  note?: string;
  faint?: boolean;
}
interface Branch {
  node: TreeNode;
  level: number;
}

@customElement("gb-tree")
export class TreeView extends GbElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      li {
        display: flex;
        align-items: center;
        gap: 0.15rem;
        min-height: 2.3rem;
        padding-right: 0.5rem;
        border-radius: 0.4rem;
        cursor: pointer;
      }
      li:hover {
        background: var(--raised);
      }
      li[aria-selected="true"] {
        background: var(--brand-soft);
        color: var(--brand);
        font-weight: 600;
      }
      li:focus-visible {
        outline-offset: -0.2rem;
      }
      li.faint .text {
        color: var(--text-soft);
      }
      .twist {
        display: grid;
        place-items: center;
        width: 1.9rem;
        height: 2.3rem;
        flex: none;
      }
      .twist .icon {
        width: 1.1em;
        height: 1.1em;
      }
      [aria-expanded="true"] > .twist .icon {
        rotate: 90deg;
      }
      .text {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .note {
        color: var(--text-soft);
        font-size: 0.82em;
        font-weight: 400;
      }
    `,
  ];

  @property() label = "";
  @property() chosen = "";
  @property({ attribute: false }) nodes: readonly TreeNode[] = [];
  @state() private opened: ReadonlySet<string> = new Set();
  @state() private at = "";
  private below = new Map<string, TreeNode[]>();
  private parents = new Map<string, string>();

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("nodes")) this.arrange();
    if (changed.has("chosen") || changed.has("nodes")) this.reveal(this.chosen);
  }

  override render() {
    const seen = this.seen();
    const at = seen.some(({ node }) => node.key === this.at) ? this.at : (seen[0]?.node.key ?? "");
    return html`<ul role="tree" aria-label=${this.label} @keydown=${(event: KeyboardEvent) => this.onKey(event, seen)}>
      ${seen.map(({ node, level }) => this.branch(node, level, at))}
    </ul>`;
  }

  private branch(node: TreeNode, level: number, at: string) {
    const children = this.below.has(node.key);
    return html`<li
      role="treeitem"
      data-key=${node.key}
      class=${node.faint ? "faint" : ""}
      .style=${`padding-left: ${(level - 1) * 1.1}rem`}
      title=${node.label}
      aria-level=${level}
      aria-expanded=${children ? this.opened.has(node.key) : nothing}
      aria-selected=${node.key === this.chosen}
      tabindex=${node.key === at ? 0 : -1}
      @click=${() => this.choose(node.key)}
    >
      <span class="twist" @click=${(event: Event) => this.twist(event, node.key)}>${children ? right : nothing}</span>
      <span class="text">${node.label}</span>
      ${node.note ? html`<span class="note">${node.note}</span>` : nothing}
    </li>`;
  }

  private arrange(): void {
    this.below.clear();
    this.parents = new Map(this.nodes.map(({ key, parent }) => [key, parent]));
    for (const node of this.nodes) {
      const parent = this.parents.has(node.parent) ? node.parent : "";
      const list = this.below.get(parent);
      if (list) list.push(node);
      else this.below.set(parent, [node]);
    }
    if (this.opened.size === 0) this.opened = new Set((this.below.get("") ?? []).map(({ key }) => key));
  }

  /* The branches above are opened, so that the chosen one is seen. */
  private reveal(key: string): void {
    const next = new Set(this.opened);
    let above = this.parents.get(key);
    for (let level = 0; above && level < 64; level += 1) {
      next.add(above);
      above = this.parents.get(above);
    }
    if (next.size !== this.opened.size) this.opened = next;
    if (this.parents.has(key)) this.at = key;
  }

  private seen(): Branch[] {
    const found: Branch[] = [];
    const walk = (parent: string, level: number) => {
      for (const node of this.below.get(parent) ?? []) {
        found.push({ node, level });
        if (this.opened.has(node.key) && level < 64) walk(node.key, level + 1);
      }
    };
    walk("", 1);
    return found;
  }

  private choose(key: string): void {
    this.at = key;
    tell(this, "chosen", key);
  }

  private twist(event: Event, key: string): void {
    if (!this.below.has(key)) return;
    event.stopPropagation();
    this.setOpen(key, !this.opened.has(key));
  }

  private setOpen(key: string, open: boolean): void {
    const next = new Set(this.opened);
    if (open) next.add(key);
    else next.delete(key);
    this.opened = next;
  }

  private onKey(event: KeyboardEvent, seen: Branch[]): void {
    const index = Math.max(0, seen.findIndex(({ node }) => node.key === this.at));
    const key = seen[index]?.node.key ?? "";
    const step = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: seen.length - 1 }[event.key];
    if (step !== undefined) void this.walkTo(seen[Math.max(0, Math.min(seen.length - 1, step))]?.node.key ?? key);
    else if (event.key === "ArrowRight" && this.below.has(key)) this.setOpen(key, true);
    else if (event.key === "ArrowLeft" && this.opened.has(key) && this.below.has(key)) this.setOpen(key, false);
    else if (event.key === "ArrowLeft") void this.walkTo(this.parents.get(key) || key);
    else if (event.key === "Enter" || event.key === " ") this.choose(key);
    else return;
    event.preventDefault();
  }

  private async walkTo(key: string): Promise<void> {
    this.at = key;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }
}
