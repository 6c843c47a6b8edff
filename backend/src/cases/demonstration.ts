import type { INestApplicationContext } from '@nestjs/common';
import type { Answers } from '../domain/forms/form.js';
import { DAY } from '../domain/forms/local-time.js';
import { has, textOf, valueOf } from '../domain/forms/read.js';
import { familyVisit } from '../generator/clinical/family-visit.js';
import { bereaved, childOfMother } from '../generator/clinical/mother-and-child.js';
import { storyOf } from '../generator/clinical/stories.js';
import type { Story } from '../generator/clinical/story.js';
import type { SetClock } from '../platform/clock.js';
import { CaseCommands } from './case-commands.js';
import { CaseCustodyCommands } from './case-custody-commands.js';
import { DemonstrationCases, type Tale } from './demonstration-cases.js';
import { photograph } from './demonstration-pictures.js';
import { LinkCommands } from './link-commands.js';
import { TwoPersonCommands } from './two-person-commands.js';

const isMaternal = ({ kind }: Story): boolean => kind === 'MAT';
const inTheReferralCentre = (story: Story): boolean =>
  isMaternal(story) && textOf(story.notification, 'death_place') === 'CSREF';
const inTheCentre = (story: Story): boolean =>
  isMaternal(story) && textOf(story.notification, 'death_place') === 'CSCOM';

/** A child whom the centre saw and sent home, and whose family agrees to be visited. */
function seenThenDeadAtHome(story: Story): boolean {
  const { kind, notification, review } = story;
  if (kind !== 'CHILD' || textOf(notification, 'death_place') !== 'HOME') return false;
  const visit = familyVisit(story, story.notifiedAt + 8 * DAY);
  return valueOf(review ?? {}, 'c_cscom_at') !== undefined && has(visit ?? {}, 'va_consent', 'GIVEN');
}

/** A child who died at home and whom no facility had seen: the family is visited, and there is no review. */
const seenByNobody = ({ kind, notification, review }: Story): boolean =>
  kind === 'CHILD' &&
  textOf(notification, 'death_place') === 'HOME' &&
  valueOf(review ?? {}, 'c_cscom_at') === undefined;

/** Antenatal record and history: what a midwife writes first. */
const BEGUN = /^(m_|gravidity|parity|prev_|interval|preexisting|preg_|ga_|multiple|anc_|birth_plan)/;
const begun = (answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers).filter(
      ([code]) => BEGUN.test(code) && !['m_facility_path', 'm_care_level'].includes(code),
    ),
  );

const TALES = {
  fresh: {
    name: 'fresh',
    daysAgo: 1,
    by: 'relais',
    fits: (story) => isMaternal(story) && !inTheReferralCentre(story),
  },
  evacuated: { name: 'evacuated', daysAgo: 2, by: 'sage-femme', fits: inTheReferralCentre },
  mother: {
    name: 'mother',
    daysAgo: 5,
    by: 'sage-femme',
    story: (random, places, day) => bereaved(storyOf(random, places, day)),
    fits: (story) => inTheReferralCentre(story) && textOf(story.review ?? {}, 'birth_at') !== undefined,
  },
  child: { name: 'child', daysAgo: 13, by: 'relais', writtenAfter: 8 * 24, fits: seenThenDeadAtHome },
  unseen: { name: 'unseen', daysAgo: 12, by: 'relais', contact: 'none', fits: seenByNobody },
  newborn: { name: 'newborn', daysAgo: 2, by: 'infirmier', fits: ({ kind }) => kind === 'NND' },
  begun: { name: 'begun', daysAgo: 4, by: 'sage-femme', fits: inTheCentre },
  shared: { name: 'shared', daysAgo: 5, by: 'matrone', fits: inTheReferralCentre },
  whole: { name: 'whole', daysAgo: 6, by: 'sage-femme', fits: inTheCentre },
  frozen: { name: 'frozen', daysAgo: 6, by: 'sage-femme', fits: inTheReferralCentre },
  alarm: { name: 'alarm', daysAgo: 9, by: 'relais', fits: isMaternal },
  held: { name: 'held', daysAgo: 11, by: 'sage-femme', fits: inTheCentre },
  lost: { name: 'lost', daysAgo: 10, by: 'sage-femme', fits: inTheCentre },
  neighbour: {
    name: 'neighbour',
    daysAgo: 1,
    by: 'sage-femme-2',
    cscom: 'CSCOM-DEMO-03',
    fits: (story) => isMaternal(story) && !inTheReferralCentre(story),
  },
} as const satisfies Readonly<Record<string, Tale>>;

/** Cases in every state before the audit, so that relais, staff, heads and focal points find something to do today. */
export async function demonstrateCases(app: INestApplicationContext, clock: SetClock): Promise<void> {
  const now = clock.now();
  const cases = new DemonstrationCases(app, clock, now);
  const focalPoint = 'point-focal';

  await cases.notified(TALES.fresh);
  await cases.notified(TALES.evacuated);
  await cases.notified(TALES.newborn);
  await cases.notified(TALES.neighbour);
  await cases.documented(TALES.begun, begun);
  await cases.documented(TALES.shared, begun, 'sage-femme');
  await photograph(app, cases, await cases.documented(TALES.whole), 'sage-femme');
  await cases.frozen(TALES.frozen, (told) => photograph(app, cases, told, 'sage-femme-csref'));
  await cases.documented(TALES.child);
  await cases.confirmed(TALES.unseen);

  const mother = await cases.documented(TALES.mother);
  const baby = await cases.documented({
    name: 'baby',
    daysAgo: TALES.mother.daysAgo,
    by: 'sage-femme',
    story: (_random, places) => childOfMother(mother.story, places),
    fits: () => true,
  });
  const link = cases.request('mother', 'link');
  await app.get(LinkCommands).link(await cases.actor(focalPoint), link, mother.id, baby.number);

  const alarm = await cases.notified(TALES.alarm);
  await app
    .get(CaseCommands)
    .discard(await cases.actor(focalPoint), cases.request('alarm', 'discard', alarm.version), alarm.id, {
      reasonCode: 'LIVE',
      reason: 'La femme est vivante, vue à domicile par le relais.',
    });

  const held = await cases.documented(TALES.held, begun);
  await app
    .get(CaseCustodyCommands)
    .hold(await cases.actor(focalPoint), cases.request('held', 'hold', held.version), held.id, {
      route: 'judicial',
    });

  const lost = await cases.confirmed(TALES.lost);
  await app
    .get(TwoPersonCommands)
    .waiveAudit(await cases.actor(focalPoint), cases.request('lost', 'waive', lost.version), lost.id, {
      ground: 'file-lost',
      reason: 'Registre et dossier emportés par l’inondation du magasin.',
    });

  clock.set(now);
}
