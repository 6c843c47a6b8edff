import { inject, Injectable } from '@angular/core';
import type { Period } from '@domain/reports/periods.js';
import type { ReportLine } from '@domain/reports/zero-report.js';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import type { IconName } from '../ui/icons';
import { reportTexts } from './texts';

/** How a report looks: a word, an icon and a tone of the chips, so that no colour speaks alone. */
export interface Look {
  readonly word: string;
  readonly icon: IconName;
  readonly tone: 'chip-ok' | 'chip-warn' | 'chip-late' | 'chip-info' | 'chip-dash' | '';
}

/** Reports in words: their period, their deadline, how they stand. */
@Injectable({ providedIn: 'root' })
export class ReportWords {
  private readonly t = injectTexts(reportTexts);
  private readonly formats = inject(Formats);

  /** "Semaine 47", "novembre". */
  name({ type, code }: Pick<Period, 'type' | 'code'>): string {
    if (type === 'MONTH') {
      const month = this.formats.month(code);
      return month.charAt(0).toUpperCase() + month.slice(1);
    }
    return this.t('period.week', { n: Number(code.slice(-2)) });
  }

  /** "du 16 nov. au 22 nov." of a week; a month needs no days. */
  span({ type, from, to }: Period): string {
    if (type === 'MONTH') return '';
    return this.t('period.span', {
      from: this.formats.date(from, 'short'),
      to: this.formats.date(to, 'short'),
    });
  }

  /** The name with its days. */
  whole(period: Period): string {
    return [this.name(period), this.span(period)].filter((part) => part !== '').join(' · ');
  }

  /** Head of a column: "S47", "nov.". */
  column(period: Period): string {
    return period.type === 'MONTH'
      ? this.name(period)
      : this.t('column.week', { n: Number(period.code.slice(-2)) });
  }

  due({ dueAt }: ReportLine): string {
    return this.t('due', { at: this.formats.dateTime(dueAt.slice(0, 16)) });
  }

  /** A missing report is never drawn as zero, and a zero only when it was said. */
  look({ standing, deaths }: Pick<ReportLine, 'standing' | 'deaths'>): Look {
    switch (standing) {
      case 'running':
        return { word: this.t('standing.running'), icon: 'hourglass', tone: 'chip-dash' };
      case 'due':
        return { word: this.t('standing.due'), icon: 'clock', tone: 'chip-info' };
      case 'late':
        return { word: this.t('standing.late'), icon: 'overdue', tone: 'chip-late' };
      case 'missing':
        return { word: this.t('standing.missing'), icon: 'bell-off', tone: 'chip-late' };
      case 'on-time':
      case 'received-late':
        return deaths === 0
          ? { word: this.t('standing.zero'), icon: 'check', tone: 'chip-ok' }
          : { word: this.t.count('deaths', deaths ?? 0), icon: 'file', tone: '' };
    }
  }

  /** What the word of a report leaves out. */
  notes({ standing, differs }: Pick<ReportLine, 'standing' | 'differs'>): readonly string[] {
    return [
      ...(standing === 'received-late' ? [this.t('received-late')] : []),
      ...(differs ? [this.t('differs')] : []),
    ];
  }
}
