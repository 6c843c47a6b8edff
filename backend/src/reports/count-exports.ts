import { Injectable } from '@nestjs/common';
import { fill } from '../domain/texts/fill.js';
import type { ReportCount } from '../domain/reports/zero-report.js';
import { Exports, exportTexts, type LeavingFile } from '../journal/exports.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { CountQueries } from './count-queries.js';
import type { CountExportBody } from './dto/report-bodies.js';

/** The published table as a file: what was told once outside the district, with what it hides still hidden. */
@Injectable()
export class CountExports {
  constructor(
    private readonly exports: Exports,
    private readonly counts: CountQueries,
  ) {}

  give(
    actor: Actor,
    request: WriteRequest,
    { format, type = 'EPI_WEEK' }: CountExportBody,
  ): Promise<LeavingFile> {
    const texts = exportTexts(actor);
    const kindOf = (kind: ReportCount['placeKind']): string =>
      kind === 'region' || kind === 'country' ? texts.placeKinds[kind] : texts.placeKinds.district;
    return this.exports.give(actor, request, {
      list: 'counts',
      subject: 'Report',
      format,
      filters: [{ name: 'type', value: type, word: texts.periodTypes[type] }],
      types: ['text', 'day', 'day', 'text', 'text', 'number', 'number', 'number', 'number', 'number', 'text'],
      notes: [texts.smallNumbers],
      read: async (tx) => {
        const { periods, items } = await this.counts.countsIn(tx, actor, type, 'export');
        return items.map((count) => {
          const period = periods.find(({ code }) => code === count.period);
          return {
            districtId: count.placeKind === 'district' ? count.placeId : null,
            cells: [
              count.period,
              period?.from ?? null,
              period?.to ?? null,
              count.placeName,
              kindOf(count.placeKind),
              count.expected,
              count.received,
              count.onTime,
              count.missing,
              count.deaths,
              fill(texts.marks[count.mark], { n: count.smallest ?? '' }),
            ],
          };
        });
      },
    });
  }
}
