import { Component, computed, inject } from '@angular/core';
import type { AssignmentRow } from '@domain/audits/audit.js';
import { Api } from '../core/api';
import { injectTexts } from '../core/texts';
import { Empty } from '../ui/empty';
import { ListRow } from '../ui/list-row';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { auditsTexts } from './texts';

const ORDER = ['assigned', 'in-progress', 'sealed'] as const;

/** The files handed to this reviewer: alias, state and clock, and nothing else. */
@Component({
  selector: 'app-assignment-list',
  imports: [Empty, ListRow, PageHead, ProblemBanner, Skeleton],
  template: `
    <app-page-head [title]="t('mine')" />
    <div class="page">
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value()) {
        @for (group of groups(); track group.state) {
          <section [attr.aria-labelledby]="'group-' + group.state">
            <h2 class="group-head" [id]="'group-' + group.state">
              {{ t.find('group.' + group.state) }} <span>{{ group.rows.length }}</span>
            </h2>
            <ul class="rows">
              @for (row of group.rows; track row.id) {
                <li>
                  <app-list-row
                    [link]="['/contre-audits', row.id]"
                    [icon]="row.kind === 'adjudication' ? 'gavel' : 'eye-off'"
                    [title]="t.find('row.' + row.kind + '.' + row.state) ?? ''"
                    [sub]="row.alias"
                    [start]="row.assignedAt"
                    [due]="row.state === 'sealed' ? undefined : row.dueAt"
                  />
                </li>
              }
            </ul>
          </section>
        } @empty {
          <app-empty icon="eye-off" [title]="t('empty.title')" [text]="t('empty.text')" />
        }
      } @else if (found.loading()) {
        <app-skeleton />
      }
    </div>
  `,
})
export class AssignmentList {
  protected readonly t = injectTexts(auditsTexts);
  protected readonly found = inject(Api).read<readonly AssignmentRow[]>(() => '/audits');
  protected readonly groups = computed(() =>
    ORDER.map((state) => ({
      state,
      rows: (this.found.value() ?? []).filter((row) => row.state === state),
    })).filter(({ rows }) => rows.length > 0),
  );
}
