import { Component, input, output, signal } from '@angular/core';
import { readInvitationCode } from '@domain/cases/invitation.js';
import { formText } from '../core/form-text';
import { injectTexts } from '../core/texts';
import { Field } from '../ui/field';
import { Icon } from '../ui/icon';
import { invitationTexts } from './texts';

/** For who typed the address instead of aiming at the square. Output: `given`, the code in its proper form. */
@Component({
  selector: 'app-code-form',
  host: { class: 'block' },
  imports: [Field, Icon],
  template: `
    <form class="form card" novalidate (submit)="give($event)">
      <app-field
        boxId="invitation-code"
        [label]="t('code.label')"
        [hint]="t('code.hint')"
        [fault]="missing() ? t('code.missing') : ''"
      >
        <input
          id="invitation-code"
          name="code"
          class="box"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          maxlength="60"
        />
      </app-field>
      <button class="btn btn-primary btn-big btn-block" [attr.aria-busy]="busy()" [disabled]="busy()">
        {{ t('code.open') }}
      </button>
      <p class="quiet-note"><svg appIcon="lock" /> {{ t('code.no-account') }}</p>
    </form>
  `,
})
export class CodeForm {
  readonly busy = input(false);
  readonly given = output<string>();
  protected readonly t = injectTexts(invitationTexts);
  protected readonly missing = signal(false);

  protected give(event: SubmitEvent): void {
    event.preventDefault();
    const code = readInvitationCode(formText(event.target, 'code'));
    this.missing.set(code === null);
    if (code !== null) this.given.emit(code);
  }
}
