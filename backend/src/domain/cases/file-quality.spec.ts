import { describe, expect, it } from '@jest/globals';
import type { Issue, Validation } from '../forms/form.js';
import { qualityOfFacility, qualityOfFile, type JudgedFile } from './file-quality.js';

const issue = (code: string, severity: Issue['severity'], more: Partial<Issue> = {}): Issue => ({
  code,
  severity,
  question: 'adm_hb',
  ...more,
});

const validation = (
  score: number,
  issues: readonly Issue[] = [],
  missing: readonly string[] = [],
): Validation => ({
  visible: [],
  missing,
  issues,
  computed: {},
  completeness: { answered: 10 * score, visible: 10, score },
  sections: {
    admission: { answered: 10 * score, visible: 10, missing: missing.length },
    labour: { answered: 0, visible: 0, missing: 0 },
  },
});

const file = (id: string, judged: Validation, kept: readonly string[] = []): JudgedFile => ({
  id,
  number: id,
  kind: 'MAT',
  documents: [
    { form: 'notification', validation: validation(1), kept: [] },
    { form: 'maternal_review', validation: judged, kept },
    { form: 'community_va', validation: validation(0), kept: [] },
  ],
});

describe('the quality of a file', () => {
  it('is the completeness of its review and the messages that nobody answered', () => {
    const judged = validation(
      0.5,
      [
        issue('V09', 'ERR'),
        issue('V08.adm_hb', 'WARN'),
        issue('V24.care', 'WARN'),
        issue('PPH.proposed', 'INFO'),
      ],
      ['gravidity', 'parity'],
    );
    expect(qualityOfFile(file('a', judged, ['V24.care']))).toMatchObject({
      score: 0.5,
      missing: 2,
      errors: 1,
      warnings: 1,
    });
  });
});

describe('the quality of the files of a facility', () => {
  const lines = [issue('V08.adm_hb', 'WARN', { row: 0 }), issue('V08.adm_hb', 'WARN', { row: 3 })];
  const facility = qualityOfFacility(7, 'CSCom', [
    file('a', validation(0.9, lines)),
    file('b', validation(0.3, [issue('V09', 'ERR', { question: 'adm_sbp' }), issue('V08.adm_hb', 'WARN')])),
  ]);

  it('puts the least complete file first and averages the scores', () => {
    expect(facility.files.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(facility.score).toBeCloseTo(0.6);
  });

  it('sums each section that is asked somewhere', () => {
    expect(facility.sections.filter(({ form }) => form === 'maternal_review')).toEqual([
      { form: 'maternal_review', section: 'admission', answered: 12, visible: 20, missing: 0 },
    ]);
  });

  it('counts files, not lines, errors first', () => {
    expect(facility.findings.map(({ issue: { code, row }, files }) => [code, row, files])).toEqual([
      ['V09', undefined, 1],
      ['V08.adm_hb', undefined, 2],
    ]);
  });

  it('is whole when no file is open', () => {
    expect(qualityOfFacility(7, 'CSCom', [])).toMatchObject({ score: 1, files: [], findings: [] });
  });
});
