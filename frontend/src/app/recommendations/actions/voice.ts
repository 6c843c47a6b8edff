import { computed, inject, Injectable, signal } from '@angular/core';
import { TextStore } from '../../core/texts';

/** Reads aloud with the voices of the device. Where there is none for the language, nothing offers to. */
@Injectable({ providedIn: 'root' })
export class Voice {
  private readonly language = inject(TextStore).language;
  private readonly synthesis = 'speechSynthesis' in globalThis ? globalThis.speechSynthesis : null;
  private readonly voices = signal<readonly SpeechSynthesisVoice[]>(this.synthesis?.getVoices() ?? []);

  private readonly chosen = computed(
    () => this.voices().find(({ lang }) => lang.toLowerCase().startsWith(this.language())) ?? null,
  );
  readonly speaks = computed(() => this.chosen() !== null);

  constructor() {
    this.synthesis?.addEventListener('voiceschanged', () => {
      this.voices.set(this.synthesis?.getVoices() ?? []);
    });
  }

  /** Says it from the beginning; what was being said stops. */
  say(text: string): void {
    const voice = this.chosen();
    if (this.synthesis === null || voice === null) return;
    this.synthesis.cancel();
    const speech = new SpeechSynthesisUtterance(text);
    speech.voice = voice;
    speech.lang = voice.lang;
    speech.rate = 0.9;
    this.synthesis.speak(speech);
  }
}
