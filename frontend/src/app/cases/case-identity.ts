import { Component, computed, inject, input, signal } from '@angular/core';
import type { IdentityView } from '@domain/cases/case.js';
import { IDENTITY_REASONS, type IdentityReason } from '@domain/cases/identity-reasons.js';
import { Formats } from '../core/formats';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Icon } from '../ui/icon';
import { ProblemBanner } from '../ui/problem-banner';
import { casesTexts } from './texts';

/** The name and the phone, kept in the vault: opened on demand, each reading journalled, never kept on the page. */
@Component({
  selector: 'app-case-identity',
  host: { class: 'block' },
  imports: [Icon, ProblemBanner],
  template: `
    <section class="card stack-8 no-print" aria-labelledby="identity">
      <h2 id="identity">{{ t('identity') }}</h2>
      @if (erasedAt(); as at) {
        <p>{{ t('identity.erased', { date: formats.date(at.slice(0, 10), 'long') }) }}</p>
      } @else if (identity(); as found) {
        <dl class="pairs">
          @for (line of lines(); track line.label) {
            <div>
              <dt>{{ line.label }}</dt>
              <dd>{{ line.value }}</dd>
            </div>
          } @empty {
            <p>{{ t('identity.none') }}</p>
          }
        </dl>
        <button type="button" class="btn" (click)="identity.set(null)">
          <svg appIcon="eye-off" class="icon-20" /> {{ t('identity.hide') }}
        </button>
      } @else {
        <p class="small muted">{{ t('identity.text') }}</p>
        @if (problem(); as refused) {
          <app-problem-banner [problem]="refused" />
        }
        @if (asks()) {
          <fieldset class="stack-8">
            <legend class="label">{{ t('identity.why') }}</legend>
            @for (reason of reasons; track reason) {
              <button
                type="button"
                class="btn btn-block"
                [disabled]="busy()"
                [attr.aria-busy]="busy()"
                (click)="open(reason)"
              >
                {{ t.find('identity.why.' + reason) }}
              </button>
            }
            <button type="button" class="btn btn-link" (click)="asks.set(false)">
              {{ t('identity.cancel') }}
            </button>
          </fieldset>
        } @else {
          <button type="button" class="btn" (click)="asks.set(true)">
            <svg appIcon="eye" class="icon-20" /> {{ t('identity.open') }}
          </button>
        }
      }
    </section>
  `,
})
export class CaseIdentity {
  readonly caseId = input.required<string>();
  readonly erasedAt = input<string | null>(null);
  protected readonly t = injectTexts(casesTexts);
  protected readonly formats = inject(Formats);
  private readonly outbox = inject(Outbox);

  protected readonly identity = signal<IdentityView | null>(null);
  protected readonly reasons = IDENTITY_REASONS;
  protected readonly asks = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);
  protected readonly lines = computed(() => {
    const found = this.identity();
    if (found === null) return [];
    const all = [
      { label: this.t('identity.deceased'), value: found.deceased_name },
      { label: this.t('identity.mother'), value: found.mother_name },
      {
        label: this.t('identity.dob'),
        value: found.dob === null ? null : this.formats.date(found.dob, 'long'),
      },
      { label: this.t('identity.phone'), value: phone(found.contact_phone) },
    ];
    return all.filter((line) => line.value !== null);
  });

  protected async open(reason: IdentityReason): Promise<void> {
    this.busy.set(true);
    this.problem.set(null);
    try {
      const url = `/cases/${this.caseId()}/identity-readings`;
      this.identity.set(
        await this.outbox.send<IdentityView>({
          method: 'POST',
          url,
          body: { reason },
          subject: this.caseId(),
        }),
      );
      this.asks.set(false);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}

/** "+223 76 12 34 56", kept on one line. */
function phone(number: string | null): string | null {
  return (
    number?.replace(/^(\+223)(\d{2})(\d{2})(\d{2})(\d{2})$/, '$1\u00a0$2\u00a0$3\u00a0$4\u00a0$5') ?? null
  );
}
