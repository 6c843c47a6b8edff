import type { Answers } from '../../backend/src/domain/forms/form.js';
import { getForm } from '../../backend/src/domain/forms/registry.js';
import type { Seeded } from '../../backend/src/generator/seeded.js';
import { m2 } from '../support/worked-cases.js';
import type { FirstAudit } from './world.js';

/** Words of an opinion that nothing but the first audit holds. */
const STORIES = [
  'Hémorragie non reconnue à temps',
  'Aucun carburant cette nuit-là',
  'Garde absente',
  'Refus du mari, puis retard',
];
const NAMES = ['Awa Coulibaly', 'Fanta Traoré', 'Djénéba Konaté', 'Oumou Sangaré', 'Kadiatou Diarra'];

/** Two opinions to begin from, which differ in cause, class, delays and avoidability. */
const OPINIONS: readonly Answers[] = [m2.opinion, m2.reviews[0], m2.reviews[1]];

/**
 * A first audit as nobody else would have made it: another cause, class, delay and avoidability, other words, another number of saves, another
 * hour; and the death of somebody else.
 */
export function drawnSecret(random: Seeded): FirstAudit {
  return {
    opinion: withOtherWords(random, random.pick(OPINIONS)),
    saves: random.whole(0, 9),
    hours: random.whole(0, 40),
    identity: {
      deceased_name: random.pick(NAMES),
      contact_phone: `+2237${String(random.whole(1_000_000, 9_999_999))}`,
    },
  };
}

function withOtherWords(random: Seeded, opinion: Answers): Answers {
  const questions = getForm('opinion').sections.flatMap(({ questions: own }) => own);
  const isText = (code: string): boolean =>
    questions.some((one) => one.code === code && (one.type === 'longtext' || one.type === 'text'));
  return Object.fromEntries(
    Object.entries(opinion).map(([code, answer]) => [
      code,
      isText(code) ? { value: random.pick(STORIES) } : answer,
    ]),
  );
}
