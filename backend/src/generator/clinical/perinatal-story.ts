import type { Answers, Row } from '../../domain/forms/form.js';
import { DAY } from '../../domain/forms/local-time.js';
import type { Seeded } from '../seeded.js';
import { at, lines, missing, value } from './answered.js';
import type { StoryPlaces } from './story.js';

/** How a child was lost, as files of health centres tell it. */
export type PerinatalPicture = 'long-labour' | 'silent' | 'asphyxia' | 'infection' | 'preterm';

/** What the story already knows of the child when its review is written. Times are minutes of the local calendar. */
export interface PerinatalFacts {
  readonly picture: PerinatalPicture;
  readonly born: number;
  readonly died: number;
  readonly where: 'HOME' | 'CSCOM' | 'CSREF';
  readonly weeks: number;
  readonly grams: number;
  readonly sex: string;
}

interface Hours {
  readonly onset: number;
  readonly decided: number;
  readonly arrived: number;
  readonly seen: number;
  readonly referral: number;
  readonly left: number;
  readonly arrivedAgain: number;
}

/** Minutes from the birth until the bag was found. */
const BAG_AFTER = 5;

const NARRATIVES: Readonly<Record<PerinatalPicture, string>> = {
  'long-labour':
    'Travail commencé à domicile, décision de partir le lendemain. À l’arrivée, bruits du cœur présents, dilatation stationnaire. Bruits du cœur peu réécoutés. Enfant né sans signe de vie, peau intacte, liquide méconial.',
  silent:
    'La mère ne sentait plus bouger l’enfant depuis plusieurs jours et n’avait pas consulté. À l’arrivée, aucun bruit du cœur. Enfant né sans signe de vie, peau décollée par endroits.',
  asphyxia:
    'Travail long, liquide méconial. Enfant né sans cri, cœur battant. Stimulation, puis ballon introuvable pendant plusieurs minutes. Respiration irrégulière, convulsions, décès malgré la surveillance.',
  infection:
    'Naissance à domicile sans difficulté. L’enfant cesse de téter après quelques jours, la famille attend. Vu tard, chaud et mou, sans antibiotique avant plusieurs heures. Décès.',
  preterm:
    'Travail avant terme, enfant petit, vivant, qui respire vite. Pas de méthode kangourou ni de température notée la première nuit. L’enfant se refroidit, respire de plus en plus mal, puis décède.',
};

/** She decides, arrives, is seen, is referred where the child is born elsewhere; the clock runs one way up to the birth. */
function hoursOf(random: Seeded, { born, where }: PerinatalFacts, isReferred: boolean): Hours {
  const arrivedAgain = born - random.whole(40, 150);
  const left = arrivedAgain - random.whole(40, 100);
  const referral = left - random.whole(20, 110);
  const arrived = where === 'HOME' ? born : (isReferred ? referral : born) - random.whole(60, 400);
  const decided = arrived - random.whole(30, 180);
  return {
    onset: decided - random.whole(4 * 60, 20 * 60),
    decided,
    arrived,
    seen: arrived + random.whole(5, 30),
    referral,
    left,
    arrivedAgain,
  };
}

/** The review of a stillbirth or of a newborn who died; born at home, in the CSCom, or in the CSRéf after a referral of the mother. */
export function perinatalReview(random: Seeded, facts: PerinatalFacts, places: StoryPlaces): Answers {
  const isStillborn = facts.picture === 'long-labour' || facts.picture === 'silent';
  const isBornAtHome = facts.picture === 'infection' || (isStillborn && facts.where === 'HOME');
  const isMotherReferred = isStillborn && facts.where === 'CSREF';
  const hours = hoursOf(random, facts, isMotherReferred);
  return {
    ...motherOf(random, facts),
    p_signs_of_life: value(isStillborn ? 'NO' : 'YES'),
    p_facility_path: pathOf(facts, places, hours, { isBornAtHome, isMotherReferred }),
    ...(isBornAtHome ? labourAtHome(hours, facts) : labourInFacility(random, facts, hours, isMotherReferred)),
    ...birthOf(random, facts, isBornAtHome, isMotherReferred),
    ...(isStillborn ? {} : newbornOf(random, facts, isBornAtHome)),
    care_given: careOf(facts, places, hours),
    p_payment: value(random.pick(['NONE', 'NONE', 'PARTIAL'])),
    p_staff_present: value(facts.where === 'CSREF' ? ['MD', 'SF'] : ['SF', 'MATRONE']),
    p_stockouts: value(facts.picture === 'asphyxia' ? ['BAG_MASK'] : ['NONE']),
    p_clinical_dx: value(DIAGNOSES[facts.picture]),
    p_mother_outcome: value(random.pick(['ALIVE_WELL', 'ALIVE_WELL', 'ALIVE_ILL'])),
    p_narrative: lines({ ref: value(String(places.cscom)), text: value(NARRATIVES[facts.picture]) }),
  };
}

const DIAGNOSES: Readonly<Record<PerinatalPicture, readonly string[]>> = {
  'long-labour': ['ASPHYXIA'],
  silent: ['NR'],
  asphyxia: ['ASPHYXIA'],
  infection: ['SEPSIS'],
  preterm: ['PREMATURITY'],
};

function motherOf(random: Seeded, { weeks, picture }: PerinatalFacts): Answers {
  const age = random.whole(16, 41);
  const parity = Math.min(random.whole(0, 6), Math.max(0, Math.floor((age - 14) / 2)));
  const visits = random.pick(['0', '1', '2', '3', '4_5']);
  return {
    p_multi: value('1'),
    p_ga_w: value(weeks),
    p_ga_method: value(random.pick(['LMP', 'FH'])),
    p_mother_age: value(age),
    p_gravidity: value(parity + 1),
    p_parity: value(parity),
    p_prev_sb: value(0),
    p_prev_nnd: value(0),
    p_prev_cs: value(0),
    p_mother_chronic: value(picture === 'preterm' ? ['MALARIA'] : ['NONE']),
    p_anc_n: value(visits),
    p_anc_first_ga: value(Math.min(weeks - 2, random.whole(12, 26))),
    p_ipt: value(random.pick(['0', '1', '2', '3P'])),
    p_tt: value(random.pick(['1', '2P'])),
    p_syphilis: value(random.pick(['NEG', 'ND'])),
  };
}

function pathOf(
  facts: PerinatalFacts,
  places: StoryPlaces,
  hours: Hours,
  { isBornAtHome, isMotherReferred }: { readonly isBornAtHome: boolean; readonly isMotherReferred: boolean },
): Answers[string] {
  if (facts.where === 'HOME' && isBornAtHome) return missing('NA');
  const stay = (place: number, arrival: number, departure: number | null): Row => ({
    ref: value(String(place)),
    arrival: at(arrival),
    departure: departure === null ? missing('NA') : at(departure),
  });
  const isAfterBirth = facts.where === 'CSREF' && !isMotherReferred;
  const arrival = isBornAtHome ? facts.died - (isAfterBirth ? 300 : 180) : hours.arrived;
  if (facts.where !== 'CSREF') return lines(stay(places.cscom, arrival, null));
  const life = facts.died - facts.born;
  const left = isMotherReferred ? hours.left : facts.died - Math.min(130, Math.floor(life * 0.6));
  const reached = isMotherReferred ? hours.arrivedAgain : facts.died - Math.min(70, Math.floor(life * 0.3));
  return lines(stay(places.cscom, Math.min(arrival, left - 20), left), stay(places.csref, reached, null));
}

function labourAtHome(hours: Hours, { picture }: PerinatalFacts): Answers {
  return {
    p_labour_onset_at: at(hours.onset),
    p_decision_at: missing('NA'),
    p_labour_adm: value('NO'),
    p_fhs_adm: value('NOTDONE'),
    p_fhs_last: missing('NR'),
    p_labour_compl: value(['NONE']),
    p_presentation: value('CEPH'),
    p_mode: value('SVD'),
    p_attendant: value(picture === 'infection' ? 'TBA' : 'FAMILY'),
    p_place: value('HOME'),
  };
}

function labourInFacility(
  random: Seeded,
  { picture, born, where }: PerinatalFacts,
  hours: Hours,
  isMotherReferred: boolean,
): Answers {
  const isSilent = picture === 'silent';
  const surgery = born - random.whole(6, 12);
  return {
    p_labour_onset_at: at(hours.onset),
    p_decision_at: at(hours.decided),
    p_arrive1_at: at(hours.arrived),
    p_seen1_at: at(hours.seen),
    p_ref_decision_at: at(hours.referral),
    p_depart_at: at(hours.left),
    p_arrive2_at: at(hours.arrivedAgain),
    p_labour_adm: value('YES'),
    p_fhs_adm: value(isSilent ? 'ABSENT' : 'PRESENT'),
    p_fhs_last: isSilent ? missing('NR') : at(hours.seen),
    p_partograph: value(random.pick(['USED', 'INCOMPLETE', 'NOTUSED'])),
    p_liquor: value(picture === 'preterm' || isSilent ? 'CLEAR' : 'MECONIUM'),
    p_labour_compl: value(
      picture === 'long-labour' || picture === 'asphyxia' ? ['OBSTRUCTED', 'PROLONGED'] : ['NONE'],
    ),
    p_presentation: value('CEPH'),
    p_mode: value(isMotherReferred ? 'CS_E' : 'SVD'),
    p_cs_decision_at: at(surgery - random.whole(15, 30)),
    p_cs_incision_at: at(surgery),
    p_ddi_min: value('30_60'),
    p_attendant: value(isMotherReferred ? 'MD' : 'SF'),
    p_place: value(isMotherReferred && where === 'CSREF' ? 'CSREF' : 'CSCOM'),
  };
}

function birthOf(
  random: Seeded,
  { picture, born, grams, sex }: PerinatalFacts,
  isBornAtHome: boolean,
  isMotherReferred: boolean,
): Answers {
  return {
    p_birth_at: at(born),
    p_sex: value(sex),
    p_weight: value(grams),
    p_weight_when: value(isBornAtHome ? 'ESTIMATED' : 'BIRTH'),
    p_maceration: value(picture === 'silent' ? random.pick(['MILD', 'SEVERE']) : 'NONE'),
    p_resus: value(picture === 'asphyxia' ? 'BAG' : isMotherReferred ? 'NOTDONE' : 'NOTNEED'),
    p_malform: value('NO'),
  };
}

function newbornOf(random: Seeded, facts: PerinatalFacts, isBornAtHome: boolean): Answers {
  const { picture, born, died, where } = facts;
  const problem = picture === 'infection' ? Math.max(born + 60, died - 36 * 60) : born;
  const isReferred = where === 'CSREF';
  const isLimp = picture === 'asphyxia';
  return {
    p_apgar1: isBornAtHome ? missing('NR') : value(isLimp ? 2 : 6),
    p_apgar5: isBornAtHome ? missing('NR') : value(isLimp ? 4 : 8),
    p_imm_care: value(['DRYING']),
    p_feed: value(picture === 'preterm' ? 'NONE' : 'EBF'),
    p_temp: value(picture === 'infection' ? random.tenth(38.1, 39.6) : random.tenth(35, 36.4)),
    p_referral: value(isReferred ? 'YES' : 'NO'),
    p_ref_transport: value(random.pick(['TRI', 'AMB', 'MOTO'])),
    p_ref_thermal: value(random.pick(['YES', 'NO'])),
    p_nb_problem_at: at(problem),
    p_nb_seen_at: where === 'HOME' ? missing('NA') : at(Math.max(problem, isLimp ? born : died - 160)),
    p_nb_first_tx_at:
      where === 'HOME'
        ? missing('NA')
        : at(isLimp ? Math.min(died, born + BAG_AFTER) : Math.max(problem, died - 60)),
    p_discharge_at: where === 'HOME' && !isBornAtHome ? at(Math.min(born + DAY, died)) : missing('NA'),
    p_death_at: at(died),
  };
}

/** Lines come in the order of the path, as the product keeps them. */
function careOf({ picture, where, died, born }: PerinatalFacts, places: StoryPlaces, hours: Hours) {
  const cscom = value(String(places.cscom));
  if (where === 'HOME') return lines({ item: value('NONE'), ref: cscom });
  const given = (item: string, place: number, when: number): Row => ({
    item: value(item),
    status: value('GIVEN'),
    ref: value(String(place)),
    at: at(when),
  });
  const not = (item: string): Row => ({ item: value(item), status: value('NOT_GIVEN'), ref: cscom });
  switch (picture) {
    case 'long-labour':
      return where === 'CSREF'
        ? lines(not('BAG_MASK'), given('CAESAREAN', places.csref, born - 5))
        : lines(not('ASSISTED'));
    case 'silent':
      return lines({ item: value('NONE'), ref: cscom });
    case 'asphyxia':
      return lines(given('BAG_MASK', places.cscom, Math.min(died, born + BAG_AFTER)), not('OXYGEN'));
    case 'infection':
      return lines(given('ANTIBIOTIC', places.cscom, Math.max(hours.seen, died - 60)), not('GLUCOSE'));
    case 'preterm':
      return lines(given('FEEDING', places.cscom, Math.min(died, born + 40)), not('KMC'), not('WARMING'));
  }
}
