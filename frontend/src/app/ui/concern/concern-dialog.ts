import { Component, input, linkedSignal, output } from '@angular/core';
import type { TelephoneRoute as Route } from '@domain/safeguarding/survivor-checklist.js';
import { injectTexts } from '../../core/texts';
import { acting } from '../../offline/acting';
import { ActFoot } from '../act-foot';
import { Banner } from '../banner';
import { Dialog } from '../dialog';
import { ProblemBanner } from '../problem-banner';
import { TelephoneRoute } from './telephone-route';
import { concernTexts } from './texts';

/**
 * The alert itself: whom to call, what happens, one button, no field to write in. Inputs: `open`, `url` of the door, `subject`, `version`
 * where the door asks for one, `route`, `blind` in a packet. Outputs: `raised` once given, `closed`.
 */
@Component({
  selector: 'app-concern-dialog',
  host: { class: 'no-print', '[class.is-blind]': 'blind()' },
  imports: [ActFoot, Banner, Dialog, ProblemBanner, TelephoneRoute],
  template: `
    <app-dialog [open]="open()" [title]="t(given() ? 'given' : 'question')" (closed)="closed.emit()">
      @if (act.problem(); as problem) {
        <app-problem-banner [problem]="problem" [again]="false" />
      }
      @if (given()) {
        <app-banner tone="ok">{{ t('given.text') }}</app-banner>
        <app-telephone-route [route]="route()" [blind]="blind()" />
        <div class="btns">
          <button type="button" class="btn btn-primary" data-safe (click)="closed.emit()">
            {{ t('close') }}
          </button>
        </div>
      } @else {
        <app-telephone-route [route]="route()" [blind]="blind()" />
        <p>{{ t('text') }}</p>
        <p>{{ t('nothing-written') }} {{ t(blind() ? 'nobody-knows' : 'who-knows') }}</p>
        <app-act-foot [verb]="t('act')" [busy]="act.busy()" (act)="raise()" (leave)="closed.emit()" />
      }
    </app-dialog>
  `,
})
export class ConcernDialog {
  readonly open = input.required<boolean>();
  readonly url = input.required<string>();
  readonly subject = input.required<string>();
  readonly version = input<number | null>(null);
  readonly route = input.required<Route>();
  readonly blind = input(false);
  readonly raised = output();
  readonly closed = output();

  protected readonly t = injectTexts(concernTexts);
  protected readonly act = acting();
  /** Opened again, it asks again. */
  protected readonly given = linkedSignal({ source: this.open, computation: () => false });

  protected async raise(): Promise<void> {
    const version = this.version();
    const write = { method: 'POST', url: this.url(), body: {}, subject: this.subject() } as const;
    if (!(await this.act.send(version === null ? write : { ...write, ifMatch: version }))) return;
    this.given.set(true);
    this.raised.emit();
  }
}
