import { inject, Injectable } from '@angular/core';
import type { PacketContent, PacketItem } from '@domain/audits/audit.js';
import { relativeText } from '@domain/audits/relative-time.js';
import { injectTexts, TextStore } from '../../core/texts';
import { AnswerWords } from '../form-renderer/answer-words';
import { packetFileTexts } from './texts';

const NBSP = '\u00a0';

/** The blind file in words: relative hours, facilities by letter, codes in the reader's language. */
@Injectable({ providedIn: 'root' })
export class PacketWords {
  private readonly t = injectTexts(packetFileTexts);
  private readonly answers = inject(AnswerWords);
  private readonly texts = inject(TextStore);

  item(item: PacketItem): string {
    const { missing, time, facility, band, number, codes, list, unit } = item;
    if (missing !== undefined)
      return this.answers.of({ type: 'text' }, { missing: missing as 'UNK' | 'NR' | 'NA' | 'REF' });
    if (time !== undefined) return relativeText(time, this.texts.language());
    if (facility !== undefined) return this.facility(facility);
    if (band !== undefined) return this.united(band.join('–'), unit);
    if (number !== undefined)
      return this.answers.value({ type: 'dec', ...(unit === undefined ? {} : { unit }) }, number, {});
    if (codes !== undefined)
      return codes
        .map((code) =>
          list === undefined
            ? this.answers.value({ type: 'icd10' }, code, {})
            : this.answers.code(list, code),
        )
        .join(', ');
    return item.text;
  }

  /** "Structure A (CSCom)" */
  facility({ letter, level }: NonNullable<PacketItem['facility']>): string {
    return this.t('facility', {
      letter,
      level: this.t.find(`level.${level}`) ?? this.t('level.other'),
    });
  }

  /** "~ H+92 h", "H+95 h 40", "H0" */
  hours(event: Pick<PacketContent['chronology'][number], 'hours' | 'approximate'>): string {
    const minutes = Math.round(event.hours * 60);
    const lead = event.approximate ? `~${NBSP}` : '';
    if (minutes === 0) return `${lead}H0`;
    const away = Math.abs(minutes);
    const rest = away % 60;
    const whole = `H${minutes < 0 ? '−' : '+'}${String(Math.floor(away / 60))}${NBSP}h`;
    return lead + (rest === 0 ? whole : `${whole}${NBSP}${String(rest).padStart(2, '0')}`);
  }

  private united(text: string, unit: string | undefined): string {
    return unit === undefined ? text : `${text}${NBSP}${this.answers.unit(unit)}`;
  }
}
