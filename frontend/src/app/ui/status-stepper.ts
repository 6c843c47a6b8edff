import { Component, computed, input } from '@angular/core';
import { coreTexts } from '../core/core-texts';
import { stateTexts } from '../core/domain-texts';
import { injectTexts } from '../core/texts';
import { Icon } from './icon';

/**
 * Where something is on its path: done, current, to come, skipped. Phone: name, "étape 2 sur 9", segments, what comes next.
 * Inputs: `machine` (words of its states), `path` (states in order), `state`, `skipped` (states of the path that do not apply),
 * `aside` (one line instead of the path, for a state outside it: discarded, duplicate).
 *
 *     <app-status-stepper machine="case" [path]="path" [state]="view.state" [skipped]="['adjudicating']" />
 */
@Component({
  selector: 'app-status-stepper',
  imports: [Icon],
  template: `
    <section class="card" [attr.aria-label]="t('stepper.label')">
      @if (place() < 0) {
        <p>
          <b>{{ word(state()) }}</b>{{ aside() ? ' : ' + aside() : '' }}
        </p>
      } @else {
        <ol class="stepper">
          @for (step of steps(); track step.state) {
            <li [class]="step.mark" [attr.aria-current]="step.mark === 'current' ? 'step' : null">
              <span class="disc">
                @if (step.mark === 'done') {
                  <svg appIcon="check" />
                }
              </span>
              <span
                >{{ word(step.state) }}
                @if (step.mark === 'skipped') {
                  <small>{{ t('state.skipped') }}</small>
                } @else if (step.mark === 'done') {
                  <span class="visually-hidden">({{ t('stepper.done') }})</span>
                }
              </span>
            </li>
          }
        </ol>
        <div class="stepper-phone">
          <p class="spread">
            <b class="body-strong">{{ word(state()) }}</b>
            <span class="muted">{{ t('stepper.step', { n: place() + 1, of: path().length }) }}</span>
          </p>
          <div class="segments" aria-hidden="true">
            @for (step of steps(); track step.state) {
              <i [class.on]="step.mark === 'done'" [class.skipped]="step.mark === 'skipped'">
                @if (step.mark === 'current') {
                  <i [style.width.%]="60"></i>
                }
              </i>
            }
          </div>
          @if (following(); as next) {
            <p class="muted">{{ t('stepper.next', { state: word(next).toLowerCase() }) }}</p>
          }
        </div>
      }
    </section>
  `,
})
export class StatusStepper {
  readonly machine = input.required<string>();
  readonly path = input.required<readonly string[]>();
  readonly state = input.required<string>();
  readonly skipped = input<readonly string[]>([]);
  readonly aside = input('');

  protected readonly t = injectTexts(coreTexts);
  private readonly states = injectTexts(stateTexts);

  protected readonly place = computed(() => this.path().indexOf(this.state()));
  protected readonly steps = computed(() =>
    this.path().map((state, index) => ({
      state,
      mark: this.skipped().includes(state)
        ? 'skipped'
        : index < this.place()
          ? 'done'
          : index === this.place()
            ? 'current'
            : 'to-come',
    })),
  );
  protected readonly following = computed(
    () => this.path().find((state, index) => index > this.place() && !this.skipped().includes(state)) ?? null,
  );

  protected word(state: string): string {
    return this.states.find(`${this.machine()}.${state}`) ?? state;
  }
}
