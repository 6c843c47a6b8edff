import { describe, expect, it } from '@jest/globals';
import { STANDING_ACTIONS } from '@domain/recommendations/standing-actions.js';
import { pictureOf } from './action-picture';

describe('the picture of an action', () => {
  it.each([
    ['Acheter un réfrigérateur pour l’ocytocine', 'fridge'],
    ['Réparer l’ambulance et fixer qui paie le carburant', 'ambulance'],
    ['2 poches de sang de garde', 'droplets'],
    ['Appeler le CSRéf avant de partir', 'phone'],
    ['Payer la garde de nuit', 'moon'],
    ['Faire autre chose', 'handshake'],
  ])('of « %s » is %s', (what, picture) => {
    expect(pictureOf(what)).toBe(picture);
  });

  it('is never missing from the standing list of the programme', () => {
    expect(STANDING_ACTIONS.flatMap(({ fr, en }) => [fr, en]).map(pictureOf)).not.toContain('handshake');
  });
});
