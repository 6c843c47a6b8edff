import type { Answer, Answers, Row, Value } from '../../backend/src/domain/forms/form.js';

/** Places of the worked cases, by function; `withPlaces` puts real ids in their stead. */
export interface WorkedPlaces {
  readonly cscom: string;
  readonly csref: string;
  readonly village: string;
}

/**
 * A death followed from its notification to its final classification. `opinion` is the first audit's, `reviews` the two counter-audits',
 * `adjudication` the third reviewer's where one is needed. Names and numbers are fictional.
 */
export interface WorkedCase {
  readonly notification: Answers;
  readonly review: Answers;
  readonly opinion: Answers;
  readonly reviews: readonly [Answers, Answers];
  readonly adjudication: Answers | null;
  readonly final: Answers;
  /** Codes of the messages that file and first opinion raise: these and no others. */
  readonly rules: readonly string[];
  /** Computed values over notification, review and first opinion; `null`: cannot be computed. */
  readonly computed: Readonly<Record<string, Value | null>>;
}

const places: WorkedPlaces = { cscom: 'cscom', csref: 'csref', village: 'village' };
const value = (given: Value): Answer => ({ value: given });
const missing = (why: 'NR' | 'NA' | 'UNK' | 'REF'): Answer => ({ missing: why });
const rows = (...lines: readonly Row[]): Answer => ({ value: lines });

const m1Notification: Answers = {
  death_category: value('MAT'),
  age_years: value(29),
  residence_status: value('RESIDENT'),
  death_date: value('2026-03-14'),
  death_time: value('09:30'),
  death_known_date: value('2026-03-14T09:30'),
  death_place: value('CSREF'),
  pregnancy_status: value('PP42'),
  preg_end_date: value('2026-03-14'),
  pregnancy_outcome: value('LIVE'),
  gestational_weeks: value(39),
  multiple: value('1'),
  reporter_type: value('SF'),
  channel: value('APP'),
  notified_at: value('2026-03-14T16:10'),
  verification: value('ELIGIBLE'),
  village_code: value(places.village),
  facility_id: value(places.cscom),
  dob_precision: value('EST'),
  death_facility_id: value(places.csref),
};

const m1Review: Answers = {
  m_age: value(29),
  m_education: value('NONE'),
  m_marital: value('POLY'),
  m_distance_km: value(6),
  m_season_access: value(['NONE']),
  m_sources: value(['RECORD', 'ANC_CARD', 'REFERRAL_SLIP', 'STAFF_INTERVIEW']),
  m_record_quality: value('PART'),
  m_care_level: value('C'),
  gravidity: value(6),
  parity: value(5),
  prev_live_births: value(5),
  prev_living_children: value(4),
  prev_stillbirths: value(0),
  prev_abortions: value(0),
  prev_cs: value(0),
  interval_months: value(21),
  preexisting: value(['NONE']),
  preg_end_reached: value('PP42'),
  ga_weeks: value(39),
  ga_method: value('FH'),
  multiple_preg: value('1'),
  anc_n: value('2'),
  anc_first_ga: value(22),
  anc_hb: value(7.2),
  anc_malaria_ipt: value('1'),
  anc_tt: value('2P'),
  anc_iron: value('NO'),
  anc_risks: value(['ANAEMIA']),
  anc_risk_action: value('NONE'),
  onset_at: value('2026-03-14T03:35'),
  onset_sign: value(['BLEEDING']),
  decision_at: value('2026-03-13T22:30'),
  decision_maker: value('HUSB'),
  prior_care: value(['NONE']),
  transport1: value('CART'),
  arrive1_at: value('2026-03-13T23:10'),
  seen1_at: value('2026-03-13T23:25'),
  ref_made: value('YES'),
  ref_decision_at: value('2026-03-14T05:20'),
  ref_reason: value(['PPH']),
  ref_called: value('NO'),
  ref_slip: value('POOR'),
  ref_escort: value('NO'),
  ref_iv: value('YES'),
  depart_at: value('2026-03-14T05:55'),
  transport2: value('TRI'),
  ref_cost_fcfa: value(15000),
  ref_barrier: value(['BROKEN', 'NIGHT']),
  arrive2_at: value('2026-03-14T08:05'),
  adm_at: value('2026-03-14T08:05'),
  adm_consciousness: value('VOICE'),
  adm_sbp: value(60),
  adm_dbp: value(30),
  adm_pulse: value(148),
  adm_rr: value(34),
  adm_temp: value(35.6),
  adm_hb: value(3.9),
  adm_bleeding: value('SEVERE'),
  adm_labour_stage: value('POSTPARTUM'),
  adm_dx: value(['PPH', 'ANAEMIA']),
  adm_triage_min: value(10),
  onset_type: value('SPONT'),
  partograph: value('INCOMPLETE'),
  oxytocin_augment: value('NO'),
  labour_compl: value(['NONE']),
  birth_at: value('2026-03-14T03:20'),
  birth_place: value('CSCOM'),
  birth_attendant: value('MATRONE'),
  mode: value('SVD'),
  third_stage: value('NOT_AVAIL'),
  placenta: value('COMPLETE'),
  tear: value('NONE'),
  blood_loss_ml: value(1800),
  blood_loss_how: value('VISUAL'),
  care_given: rows(
    { item: value('FLUIDS'), status: value('GIVEN'), ref: value(places.cscom), at: missing('NR') },
    { item: value('UTEROTONIC'), status: value('NOT_AVAIL'), ref: value(places.cscom) },
    { item: value('COMPRESSION'), status: value('NOT_GIVEN'), ref: value(places.cscom) },
    { item: value('TXA'), status: value('NOT_AVAIL'), ref: value(places.cscom) },
    {
      item: value('UTEROTONIC'),
      status: value('GIVEN'),
      ref: value(places.csref),
      at: value('2026-03-14T08:40'),
    },
    { item: value('TRANSFUSION'), status: value('NOT_AVAIL'), ref: value(places.csref) },
  ),
  units_needed: value(4),
  units_given: value(0),
  staff_present: value(['MD', 'SF']),
  stockouts: value(['OXYTOCIN', 'TXA', 'BLOOD']),
  pp_compl: value(['PPH', 'ANAEMIA']),
  discharge_before: value('NO'),
  nb_count: value(1),
  death_at: value('2026-03-14T09:30'),
  autopsy: value('NONE'),
  cert_done: value('YES'),
  cert_causes: value('a) choc hypovolémique ; b) hémorragie du post-partum ; II) anémie'),
  m_facility_path: rows(
    { ref: value(places.cscom), arrival: value('2026-03-13T23:10'), departure: value('2026-03-14T05:55') },
    { ref: value(places.csref), arrival: value('2026-03-14T08:05'), departure: missing('NA') },
  ),
  payment_barrier: value('NONE'),
  newborns: rows({
    nb_outcome: value('LIVE_ALIVE'),
    nb_sex: value('F'),
    nb_weight: value(3100),
    nb_apgar1: value(8),
    nb_apgar5: value(9),
    nb_resus: value('NOTNEED'),
    survivor_followup: value('WITH_FAMILY'),
  }),
  narrative: rows({
    ref: value(places.cscom),
    text: value(
      'Femme d’une trentaine d’années, sixième grossesse, deux CPN. Hémoglobine à 7,2 g/dL à la dernière CPN, pas de traitement noté. Arrive au CSCom en travail à 23 h 10, partogramme rempli après coup. Naissance à 3 h 20 d’un enfant vivant. Ocytocine en rupture, pas de gestion active de la troisième période. À 3 h 35 saignement abondant, massage utérin, perfusion. Évacuation décidée à 5 h 20, ambulance en panne, tricycle à 5 h 55, sans accompagnement ni appel. Arrivée en état de choc à 8 h 05, utérotoniques à 8 h 40, aucun sang disponible. Décès à 9 h 30.',
    ),
  }),
};

const m1Opinion: Answers = {
  eligibility: value('MATERNAL'),
  cod_a: value('R57.1'),
  cod_b: value('O72.1'),
  cod_part2: value(['O99.0']),
  cod_underlying: value('O72.1'),
  icdmm_group: value('MM3'),
  maternal_class: value('DIRECT'),
  delay1_lvl: value('NO'),
  delay2_lvl: value('YES'),
  decisive_treatment: value('GIVEN'),
  first_definitive_at: value('2026-03-14T08:40'),
  delay3_lvl: value('CRIT'),
  delay3_sub: value(['3B_DIAG', '3C_DEFINITIVE']),
  factors: rows(
    {
      factor: value('F22'),
      level: value('DRUGS'),
      delay: value('D3C'),
      phase: value('CSCOM'),
      weight: value('3'),
      evidence: value('Fiche de stock : ocytocine à zéro depuis douze jours.'),
    },
    {
      factor: value('F20'),
      level: value('ORGANISATION'),
      delay: value('D3B'),
      phase: value('CSCOM'),
      weight: value('3'),
      evidence: value('Saignement à 3 h 35, évacuation décidée à 5 h 20.'),
    },
    {
      factor: value('F11'),
      level: value('ACCESS'),
      delay: value('D2'),
      phase: value('TRANSFER'),
      weight: value('2'),
      evidence: value('Ambulance en panne, départ en tricycle à 5 h 55.'),
    },
    {
      factor: value('F12'),
      level: value('ACCESS'),
      delay: value('D2'),
      phase: value('TRANSFER'),
      weight: value('2'),
      evidence: value('Aucun appel noté au registre du CSRéf.'),
    },
    {
      factor: value('F24'),
      level: value('BLOOD_LAB'),
      delay: value('D3C'),
      phase: value('CSREF'),
      weight: value('2'),
      evidence: value('Registre du CSRéf : aucune poche disponible.'),
    },
    {
      factor: value('F01'),
      level: value('FAMILY'),
      delay: value('NONE'),
      phase: value('CPN'),
      weight: value('1'),
      evidence: value('Deux CPN, anémie notée sans traitement.'),
    },
    {
      factor: value('F17'),
      level: value('SKILLS'),
      delay: value('D3A'),
      phase: value('CSCOM'),
      weight: value('2'),
      evidence: value('Partogramme rempli après la naissance.'),
    },
  ),
  quality_grade: rows(
    { phase: value('CPN'), grade: value('Q2') },
    { phase: value('CSCOM'), grade: value('Q3') },
    { phase: value('TRANSFER'), grade: value('Q2') },
    { phase: value('CSREF'), grade: value('Q2') },
  ),
  avoidability: value('AVOID_YES'),
  partograph_reading: value('NOT_READ'),
  danger_missed: value('YES'),
  confidence: value('HIGH'),
  missing_information: value(['TIMES', 'BLOOD']),
};

const m2Notification: Answers = {
  death_category: value('MAT'),
  age_years: value(17),
  residence_status: value('IDP'),
  death_date: value('2026-09-06'),
  death_time: value('21:40'),
  death_known_date: value('2026-09-06T22:30'),
  death_place: value('ROUTE2'),
  pregnancy_status: value('PREGNANT'),
  pregnancy_outcome: value('UNDELIV'),
  gestational_weeks: value(26),
  multiple: value('1'),
  reporter_type: value('DTC'),
  channel: value('PHONE'),
  notified_at: value('2026-09-08T09:00'),
  late_reason: value('NETWORK'),
  verification: value('ELIGIBLE'),
  village_code: value(places.village),
  facility_id: value(places.cscom),
  dob_precision: value('EST'),
};

const m2Review: Answers = {
  m_age: value(17),
  m_education: value('PRIM'),
  m_marital: value('MONO'),
  m_distance_km: value(14),
  m_season_access: value(['RAIN', 'INSECURITY']),
  m_sources: value(['REGISTER', 'STAFF_INTERVIEW', 'VERBAL_AUTOPSY']),
  m_record_quality: value('PART'),
  m_care_level: value('NONE'),
  gravidity: value(1),
  parity: value(0),
  prev_live_births: value(0),
  prev_living_children: value(0),
  prev_stillbirths: value(0),
  prev_abortions: value(0),
  prev_cs: value(0),
  preexisting: value(['NONE']),
  preg_end_reached: value('PREGNANT'),
  ga_weeks: value(26),
  ga_method: value('FH'),
  multiple_preg: value('1'),
  anc_n: value('1'),
  anc_first_ga: value(24),
  anc_hb: missing('NR'),
  anc_malaria_ipt: value('0'),
  anc_itn: value('NO'),
  anc_tt: value('1'),
  anc_iron: value('NO'),
  anc_risks: value(['NONE']),
  onset_at: value('2026-09-02T18:00'),
  onset_sign: value(['FEVER']),
  decision_at: value('2026-09-06T14:00'),
  decision_maker: value('MIL'),
  prior_care: value(['SELF_MED', 'TRAD_HEALER']),
  transport1: value('CART'),
  arrive1_at: value('2026-09-06T17:40'),
  seen1_at: value('2026-09-06T18:05'),
  ref_made: value('YES'),
  ref_decision_at: value('2026-09-06T19:00'),
  ref_reason: value(['PE_ECL']),
  ref_called: value('YES'),
  ref_slip: value('GOOD'),
  ref_escort: value('YES'),
  ref_iv: value('YES'),
  depart_at: value('2026-09-06T20:50'),
  transport2: value('CAR'),
  ref_cost_fcfa: value(30000),
  ref_barrier: value(['NO_AMB', 'ROAD', 'CHECKPOINT_INSECURITY']),
  arrive2_at: missing('NA'),
  adm_at: value('2026-09-06T17:40'),
  adm_consciousness: value('PAIN'),
  adm_sbp: value(105),
  adm_dbp: value(65),
  adm_pulse: value(132),
  adm_rr: value(36),
  adm_temp: value(39.8),
  adm_hb: value(5.8),
  adm_glucose: value(1.9),
  adm_malaria: value('POS'),
  adm_urine_prot: value('NEG'),
  adm_bleeding: value('NONE'),
  adm_fundal: value(24),
  adm_fhs: value('PRESENT'),
  adm_labour_stage: value('NONE'),
  adm_dx: value(['ECL']),
  adm_triage_min: value(25),
  care_given: rows(
    { item: value('MGSO4'), status: value('GIVEN'), ref: value(places.cscom), at: value('2026-09-06T18:20') },
    { item: value('ARTESUNATE'), status: value('NOT_AVAIL'), ref: value(places.cscom) },
    { item: value('TRANSFUSION'), status: value('NOT_AVAIL'), ref: value(places.cscom) },
    { item: value('GLUCOSE'), status: value('NOT_GIVEN'), ref: value(places.cscom) },
    { item: value('ANTIBIOTIC'), status: value('NOT_GIVEN'), ref: value(places.cscom) },
  ),
  units_needed: value(2),
  units_given: value(0),
  staff_present: value(['NURSE', 'MATRONE']),
  stockouts: value(['ARTESUNATE', 'BLOOD']),
  discharge_before: value('NO'),
  death_at: value('2026-09-06T21:40'),
  autopsy: value('NONE'),
  cert_done: value('NO'),
  m_facility_path: rows({
    ref: value(places.cscom),
    arrival: value('2026-09-06T17:40'),
    departure: value('2026-09-06T20:50'),
  }),
  payment_barrier: value('DELAYED'),
  narrative: rows({
    ref: value(places.cscom),
    text: value(
      'Adolescente primigeste déplacée, une seule CPN à 24 SA, aucune dose de TPI, pas de moustiquaire. Fièvre pendant quatre jours, médicaments du marché puis tradithérapeute. Convulsions le quatrième jour, décision de consulter prise par la belle-mère. À l’arrivée : coma réactif à la douleur, 39,8 °C, tension 105/65, protéinurie négative, TDR positif, Hb 5,8, glycémie 1,9 mmol/L. Sulfate de magnésium donné, ni artésunate (rupture) ni glucose. Évacuation décidée à 19 h, véhicule privé trouvé à 20 h 50. Décès en route à 21 h 40, non accouchée.',
    ),
  }),
};

const m2Opinion: Answers = {
  eligibility: value('MATERNAL'),
  cod_a: value('R40.2'),
  cod_b: value('O15.0'),
  cod_underlying: value('O15.0'),
  icdmm_group: value('MM2'),
  maternal_class: value('DIRECT'),
  delay1_lvl: value('CRIT'),
  delay2_lvl: value('YES'),
  decisive_treatment: value('GIVEN'),
  first_definitive_at: value('2026-09-06T18:20'),
  delay3_lvl: value('NO'),
  factors: rows(
    {
      factor: value('F02'),
      level: value('FAMILY'),
      delay: value('D1'),
      phase: value('HOME'),
      weight: value('3'),
      evidence: value('Quatre jours de fièvre avant la décision.'),
    },
    {
      factor: value('F04'),
      level: value('FAMILY'),
      delay: value('D1'),
      phase: value('HOME'),
      weight: value('2'),
      evidence: value('Médicaments du marché puis tradithérapeute.'),
    },
    {
      factor: value('F11'),
      level: value('ACCESS'),
      delay: value('D2'),
      phase: value('TRANSFER'),
      weight: value('2'),
      evidence: value('Véhicule trouvé une heure cinquante après la décision.'),
    },
    {
      factor: value('F09'),
      level: value('COMMUNITY'),
      delay: value('D2'),
      phase: value('TRANSFER'),
      weight: value('1'),
      evidence: value('Poste de contrôle sur la route.'),
    },
    {
      factor: value('F01'),
      level: value('FAMILY'),
      delay: value('NONE'),
      phase: value('CPN'),
      weight: value('1'),
      evidence: value('Une seule CPN, à 24 SA.'),
    },
  ),
  quality_grade: rows(
    { phase: value('CPN'), grade: value('Q1') },
    { phase: value('CSCOM'), grade: value('Q1') },
  ),
  avoidability: value('AVOID_NO'),
  danger_missed: value('NO'),
  confidence: value('HIGH'),
  missing_information: value(['NONE']),
};

const m2Final: Answers = {
  eligibility: value('MATERNAL'),
  cod_a: value('R40.2'),
  cod_b: value('O98.6'),
  cod_part2: value(['O99.0', 'E16.2']),
  cod_underlying: value('O98.6'),
  icdmm_group: value('MM7'),
  maternal_class: value('INDIRECT'),
  delay1_lvl: value('CRIT'),
  delay2_lvl: value('YES'),
  decisive_treatment: value('NONE'),
  delay3_lvl: value('YES'),
  delay3_sub: value(['3B_DIAG', '3C_DEFINITIVE']),
  factors: rows(
    {
      factor: value('F02'),
      level: value('FAMILY'),
      delay: value('D1'),
      phase: value('HOME'),
      weight: value('3'),
      evidence: value('Quatre jours de fièvre avant la décision.'),
    },
    {
      factor: value('F04'),
      level: value('FAMILY'),
      delay: value('D1'),
      phase: value('HOME'),
      weight: value('2'),
      evidence: value('Médicaments du marché puis tradithérapeute.'),
    },
    {
      factor: value('F11'),
      level: value('ACCESS'),
      delay: value('D2'),
      phase: value('TRANSFER'),
      weight: value('2'),
      evidence: value('Véhicule trouvé une heure cinquante après la décision.'),
    },
    {
      factor: value('F09'),
      level: value('COMMUNITY'),
      delay: value('D2'),
      phase: value('TRANSFER'),
      weight: value('1'),
      evidence: value('Poste de contrôle sur la route.'),
    },
    {
      factor: value('F18'),
      level: value('SKILLS'),
      delay: value('D3B'),
      phase: value('CSCOM'),
      weight: value('3'),
      evidence: value('Test positif, tension 105/65, protéinurie négative.'),
    },
    {
      factor: value('F22'),
      level: value('DRUGS'),
      delay: value('D3C'),
      phase: value('CSCOM'),
      weight: value('3'),
      evidence: value('Registre : artésunate en rupture.'),
    },
    {
      factor: value('F30'),
      level: value('SYSTEM'),
      delay: value('NONE'),
      phase: value('CPN'),
      weight: value('2'),
      evidence: value('Aucune dose de TPI, pas de moustiquaire.'),
    },
  ),
  quality_grade: rows(
    { phase: value('CPN'), grade: value('Q2') },
    { phase: value('CSCOM'), grade: value('Q2') },
  ),
  avoidability: value('AVOID_POT'),
  danger_missed: value('YES'),
  confidence: value('HIGH'),
  missing_information: value(['TIMES']),
};

const asReviewer = (opinion: Answers): Answers => ({
  ...opinion,
  data_quality: value('PART'),
  materials_received: value(['RECORD', 'NARRATIVE']),
});

/** M1: haemorrhage after birth in the CSCom, death in the CSRéf. Audit and counter-audits agree: MM3, direct. */
export const m1: WorkedCase = {
  notification: m1Notification,
  review: m1Review,
  opinion: m1Opinion,
  reviews: [asReviewer(m1Opinion), asReviewer(m1Opinion)],
  adjudication: null,
  final: m1Opinion,
  rules: ['V03.skipped-onset-inside', 'V08.adm_hb', 'PPH.proposed'],
  computed: {
    days_since_end: 0,
    death_phase: 'PP_24H',
    notif_delay_h: 6.67,
    late: false,
    in_mmr: true,
    d1_h: null,
    d2_h_first: null,
    d2_h_transfer: 2.75,
    d3_h: 5.08,
    off_hours: true,
  },
};

/** M2: severe malaria of an adolescent taken for eclampsia. The first audit (MM2) is wrong; adjudicated to MM7, indirect. */
export const m2: WorkedCase = {
  notification: m2Notification,
  review: m2Review,
  opinion: m2Opinion,
  reviews: [asReviewer(m2Final), asReviewer(m2Final)],
  adjudication: {
    ...asReviewer(m2Final),
    adjudication_reason: value(
      'Test positif, 39,8 °C, tension 105/65 et protéinurie négative : paludisme grave. Le sulfate de magnésium n’en est pas le traitement ; ni artésunate, ni sang, ni glucose.',
    ),
  },
  final: m2Final,
  rules: ['V22.O15', 'V24.artesunate', 'V24.transfusion', 'V24.glucose', 'F14.proposed'],
  computed: {
    days_since_end: null,
    death_phase: 'PREG',
    notif_delay_h: 35.33,
    late: true,
    in_mmr: true,
    d1_h: 92,
    d2_h_first: 3.67,
    d2_h_transfer: null,
    d2_h_transfer_censored: 2.67,
    d3_h: 0.67,
  },
};

function placed(answer: Answer, real: WorkedPlaces): Answer {
  if (!('value' in answer)) return answer;
  const given = answer.value;
  if (typeof given === 'string' && given in real)
    return { ...answer, value: real[given as keyof WorkedPlaces] };
  if (!Array.isArray(given)) return answer;
  const lines = given.map((line: string | Row) => (typeof line === 'string' ? line : placedAll(line, real)));
  return { ...answer, value: lines as Value };
}

function placedAll(answers: Answers, real: WorkedPlaces): Answers {
  return Object.fromEntries(Object.entries(answers).map(([code, answer]) => [code, placed(answer, real)]));
}

/** The same case at real places: ids as strings. */
export function withPlaces(worked: WorkedCase, real: WorkedPlaces): WorkedCase {
  return {
    ...worked,
    notification: placedAll(worked.notification, real),
    review: placedAll(worked.review, real),
  };
}
