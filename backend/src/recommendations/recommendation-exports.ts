import { Injectable } from '@nestjs/common';
import { labelOfCode, loadCodeListLabels } from '../domain/classification/code-list.js';
import { statesEn } from '../domain/texts/states.en.js';
import { statesFr } from '../domain/texts/states.fr.js';
import { Exports, exportTexts, type LeavingFile } from '../journal/exports.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import type { RecommendationExportBody } from './dto/recommendations-query.js';
import { RecommendationQueries } from './recommendation-queries.js';

/** The list of recommendations as a file: the lines and the columns that its reader has on the screen. */
@Injectable()
export class RecommendationExports {
  constructor(
    private readonly exports: Exports,
    private readonly queries: RecommendationQueries,
  ) {}

  async give(actor: Actor, request: WriteRequest, body: RecommendationExportBody): Promise<LeavingFile> {
    const { language } = actor.person;
    const texts = exportTexts(actor);
    const states = (language === 'fr' ? statesFr : statesEn).recommendation;
    const labels = await loadCodeListLabels(language);
    const { state, level, overdue } = body;
    return this.exports.give(actor, request, {
      list: 'recommendations',
      subject: 'Recommendation',
      format: body.format,
      filters: [
        ...(state === undefined ? [] : [{ name: 'state', value: state, word: states[state] } as const]),
        ...(level === undefined
          ? []
          : [{ name: 'level', value: level, word: labelOfCode(labels, 'CL_REC_LEVEL', level) } as const]),
        ...(overdue === undefined ? [] : [{ name: 'overdue', value: overdue, word: '' } as const]),
        ...(body.case === undefined ? [] : [{ name: 'case', value: body.case, word: '' } as const]),
      ],
      types: ['text', 'text', 'text', 'text', 'text', 'text', 'text', 'day', 'day', 'text'],
      read: async (tx, limit) =>
        (await this.queries.linesToExport(tx, actor, body, limit)).map(({ districtId, row }) => ({
          districtId,
          cells: [
            row.action,
            labelOfCode(labels, 'FACTOR', row.factor),
            labelOfCode(labels, 'CL_REC_LEVEL', row.level),
            labelOfCode(labels, 'CL_REC_OWNER_ROLE', row.ownerFunction),
            labelOfCode(labels, 'CL_REC_STRENGTH', row.strength),
            states[row.state],
            row.placeName,
            row.start,
            row.deadline,
            row.overdue ? texts.overdue : '',
          ],
        })),
    });
  }
}
