/*
 * One peer connection to the mixer: we offer, the mixer answers, candidates trickle from us only.
 * The lines are always the same, in this order: sound, main picture, slides, sound of the slides. Devices may be missing and
 * nothing may be presented: the lines are there all the same, so that neither a camera plugged in later nor slides need a new offer.
 */
import type { SendSize } from "../api/messages";
import { windowTimers } from "../api/timers";
import type { ScreenTracks } from "./screen_share";
import { screenScale } from "./screen_size";
import { levelSize, SendLevels, type SendLevel, type SendReading } from "./send_level";
import { FIRST_SIZE, sendEncoding, SLIDES_ENCODING } from "./send_parameters";
import { SenderSize } from "./sender_size";
import { CopiesChoice, preferRed } from "./sound_copies";
import { TrackScaler } from "./track_scaler";

export interface PeerLinkEvents {
  candidate(candidate: string, mid: string): void; // "" ends them
  state(state: RTCPeerConnectionState): void;
  track(track: MediaStreamTrack, line: "sound" | "picture" | "slides"): void;
}

export interface PeerLinkConfig {
  ice_servers: RTCIceServer[];
  receive_only: boolean;
  microphone: MediaStreamTrack | null;
  camera: MediaStreamTrack | null;
  screen: ScreenTracks | null;
}

export class PeerLink {
  readonly pc: RTCPeerConnection;
  private readonly sound: RTCRtpTransceiver;
  private readonly picture: RTCRtpTransceiver;
  private readonly slides: RTCRtpTransceiver;
  private readonly slides_sound: RTCRtpTransceiver | null; // a viewer presents nothing
  private readonly scaler = TrackScaler.isNeeded() ? new TrackScaler() : null;
  private readonly size: SenderSize;
  private readonly copies = new CopiesChoice(); // of our sound
  private readonly levels = new SendLevels();
  private asked: SendSize = FIRST_SIZE;
  private answered = ""; // the mixer's answer to the newest offer
  private turning: Promise<void> = Promise.resolve(); // between an offer of our own and its answer

  constructor(config: PeerLinkConfig, events: PeerLinkEvents) {
    this.pc = new RTCPeerConnection({
      iceServers: config.ice_servers,
      bundlePolicy: "max-bundle",
      rtcpMuxPolicy: "require",
    });
    const direction = config.receive_only ? "recvonly" : "sendrecv";
    this.sound = this.pc.addTransceiver(config.microphone ?? "audio", { direction });
    this.picture = this.pc.addTransceiver(this.sentOf(config.camera) ?? "video", {
      direction,
      sendEncodings: [firstEncoding(config.camera)],
    });
    this.slides = this.pc.addTransceiver(config.screen?.picture ?? "video", { direction, sendEncodings: [SLIDES_ENCODING] });
    this.slides_sound = config.receive_only
      ? null
      : this.pc.addTransceiver(config.screen?.sound ?? "audio", { direction: "sendonly" });
    preferVp8(this.picture);
    preferVp8(this.slides);
    this.size = new SenderSize(this.picture.sender, windowTimers, this.scaler);
    this.pc.onicecandidate = ({ candidate }) => {
      if (!candidate) events.candidate("", "0");
      else if (candidate.candidate) events.candidate(candidate.candidate, candidate.sdpMid ?? "0");
    };
    this.pc.onconnectionstatechange = () => events.state(this.pc.connectionState);
    this.pc.ontrack = ({ track, transceiver }) => events.track(track, this.lineOf(transceiver));
  }

  /* The text of a new offer; with restart: new ICE names on the same connection. */
  async offer(restart: boolean): Promise<string> {
    await this.turning;
    if (restart) this.pc.restartIce();
    else if (this.scaler) await this.size.apply(); // while nothing is received yet
    await this.pc.setLocalDescription();
    return this.pc.localDescription?.sdp ?? "";
  }

  async answer(sdp: string): Promise<void> {
    await this.pc.setRemoteDescription({ type: "answer", sdp });
    this.answered = sdp;
    if (this.copies.on) this.turnCopies();
    await this.size.apply();
    await keepSharp(this.slides.sender);
  }

  /* The main picture's name in a report of getStats(). */
  get picture_id(): string {
    return this.picture.receiver.track.id;
  }

  async present(screen: ScreenTracks | null): Promise<void> {
    try {
      await this.slides.sender.replaceTrack(screen?.picture ?? null);
      await this.slides_sound?.sender.replaceTrack(screen?.sound ?? null);
      if (screen) await keepSharp(this.slides.sender);
    } catch (error) {
      console.warn("the mixer takes no slides on this connection", error);
    }
  }

  async replace(microphone: MediaStreamTrack | null, camera: MediaStreamTrack | null): Promise<void> {
    if (this.sound.sender.track !== microphone) await this.sound.sender.replaceTrack(microphone);
    const sent = this.sentOf(camera);
    if (this.picture.sender.track !== sent) {
      await this.picture.sender.replaceTrack(sent);
      await this.size.apply();
    }
  }

  ask(size: SendSize): void {
    this.asked = size;
    this.size.ask(levelSize(this.levels.level, size));
  }

  /* Once a reading: where much of our sound is lost each packet brings the one before once more; where the line is narrow the picture gives way. */
  measured(reading: SendReading): void {
    if (this.copies.update(reading.up_loss_percent)) this.turnCopies();
    if (this.levels.update(reading)) this.size.ask(levelSize(this.levels.level, this.asked));
  }

  /* What of our camera goes out now. */
  get sends(): SendLevel {
    return this.picture.sender.track ? this.levels.level : "motion";
  }

  /* Whether sound is sent twice now. */
  get sends_copies(): boolean {
    return this.copies.on && preferRed(this.answered, true) !== null;
  }

  /* Offered and answered here alone: for the mixer nothing changes. Never while an offer waits for its answer, which turns it too. */
  private turnCopies(): void {
    const sdp = preferRed(this.answered, this.copies.on);
    if (sdp === null || this.pc.signalingState !== "stable") return;
    this.turning = this.pc
      .setLocalDescription()
      .then(() => this.pc.setRemoteDescription({ type: "answer", sdp }))
      .then(() => this.size.apply())
      .catch((error: unknown) => console.warn("sound goes out once, whatever is lost", error));
  }

  private sentOf(camera: MediaStreamTrack | null): MediaStreamTrack | null {
    return this.scaler ? this.scaler.take(camera) : camera;
  }

  private lineOf(transceiver: RTCRtpTransceiver): "sound" | "picture" | "slides" {
    if (transceiver === this.slides) return "slides";
    return transceiver === this.picture ? "picture" : "sound";
  }

  close(): void {
    this.size.stop();
    this.scaler?.stop();
    this.pc.onicecandidate = this.pc.onconnectionstatechange = this.pc.ontrack = null;
    this.pc.close();
  }
}

function firstEncoding(camera: MediaStreamTrack | null): RTCRtpEncodingParameters {
  const settings = camera?.getSettings() ?? {};
  return sendEncoding(FIRST_SIZE, { width: settings.width ?? 1280, height: settings.height ?? 720 });
}

/* On a narrow line slides come slower, never smaller, but than what the mixer takes. The track's hint says the same to browsers that lack this. */
async function keepSharp(sender: RTCRtpSender): Promise<void> {
  const parameters = sender.getParameters();
  if (!parameters.encodings?.[0]) return; // the mixer refused the line
  const scaleResolutionDownBy = screenScale(sender.track?.getSettings() ?? {});
  Object.assign(parameters.encodings[0], SLIDES_ENCODING, { scaleResolutionDownBy });
  parameters.degradationPreference = "maintain-resolution";
  await sender.setParameters(parameters).catch((error: unknown) => console.warn("slides go out as the browser likes", error));
}

/* The mixer speaks VP8 to everyone; the others stay in the offer behind it. */
function preferVp8(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities?.("video")?.codecs;
  if (!codecs || !("setCodecPreferences" in transceiver)) return;
  const isVp8 = (codec: RTCRtpCodec) => codec.mimeType.toLowerCase() === "video/vp8";
  if (!codecs.some(isVp8)) return;
  try {
    transceiver.setCodecPreferences([...codecs.filter(isVp8), ...codecs.filter((codec) => !isVp8(codec))]);
  } catch {
    // the order is a wish; the mixer picks VP8 from any order
  }
}
