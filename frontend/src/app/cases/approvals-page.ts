import { Component, inject } from '@angular/core';
import type { ApprovalView } from '@domain/cases/case.js';
import { Api } from '../core/api';
import { injectTexts } from '../core/texts';
import { Empty } from '../ui/empty';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { CaseApprovals } from './case-approvals';
import { casesTexts } from './texts';

/** Everything that waits for this person as second person, also on cases that the person may not open. */
@Component({
  selector: 'app-approvals-page',
  imports: [CaseApprovals, Empty, PageHead, ProblemBanner, Skeleton],
  template: `
    <app-page-head [title]="t('approvals')" [lead]="t('approvals.lead')" [back]="['/']" />
    <div class="page">
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value(); as approvals) {
        <div class="stack prose">
          <app-case-approvals [approvals]="approvals" [withCase]="true" (changed)="found.reload()" />
        </div>
        @if (approvals.length === 0) {
          <app-empty [title]="t('approvals.empty')" [text]="t('approvals.empty-text')" icon="users" />
        }
      } @else if (found.loading()) {
        <app-skeleton />
      }
    </div>
  `,
})
export class ApprovalsPage {
  protected readonly t = injectTexts(casesTexts);
  protected readonly found = inject(Api).read<readonly ApprovalView[]>(() => '/approvals');
}
