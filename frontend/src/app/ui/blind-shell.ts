import {
  afterNextRender,
  Component,
  effect,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { Title } from '@angular/platform-browser';
import { RouterLink } from '@angular/router';
import { coreTexts } from '../core/core-texts';
import { Navigation } from '../core/navigation';
import { injectTexts } from '../core/texts';
import { Clock } from './clock';
import { Dialog } from './dialog';
import { Icon } from './icon';

/**
 * The frame of a blind page: plum, no menu, no place, no date. "Je reconnais ce cas" stays in reach (phone: in the menu). The route
 * needs `data: { shell: 'blind' }`. Inputs: `alias`, `back`, `start` and `due` of the reviewer's own deadline, `recognisable` (before the
 * seal). Outputs: `recognise`, `concern`. The page goes inside, in the blind colours.
 *
 *     <app-blind-shell [alias]="view.alias" [back]="['/contre-audits']" [due]="view.dueAt" [start]="view.assignedAt" [recognisable]="true" (recognise)="asking.set(true)">
 *       <app-panes [labels]="[t('packet'), t('opinion')]"> <div left>...</div> <div right>...</div> </app-panes>
 *     </app-blind-shell>
 */
@Component({
  selector: 'app-blind-shell',
  host: { class: 'block is-blind' },
  imports: [Clock, Dialog, Icon, RouterLink],
  template: `
    <header class="blind-bar">
      <a class="btn-icon" [routerLink]="back()" [attr.aria-label]="t('back')"><svg appIcon="arrow-left" /></a>
      <svg appIcon="eye-off" class="wide" />
      <h1 #heading tabindex="-1">{{ t('blind.title', { alias: alias() }) }}</h1>
      <span class="wide small grow">{{ t('blind.lead') }}</span>
      @if (due(); as at) {
        <app-clock class="wide" [start]="start()" [due]="at" />
      }
      @if (recognisable()) {
        <button type="button" class="btn wide" (click)="concern.emit()">{{ t('blind.concern') }}</button>
        <button type="button" class="btn wide" (click)="recognise.emit()">{{ t('blind.recognise') }}</button>
        <span class="grow narrow"></span>
        <button type="button" class="btn-icon narrow" [attr.aria-label]="t('menu')" (click)="menu.set(true)">
          <svg appIcon="menu" />
        </button>
      }
    </header>
    <ng-content />
    <app-dialog [open]="menu()" [title]="t('menu')" (closed)="menu.set(false)">
      @if (due(); as at) {
        <p><app-clock [start]="start()" [due]="at" /></p>
      }
      <p>{{ t('blind.lead') }}</p>
      <div class="btns">
        <button type="button" class="btn" (click)="menu.set(false); recognise.emit()">
          {{ t('blind.recognise') }}
        </button>
        <button type="button" class="btn" (click)="menu.set(false); concern.emit()">
          {{ t('blind.concern') }}
        </button>
        <button type="button" class="btn" data-safe (click)="menu.set(false)">{{ t('close') }}</button>
      </div>
    </app-dialog>
  `,
})
export class BlindShell {
  readonly alias = input.required<string>();
  readonly back = input.required<readonly string[]>();
  readonly start = input<string | null>(null);
  readonly due = input<string | null>(null);
  readonly recognisable = input(false);
  readonly recognise = output();
  readonly concern = output();

  protected readonly t = injectTexts(coreTexts);
  protected readonly menu = signal(false);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  constructor() {
    const browserTitle = inject(Title);
    const navigation = inject(Navigation);
    effect(() => {
      browserTitle.setTitle(`${this.t('blind.title', { alias: this.alias() })} – Denba`);
    });
    afterNextRender(() => {
      if (navigation.arrived()) this.heading().nativeElement.focus({ preventScroll: true });
    });
  }
}
