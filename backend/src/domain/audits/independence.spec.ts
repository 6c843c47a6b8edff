import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  conflictsOf,
  proposeReviewers,
  type Candidate,
  type CaseCircle,
  type IndependenceReason,
  type Posting,
  type Seat,
} from './independence.js';

/** Country 1 › region 2 › district 3 › area 30 › CSCom 31; CSRéf 32 of district 3. District 8 is another one. */
const circle: CaseCircle = {
  kind: 'MAT',
  facilities: [
    { placeId: 31, placePath: [1, 2, 3, 30, 31] },
    { placeId: 32, placePath: [1, 2, 3, 32] },
  ],
  areaIds: [30],
  districtIds: [3],
  supporterIds: [70],
  participantIds: ['took part'],
  attendeeIds: ['attended'],
  barredIds: ['barred'],
  kinIds: ['kin'],
  seatedIds: ['seated'],
  seatedDistrictIds: [8],
};
const seat: Seat = { kind: 'counter-audit', seated: [], emptyAfter: 1, loadUsual: 4, loadMost: 8 };
const today = '2026-11-20';
const away: Posting = { placeId: 81, placePath: [1, 2, 9, 81], link: 'works', from: '2020-01-01', to: null };
const free: Candidate = {
  personId: 'p1',
  profession: 'MIDWIFE',
  reviewer: true,
  postings: [away],
  load: 0,
  onLeave: false,
};
const at = (placePath: readonly number[], more: Partial<Posting> = {}): Posting => ({
  ...away,
  placeId: placePath.at(-1) ?? 0,
  placePath,
  ...more,
});

describe('judging a reviewer', () => {
  it.each<[string, Partial<Candidate>, readonly IndependenceReason[]]>([
    ['is free with a posting elsewhere', {}, []],
    ['is not a reviewer today', { reviewer: false }, ['independence.not-reviewer']],
    ['has no known posting', { postings: [] }, ['independence.postings-unknown']],
    [
      'works in the CSCom of the path',
      { postings: [at([1, 2, 3, 30, 31])] },
      ['independence.works-in-path', 'independence.works-in-area', 'independence.same-district'],
    ],
    [
      'left the CSRéf eleven months ago',
      { postings: [away, at([1, 2, 3, 32], { to: '2025-12-20' })] },
      ['independence.worked-in-path'],
    ],
    [
      'left the CSRéf exactly a year ago',
      { postings: [away, at([1, 2, 3, 32], { to: '2025-11-20' })] },
      ['independence.worked-in-path'],
    ],
    [
      'left the CSRéf more than a year ago',
      { postings: [away, at([1, 2, 3, 32], { to: '2025-11-19' })] },
      [],
    ],
    [
      'worked in the health area lately',
      { postings: [away, at([1, 2, 3, 30, 39], { to: '2026-06-01' })] },
      ['independence.works-in-area'],
    ],
    [
      'works in the district team',
      { postings: [at([1, 2, 3])] },
      ['independence.supervises', 'independence.same-district'],
    ],
    ['works in the regional directorate', { postings: [at([1, 2])] }, ['independence.supervises']],
    ['works for the ministry', { postings: [at([1])] }, []],
    [
      'works elsewhere in the same district',
      { postings: [at([1, 2, 3, 40, 41])] },
      ['independence.same-district'],
    ],
    [
      'coaches the CSCom',
      { postings: [away, at([1, 2, 3, 30, 31], { link: 'coaches' })] },
      ['independence.supports'],
    ],
    ['funds the district', { postings: [away, at([1, 2, 3], { link: 'funds' })] }, ['independence.supports']],
    [
      'works for the organisation that supports the centre',
      { postings: [at([1, 70])] },
      ['independence.supports'],
    ],
    ['took part', { personId: 'took part' }, ['independence.took-part']],
    ['was at the session', { personId: 'attended' }, ['independence.attended']],
    ['is kin', { personId: 'kin' }, ['independence.kin']],
    ['is barred', { personId: 'barred' }, ['independence.barred']],
    ['has a seat of the case', { personId: 'seated' }, ['independence.on-case']],
    ['has eight packets', { load: 8 }, ['independence.full']],
    ['is on leave', { onLeave: true }, ['independence.on-leave']],
  ])('who %s', (_claim, changes, reasons) => {
    expect(conflictsOf({ ...free, ...changes }, circle, seat, today)).toEqual(reasons);
  });

  it('wants an adjudicator from a third district', () => {
    const third: Seat = { ...seat, kind: 'adjudication', emptyAfter: 0 };
    const neighbour = { ...free, postings: [at([1, 2, 8, 82])] };
    expect(conflictsOf(neighbour, circle, seat, today)).toEqual([]);
    expect(conflictsOf(neighbour, circle, third, today)).toEqual(['independence.not-third-district']);
  });

  it('keeps the last of two seats for a midwife or nurse of the field when the first has none', () => {
    const last: Seat = { ...seat, seated: ['MD'], emptyAfter: 0 };
    expect(conflictsOf({ ...free, profession: 'OBG' }, circle, last, today)).toEqual([
      'independence.profession',
    ]);
    expect(conflictsOf(free, circle, last, today)).toEqual([]);
    expect(conflictsOf({ ...free, profession: 'NURSE' }, { ...circle, kind: 'CHILD' }, last, today)).toEqual(
      [],
    );
  });
});

describe('proposing reviewers', () => {
  const pool: readonly Candidate[] = [
    { ...free, personId: 'doctor', profession: 'MD' },
    { ...free, personId: 'busy midwife', load: 5 },
    { ...free, personId: 'midwife' },
    { ...free, personId: 'colleague', postings: [at([1, 2, 3, 32])] },
    { ...free, personId: 'matrone', profession: 'MATRONE' },
  ];

  it('puts the profession that is missing first, then the least loaded, and the others last with their reasons', () => {
    const proposals = proposeReviewers(pool, circle, seat, today);
    expect(proposals.map(({ personId }) => personId)).toEqual([
      'midwife',
      'busy midwife',
      'doctor',
      'matrone',
      'colleague',
    ]);
    expect(proposals.at(-1)).toMatchObject({ eligible: false });
  });

  it('wants a doctor beside a midwife', () => {
    const second = { ...seat, seated: ['MIDWIFE'] as const, emptyAfter: 0 };
    expect(proposeReviewers(pool, circle, second, today)[0]?.personId).toBe('doctor');
  });

  it('does not depend on the order of the pool, and loses nobody', () => {
    const ids = proposeReviewers(pool, circle, seat, today).map(({ personId }) => personId);
    fc.assert(
      fc.property(fc.shuffledSubarray([...pool], { minLength: pool.length }), (shuffled) => {
        expect(proposeReviewers(shuffled, circle, seat, today).map(({ personId }) => personId)).toEqual(ids);
      }),
    );
  });
});
