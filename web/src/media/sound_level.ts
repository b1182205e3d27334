/* The level of a microphone, 0 (silence, -60 dBFS and below) to 1 (full scale). */
const FLOOR_DB = -60;

export class SoundLevel {
  private readonly context = new AudioContext();
  private readonly analyser = this.context.createAnalyser();
  private readonly samples = new Float32Array(1024);
  private source: MediaStreamAudioSourceNode | null = null;
  private readonly wake = () => void this.context.resume();

  constructor() {
    this.analyser.fftSize = this.samples.length;
    window.addEventListener("pointerdown", this.wake); // a browser may let it sound only after a touch
    window.addEventListener("keydown", this.wake);
  }

  listen(track: MediaStreamTrack | null): void {
    this.source?.disconnect();
    this.source = track ? this.context.createMediaStreamSource(new MediaStream([track])) : null;
    this.source?.connect(this.analyser);
  }

  get running(): boolean {
    return this.context.state === "running" && this.source !== null;
  }

  read(): number {
    this.analyser.getFloatTimeDomainData(this.samples);
    let sum = 0;
    for (const sample of this.samples) sum += sample * sample;
    return levelOfPower(sum / this.samples.length);
  }

  close(): void {
    window.removeEventListener("pointerdown", this.wake);
    window.removeEventListener("keydown", this.wake);
    this.listen(null);
    void this.context.close();
  }
}

export function levelOfPower(power: number): number {
  const db = 10 * Math.log10(Math.max(power, 1e-12));
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}
