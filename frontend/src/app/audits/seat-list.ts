import { Component, computed, inject } from '@angular/core';
import type { SeatView } from '@domain/audits/audit.js';
import { Api } from '../core/api';
import { coreTexts } from '../core/core-texts';
import { injectTexts } from '../core/texts';
import { Empty } from '../ui/empty';
import { Icon } from '../ui/icon';
import { kindIcon } from '../ui/kind-icon';
import { ListRow } from '../ui/list-row';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { auditsTexts } from './texts';

const GROUPS = [
  { key: 'open', states: ['open'] },
  { key: 'taken', states: ['assigned', 'in-progress'] },
  { key: 'sealed', states: ['sealed'] },
] as const;

/** The seats of the counter-audits as the coordination sees them: alias, kind, region, deadline; neither file nor opinion. */
@Component({
  selector: 'app-seat-list',
  imports: [Empty, Icon, ListRow, PageHead, ProblemBanner, Skeleton],
  template: `
    <app-page-head [title]="t('seats.title')" [lead]="t('seats.lead')" />
    <div class="page">
      @if (found.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="found.reload()" />
      }
      @if (found.value()) {
        @for (group of groups(); track group.key) {
          <section [attr.aria-labelledby]="'group-' + group.key">
            <h2 class="group-head" [id]="'group-' + group.key">
              {{ t.find('seats.' + group.key) }} <span>{{ group.rows.length }}</span>
            </h2>
            <ul class="rows">
              @for (seat of group.rows; track seat.id) {
                <li>
                  <app-list-row
                    [link]="['/sieges', seat.id]"
                    [icon]="icon(seat)"
                    [title]="titleOf(seat)"
                    [sub]="sub(seat)"
                    [start]="seat.assignedAt"
                    [due]="seat.dueAt !== null && seat.state !== 'sealed' ? seat.dueAt : undefined"
                  >
                    @if (seat.kind === 'adjudication' && seat.state === 'open') {
                      <span class="row-sub">{{ t('seats.major') }}</span>
                    }
                    <span class="chips row-chips">
                      @if (seat.state !== 'open') {
                        <span class="chip">{{ t.find('seats.state.' + seat.state) }}</span>
                      }
                      @if (seat.assigneeUsername; as who) {
                        <span class="chip"><svg appIcon="user" /> {{ who }}</span>
                      }
                      @if (!seat.packetReleased && seat.state !== 'sealed') {
                        <span class="chip chip-warn"><svg appIcon="hourglass" /> {{ t('seats.waits') }}</span>
                      }
                    </span>
                  </app-list-row>
                </li>
              }
            </ul>
          </section>
        } @empty {
          <app-empty icon="scales" [title]="t('seats.empty.title')" [text]="t('seats.empty.text')" />
        }
      } @else if (found.loading()) {
        <app-skeleton [rows]="4" />
      }
    </div>
  `,
})
export class SeatList {
  protected readonly t = injectTexts(auditsTexts);
  private readonly core = injectTexts(coreTexts);
  protected readonly found = inject(Api).read<readonly SeatView[]>(() => '/seats');
  protected readonly groups = computed(() =>
    GROUPS.map(({ key, states }) => ({
      key,
      rows: (this.found.value() ?? []).filter((seat) => (states as readonly string[]).includes(seat.state)),
    })).filter(({ rows }) => rows.length > 0),
  );

  protected icon(seat: SeatView): ReturnType<typeof kindIcon> | 'gavel' {
    return seat.kind === 'adjudication' ? 'gavel' : kindIcon(seat.caseKind);
  }

  protected titleOf(seat: SeatView): string {
    return seat.state === 'open' ? this.t(`seats.row.${seat.kind}`) : this.t(`seats.taken.${seat.kind}`);
  }

  protected sub(seat: SeatView): string {
    const parts = [seat.alias, this.core(`kind.${seat.caseKind}`), seat.region];
    if (seat.kind === 'counter-audit') parts.push(this.t('seats.place', { n: seat.seat }));
    return parts.filter((part) => part !== '').join(' · ');
  }
}
