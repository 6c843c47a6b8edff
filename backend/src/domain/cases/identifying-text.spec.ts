import { describe, expect, it } from '@jest/globals';
import { identifyingPassages, type Surroundings } from './identifying-text.js';

const around: Surroundings = {
  vault: ['Awa Sangaré'],
  staff: ['Moussa Diarra'],
  places: ['CSCom de Sabalibougou', 'CSRéf'],
};
const found = (text: string) =>
  identifyingPassages(text, around).map(({ start, end, kind }) => [kind, text.slice(start, end)]);

describe('passages of a text that tell whose death it is', () => {
  it('finds dates, case numbers and places', () => {
    expect(
      found('Le 14 mars 2026, partie de Sabalibougou (DNB-7K3M-9QXA-X) vers le CSRéf, vue le 15/03/2026.'),
    ).toEqual([
      ['date', '14 mars 2026'],
      ['place', 'Sabalibougou'],
      ['date', 'DNB-7K3M-9QXA-X'],
      ['date', '15/03/2026'],
    ]);
  });

  it('finds a name that is nobody of the case, and a capital that nothing explains', () => {
    expect(found('Traoré est venue avec Zambila, du village de Tièma.')).toEqual([
      ['name', 'Traoré'],
      ['name', 'Zambila'],
      ['place', 'Tièma'],
    ]);
  });

  it('joins names side by side, a date stays apart', () => {
    expect(found('Vue par Moussa Diarra le 3 avril')).toEqual([
      ['staff', 'Moussa Diarra'],
      ['date', '3 avril'],
    ]);
  });

  it.each([
    'Saignement à 3 h 35, 1800 mL, TA 105/65, 2000 mL de Ringer.',
    'Score d’Apgar à 3, sonde de Foley, CSCom et CSRéf prévenus, TDR positif.',
    'Bah, une rose fanée. Sow, dit-on ; la caméra tournait.',
  ])('leaves alone: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});
