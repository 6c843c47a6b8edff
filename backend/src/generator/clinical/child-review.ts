import { nutritionOf } from '../../domain/cases/child-nutrition.js';
import { weightAt } from '../../domain/cases/weight-for-height.js';
import type { Answers, Row } from '../../domain/forms/form.js';
import { DAY } from '../../domain/forms/local-time.js';
import { numberOf, textOf } from '../../domain/forms/read.js';
import type { Seeded } from '../seeded.js';
import { at, lines, missing, value } from './answered.js';
import type { StoryPlaces } from './story.js';

type Illness = 'malaria' | 'diarrhoea';

interface Course {
  readonly onset: number;
  readonly decided: number;
  readonly arrived: number;
  readonly left: number;
  readonly arrivedAgain: number;
  readonly died: number;
}

/** What a review tells of one illness: signs, care and story. */
const TOLD = {
  malaria: {
    signs: ['CONVULSION', 'LETHARGIC', 'SEVERE_PALLOR'],
    diagnoses: ['MALARIA', 'ANAEMIA'],
    stockouts: ['ARTESUNATE', 'BLOOD'],
    narrative:
      'Fièvre depuis plusieurs jours, sirop acheté au marché. La famille consulte quand les convulsions commencent. Test de paludisme positif, enfant pâle et somnolent. Artésunate injectable en rupture, antipaludique oral donné. Pas de sang disponible.',
  },
  diarrhoea: {
    signs: ['SUNKEN_EYES', 'SKIN_PINCH'],
    diagnoses: ['DIARRHOEA', 'MALNUTRITION'],
    stockouts: ['ORS_ZINC'],
    narrative:
      'Diarrhée et vomissements depuis plusieurs jours, yeux enfoncés. La famille attend le jour du marché pour consulter. Pli cutané lent, enfant maigre. Antibiotique prescrit, pas de SRO ni de zinc donnés, pas de conseil sur le retour en consultation.',
  },
} as const satisfies Readonly<Record<Illness, unknown>>;

/** The review of a child's death at home, in the CSCom or in the CSRéf, from what its notification tells. */
export function childReviewOf(
  random: Seeded,
  illness: Illness,
  where: 'HOME' | 'CSCOM' | 'CSREF',
  places: StoryPlaces,
  notification: Answers,
  died: number,
): Answers {
  const course = courseOf(random, where, died);
  const wasSeen = where !== 'HOME' || random.chance(0.7);
  return {
    ...childOf(random, illness, notification),
    ...preventionOf(random),
    c_onset: at(course.onset),
    c_decision_at: random.chance(0.8) ? at(course.decided) : missing('NR'),
    ...earlierCare(random, course),
    c_facility_path: wasSeen ? pathOf(where, places, course) : missing('NA'),
    ...(wasSeen ? examinationOf(random, illness, course) : {}),
    ...(wasSeen ? { care_given: careOf(illness, where, places, course) } : {}),
    c_payment: value(random.pick(['NONE', 'PARTIAL', 'DELAYED'])),
    ...referralOf(random, where, course),
    c_death_at: at(died),
    c_death_place: value(where),
    c_narrative: lines({ ref: value(String(places.cscom)), text: value(TOLD[illness].narrative) }),
  };
}

function courseOf(random: Seeded, where: string, died: number): Course {
  const stay = random.whole(90, 600);
  const arrivedAgain = died - random.whole(60, 600);
  const left = where === 'CSREF' ? arrivedAgain - random.whole(60, 300) : died - random.whole(400, 1400);
  const arrived = where === 'CSCOM' ? died - stay : left - stay;
  const decided = arrived - random.whole(60, 400);
  return { onset: decided - random.whole(DAY, 4 * DAY), decided, arrived, left, arrivedAgain, died };
}

function childOf(random: Seeded, illness: Illness, notification: Answers): Answers {
  const months = numberOf(notification, 'age_months') ?? 0;
  const isThin = illness === 'diarrhoea';
  const muac = isThin ? random.whole(100, 114) : random.whole(120, 150);
  const sex = textOf(notification, 'sex') ?? 'UNK';
  const height = Math.round(50 + 2.1 * Math.min(months, 12) + 0.8 * Math.max(0, months - 12));
  const weight = weightAt({ sex: sex === 'M' ? 'M' : 'F', months, height }, isThin ? -3.4 : -0.8) ?? 10;
  const measures: Answers = {
    c_age_m: value(months),
    c_sex: value(sex),
    c_weight: value(Math.round(weight * 10) / 10),
    c_height: value(height),
    c_muac: value(muac),
    c_oedema: value('NO'),
  };
  // Half of the starved children were never told so.
  const state = nutritionOf(measures) ?? 'NR';
  return { ...measures, c_nut: value(state === 'SAM' ? random.pick(['SAM', 'NR']) : state) };
}

function preventionOf(random: Seeded): Answers {
  return {
    c_vacc: value(random.pick(['PART', 'PART', 'ZERO', 'UTD'])),
    c_vacc_missing: value(['PENTA', 'MR']),
    c_vita: value(random.pick(['YES', 'NO'])),
    c_itn: value(random.pick(['YES', 'NO'])),
    c_smc: value(random.pick(['YES_ALL', 'PARTIAL', 'NO'])),
    c_sickle: value('UNK'),
    c_feed: value(random.pick(['MIX', 'SOLID'])),
  };
}

function earlierCare(random: Seeded, { decided, onset }: Course): Answers {
  if (random.chance(0.7)) return { c_prior_care: value(['SELF_MED', 'DRUG_SHOP']) };
  return {
    c_prior_care: value(['ASC']),
    c_asc_visit: at((decided + onset) / 2),
    c_asc_stock: value(random.pick([['NONE'], ['ACT']])),
  };
}

function pathOf(where: string, places: StoryPlaces, course: Course): Answers[string] {
  const first: Row = {
    ref: value(String(places.cscom)),
    arrival: at(course.arrived),
    departure: where === 'CSCOM' ? missing('NA') : at(course.left),
  };
  if (where !== 'CSREF') return lines(first);
  const second = {
    ref: value(String(places.csref)),
    arrival: at(course.arrivedAgain),
    departure: missing('NA'),
  };
  return lines(first, second);
}

function examinationOf(random: Seeded, illness: Illness, course: Course): Answers {
  const isMalaria = illness === 'malaria';
  return {
    c_cscom_at: at(course.arrived),
    c_cscom_staff: value(random.pick(['NURSE', 'NURSE', 'MD'])),
    c_assess_imci: value(random.pick(['PARTIAL', 'NONE', 'FULL'])),
    c_danger_signs: value(TOLD[illness].signs),
    c_temp: value(isMalaria ? random.tenth(38.6, 40.4) : random.tenth(36.8, 38.4)),
    c_rr: random.chance(0.6) ? value(random.whole(36, 58)) : missing('NR'),
    c_hr: value(random.whole(120, 170)),
    c_avpu: value(isMalaria ? random.pick(['VOICE', 'PAIN']) : 'ALERT'),
    c_convulsing: value(isMalaria ? 'YES' : 'NO'),
    c_pallor: value(isMalaria ? 'SEVERE' : 'NONE'),
    c_dehydration: value(isMalaria ? 'NONE' : random.pick(['SOME', 'SEVERE'])),
    c_rdt: value(isMalaria ? 'POS' : 'NEG'),
    c_hb: isMalaria ? value(random.tenth(4.1, 7.5)) : missing('NR'),
    c_cod_text: value(TOLD[illness].diagnoses),
    c_first_tx_at: at(course.arrived + random.whole(20, 80)),
    c_staff_present: value(['NURSE', 'MATRONE']),
    c_stockouts: value(TOLD[illness].stockouts),
  };
}

function careOf(illness: Illness, where: string, places: StoryPlaces, course: Course): Answers[string] {
  const cscom = value(String(places.cscom));
  const csref = value(String(places.csref));
  const given = (item: string, minutes: number, ref = cscom): Row => ({
    item: value(item),
    status: value('GIVEN'),
    ref,
    at: at(minutes),
  });
  const not = (item: string, status: string, ref = cscom): Row => ({
    item: value(item),
    status: value(status),
    ref,
  });
  if (illness === 'diarrhoea') {
    return lines(
      given('ANTIBIOTIC', course.arrived + 60),
      not('ORS_ZINC', 'NOT_AVAIL'),
      not('SAM_CARE', 'NOT_GIVEN'),
    );
  }
  const later = where === 'CSREF' ? [not('TRANSFUSION', 'NOT_AVAIL', csref)] : [];
  return lines(
    given('ANTIMALARIAL_ORAL', course.arrived + 50),
    not('ARTESUNATE', 'NOT_AVAIL'),
    not('TRANSFUSION', 'NOT_AVAIL'),
    ...later,
  );
}

function referralOf(random: Seeded, where: string, course: Course): Answers {
  if (where !== 'CSREF') return { c_ref: value('NO') };
  return {
    c_ref: value('YES'),
    c_ref_decision_at: at(course.left - random.whole(15, 60)),
    c_depart_at: at(course.left),
    c_ref_prereftx: value(['NONE']),
    c_ref_complied: value('YES'),
    c_transport: value(random.pick(['MOTO', 'AMB', 'TRI'])),
    c_arrive2: at(course.arrivedAgain),
  };
}
