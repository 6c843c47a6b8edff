import { describe, expect, it } from '@jest/globals';
import { namesInText } from './names-in-text.js';

const names = { vault: ['Aïssata Traoré'], staff: ['Moussa Diarra'] };
const found = (text: string) =>
  namesInText(text, names).map(({ start, end, kind }) => [text.slice(start, end), kind]);

describe('looking for names in a free text', () => {
  it.each([
    ['Mme Traoré est arrivée', [['Mme Traoré', 'title']]],
    ['la patiente traore saigne', [['traore', 'vault']]],
    ['AÏSSATA a été perfusée', [['AÏSSATA', 'vault']]],
    ['Moussa a posé la voie', [['Moussa', 'staff']]],
    ['le Dr Koné a été appelé', [['Dr Koné', 'title']]],
    ['la sage-femme Awa Cissé a noté', [['sage-femme Awa Cissé', 'title']]],
    [
      'appelé au 76 12 34 56 puis au +22366778899',
      [
        ['76 12 34 56', 'phone'],
        ['+22366778899', 'phone'],
      ],
    ],
  ])('marks %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    'La matrone a appelé le DTC à 3 h 35.',
    'Hémoglobine à 7,2 g/dL, tension 105/65, 1800 mL de pertes.',
    'Le docteur est arrivé à 8 h 05.',
    'une moussaka',
  ])('leaves %s alone', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('joins what overlaps into one place', () => {
    expect(found('Dr Diarra Traoré')).toEqual([['Dr Diarra Traoré', 'title']]);
  });
});
