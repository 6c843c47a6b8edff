import { describe, expect, it } from '@jest/globals';
import type { DynamicContent } from 'pdfmake/interfaces.js';
import { minutesDocument, type Minutes } from './minutes-document.js';

const COMMITMENT = 'c0ffee00'.repeat(8);
const SEAL = '5ea1ed00'.repeat(8);

const full: Minutes = {
  centre: 'CSCom de Nièbala',
  held: '18 mars 2026, 10 h 05',
  type: 'Audit du CSCom',
  quorum: [{ code: 'quorum.voices', label: 'personnes présentes', have: 4, need: 3, met: true }],
  quorumMet: true,
  attendances: [
    {
      function: 'DTC',
      profession: 'Médecin',
      facility: 'CSCom de Nièbala',
      presence: 'en salle',
      voice: 'vote',
      charter: 'signée',
    },
  ],
  recommendationCount: 2,
  sealedAt: '18 mars 2026, 11 h 40',
  sha256: SEAL,
  sourceSha256: SEAL,
  commitment: COMMITMENT,
  printedOn: '19 mars 2026',
  opinions: {
    caseNumber: 'DNB-7K3M9QXA-X',
    course: [{ label: 'Déroulement', text: 'Le récit a été lu.' }],
    opinion: [{ label: 'Évitabilité', text: 'Évitable' }],
    agrees: 3,
    dissents: ['Le retard 2 est aussi déterminant.'],
    recommendations: [{ label: '1', text: 'Acheter un réfrigérateur' }],
  },
};
const textOf = (minutes: Minutes): string => JSON.stringify(minutesDocument(minutes).content);
const grouped = (hash: string): string => (hash.match(/.{8}/g) ?? []).join(' ');

describe('the minutes without opinions', () => {
  const text = textOf({ ...full, opinions: null });

  it('tell neither the case nor what anybody thought of it', () => {
    for (const secret of [
      'DNB-7K3M9QXA-X',
      'Évitable',
      'Le récit a été lu.',
      'déterminant',
      'Acheter un réfrigérateur',
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('Un dossier de décès, gelé avant la séance');
  });

  it('prove that the session was held, by whom, and under which draw', () => {
    for (const said of [
      'CSCom de Nièbala',
      'DTC',
      'Médecin',
      'personnes présentes',
      grouped(COMMITMENT),
      grouped(SEAL),
    ]) {
      expect(text).toContain(said);
    }
  });
});

describe('the full minutes', () => {
  it('add case, opinion, dissent, course and recommendations', () => {
    const text = textOf(full);
    for (const said of [
      'DNB-7K3M9QXA-X',
      'Évitable',
      'Le retard 2 est aussi déterminant.',
      'Le récit a été lu.',
      'Acheter un réfrigérateur',
      grouped(COMMITMENT),
    ]) {
      expect(text).toContain(said);
    }
  });
});

describe('every page', () => {
  it('is numbered and ends with the promise', () => {
    const document = minutesDocument(full);
    const header = document.header as DynamicContent;
    expect(JSON.stringify(header(2, 3, { width: 0, height: 0, orientation: 'portrait' }))).toContain(
      'Page 2 sur 3',
    );
    expect(JSON.stringify(document.footer)).toContain('Ni nom, ni blâme');
  });
});
