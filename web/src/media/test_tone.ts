/* The sound by which a site checks its loudspeaker: three soft rising notes. Units: seconds, hertz. */
const NOTES_HZ = [523.25, 659.25, 783.99]; // C5, E5, G5
const NOTE_S = 0.45;

export async function playTestTone(speaker_id: string): Promise<void> {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const player = new Audio();
  player.srcObject = output.stream;
  if (speaker_id && "setSinkId" in player) await player.setSinkId(speaker_id).catch(() => undefined);
  await player.play();
  const start = context.currentTime + 0.1;
  NOTES_HZ.forEach((frequency, index) => note(context, output, frequency, start + index * NOTE_S));
  await new Promise((done) => setTimeout(done, (NOTES_HZ.length * NOTE_S + 0.6) * 1000));
  player.srcObject = null;
  await context.close();
}

function note(context: AudioContext, output: AudioNode, frequency: number, at: number): void {
  const tone = new OscillatorNode(context, { type: "sine", frequency });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.35, at + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S);
  tone.connect(gain).connect(output);
  tone.start(at);
  tone.stop(at + NOTE_S);
}
