import { afterNextRender, Component, type ElementRef, input, output, viewChild } from '@angular/core';
import { coreTexts } from '../core/core-texts';
import { injectTexts } from '../core/texts';

/** The two buttons that end a dialog: the act, then the way back, which has the focus first. */
@Component({
  selector: 'app-act-foot',
  host: { class: 'block' },
  template: `
    <div class="btns">
      <button
        type="button"
        class="btn btn-primary"
        [disabled]="busy()"
        [attr.aria-busy]="busy()"
        (click)="act.emit()"
      >
        {{ busy() ? t('acts.sending') : verb() }}
      </button>
      <button #safe type="button" class="btn" (click)="leave.emit()">{{ back() || t('cancel') }}</button>
    </div>
  `,
})
export class ActFoot {
  readonly verb = input.required<string>();
  readonly back = input('');
  readonly busy = input(false);
  readonly act = output();
  readonly leave = output();
  protected readonly t = injectTexts(coreTexts);
  private readonly safe = viewChild.required<ElementRef<HTMLElement>>('safe');

  constructor() {
    afterNextRender(() => {
      this.safe().nativeElement.focus({ preventScroll: true });
    });
  }
}
