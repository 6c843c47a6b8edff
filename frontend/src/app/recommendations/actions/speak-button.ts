import { Component, inject, input } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Voice } from './voice';

/** A loudspeaker, where the device has a voice for the language. Inputs: `words` to say, `label` read out. */
@Component({
  selector: 'app-speak-button',
  imports: [Icon],
  template: `
    @if (voice.speaks()) {
      <button type="button" class="btn-speak" [attr.aria-label]="label()" (click)="voice.say(words())">
        <svg appIcon="volume" />
      </button>
    }
  `,
})
export class SpeakButton {
  readonly words = input.required<string>();
  readonly label = input.required<string>();
  protected readonly voice = inject(Voice);
}
