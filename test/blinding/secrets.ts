import sharp from 'sharp';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import { getForm } from '../../backend/src/domain/forms/registry.js';
import type { Seeded } from '../../backend/src/generator/seeded.js';
import { ROOM } from '../support/given-audits.js';
import { m2 } from '../support/worked-cases.js';
import type { FirstAudit } from './world.js';

/** Words of an opinion that nothing but the first audit holds. */
const STORIES = [
  'Hémorragie non reconnue à temps',
  'Aucun carburant cette nuit-là',
  'Garde absente',
  'Refus du mari, puis retard',
];
/** Of those who died, and of those who cared for them. */
const NAMES = ['Awa Coulibaly', 'Fanta Traoré', 'Djénéba Konaté', 'Oumou Sangaré', 'Kadiatou Diarra'];

const FUNCTIONS = [
  'Médecin-chef',
  'Interne',
  'Responsable de la maternité',
  'Major',
  'De garde cette nuit-là',
];
/** Who works at both facilities, in the session or not. */
const TEAM = ['head', 'midwife', 'nurse', 'matrone', 'referralHead', 'referralMidwife'] as const;
/** Photographed pages that the reviewers are not given. */
const KINDS = ['register', 'prescription', 'referral-slip', 'certificate', 'other'] as const;
let pages: Promise<readonly Buffer[]> | undefined;

/** Four pages of different sizes, drawn once. */
function photographed(): Promise<readonly Buffer[]> {
  pages ??= Promise.all(
    [1, 2, 3, 4].map((n) =>
      sharp({
        create: { width: 90 * n, height: 120 * n, channels: 3, background: { r: 40 * n, g: 90, b: 60 } },
      })
        .jpeg()
        .toBuffer(),
    ),
  );
  return pages;
}

/** Two opinions to begin from, which differ in cause, class, delays and avoidability. */
const OPINIONS: readonly Answers[] = [m2.opinion, m2.reviews[0], m2.reviews[1]];

/**
 * A first audit as nobody else would have made it: another cause, class, delay and avoidability, other words, another number of saves, another
 * hour, other photographed pages; another team in the session, under other names; and the death of somebody else.
 */
export async function drawnSecret(random: Seeded): Promise<FirstAudit> {
  const drawn = await photographed();
  const more = random.chance(0.5) ? [{ who: 'matrone', function: 'Matrone' } as const] : [];
  return {
    pictures: drawn.slice(random.whole(0, drawn.length)).map((bytes) => [random.pick(KINDS), bytes]),
    // Who gave care has no voice: four of the five must have one.
    room: [...ROOM, ...more].map(({ who }) => ({
      who,
      function: random.pick(FUNCTIONS),
      involved: ['midwife', 'matrone'].includes(who) && random.chance(0.5),
    })),
    names: Object.fromEntries(TEAM.map((who) => [who, random.pick(NAMES)])),
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
