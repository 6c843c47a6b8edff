import { Injectable } from '@nestjs/common';
import { labelOfCode, loadCodeListLabels } from '../domain/classification/code-list.js';
import type { CaseRow } from '../domain/cases/case.js';
import { normalName } from '../domain/facilities/place-name.js';
import { statesEn } from '../domain/texts/states.en.js';
import { statesFr } from '../domain/texts/states.fr.js';
import { Exports, exportTexts, type LeavingFile } from '../journal/exports.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { CaseList } from './case-list.js';
import type { CaseExportBody } from './dto/case-query.dto.js';

/** The list of cases as a file: the lines and the columns that its reader has on the screen. */
@Injectable()
export class CaseExports {
  constructor(
    private readonly exports: Exports,
    private readonly cases: CaseList,
  ) {}

  async give(actor: Actor, request: WriteRequest, body: CaseExportBody): Promise<LeavingFile> {
    const texts = exportTexts(actor);
    const states = actor.person.language === 'fr' ? statesFr.case : statesEn.case;
    const labels = await loadCodeListLabels(actor.person.language);
    const kindOf = (kind: CaseRow['kind']): string =>
      kind === null ? texts.kindUnknown : labelOfCode(labels, 'CL_DEATH_CAT', kind);
    const { state, kind, search } = body;
    return this.exports.give(actor, request, {
      list: 'cases',
      subject: 'Case',
      format: body.format,
      filters: [
        ...(state === undefined ? [] : [{ name: 'state', value: state, word: states[state] } as const]),
        ...(kind === undefined ? [] : [{ name: 'kind', value: kind, word: kindOf(kind) } as const]),
        ...(search === undefined
          ? []
          : [{ name: 'search', value: normalName(search), word: search } as const]),
      ],
      types: ['text', 'text', 'text', 'number', 'text', 'text', 'day', 'day'],
      read: async (tx, limit) =>
        (await this.cases.linesToExport(tx, actor, body, limit)).map(({ districtId, row }) => ({
          districtId,
          cells: [
            row.number,
            kindOf(row.kind),
            states[row.state],
            row.round,
            row.onHold ? texts.onHold : '',
            row.placeName,
            row.deathDate.slice(0, 10),
            row.reportedAt.slice(0, 10),
          ],
        })),
    });
  }
}
