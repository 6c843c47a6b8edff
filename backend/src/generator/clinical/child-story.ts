import { DAY, dateTimeOf } from '../../domain/forms/local-time.js';
import type { Answers } from '../../domain/forms/form.js';
import type { Seeded } from '../seeded.js';
import { at, value } from './answered.js';
import { lines } from './answered.js';
import { childReviewOf } from './child-review.js';
import type { FactorLine } from './maternal-scenarios.js';
import { perinatalReview, type PerinatalFacts, type PerinatalPicture } from './perinatal-story.js';
import {
  delayLevel,
  factorAnswers,
  inventedName,
  inventedPhone,
  type Story,
  type StoryPlaces,
} from './story.js';

/** What is concluded of a baby or a child: ICD-10 code with its group, and when it happened. */
interface Cause {
  readonly code: string;
  readonly group: string;
  readonly timing?: 'ANTEPARTUM' | 'INTRAPARTUM' | 'NEO';
  readonly condition?: string;
}

export interface ChildScenario {
  readonly kind: 'SB' | 'NND' | 'CHILD';
  /** What the review of a stillborn or a newborn tells. */
  readonly picture?: PerinatalPicture;
  readonly right: Cause;
  readonly wrong: Cause;
  readonly weeks: readonly [number, number];
  readonly grams: readonly [number, number];
  readonly ageDays: readonly [number, number];
  readonly places: readonly ('HOME' | 'CSCOM' | 'CSREF')[];
  readonly factors: readonly FactorLine[];
}

const watched: FactorLine = {
  factor: 'F17',
  phase: 'CSCOM',
  evidence: 'Bruits du cœur non notés pendant quatre heures.',
};
const lateFamily: FactorLine = {
  factor: 'F03',
  phase: 'HOME',
  evidence: 'Deux jours entre le premier signe et la décision.',
};
const unseen: FactorLine = {
  factor: 'F02',
  phase: 'HOME',
  evidence: 'Refus de téter non pris pour un danger.',
};
const bag: FactorLine = {
  factor: 'F25',
  phase: 'CSCOM',
  evidence: 'Masque du ballon fendu, aucun autre en salle.',
};
const notMade: FactorLine = {
  factor: 'F27',
  phase: 'CSCOM',
  evidence: 'Aucune ventilation notée à la naissance.',
};
const cold: FactorLine = {
  factor: 'F29',
  phase: 'CSCOM',
  evidence: 'Méthode kangourou non commencée, température non prise.',
};
const noVisit: FactorLine = {
  factor: 'F32',
  phase: 'AFTER',
  evidence: 'Aucune visite après la naissance au registre.',
};
const missed: FactorLine = {
  factor: 'F31',
  phase: 'CSCOM',
  evidence: 'Signe de danger noté sans évacuation.',
};
const stock: FactorLine = { factor: 'F22', phase: 'CSCOM', evidence: 'Rupture notée sur la fiche de stock.' };
const visits: FactorLine = { factor: 'F01', phase: 'CPN', evidence: 'Une seule consultation prénatale.' };

/** Stillbirths, newborns and children as their notifications tell them. */
export const CHILD_SCENARIOS: readonly ChildScenario[] = [
  {
    kind: 'SB',
    picture: 'long-labour',
    right: { code: 'P20.9', group: 'I3', timing: 'INTRAPARTUM', condition: 'M3' },
    wrong: { code: 'P95', group: 'A6', timing: 'ANTEPARTUM', condition: 'M5' },
    weeks: [37, 41],
    grams: [2600, 3800],
    ageDays: [0, 0],
    places: ['CSCOM', 'CSREF'],
    factors: [watched, lateFamily, bag],
  },
  {
    kind: 'SB',
    picture: 'silent',
    right: { code: 'P95', group: 'A6', timing: 'ANTEPARTUM', condition: 'M5' },
    wrong: { code: 'P20.9', group: 'I3', timing: 'INTRAPARTUM', condition: 'M3' },
    weeks: [30, 38],
    grams: [1600, 2900],
    ageDays: [0, 0],
    places: ['CSCOM', 'HOME'],
    factors: [visits, lateFamily],
  },
  {
    kind: 'NND',
    picture: 'asphyxia',
    right: { code: 'P21.0', group: 'N4', timing: 'NEO', condition: 'M3' },
    wrong: { code: 'P36.9', group: 'N6', timing: 'NEO', condition: 'M5' },
    weeks: [37, 41],
    grams: [2500, 3700],
    ageDays: [0, 3],
    places: ['CSCOM', 'CSREF'],
    factors: [notMade, bag, watched],
  },
  {
    kind: 'NND',
    picture: 'infection',
    right: { code: 'P36.9', group: 'N6', timing: 'NEO', condition: 'M5' },
    wrong: { code: 'P07.3', group: 'N9', timing: 'NEO', condition: 'M5' },
    weeks: [36, 40],
    grams: [2200, 3500],
    ageDays: [4, 26],
    places: ['HOME', 'CSCOM', 'CSREF'],
    factors: [unseen, noVisit, lateFamily],
  },
  {
    kind: 'NND',
    picture: 'preterm',
    right: { code: 'P07.3', group: 'N9', timing: 'NEO', condition: 'M5' },
    wrong: { code: 'P36.9', group: 'N6', timing: 'NEO', condition: 'M5' },
    weeks: [29, 34],
    grams: [1100, 1900],
    ageDays: [0, 12],
    places: ['CSCOM', 'CSREF'],
    factors: [cold, visits],
  },
  {
    kind: 'CHILD',
    right: { code: 'B50.9', group: 'C01' },
    wrong: { code: 'J18.9', group: 'C02' },
    weeks: [0, 0],
    grams: [0, 0],
    ageDays: [180, 1700],
    places: ['HOME', 'CSCOM', 'CSREF'],
    factors: [lateFamily, stock, missed],
  },
  {
    kind: 'CHILD',
    right: { code: 'A09.0', group: 'C03' },
    wrong: { code: 'E43', group: 'C06' },
    weeks: [0, 0],
    grams: [0, 0],
    ageDays: [90, 900],
    places: ['HOME', 'CSCOM'],
    factors: [unseen, missed],
  },
];

/** When, where and how old a child was lost. Times are minutes of the local calendar. */
export interface Loss extends ChildAtBirth {
  readonly died: number;
  readonly known: number;
  readonly notifiedAt: number;
  readonly where: 'HOME' | 'CSCOM' | 'CSREF';
  /** Age in completed days. */
  readonly days: number;
  readonly sex: string;
}

export function childStory(random: Seeded, scenario: ChildScenario, places: StoryPlaces, day: number): Story {
  const died = day * DAY + random.whole(0, DAY - 1);
  const where = random.pick(scenario.places);
  const known = died + (where === 'HOME' ? random.whole(60, 900) : 0);
  const notifiedAt = known + random.whole(30, 1300);
  const days = random.whole(...scenario.ageDays);
  const child = childOf(random, scenario, died, days);
  const sex = random.pick(['F', 'M']);
  return storyOfLoss(random, scenario, places, { ...child, died, known, notifiedAt, where, days, sex });
}

/** The whole story of a loss: its notification, its review, and what readers conclude. */
export function storyOfLoss(random: Seeded, scenario: ChildScenario, places: StoryPlaces, loss: Loss): Story {
  const { died, known, notifiedAt, where, days, sex } = loss;
  const facility = where === 'HOME' ? null : where === 'CSREF' ? places.csref : places.cscom;
  const notification: Answers = {
    death_category: value(scenario.kind),
    ...ageOf(scenario, loss, died, days),
    sex: value(sex),
    death_date: value(dateTimeOf(died).slice(0, 10)),
    death_time: value(dateTimeOf(died).slice(11)),
    death_known_date: at(known),
    death_place: value(where),
    ...(facility === null ? {} : { death_facility_id: value(String(facility)) }),
    residence_status: value('RESIDENT'),
    reporter_type: value(random.pick(['SF', 'MATRONE', 'NURSE', 'DTC'])),
    channel: value(random.pick(['APP', 'APP', 'PHONE', 'PAPER'])),
    notified_at: at(notifiedAt),
    village_code: value(String(places.village)),
    facility_id: value(String(places.cscom)),
  };
  return {
    kind: scenario.kind,
    diedAt: died,
    notifiedAt,
    placeIds: facility === places.csref ? [places.csref, places.cscom] : [places.cscom],
    identity: { mother_name: inventedName(random), contact_phone: inventedPhone(random) },
    notification,
    review: reviewOf(random, scenario, places, notification, loss),
    opinion: opinionOf(random, scenario, scenario.right),
    other: opinionOf(random, scenario, scenario.wrong),
    decidedAt: null,
    factors: scenario.factors.map(({ factor }) => factor),
  };
}

/** A child is rarely heavier, in grams. */
const MOST_BEFORE_32_WEEKS = 2400;

function reviewOf(
  random: Seeded,
  scenario: ChildScenario,
  places: StoryPlaces,
  notification: Answers,
  facts: Omit<PerinatalFacts, 'picture'>,
): Answers {
  const { picture } = scenario;
  if (picture !== undefined) return perinatalReview(random, { ...facts, picture }, places);
  const illness = scenario.right.group === 'C01' ? 'malaria' : 'diarrhoea';
  return childReviewOf(random, illness, facts.where, places, notification, facts.died);
}

interface ChildAtBirth {
  readonly born: number;
  readonly weeks: number;
  readonly grams: number;
}

/** When the child was born, so many days before its death and on the same calendar, and how big it was. */
function childOf(random: Seeded, scenario: ChildScenario, died: number, days: number): ChildAtBirth {
  const midnight = (Math.floor(died / DAY) - days) * DAY;
  const latest = days === 0 ? died - midnight : DAY - 1;
  const born = scenario.kind === 'SB' ? died : midnight + random.whole(0, latest);
  const weeks = random.whole(...scenario.weeks);
  const grams = random.whole(scenario.grams[0] / 10, scenario.grams[1] / 10) * 10;
  return { born, weeks, grams: weeks < 32 ? Math.min(grams, MOST_BEFORE_32_WEEKS) : grams };
}

function ageOf(
  scenario: ChildScenario,
  { born, weeks, grams }: ChildAtBirth,
  died: number,
  days: number,
): Answers {
  const lived = Math.floor((died - born) / 60);
  if (scenario.kind === 'CHILD') return { age_months: value(Math.min(59, Math.round(days / 30.4375))) };
  const size = {
    gestational_weeks: value(weeks),
    multiple: value('1'),
    birth_weight_g: value(grams),
  };
  if (scenario.kind === 'SB') {
    return {
      ...size,
      stillbirth_type: value(scenario.right.timing === 'INTRAPARTUM' ? 'FRESH' : 'MACERATED'),
    };
  }
  return { ...size, age_days: value(days), ...(days === 0 ? { age_hours: value(lived) } : {}) };
}

const ELIGIBILITY = { SB: 'STILLBIRTH', NND: 'NEONATAL', CHILD: 'CHILD' } as const;

function opinionOf(random: Seeded, scenario: ChildScenario, cause: Cause): Answers {
  const third = delayLevel(random, scenario.factors, 3);
  const isPoor = scenario.factors.some(({ phase }) => phase === 'CSCOM');
  return {
    eligibility: value(ELIGIBILITY[scenario.kind]),
    cod_a: value(cause.code),
    cod_underlying: value(cause.code),
    ...(scenario.kind === 'CHILD' ? { child_group: value(cause.group) } : perinatalOf(cause)),
    delay1_lvl: value(delayLevel(random, scenario.factors, 1)),
    delay2_lvl: value('NO'),
    decisive_treatment: value('NONE'),
    delay3_lvl: value(third),
    ...(third === 'NO' ? {} : { delay3_sub: value(['3A_ASSESS']) }),
    factors: factorAnswers(scenario.factors),
    quality_grade: lines({ phase: value('CSCOM'), grade: value(isPoor ? 'Q3' : 'Q1') }),
    danger_missed: value(isPoor ? 'YES' : 'NO'),
    avoidability: value(isPoor ? 'AVOID_YES' : 'AVOID_POT'),
    confidence: value(random.pick(['HIGH', 'MEDIUM', 'LOW'])),
    missing_information: value(['TIMES']),
  };
}

function perinatalOf({ timing, group, condition }: Cause): Answers {
  return {
    timing: value(timing ?? 'UNKNOWN'),
    icdpm_group: value(group),
    maternal_condition: value(condition ?? 'M5'),
    ...(condition === 'M3' ? { maternal_condition_icd: value('P03.6') } : {}),
  };
}
