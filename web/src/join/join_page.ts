/* The page before the room: who joins, and whether picture and sound are fine. */
import { css, html } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { forgetToken, rememberedToken, rememberForm } from "../api/session_memory";
import { peekToken } from "../api/token_peek";
import type { Credentials } from "../api/room_socket";
import type { LocalMedia } from "../media/local_media";
import type { RoomChoice } from "../room/room_store";
import { t, type TextKey } from "../text/text";
import { GbElement, tell } from "../ui/element";
import "../ui/frame";
import "../ui/notice";
import { shared } from "../ui/shared";
import "./device_check";
import "../ui/device_panel";
import "./join_form";

@customElement("gb-join-page")
export class JoinPage extends GbElement {
  static override styles = [
    shared,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1.35fr) minmax(20rem, 1fr);
        gap: 1.25rem;
        align-items: start;
      }
      h1 {
        font-size: 1.7rem;
        font-weight: 600;
        line-height: 1.25;
      }
      .lead {
        margin: 0.15rem 0 1.1rem;
        color: var(--text-soft);
      }
      .card {
        padding: 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .side {
        display: grid;
        gap: 1.1rem;
      }
      gb-notice {
        margin-bottom: 1rem;
      }
      @media (max-width: 62rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        .side {
          display: contents;
        }
        .form {
          order: -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) media!: LocalMedia;
  @property({ attribute: false }) refusal: { key: TextKey | null; text: string } | null = null;
  @state() private token = rememberedToken();
  @state() private microphone: boolean | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.media);
    void this.media.start();
  }

  override render() {
    const peek = this.token ? peekToken(this.token) : null;
    const wanted = this.microphone ?? peek?.role === "chair";
    return html`
      <gb-frame>
        <h1>${t("join.title")}</h1>
        <p class="lead">${t("join.lead")}</p>
        <div class="columns">
          <gb-device-check
            class="card"
            .media=${this.media}
            .microphone=${wanted}
            @toggle-microphone=${() => (this.microphone = !wanted)}
          ></gb-device-check>
          <div class="side">
            <div class="card form">
              ${this.refused()}
              <gb-join-form
                .invited=${peek}
                @other-meeting=${this.useCode}
                @enter=${(event: CustomEvent<Credentials>) => this.enter(event.detail)}
              ></gb-join-form>
            </div>
            <gb-device-panel class="card" .media=${this.media}></gb-device-panel>
          </div>
        </div>
      </gb-frame>
    `;
  }

  private refused() {
    if (!this.refusal) return null;
    const { key, text } = this.refusal;
    return html`<gb-notice kind="alarm" role="alert">${key ? t(key) : text}</gb-notice>`;
  }

  private useCode(): void {
    forgetToken();
    this.token = null;
  }

  private enter(form: Credentials): void {
    const credentials = this.token ? { token: this.token } : form;
    if (!this.token) rememberForm(form);
    const choice: RoomChoice = { credentials, microphone: this.microphone };
    tell(this, "join", choice);
  }
}
