import { DAY, dateOfDay, dateTimeOf } from '../../domain/forms/local-time.js';
import type { Answers, Row } from '../../domain/forms/form.js';
import type { Seeded } from '../seeded.js';
import { at, lines, missing, value } from './answered.js';
import type { FactorLine, MaternalScenario, Reading } from './maternal-scenarios.js';
import {
  delayLevel,
  factorAnswers,
  inventedName,
  inventedPhone,
  type Story,
  type StoryPlaces,
} from './story.js';

/** The hours of one woman, in minutes of the local calendar. */
interface Times {
  readonly onset: number;
  readonly decided: number;
  readonly arrived: number;
  readonly seen: number;
  readonly birth: number | null;
  readonly referral: number;
  readonly left: number;
  readonly arrivedAgain: number;
  readonly died: number;
}

const hours = (random: Seeded, least: number, most: number): number => random.whole(least * 60, most * 60);

/** She comes in labour or ill, complicates, is referred late, dies; the clock runs one way. */
function timesOf(random: Seeded, scenario: MaternalScenario, died: number): Times {
  const isThere = scenario.dies === 'CSCOM';
  const after = random.whole(35, 150);
  const arrivedAgain = died - (isThere ? 0 : after);
  const left = arrivedAgain - random.whole(70, 160);
  const referral = left - random.whole(25, 130);
  const inCentre = scenario.moment === 'delivered' && scenario.dies === 'CSREF';
  const onset = referral - random.whole(40, 160);
  const arrived = inCentre ? onset - hours(random, 4, 9) : referral - hours(random, 1, 5);
  const decided = arrived - random.whole(20, 120);
  return {
    onset: inCentre ? onset : decided - hours(random, 6, 60),
    decided,
    arrived,
    seen: arrived + random.whole(5, 35),
    birth: birthOf(random, scenario, onset, arrived),
    referral,
    left,
    arrivedAgain,
    died,
  };
}

function birthOf(random: Seeded, scenario: MaternalScenario, onset: number, arrived: number): number | null {
  if (scenario.moment !== 'delivered') return null;
  return scenario.dies === 'CSREF' ? onset - random.whole(10, 25) : arrived - random.whole(3, 6) * DAY;
}

export function maternalStory(
  random: Seeded,
  scenario: MaternalScenario,
  places: StoryPlaces,
  day: number,
): Story {
  const died = day * DAY + random.whole(0, DAY - 1);
  const times = timesOf(random, scenario, died);
  const age = random.whole(15, 44);
  const weeks = random.whole(...scenario.weeks);
  const notifiedAt = died + random.whole(60, 1300);
  const inCsref = scenario.dies === 'CSREF';
  const placeIds = inCsref ? [places.csref, places.cscom] : [places.cscom];
  const review = reviewOf(random, scenario, places, times, { age, weeks });
  return {
    kind: 'MAT',
    diedAt: died,
    notifiedAt,
    placeIds,
    identity: { deceased_name: inventedName(random), contact_phone: inventedPhone(random) },
    notification: {
      death_category: value('MAT'),
      age_years: value(age),
      residence_status: value(random.pick(['RESIDENT', 'RESIDENT', 'RESIDENT', 'OTHER_AREA', 'IDP'])),
      death_date: value(dateOfDay(day)),
      death_time: value(dateTimeOf(died).slice(11)),
      death_known_date: at(died),
      death_place: value(scenario.dies),
      ...(inCsref ? { death_facility_id: value(String(places.csref)) } : {}),
      ...(scenario.dies === 'CSCOM' ? { death_facility_id: value(String(places.cscom)) } : {}),
      pregnancy_status: value(statusOf(scenario)),
      ...(times.birth === null ? {} : { preg_end_date: value(dateTimeOf(times.birth).slice(0, 10)) }),
      pregnancy_outcome: value(times.birth === null ? 'UNDELIV' : 'LIVE'),
      gestational_weeks: value(weeks),
      multiple: value('1'),
      reporter_type: value(random.pick(['SF', 'MATRONE', 'DTC', 'NURSE'])),
      channel: value(random.pick(['APP', 'APP', 'PHONE'])),
      notified_at: at(notifiedAt),
      village_code: value(String(places.village)),
      facility_id: value(String(places.cscom)),
      dob_precision: value('EST'),
    },
    review,
    opinion: opinionOf(random, scenario, scenario.right, places, times),
    other: opinionOf(random, scenario, scenario.wrong, places, times),
    decidedAt: decisiveAt(scenario, places, review),
    factors: scenario.factors.map(({ factor }) => factor),
  };
}

function statusOf({ moment }: MaternalScenario): string {
  if (moment === 'delivered') return 'PP42';
  return moment === 'labour' ? 'LABOUR' : 'PREGNANT';
}

function reviewOf(
  random: Seeded,
  scenario: MaternalScenario,
  places: StoryPlaces,
  times: Times,
  { age, weeks }: { readonly age: number; readonly weeks: number },
): Answers {
  const parity = Math.min(random.whole(0, 7), Math.max(0, Math.floor((age - 14) / 2)));
  const visits = random.pick(['0', '1', '1', '2', '2', '3', '4_5']);
  const isReferred = scenario.dies !== 'CSCOM';
  return {
    ...historyOf(random, { age, parity }),
    ...antenatalOf(random, { weeks, visits, status: statusOf(scenario) }),
    onset_at: at(times.onset),
    onset_sign: value(scenario.signs),
    decision_at: at(times.decided),
    decision_maker: value(random.pick(['HUSB', 'MIL', 'FAMILY', 'HERSELF'])),
    prior_care: value(random.chance(0.5) ? ['NONE'] : ['SELF_MED']),
    transport1: value(random.pick(['CART', 'MOTO', 'TRI', 'WALK'])),
    arrive1_at: at(times.arrived),
    seen1_at: at(times.seen),
    ref_made: value(isReferred ? 'YES' : 'NO'),
    ...(isReferred ? transferOf(random, scenario, times) : {}),
    ...admissionOf(random, scenario, times, weeks),
    ...birthAnswers(random, scenario, times),
    care_given: careOf(scenario, places, times),
    ...(scenario.care.some(({ item }) => item === 'TRANSFUSION')
      ? { units_needed: value(random.whole(2, 5)), units_given: value(0) }
      : {}),
    payment_barrier: value(random.pick(['NONE', 'NONE', 'DELAYED', 'PARTIAL'])),
    staff_present: value(isReferred && scenario.dies === 'CSREF' ? ['MD', 'SF'] : ['NURSE', 'MATRONE']),
    stockouts: value(scenario.stockouts),
    discharge_before: value('NO'),
    death_at: at(times.died),
    autopsy: value('NONE'),
    cert_done: value('NO'),
    m_sources: value(['RECORD', 'REGISTER', 'STAFF_INTERVIEW']),
    m_record_quality: value(random.pick(['MOST', 'PART', 'PART', 'POOR'])),
    m_facility_path: pathOf(scenario, places, times),
    narrative: lines({ ref: value(String(places.cscom)), text: value(scenario.narrative) }),
  };
}

function historyOf(
  random: Seeded,
  { age, parity }: { readonly age: number; readonly parity: number },
): Answers {
  return {
    m_age: value(age),
    m_education: value(random.pick(['NONE', 'NONE', 'CORAN', 'PRIM', 'SEC'])),
    m_marital: value(random.pick(['MONO', 'POLY'])),
    m_distance_km: value(random.whole(0, 25)),
    m_season_access: value(random.chance(0.7) ? ['NONE'] : ['RAIN']),
    m_care_level: value('B'),
    gravidity: value(parity + 1),
    parity: value(parity),
    prev_live_births: value(parity),
    prev_living_children: value(Math.max(0, parity - random.whole(0, 1))),
    prev_stillbirths: value(0),
    prev_abortions: value(0),
    prev_cs: value(0),
    ...(parity > 0
      ? { interval_months: value(random.whole(14, 60)), prev_complications: value(['NONE']) }
      : {}),
    preexisting: value(['NONE']),
  };
}

function antenatalOf(
  random: Seeded,
  { weeks, visits, status }: { readonly weeks: number; readonly visits: string; readonly status: string },
): Answers {
  const seen = visits !== '0';
  return {
    preg_end_reached: value(status),
    ga_weeks: value(weeks),
    ga_method: value('FH'),
    multiple_preg: value('1'),
    anc_n: value(visits),
    ...(seen
      ? {
          anc_first_ga: value(Math.min(weeks - 2, random.whole(12, 26))),
          anc_hb: random.chance(0.7) ? value(random.tenth(7, 11.8)) : missing('NR'),
          anc_bp_each: value(random.pick(['YES', 'NO'])),
          anc_hiv: value(random.pick(['NEG', 'ND'])),
        }
      : {}),
    anc_malaria_ipt: value(random.pick(['0', '1', '2', '3P'])),
    anc_itn: value(random.pick(['YES', 'NO'])),
    anc_tt: value(random.pick(['1', '2P'])),
    anc_iron: value(random.pick(['YES', 'NO'])),
    anc_risks: value(['NONE']),
  };
}

function transferOf(random: Seeded, scenario: MaternalScenario, times: Times): Answers {
  return {
    ref_decision_at: at(times.referral),
    ref_reason: value(scenario.referral),
    ref_called: value(random.pick(['YES', 'NO', 'NO'])),
    ref_slip: value(random.pick(['GOOD', 'POOR'])),
    ref_escort: value(random.pick(['YES', 'NO'])),
    ref_iv: value('YES'),
    depart_at: at(times.left),
    transport2: value(random.pick(['AMB', 'TRI', 'CAR'])),
    ref_cost_fcfa: value(random.whole(10, 40) * 1000),
    ref_barrier: value(random.pick([['BROKEN', 'NIGHT'], ['NO_FUEL'], ['NO_AMB', 'ROAD'], ['COST']])),
    arrive2_at: scenario.dies === 'CSREF' ? at(times.arrivedAgain) : missing('NA'),
  };
}

function admissionOf(random: Seeded, scenario: MaternalScenario, times: Times, weeks: number): Answers {
  const { admission } = scenario;
  const systolic = random.whole(...admission.sbp);
  const isPregnant = times.birth === null;
  return {
    adm_at: at(scenario.dies === 'CSREF' ? times.arrivedAgain : times.arrived),
    adm_consciousness: value(admission.consciousness),
    adm_sbp: value(systolic),
    adm_dbp: value(Math.max(25, Math.round(systolic * 0.6))),
    adm_pulse: value(random.whole(...admission.pulse)),
    adm_rr: value(random.whole(22, 38)),
    adm_temp: value(random.tenth(...admission.temp)),
    adm_hb: value(random.tenth(...admission.hb)),
    adm_malaria: value(admission.malaria),
    adm_urine_prot: value(admission.protein),
    adm_bleeding: value(admission.bleeding),
    ...(isPregnant && weeks >= 20 ? { adm_fundal: value(Math.min(40, weeks - 2)) } : {}),
    ...(isPregnant ? { adm_fhs: value(random.pick(['PRESENT', 'ABSENT'])) } : {}),
    ...(isPregnant && weeks >= 28 ? { presentation: value('CEPH') } : {}),
    adm_labour_stage: value(isPregnant ? (scenario.moment === 'labour' ? 'ACTIVE' : 'NONE') : 'POSTPARTUM'),
    adm_dx: value(admission.diagnoses),
    adm_triage_min: value(random.whole(5, 40)),
  };
}

function birthAnswers(random: Seeded, scenario: MaternalScenario, times: Times): Answers {
  if (scenario.moment === 'labour') {
    return {
      labour_onset_at: at(times.onset),
      onset_type: value('SPONT'),
      partograph: value(random.pick(['INCOMPLETE', 'NOTUSED'])),
      fhr_monitored: value('NO'),
      oxytocin_augment: value('NO'),
      labour_compl: value(['OBSTRUCTED', 'RUPTURE']),
    };
  }
  if (times.birth === null) return {};
  return {
    onset_type: value('SPONT'),
    partograph: value(random.pick(['INCOMPLETE', 'USED', 'NOTUSED'])),
    fhr_monitored: value('YES'),
    oxytocin_augment: value('NO'),
    labour_compl: value(['NONE']),
    birth_at: at(times.birth),
    birth_place: value('CSCOM'),
    birth_attendant: value(random.pick(['MATRONE', 'SF'])),
    mode: value('SVD'),
    third_stage: value(scenario.stockouts.includes('OXYTOCIN') ? 'NOT_AVAIL' : 'GIVEN'),
    placenta: value('COMPLETE'),
    tear: value('NONE'),
    blood_loss_ml: value(random.whole(...scenario.bloodLoss)),
    blood_loss_how: value('VISUAL'),
    pp_compl: value(scenario.complications),
    pp_stay_h: value(random.whole(3, 24)),
    pnc_n: value(0),
    nb_count: value(1),
    newborns: lines({
      nb_outcome: value('LIVE_ALIVE'),
      nb_sex: value(random.pick(['F', 'M'])),
      nb_weight: value(random.whole(250, 380) * 10),
      nb_apgar1: value(8),
      nb_apgar5: value(9),
      nb_resus: value('NOTNEED'),
      survivor_followup: value('WITH_FAMILY'),
    }),
  };
}

/** Care given lies between the first contact, or the second arrival, and the death. */
function careOf(scenario: MaternalScenario, places: StoryPlaces, times: Times): Answers[string] {
  const rows = scenario.care.map(({ item, status, where, after }): Row => {
    const from = where === 'first' ? times.seen : times.arrivedAgain;
    const until = where === 'first' ? Math.min(times.died, times.left) : times.died;
    const ref = value(String(where === 'first' ? places.cscom : places.csref));
    const line = { item: value(item), status: value(status), ref };
    if (status !== 'GIVEN') return line;
    return { ...line, at: at(from + Math.floor((until - from) * Math.min(0.9, (after ?? 60) / 480))) };
  });
  return lines(...rows);
}

function pathOf(scenario: MaternalScenario, places: StoryPlaces, times: Times): Answers[string] {
  const isReferred = scenario.dies !== 'CSCOM';
  const first: Row = {
    ref: value(String(places.cscom)),
    arrival: at(times.arrived),
    departure: isReferred ? at(times.left) : missing('NA'),
  };
  if (scenario.dies !== 'CSREF') return lines(first);
  return lines(first, {
    ref: value(String(places.csref)),
    arrival: at(times.arrivedAgain),
    departure: missing('NA'),
  });
}

/** When the decisive treatment was given according to the care grid; `null` when there was none. */
function decisiveAt(scenario: MaternalScenario, places: StoryPlaces, review: Answers): number | null {
  const { decisive } = scenario;
  const grid = review['care_given'];
  if (decisive === null || grid === undefined || !('value' in grid) || !Array.isArray(grid.value))
    return null;
  const ref = String(decisive.where === 'first' ? places.cscom : places.csref);
  const line = (grid.value as readonly Row[]).find(
    (row) =>
      isValue(row['item'], decisive.item) && isValue(row['ref'], ref) && isValue(row['status'], 'GIVEN'),
  );
  const given = line?.['at'];
  return given !== undefined && 'value' in given && typeof given.value === 'string'
    ? Date.parse(`${given.value}Z`) / 60_000
    : null;
}

const isValue = (answer: Row[string] | undefined, wanted: string): boolean =>
  answer !== undefined && 'value' in answer && answer.value === wanted;

function opinionOf(
  random: Seeded,
  scenario: MaternalScenario,
  reading: Reading,
  places: StoryPlaces,
  times: Times,
): Answers {
  const given = decisiveAt(scenario, places, { care_given: careOf(scenario, places, times) });
  const third = delayLevel(random, scenario.factors, 3);
  return {
    eligibility: value('MATERNAL'),
    cod_a: value(reading.immediate),
    cod_b: value(reading.underlying),
    cod_underlying: value(reading.underlying),
    icdmm_group: value(reading.group),
    maternal_class: value(reading.class),
    delay1_lvl: value(delayLevel(random, scenario.factors, 1)),
    delay2_lvl: value(delayLevel(random, scenario.factors, 2)),
    decisive_treatment: value(given === null ? 'NONE' : 'GIVEN'),
    ...(given === null ? {} : { first_definitive_at: at(given) }),
    delay3_lvl: value(third),
    ...(third === 'NO' ? {} : { delay3_sub: value(['3B_DIAG', '3C_DEFINITIVE']) }),
    factors: factorAnswers(scenario.factors),
    quality_grade: gradesOf(scenario.factors, scenario.dies),
    ...(scenario.moment === 'pregnant' ? {} : { partograph_reading: value('NOT_READ') }),
    danger_missed: value('YES'),
    avoidability: value('AVOID_YES'),
    confidence: value(random.pick(['HIGH', 'MEDIUM'])),
    missing_information: value(['TIMES']),
  };
}

/** A phase with a heavy factor was poor, the others were fair. */
function gradesOf(factors: readonly FactorLine[], dies: MaternalScenario['dies']): Answers[string] {
  const phases = [
    'CPN',
    'CSCOM',
    ...(dies === 'CSCOM' ? [] : ['TRANSFER']),
    ...(dies === 'CSREF' ? ['CSREF'] : []),
  ];
  const heavy = factors.slice(0, 2).map(({ phase }) => phase);
  return lines(
    ...phases.map((phase) => ({ phase: value(phase), grade: value(heavy.includes(phase) ? 'Q3' : 'Q2') })),
  );
}
