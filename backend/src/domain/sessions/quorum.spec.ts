import { describe, expect, it } from '@jest/globals';
import { isQuorate, quorumLevel, quorumOf, votes, type Attendee } from './quorum.js';

const rule = { voices: 3, professions: 2, outside: 1, notInvolved: 1 };
const midwife: Attendee = {
  profession: 'MIDWIFE',
  presence: 'present',
  involvedInCare: false,
  fromOutside: false,
  charterSigned: true,
  placeId: 5,
};
const matrone: Attendee = { ...midwife, profession: 'MATRONE', involvedInCare: true };
const doctorOnPhone: Attendee = {
  ...midwife,
  profession: 'MD',
  presence: 'telephone',
  fromOutside: true,
  placeId: 4,
};

const unmet = (attendees: readonly Attendee[], path: readonly number[] = []): readonly string[] =>
  quorumOf(attendees, rule, path)
    .filter(({ met }) => !met)
    .map(({ code }) => code);

describe('the quorum of a session', () => {
  it('is met by three voices, two professions, one from outside by telephone, one not involved', () => {
    const conditions = quorumOf([midwife, matrone, doctorOnPhone], rule);
    expect(conditions.map(({ code, have, need }) => `${code} ${have}/${need}`)).toEqual([
      'quorum.voices 3/3',
      'quorum.professions 3/2',
      'quorum.outside 1/1',
      'quorum.not-involved 2/1',
      'quorum.charters 3/3',
    ]);
    expect(isQuorate(conditions)).toBe(true);
  });

  it.each<[string, readonly Attendee[], readonly string[]]>([
    ['somebody is missing', [midwife, doctorOnPhone], ['quorum.voices']],
    [
      'nobody comes from outside',
      [midwife, matrone, { ...matrone, profession: 'NURSE' }],
      ['quorum.outside'],
    ],
    [
      'all gave care',
      [matrone, { ...matrone, profession: 'NURSE' }, { ...doctorOnPhone, involvedInCare: true }],
      ['quorum.not-involved'],
    ],
    [
      'all have one profession',
      [midwife, midwife, { ...midwife, fromOutside: true }],
      ['quorum.professions'],
    ],
    [
      'one of them stayed away',
      [midwife, matrone, { ...doctorOnPhone, presence: 'absent' }],
      ['quorum.voices', 'quorum.outside'],
    ],
    [
      'a charter is unsigned',
      [midwife, matrone, { ...doctorOnPhone, charterSigned: false }],
      ['quorum.charters'],
    ],
  ])('says what is missing when %s', (_case, attendees, codes) => {
    expect(unmet(attendees)).toEqual(codes);
  });

  it('asks for a voice of each facility of an evacuated case', () => {
    expect(unmet([midwife, matrone, doctorOnPhone], [5, 4])).toEqual([]);
    expect(unmet([midwife, matrone, { ...doctorOnPhone, placeId: null }], [5, 4])).toEqual(['quorum.path']);
    expect(unmet([midwife, matrone, { ...doctorOnPhone, placeId: null }], [5])).toEqual([]);
  });

  it('leaves the charter to its own guard', () => {
    expect(isQuorate(quorumOf([midwife, matrone, { ...doctorOnPhone, charterSigned: false }], rule))).toBe(
      true,
    );
    expect(isQuorate(quorumOf([], rule))).toBe(false);
  });

  it('lets those who gave care inform and not vote', () => {
    expect([
      votes(midwife),
      votes(matrone),
      votes(doctorOnPhone),
      votes({ ...midwife, presence: 'absent' }),
    ]).toEqual([true, false, true, false]);
  });

  it('asks more of referral centres', () => {
    expect(['cscom', 'csref', 'hospital', 'private'].map((kind) => quorumLevel(kind as 'cscom'))).toEqual([
      'cscom',
      'referral',
      'referral',
      'cscom',
    ]);
  });
});
