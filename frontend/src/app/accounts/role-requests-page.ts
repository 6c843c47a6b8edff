import { Component, inject } from '@angular/core';
import type { FactorLiftView } from '@domain/accounts/factor-lift.js';
import type { RoleRequestView } from '@domain/accounts/role-request.js';
import { Api } from '../core/api';
import { injectTexts } from '../core/texts';
import { Empty } from '../ui/empty';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { FactorLifts } from './factor-lifts';
import { RoleRequests } from './role-requests';
import { accountTexts } from './texts';

/** Every role and every lost second factor that waits for this person as second person, or that this person asked for. */
@Component({
  selector: 'app-role-requests-page',
  imports: [Empty, FactorLifts, PageHead, ProblemBanner, RoleRequests, Skeleton],
  template: `
    <app-page-head [title]="t('requests')" [lead]="t('requests.lead')" [back]="['/']" />
    <div class="page">
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value(); as requests) {
        <div class="stack prose">
          <app-factor-lifts [lifts]="lifts.value() ?? []" (changed)="lifts.reload()" />
          <app-role-requests [requests]="requests" (changed)="found.reload()" />
        </div>
        @if (requests.length === 0 && (lifts.value() ?? []).length === 0) {
          <app-empty [title]="t('requests.empty')" [text]="t('requests.empty-text')" icon="key" />
        }
      } @else if (found.loading()) {
        <app-skeleton />
      }
    </div>
  `,
})
export class RoleRequestsPage {
  protected readonly t = injectTexts(accountTexts);
  private readonly api = inject(Api);
  protected readonly found = this.api.read<readonly RoleRequestView[]>(() => '/role-requests');
  protected readonly lifts = this.api.read<readonly FactorLiftView[]>(() => '/factor-lifts');
}
