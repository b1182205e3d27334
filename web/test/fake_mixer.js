/* Runs in a page of its own: draws a grid of moving tiles, makes a tone, and answers offers as the mixer would. Ten pictures
   a second are enough to be seen moving, and leave the machine to the pages. */
window.mixer = (() => {
  const PICTURES_HZ = 10;
  const SLIDES = 2; // the third line of every offer; the fourth is their sound
  const links = new Map();
  const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
  const pen = canvas.getContext("2d");
  let names = [];
  let speaker = 12;
  const widths = []; // of the pictures that come

  function tile(index, x, y, width, height, now) {
    const hue = (index * 47) % 360;
    const light = pen.createLinearGradient(x, y, x + width, y + height);
    light.addColorStop(0, `hsl(${hue} 22% 42%)`);
    light.addColorStop(1, `hsl(${hue} 28% 16%)`);
    pen.fillStyle = light;
    pen.fillRect(x, y, width, height);
    const sway = Math.sin(now / 900 + index) * width * 0.03;
    pen.fillStyle = `hsl(${(hue + 25) % 360} 30% 62%)`;
    pen.beginPath();
    pen.arc(x + width / 2 + sway, y + height * 0.42, height * 0.17, 0, 7);
    pen.ellipse(x + width / 2 + sway, y + height * 0.95, height * 0.34, height * 0.33, 0, 0, 7);
    pen.fill();
    pen.fillStyle = "rgb(0 0 0 / 60%)";
    pen.fillRect(x, y + height - 30, width, 30);
    pen.fillStyle = "#fff";
    pen.font = "600 17px 'Be Vietnam Pro', sans-serif";
    pen.fillText(names[index] ?? "", x + 10, y + height - 10);
    if (index !== speaker) return;
    pen.strokeStyle = "#ffc94d";
    pen.lineWidth = 5;
    pen.strokeRect(x + 3, y + 3, width - 6, height - 6);
  }

  setInterval(() => {
    if (links.size === 0) return;
    const now = performance.now();
    for (let index = 0; index < 16; index += 1) tile(index, (index % 4) * 320, Math.floor(index / 4) * 180, 320, 180, now);
  }, 1000 / PICTURES_HZ);

  const context = new AudioContext();
  const sound = context.createMediaStreamDestination();
  const tone = new OscillatorNode(context, { frequency: 440 });
  tone.connect(new GainNode(context, { gain: 0.1 })).connect(sound);
  tone.start();
  const stream = new MediaStream([...canvas.captureStream(PICTURES_HZ).getTracks(), ...sound.stream.getTracks()]);

  return {
    scene(next) {
      ({ names, speaker } = next);
    },
    async answer(leg, sdp) {
      let pc = links.get(leg);
      if (!pc) {
        pc = new RTCPeerConnection();
        links.set(leg, pc);
      }
      await pc.setRemoteDescription({ type: "offer", sdp });
      for (const [line, transceiver] of pc.getTransceivers().entries()) {
        if (line >= SLIDES) {
          transceiver.direction = line === SLIDES ? "sendrecv" : "recvonly";
          continue;
        }
        const track = stream.getTracks().find(({ kind }) => kind === transceiver.receiver.track.kind);
        await transceiver.sender.replaceTrack(track);
        transceiver.direction = "sendrecv";
      }
      await pc.setLocalDescription();
      if (pc.iceGatheringState !== "complete") {
        await new Promise((done) => (pc.onicecandidate = ({ candidate }) => candidate || done()));
      }
      return pc.localDescription.sdp;
    },
    async candidate(leg, candidate, mid) {
      await links.get(leg)?.addIceCandidate(candidate === "" ? undefined : { candidate, sdpMid: mid });
    },
    /* The slides of one leg go to all others; null: to nobody. */
    async slides(from) {
      const track = from === null ? null : links.get(from).getTransceivers()[SLIDES].receiver.track;
      for (const [leg, pc] of links) await pc.getTransceivers()[SLIDES]?.sender.replaceTrack(leg === from ? null : track);
    },
    /* Notes when pictures of which width come from the newest leg. */
    watchSizes() {
      const pc = links.get(Math.max(...links.keys()));
      const video = Object.assign(document.createElement("video"), { muted: true });
      video.srcObject = new MediaStream([pc.getTransceivers()[1].receiver.track]);
      const note = (now, { width }) => {
        widths.push({ at: performance.timeOrigin + now, width });
        video.requestVideoFrameCallback(note);
      };
      video.requestVideoFrameCallback(note);
      return video.play();
    },
    /* When the first picture of this width came, and how many others before it. */
    async sizeArrives(width, since) {
      for (;;) {
        const later = widths.filter((seen) => seen.at >= since);
        const others = later.findIndex((seen) => seen.width === width);
        if (others >= 0) return { at: later[others].at, others };
        await new Promise(requestAnimationFrame);
      }
    },
    /* No picture for half a second. */
    async picturesStop() {
      for (let seen = -1; seen !== widths.length; ) {
        seen = widths.length;
        await new Promise((done) => setTimeout(done, 500));
      }
    },
    /* Every leg ends: one whose page has gone would be sent pictures until its consent runs out. */
    leave() {
      for (const pc of links.values()) pc.close();
      links.clear();
      widths.length = 0;
    },
    /* What arrives of a leg's own picture and sound. */
    async received(leg) {
      const found = {};
      (await links.get(leg).getStats()).forEach((entry) => {
        if (entry.type !== "inbound-rtp") return;
        const name = { 0: "sound", 1: "picture", 2: "slides", 3: "slides_sound" }[entry.mid];
        found[name] = { width: entry.frameWidth, height: entry.frameHeight, frames: entry.framesDecoded, packets: entry.packetsReceived, level: entry.audioLevel };
      });
      return found;
    },
  };
})();
