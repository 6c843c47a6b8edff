import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { notificationDelay } from '@domain/cases/notification-delay.js';
import { instantOf, localNow } from '../../core/dates-and-numbers';
import { Formats } from '../../core/formats';
import { Permissions } from '../../core/permissions';
import { injectTexts } from '../../core/texts';
import { Outbox } from '../../offline/outbox';
import { Clock } from '../../ui/clock';
import { CopyNumber, groupNumber } from '../../ui/copy-number';
import { Icon } from '../../ui/icon';
import { PageHead } from '../../ui/page-head';
import { ProblemBanner } from '../../ui/problem-banner';
import { NotifyDraft } from './notify-draft';
import { limitsOf } from './notify-forms';
import { NotifySummary } from './notify-summary';
import { notifyTexts } from './texts';

/** After sending: where the notification is, the number that can be dictated, and what happens next. */
@Component({
  selector: 'app-notify-saved',
  imports: [Clock, CopyNumber, Icon, NotifySummary, PageHead, ProblemBanner, RouterLink],
  template: `
    <app-page-head [title]="t('saved.page')" [back]="['/']" />
    @if (draft.sent(); as sent) {
      <div class="page notify saved-page">
        @if (sent.state === 'refused') {
          @if (sent.problem; as problem) {
            <app-problem-banner [problem]="problem" [again]="false" />
          }
          <p>{{ t('saved.refused') }}</p>
          <a class="btn btn-primary btn-block" routerLink="/notifier" [queryParams]="{ etape: 3 }">{{
            t('saved.correct')
          }}</a>
        } @else {
          <div class="saved-head" role="status">
            <span class="saved-disc"
              ><svg [appIcon]="sent.state === 'received' ? 'cloud-check' : 'smartphone'" class="icon-46"
            /></span>
            <h2 class="heading">{{ t(where()) }}</h2>
            @if (t.find(where() + '.text'); as text) {
              <p class="muted">{{ text }}</p>
            }
          </div>
          <section class="card card-flush" [attr.aria-label]="t('review')">
            <app-notify-summary [answers]="sent.answers" [places]="draft.places()" />
            <dl class="card-part saved-facts">
              <div>
                <dt>{{ t('saved.number') }}</dt>
                <dd><app-copy-number [number]="sent.number" /></dd>
              </div>
              @if (sent.receipt; as receipt) {
                <div>
                  <dt>{{ t('saved.receipt') }}</dt>
                  <dd class="num">{{ receipt }}</dd>
                </div>
              } @else if (due(); as at) {
                <div>
                  <dt>{{ t('saved.before') }}</dt>
                  <dd>
                    <app-clock [start]="start()" [due]="at" /><br /><span class="small muted">{{
                      formats.dateTime(at)
                    }}</span>
                  </dd>
                </div>
              }
            </dl>
          </section>
          <p class="small muted">{{ t(sent.state === 'received' ? 'saved.dictate' : 'saved.no-network') }}</p>
          @if (sent.warning; as warning) {
            @if (warning.visible.length > 0 || warning.elsewhere) {
              <section class="card stack-8" aria-labelledby="similar">
                <h2 id="similar">{{ t('similar.lead') }}</h2>
                @for (one of warning.visible; track one.id) {
                  <p>
                    <a class="nowrap" [routerLink]="['/cas', one.id]">{{ grouped(one.number) }}</a>,
                    {{ formats.date(one.deathDate) }}, {{ one.placeName }}
                  </p>
                }
                @if (warning.elsewhere) {
                  <p>{{ t('similar.elsewhere') }}</p>
                }
              </section>
            }
          }
          @if (sent.state === 'received') {
            <section class="card" aria-labelledby="next">
              <h2 id="next">{{ t('next') }}</h2>
              <ol class="bullets">
                <li>{{ t('next.confirm') }}</li>
                <li>{{ t('next.document') }}</li>
                <li>{{ t('next.audit') }}</li>
              </ol>
            </section>
          }
          <div class="stack-8">
            <a class="btn btn-primary btn-block" routerLink="/">{{ t('saved.home') }}</a>
            @if (['received', 'kept'].includes(sent.state) && may.can('read', 'Case')) {
              <a class="btn btn-block" [routerLink]="['/cas', sent.id]">{{ t('saved.open') }}</a>
            }
            @if (sent.state !== 'waiting' && sent.state !== 'keeping') {
              <button type="button" class="btn btn-block" (click)="again()">{{ t('saved.again') }}</button>
            }
          </div>
        }
      </div>
    }
  `,
})
export class NotifySaved {
  protected readonly t = injectTexts(notifyTexts);
  protected readonly draft = inject(NotifyDraft);
  protected readonly formats = inject(Formats);
  protected readonly may = inject(Permissions);
  private readonly router = inject(Router);
  protected readonly grouped = groupNumber;
  protected readonly lasting = inject(Outbox).lasting;

  /** What may be said of it: that it is saved only once it is. */
  protected readonly where = computed(() => {
    const state = this.draft.sent()?.state;
    if (state === 'received') return 'saved.received';
    if (state !== 'waiting' && state !== 'kept') return 'saved.keeping';
    return this.lasting() ? 'saved.here' : 'saved.waiting';
  });
  private readonly delay = computed(() => {
    const sent = this.draft.sent();
    if (sent === null) return null;
    const context = { now: localNow(), documents: {}, facts: limitsOf(sent.answers) };
    return notificationDelay(sent.answers, context);
  });
  /** When the clock of the notification began, and when it ends: what is left is the limit less what has passed. */
  protected readonly start = computed(() => {
    const delay = this.delay();
    return delay === null ? null : localNow(instantOf(localNow()) - delay.hours * 3_600_000);
  });
  protected readonly due = computed(() => {
    const [delay, start] = [this.delay(), this.start()];
    return delay === null || start === null ? null : localNow(instantOf(start) + delay.limit * 3_600_000);
  });

  protected again(): void {
    this.draft.forget();
    void this.router.navigate(['/notifier']);
  }
}
