import { computed, inject, Injectable } from '@angular/core';
import type { FieldPatch } from '@domain/cases/case.js';
import { localNow } from '../core/dates-and-numbers';
import { Formats } from '../core/formats';
import { injectTexts, TextStore } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { FIRST_REMOVED } from '../offline/outbox-rows';
import type { Row } from '../offline/outbox-row';
import type { IconName } from '../ui/icons';
import { syncTexts } from './texts';

const ICONS: Readonly<Record<Row['kind'], IconName>> = {
  notification: 'bell-off',
  draft: 'file',
  opinion: 'scales',
  note: 'users',
  report: 'calendar',
  progress: 'handshake',
  picture: 'image',
};
const BY_CATEGORY: Readonly<Record<string, IconName>> = {
  MAT: 'mother',
  SB: 'newborn',
  NND: 'newborn',
  CHILD: 'child',
};

/** What a row is called on the page of what waits: icon, name, second line. Nobody's name is in it. */
@Injectable({ providedIn: 'root' })
export class RowWords {
  private readonly t = injectTexts(syncTexts);
  private readonly texts = inject(TextStore);
  private readonly formats = inject(Formats);
  private readonly outbox = inject(Outbox);
  /** What waits with a file, in its order. */
  private readonly files = computed(() =>
    this.outbox.rows().filter(({ file, state }) => file !== undefined && state === 'kept'),
  );

  icon({ kind, body }: Row): IconName {
    if (kind !== 'notification') return ICONS[kind];
    const { answers } = (body ?? {}) as { answers?: Readonly<Record<string, { value?: unknown }>> };
    const category = answers?.['death_category']?.value;
    return (typeof category === 'string' ? BY_CATEGORY[category] : undefined) ?? 'mark';
  }

  title(row: Row): string {
    const place = this.files().indexOf(row) + 1;
    const count = this.files().length;
    return place > 0 && count > 1
      ? this.t('kind.picture.of', { n: place, count })
      : this.t(`kind.${row.kind}`);
  }

  /** How much of its file has arrived; nothing while none of it is on its way. */
  arriving({ key }: Row): string {
    const file = this.outbox.desk.fileOnItsWay();
    return file?.key === key ? this.t('arriving', { share: this.formats.share(file.share) }) : '';
  }

  sub({ about, body, receipt, state }: Row): string {
    const patches = (body as { patches?: readonly FieldPatch[] } | null)?.patches;
    const answers = patches === undefined ? '' : this.t.count('answers', patches.length);
    const again = receipt !== null && state === 'kept' ? this.t('again') : '';
    return [about, answers, again].filter(Boolean).join(' · ');
  }

  /** "depuis 23 h"; nothing where the clock of the device has gone back. */
  age({ at }: Row, now: number): string {
    const minutes = Math.floor((now - at) / 60_000);
    return minutes < 1 ? '' : this.t('since', { time: this.formats.duration(minutes) });
  }

  time(at: number): string {
    return this.formats.dateTime(localNow(at));
  }

  reason({ problem }: Row): string {
    if (problem?.code === 'stale') return this.t('refused.stale');
    if (problem?.code === FIRST_REMOVED) return this.t('aside.first-removed');
    const [first] = [problem?.detail, ...(problem?.fields ?? []), ...(problem?.reasons ?? [])].filter(
      (sentence) => sentence !== null && sentence !== undefined,
    );
    return first === undefined ? this.t('refused.unread') : first[this.texts.language()];
  }
}
