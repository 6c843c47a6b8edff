import type { INestApplicationContext } from '@nestjs/common';
import { demonstrationId } from '../accounts/demonstration.js';
import type { Tale } from '../cases/demonstration-cases.js';
import type { Answers } from '../domain/forms/form.js';
import { rowsOf, textOf } from '../domain/forms/read.js';
import type { Story } from '../generator/clinical/story.js';
import type { SetClock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { DemonstrationActions, type Act, type Asked } from './demonstration-actions.js';

const evacuatedWith =
  (...factors: readonly string[]) =>
  ({ kind, notification, opinion }: Story): boolean => {
    const found = rowsOf(opinion, 'factors').map((row) => textOf(row, 'factor'));
    const died = textOf(notification, 'death_place');
    return kind === 'MAT' && died === 'CSREF' && factors.every((factor) => found.includes(factor));
  };

const by = 'sage-femme';
const TALES = {
  followed: {
    name: 'actions followed',
    daysAgo: 80,
    by,
    fits: evacuatedWith('F22', 'F17', 'F20', 'F11', 'F02'),
  },
  asked: { name: 'actions asked', daysAgo: 45, by, fits: evacuatedWith('F22', 'F20', 'F11', 'F12', 'F24') },
} as const satisfies Readonly<Record<string, Tale>>;

/** A second reserve of oxytocin is not asked for twice. */
const REFRIGERATOR: Answers = {
  rec_problem: { value: 'L’ocytocine n’était pas gardée au froid.' },
  rec_action: { value: 'Acheter 1 réfrigérateur solaire et noter sa température 2 fois par jour' },
  rec_indicator: { value: '2 températures notées par jour' },
  rec_proof_type: { value: 'PHOTO' },
  rec_resources: { value: ['EQUIPMENT', 'MONEY'] },
};
const FUND: Answers = {
  rec_problem: { value: 'La famille a cherché l’argent du carburant avant de partir.' },
  rec_action: { value: 'Ouvrir une caisse de 150 000 francs pour les évacuations et la compter chaque mois' },
  rec_indicator: { value: '150 000 francs en caisse, 1 comptage par mois' },
  rec_proof_type: { value: 'LETTER' },
  rec_resources: { value: ['MONEY'] },
};

const FOLLOWED: readonly Asked[] = [
  { factor: 'F22' },
  { factor: 'F17' },
  { factor: 'F20' },
  { factor: 'F11' },
  { factor: 'F02' },
];
const ASKED: readonly Asked[] = [
  { factor: 'F22', changes: REFRIGERATOR },
  { factor: 'F11', changes: FUND },
  { factor: 'F12' },
  { factor: 'F24' },
];

/** What became of each action, oldest first, so many days ago. */
const SINCE: readonly Act[] = [
  { daysAgo: 75, by: 'dtc', tale: 'actions followed', factor: 'F17', event: 'accept' },
  { daysAgo: 74, by: 'dtc', tale: 'actions followed', factor: 'F20', event: 'accept' },
  {
    daysAgo: 50,
    by: 'dtc',
    tale: 'actions followed',
    factor: 'F17',
    event: 'finish',
    proof: 'Liste de 9 relectures signée par l’équipe.',
  },
  { daysAgo: 45, by: 'asaco', tale: 'actions followed', factor: 'F22', event: 'accept' },
  { daysAgo: 45, by: 'asaco', tale: 'actions followed', factor: 'F02', event: 'accept' },
  { daysAgo: 44, by: 'mairie', tale: 'actions followed', factor: 'F11', event: 'accept' },
  { daysAgo: 44, by: 'point-focal', tale: 'actions followed', factor: 'F17', event: 'verify' },
  { daysAgo: 40, by: 'mairie', tale: 'actions followed', factor: 'F11', event: 'start' },
  { daysAgo: 38, by: 'asaco', tale: 'actions followed', factor: 'F22', event: 'start' },
  {
    daysAgo: 30,
    by: 'sage-femme',
    tale: 'actions followed',
    factor: 'F20',
    event: 'report',
    progress: 50,
    obstacle: 'STAFF',
    decision: 'Fixer la règle avec le CSRéf à la prochaine réunion.',
  },
  {
    daysAgo: 26,
    by: 'asaco',
    tale: 'actions followed',
    factor: 'F22',
    event: 'finish',
    proof: 'Fiche de stock : 24 doses, 4 comptages.',
  },
  { daysAgo: 20, by: 'dtc', tale: 'actions followed', factor: 'F22', event: 'verify' },
  {
    daysAgo: 18,
    by: 'asaco',
    tale: 'actions followed',
    factor: 'F02',
    event: 'finish',
    proof: '6 listes de présence, une par village.',
  },
  {
    daysAgo: 12,
    by: 'mairie',
    tale: 'actions followed',
    factor: 'F11',
    event: 'block',
    obstacle: 'MONEY',
    decision: 'Porter la dépense au budget de la commune.',
  },
  { daysAgo: 9, by: 'csref-action', tale: 'actions asked', factor: 'F24', event: 'accept' },
  { daysAgo: 3, by: 'csref-action', tale: 'actions asked', factor: 'F24', event: 'report', progress: 40 },
];

/** Recommendations in each state, so that the ASACO, the mayor and whoever follows find something to do today. */
export async function demonstrateRecommendations(
  app: INestApplicationContext,
  clock: SetClock,
): Promise<void> {
  const known = await app
    .get(Transactions)
    .system((tx) =>
      tx.query<unknown[]>('SELECT 1 FROM app.recommendation WHERE id = $1', [
        demonstrationId('recommendation', TALES.asked.name, 'F24'),
      ]),
    );
  if (known.length > 0) return;
  const now = clock.now();
  const actions = new DemonstrationActions(app, clock, now);
  await actions.concluded(TALES.followed, FOLLOWED, ['relecteur-4', 'relecteur-3']);
  await actions.concluded(TALES.asked, ASKED, ['relecteur-4', 'relecteur-6']);
  for (const act of SINCE) await actions.happened(act);
  clock.set(now);
}
