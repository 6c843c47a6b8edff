import type { Answers } from '../../domain/forms/form.js';
import { DAY, minutesOf } from '../../domain/forms/local-time.js';
import { numberOf, rowsOf, textOf } from '../../domain/forms/read.js';
import { Seeded } from '../seeded.js';
import { at, lines, value } from './answered.js';
import { CHILD_SCENARIOS, storyOfLoss } from './child-story.js';
import { asked } from './stories.js';
import type { Story, StoryPlaces } from './story.js';

/** The story of a woman who died after a birth, when her child does not live: born limp, it is not brought back. */
export function bereaved(mother: Story): Story {
  const review = mother.review ?? {};
  const [child] = rowsOf(review, 'newborns');
  if (child === undefined) return mother;
  const newborn = {
    ...child,
    nb_outcome: value('LIVE_DIED'),
    nb_apgar1: value(2),
    nb_apgar5: value(4),
    nb_resus: value('BAG'),
  };
  return asked({ ...mother, review: { ...review, newborns: lines(newborn) } });
}

/** Of the review of a child, what the file of its mother says in other words. */
const SHARED = {
  p_mother_age: 'm_age',
  p_gravidity: 'gravidity',
  p_parity: 'parity',
  p_anc_n: 'anc_n',
  p_anc_first_ga: 'anc_first_ga',
  p_ipt: 'anc_malaria_ipt',
  p_tt: 'anc_tt',
  p_decision_at: 'decision_at',
  p_arrive1_at: 'arrive1_at',
  p_seen1_at: 'seen1_at',
  p_fhs_last: 'seen1_at',
  p_partograph: 'partograph',
  p_attendant: 'birth_attendant',
} as const;

/** The child that a bereaved mother bore in the CSCom: asphyxia, and a few hours of life there while she was taken further. */
export function childOfMother(mother: Story, places: StoryPlaces): Story {
  const review = mother.review ?? {};
  const [newborn] = rowsOf(review, 'newborns');
  const born = minutesOf(textOf(review, 'birth_at') ?? '');
  const scenario = CHILD_SCENARIOS.find(({ picture }) => picture === 'asphyxia');
  if (born === undefined || scenario === undefined) throw new Error('this mother gave no birth');
  const random = new Seeded(mother.diedAt);
  const died = born + random.whole(110, 170);
  const story = storyOfLoss(random, scenario, places, {
    born,
    died,
    known: died,
    notifiedAt: died + random.whole(60, 400),
    where: 'CSCOM',
    days: Math.floor(died / DAY) - Math.floor(born / DAY),
    weeks: numberOf(review, 'ga_weeks') ?? 39,
    grams: numberOf(newborn, 'nb_weight') ?? 3000,
    sex: textOf(newborn, 'nb_sex') ?? 'F',
  });
  const arrived = minutesOf(textOf(review, 'arrive1_at') ?? '') ?? born;
  return asked({ ...story, review: { ...story.review, ...motherIn(review), ...labourOf(arrived, places) } });
}

function motherIn(review: Answers): Answers {
  const told = Object.entries(SHARED).flatMap(([code, source]) => {
    const answer = review[source];
    return answer === undefined ? [] : [[code, answer] as const];
  });
  return { ...Object.fromEntries(told), p_mother_outcome: value('DEAD') };
}

/** She came in labour, and the child never left the place where it was born. */
function labourOf(arrived: number, places: StoryPlaces): Answers {
  return {
    p_labour_onset_at: at(arrived - 4 * 60),
    p_facility_path: lines({
      ref: value(String(places.cscom)),
      arrival: at(arrived),
      departure: { missing: 'NA' },
    }),
  };
}
