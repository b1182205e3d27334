/*
 * One peer connection to the mixer: we offer sound and the main picture, the mixer answers, candidates trickle from us only.
 * Devices may be missing: the lines are there all the same, so that a camera plugged in later needs no new offer.
 */
import type { SendSize } from "../api/messages";
import { FIRST_SIZE, sendEncoding } from "./send_parameters";
import { SenderSize } from "./sender_size";

export interface PeerLinkEvents {
  candidate(candidate: string, mid: string): void; // "" ends them
  state(state: RTCPeerConnectionState): void;
  track(track: MediaStreamTrack): void;
}

export interface PeerLinkConfig {
  ice_servers: RTCIceServer[];
  receive_only: boolean;
  microphone: MediaStreamTrack | null;
  camera: MediaStreamTrack | null;
}

export class PeerLink {
  readonly pc: RTCPeerConnection;
  private readonly sound: RTCRtpTransceiver;
  private readonly picture: RTCRtpTransceiver;
  private readonly size: SenderSize;

  constructor(config: PeerLinkConfig, events: PeerLinkEvents) {
    this.pc = new RTCPeerConnection({
      iceServers: config.ice_servers,
      bundlePolicy: "max-bundle",
      rtcpMuxPolicy: "require",
    });
    const direction = config.receive_only ? "recvonly" : "sendrecv";
    this.sound = this.pc.addTransceiver(config.microphone ?? "audio", { direction });
    this.picture = this.pc.addTransceiver(config.camera ?? "video", {
      direction,
      sendEncodings: [firstEncoding(config.camera)],
    });
    preferVp8(this.picture);
    this.size = new SenderSize(this.picture.sender);
    this.pc.onicecandidate = ({ candidate }) => {
      if (!candidate) events.candidate("", "0");
      else if (candidate.candidate) events.candidate(candidate.candidate, candidate.sdpMid ?? "0");
    };
    this.pc.onconnectionstatechange = () => events.state(this.pc.connectionState);
    this.pc.ontrack = ({ track }) => events.track(track);
  }

  /* The text of a new offer; with restart: new ICE names on the same connection. */
  async offer(restart: boolean): Promise<string> {
    if (restart) this.pc.restartIce();
    await this.pc.setLocalDescription();
    return this.pc.localDescription?.sdp ?? "";
  }

  async answer(sdp: string): Promise<void> {
    await this.pc.setRemoteDescription({ type: "answer", sdp });
    await this.size.apply();
  }

  async replace(microphone: MediaStreamTrack | null, camera: MediaStreamTrack | null): Promise<void> {
    if (this.sound.sender.track !== microphone) await this.sound.sender.replaceTrack(microphone);
    if (this.picture.sender.track !== camera) {
      await this.picture.sender.replaceTrack(camera);
      await this.size.apply();
    }
  }

  ask(size: SendSize): void {
    this.size.ask(size);
  }

  close(): void {
    this.pc.onicecandidate = this.pc.onconnectionstatechange = this.pc.ontrack = null;
    this.pc.close();
  }
}

function firstEncoding(camera: MediaStreamTrack | null): RTCRtpEncodingParameters {
  const settings = camera?.getSettings() ?? {};
  return sendEncoding(FIRST_SIZE, { width: settings.width ?? 1280, height: settings.height ?? 720 });
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
