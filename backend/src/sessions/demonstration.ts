import type { INestApplicationContext } from '@nestjs/common';
import { demonstrationId } from '../accounts/demonstration.js';
import type { Tale } from '../cases/demonstration-cases.js';
import { classify } from '../domain/audits/final-classification.js';
import type { Answers } from '../domain/forms/form.js';
import { textOf } from '../domain/forms/read.js';
import type { Story } from '../generator/clinical/story.js';
import type { SetClock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { DemonstrationAudits, type ToldReview } from './demonstration-audits.js';

const HOUR = 3_600_000;
const isMaternal = ({ kind }: Story): boolean => kind === 'MAT';
const inTheCentre = (story: Story): boolean =>
  isMaternal(story) && textOf(story.notification, 'death_place') === 'CSCOM';
const evacuated = (story: Story): boolean =>
  isMaternal(story) && textOf(story.notification, 'death_place') === 'CSREF';
const disputed = (story: Story): boolean =>
  inTheCentre(story) &&
  classify({ audit: story.opinion, first: story.other, second: story.other }).route === 'adjudication';
const stillbornInTheCentre = ({ kind, notification }: Story): boolean =>
  kind === 'SB' &&
  textOf(notification, 'death_place') === 'CSCOM' &&
  textOf(notification, 'stillbirth_type') === 'FRESH';

const by = 'sage-femme';
const TALES = {
  planned: { name: 'session planned', daysAgo: 5, by, fits: inTheCentre },
  sitting: { name: 'session open', daysAgo: 6, by, fits: evacuated },
  sealed: { name: 'packet to release', daysAgo: 10, by, fits: inTheCentre },
  seats: { name: 'seats to give', daysAgo: 14, by, fits: evacuated },
  reviewed: { name: 'reviewers at work', daysAgo: 18, by, fits: inTheCentre },
  disputed: { name: 'opinions apart', daysAgo: 30, by, fits: disputed },
  stillborn: { name: 'stillborn', daysAgo: 25, by, fits: stillbornInTheCentre },
  concluded: { name: 'opinions together', daysAgo: 40, by, fits: evacuated },
} as const satisfies Readonly<Record<string, Tale>>;

/** How the session went, and why it recommends nothing yet. */
const NOTE: Answers = {
  conflict_declared: { value: 'YES' },
  materials: { value: ['RECORD', 'INTERVIEW'] },
  minutes_note: {
    value:
      'Chacun a parlé à son tour, les plus jeunes d’abord. Le récit a été lu en entier, puis les heures ont été vérifiées une à une sur le registre. Les personnes qui ont donné des soins ont informé, sans voter.',
  },
  duration_min: { value: 75 },
  agrees_cert: { value: 'NO_CERT' },
  consensus: { value: 'MAJORITY' },
  no_recommendation_reason: {
    value: 'Les actions seront choisies à la réunion du mois, avec celles des autres cas.',
  },
};

/** The first answers of an opinion, as a session leaves them at the end of a morning. */
const begun = (opinion: Answers): Answers => Object.fromEntries(Object.entries(opinion).slice(0, 5));

/** The last tale is concluded, so all of them were told; what people did since stays as they left it. */
async function isTold(app: INestApplicationContext): Promise<boolean> {
  const found: readonly unknown[] = await app
    .get(Transactions)
    .system((tx) =>
      tx.query('SELECT 1 FROM app.final_classification WHERE case_id = $1', [
        demonstrationId('case', TALES.concluded.name),
      ]),
    );
  return found.length > 0;
}

/** Sessions and counter-audits in each state, so that heads, the coordination and the reviewers find something to do today. */
export async function demonstrateAudits(app: INestApplicationContext, clock: SetClock): Promise<void> {
  if (await isTold(app)) return;
  const now = clock.now();
  const audits = new DemonstrationAudits(app, clock, now);

  await audits.planned(TALES.planned);
  const sitting = await audits.opened(TALES.sitting);
  await audits.typed(sitting, begun(sitting.story.opinion));
  await audits.sealed(await audits.opened(TALES.sealed), NOTE);
  await audits.released(await audits.sealed(await audits.opened(TALES.seats), NOTE));

  const reviewed = await audits.sealed(await audits.opened(TALES.reviewed), NOTE);
  await audits.released(reviewed);
  const working = await audits.assigned(reviewed, 'relecteur-2');
  await audits.declared(reviewed, working);
  await audits.reviewed(reviewed, working, begun(reviewed.story.other));
  // Whoever has two days to accept was asked yesterday.
  clock.set(new Date(Math.max(clock.now().getTime(), now.getTime() - 20 * HOUR)));
  await audits.assigned(reviewed, 'relecteur-1', 'counter-audit', 2);

  const disputed = await audits.sealed(await audits.opened(TALES.disputed), NOTE);
  await audits.released(disputed);
  const sides = [
    await audits.assigned(disputed, 'relecteur-4'),
    await audits.assigned(disputed, 'relecteur-3', 'counter-audit', 2),
  ];
  for (const side of sides) {
    await audits.declared(disputed, side);
    await audits.reviewed(disputed, side, disputed.story.other);
    await audits.sealedReview(disputed, side, 45);
  }
  clock.set(new Date(Math.max(clock.now().getTime(), now.getTime() - 30 * HOUR)));
  const third = await audits.assigned(disputed, 'relecteur-5', 'adjudication');
  await audits.declared(disputed, third);

  await concluded(audits, TALES.stillborn, ['relecteur-3']);
  await concluded(audits, TALES.concluded, ['relecteur-2', 'relecteur-6']);
  clock.set(now);
}

/** A case whose reviewers conclude like the session: two for a mother, one for a child. */
async function concluded(
  audits: DemonstrationAudits,
  tale: Tale,
  reviewers: readonly string[],
): Promise<void> {
  const told = await audits.sealed(await audits.opened(tale), NOTE);
  await audits.released(told);
  const sides: ToldReview[] = [];
  for (const reviewer of reviewers)
    sides.push(await audits.assigned(told, reviewer, 'counter-audit', sides.length + 1));
  for (const side of sides) {
    await audits.declared(told, side);
    await audits.reviewed(told, side, told.story.opinion);
    await audits.sealedReview(told, side, 38);
  }
}
