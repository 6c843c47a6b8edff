import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Offer } from '@domain/workflow/machine.js';
import { coreTexts } from '../core/core-texts';
import { eventTexts, reasonTexts } from '../core/domain-texts';
import { injectTexts } from '../core/texts';
import { Dialog } from './dialog';
import { Icon } from './icon';
import type { IconName } from './icons';

/** What a button of the bar does beyond its verb. All optional. */
export interface ActStyle {
  readonly icon?: IconName;
  /** Leads off the path of the case and is seldom done: several of them stand folded under "Autres décisions". */
  readonly rare?: true;
  /** Asks for a reason in the dialog: `required` or `optional`. */
  readonly reason?: 'required' | 'optional';
  /** The event asks for more than a reason: `fire` comes at once and the page opens its own dialog. */
  readonly own?: true;
  /** Shown instead of the event's verb, warning or question. */
  readonly verb?: string;
}

/** A reason of a locked act that leads somewhere. */
export interface ReasonLink {
  readonly text?: string;
  readonly link: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
}

/** A confirmed act. */
export interface Act {
  readonly event: string;
  readonly reason: string | null;
}

/**
 * "Ce que vous pouvez faire": the advised act filled, the others after it; a refused act keeps its place, locked, with what is missing;
 * what is seldom done is folded at the end.
 * Irreversible and two-person acts, and those that ask for a reason, open a dialog that says what will no longer change.
 *
 * Inputs: `machine` (`case`, `audit`, `packet`, `session`, `recommendation`: where the words are), `offers`; `advised` (event);
 * `styles` by event; `links` by reason code; `asked` (reasons answered in a dialog, which therefore do not lock: `case.reason-missing`);
 * `busy` (event on its way); `heading` false hides the title. Output: `fire` with `{ event, reason }`.
 * Content: buttons of the page that are no events, drawn first.
 *
 *     <app-workflow-bar machine="case" [offers]="view.offers" advised="confirm" [styles]="{ discard: { reason: 'required' } }"
 *       [links]="{ 'case.open-errors': { link: ['/cas', id, 'formulaire', 'maternal_review'] } }" [busy]="busy()" (fire)="act($event)" />
 */
@Component({
  selector: 'app-workflow-bar',
  imports: [Dialog, Icon, NgTemplateOutlet, RouterLink],
  template: `
    <section class="card" [attr.aria-label]="t('acts.title')">
      @if (heading()) {
        <h2>{{ t('acts.title') }}</h2>
      }
      <ul class="acts">
        <ng-content />
        @for (offer of inSight(); track offer.event) {
          <ng-container [ngTemplateOutlet]="act" [ngTemplateOutletContext]="{ $implicit: offer }" />
        } @empty {
          @if (folded().length === 0) {
            <li class="muted small">{{ t('acts.none') }}</li>
          }
        }
      </ul>
      @if (folded().length > 0) {
        <details class="more">
          <summary>{{ t('acts.rare') }}</summary>
          <ul class="acts">
            @for (offer of folded(); track offer.event) {
              <ng-container [ngTemplateOutlet]="act" [ngTemplateOutletContext]="{ $implicit: offer }" />
            }
          </ul>
        </details>
      }
    </section>

    <ng-template #act let-offer>
      <li>
        @if (lockedBy(offer).length === 0) {
          <button
            type="button"
            class="btn btn-block"
            [class.btn-primary]="offer.event === advised()"
            [attr.aria-busy]="busy() === offer.event"
            [disabled]="busy() !== null"
            (click)="begin(offer)"
          >
            @if (icon(offer); as name) {
              <svg [appIcon]="name" />
            }
            {{ busy() === offer.event ? t('acts.sending') : verb(offer.event) }}
          </button>
        } @else {
          <button
            type="button"
            class="btn btn-block btn-locked"
            aria-disabled="true"
            [attr.aria-describedby]="'why-' + offer.event"
          >
            <svg appIcon="lock" /> {{ verb(offer.event) }}
          </button>
          <div class="why" [id]="'why-' + offer.event">
            <b>{{ t('acts.locked') }}</b>
            <ul>
              @for (reason of lockedBy(offer); track reason) {
                <li>
                  @if (links()[reason]; as target) {
                    <a [routerLink]="target.link" [queryParams]="target.query ?? null">{{
                      target.text ?? sentence(reason)
                    }}</a>
                  } @else {
                    {{ sentence(reason) }}
                  }
                </li>
              }
            </ul>
          </div>
        }
      </li>
    </ng-template>

    <app-dialog [open]="asking() !== null" [title]="question()" (closed)="asking.set(null)">
      @if (asking(); as offer) {
        @if (warning(offer.event); as words) {
          <p>{{ words }}</p>
        } @else if (offer.twoPersons) {
          <p>{{ t('acts.two') }}</p>
        }
        @if (styles()[offer.event]?.reason; as need) {
          <div class="field" [class.is-error]="reasonMissing()">
            <label class="label" for="act-reason"
              >{{ t('reason') }}
              @if (need === 'optional') {
                <span class="optional">({{ t('optional') }})</span>
              }
            </label>
            <p class="hint" id="act-reason-hint">{{ t('reason-hint') }}</p>
            @if (reasonMissing()) {
              <p class="msg msg-error" role="alert">
                <svg appIcon="circle-alert" /> {{ t('reason-needed') }}
              </p>
            }
            <textarea
              autocomplete="off"
              id="act-reason"
              class="box"
              rows="3"
              maxlength="500"
              aria-describedby="act-reason-hint"
              [value]="reason()"
              (input)="reason.set(read($event))"
            ></textarea>
          </div>
        }
        <div class="btns">
          <button type="button" class="btn btn-primary" (click)="confirm(offer)">
            {{ verb(offer.event) }}
          </button>
          <button type="button" class="btn" data-safe (click)="asking.set(null)">
            {{ offer.irreversible ? t('acts.reread') : t('cancel') }}
          </button>
        </div>
      }
    </app-dialog>
  `,
})
export class WorkflowBar {
  readonly machine = input.required<'case' | 'audit' | 'packet' | 'session' | 'recommendation'>();
  readonly offers = input.required<readonly Offer<string>[]>();
  readonly advised = input<string | null>(null);
  readonly styles = input<Readonly<Record<string, ActStyle>>>({});
  readonly links = input<Readonly<Record<string, ReasonLink>>>({});
  readonly asked = input<readonly string[]>([]);
  readonly busy = input<string | null>(null);
  readonly heading = input(true);
  readonly fire = output<Act>();

  protected readonly t = injectTexts(coreTexts);
  private readonly events = injectTexts(eventTexts);
  private readonly reasons = injectTexts(reasonTexts);

  protected readonly asking = signal<Offer<string> | null>(null);
  protected readonly reason = signal('');
  protected readonly reasonMissing = signal(false);
  protected readonly question = computed(() => {
    const offer = this.asking();
    return offer ? `${this.verb(offer.event)}\u00a0?` : '';
  });

  /** The advised act, then what is open, then what is locked. */
  protected readonly ordered = computed(() => {
    const rank = (offer: Offer<string>): number =>
      offer.event === this.advised() ? 0 : this.lockedBy(offer).length === 0 ? 1 : 2;
    return [...this.offers()].sort((a, b) => rank(a) - rank(b));
  });
  /** Rare acts, when there are several; one alone stands with the others. */
  protected readonly folded = computed(() => {
    const rare = this.ordered().filter(({ event }) => this.styles()[event]?.rare && event !== this.advised());
    return rare.length > 1 ? rare : [];
  });
  protected readonly inSight = computed(() =>
    this.ordered().filter((offer) => !this.folded().includes(offer)),
  );

  protected lockedBy(offer: Offer<string>): readonly string[] {
    return offer.reasons.filter((reason) => !this.asked().includes(reason));
  }

  protected icon(offer: Offer<string>): IconName | null {
    return this.styles()[offer.event]?.icon ?? null;
  }

  protected verb(event: string): string {
    return this.styles()[event]?.verb ?? this.events.find(`${this.machine()}.${event}.verb`) ?? event;
  }

  protected warning(event: string): string | null {
    return this.events.find(`${this.machine()}.${event}.warning`);
  }

  protected sentence(reason: string): string {
    return this.reasons.find(reason) ?? reason;
  }

  protected read(event: Event): string {
    return (event.target as HTMLTextAreaElement).value;
  }

  protected begin(offer: Offer<string>): void {
    const style = this.styles()[offer.event];
    const talks = offer.irreversible || offer.twoPersons || style?.reason !== undefined;
    if (style?.own === true || !talks) {
      this.fire.emit({ event: offer.event, reason: null });
      return;
    }
    this.reason.set('');
    this.reasonMissing.set(false);
    this.asking.set(offer);
  }

  protected confirm(offer: Offer<string>): void {
    const reason = this.reason().trim();
    if (this.styles()[offer.event]?.reason === 'required' && reason === '') {
      this.reasonMissing.set(true);
      return;
    }
    this.asking.set(null);
    this.fire.emit({ event: offer.event, reason: reason === '' ? null : reason });
  }
}
