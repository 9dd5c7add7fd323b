/** The notes of the tone: when each begins, in s, and its pitch, in Hz. */
const NOTES = [
  [0, 659.26],
  [0.09, 880],
] as const;
const LASTS_S = 0.4;
const LOUDNESS = 0.07;
/** A tone that couldn't begin in time, ms, would tell of nothing any more. */
const LATE_MS = 1_000;

/**
 * One short soft tone, made here: there is no file to load, and nothing that a page's `media-src`
 * could refuse.
 */
export interface Chime {
  /** Call it in a gesture of the visitor: without one, browsers let nothing sound. */
  unlock(): void;
  /** Sounds, if the visitor has touched the page before. */
  play(): Promise<void>;
  stop(): void;
}

export function createChime(): Chime {
  let context: AudioContext | undefined;
  const open = () => {
    context ??= new AudioContext();
    return context;
  };
  // One that goes on running, silent, keeps a device awake.
  const rest = () => void context?.suspend().catch(() => {});
  const strike = (audio: AudioContext, begin: number, frequency: number) => {
    const tone = new OscillatorNode(audio, { frequency });
    const volume = new GainNode(audio, { gain: 0 });
    tone.connect(volume).connect(audio.destination);
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.000_1, begin + LASTS_S);
    tone.start(begin);
    tone.stop(begin + LASTS_S);
    return tone;
  };
  return {
    unlock() {
      if (!context) open().resume().then(rest, rest);
    },
    async play() {
      // Asked for nothing, some browsers complain on the page's console.
      if (!context && !navigator.userActivation?.hasBeenActive) return;
      const audio = open();
      const asked = Date.now();
      await audio.resume();
      if (audio !== context || Date.now() - asked > LATE_MS) return;
      const tones = NOTES.map(([at, hertz]) => strike(audio, audio.currentTime + at, hertz));
      tones.at(-1)?.addEventListener('ended', rest);
    },
    stop() {
      void context?.close().catch(() => {});
      context = undefined;
    },
  };
}
