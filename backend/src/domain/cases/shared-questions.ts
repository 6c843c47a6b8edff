import type { Answers, Form } from '../forms/form.js';

/** The same question in the maternal, the perinatal and the child review; `null` where a form does not ask it. */
type Row = readonly [maternal: string | null, perinatal: string | null, child: string | null];

/** How a death came about and who was there: asked of every kind. */
const OF_ALL: readonly Row[] = [
  ['m_facility_path', 'p_facility_path', 'c_facility_path'],
  ['narrative', 'p_narrative', 'c_narrative'],
  ['death_at', 'p_death_at', 'c_death_at'],
  ['payment_barrier', 'p_payment', 'c_payment'],
  ['staff_present', 'p_staff_present', 'c_staff_present'],
  ['stockouts', 'p_stockouts', 'c_stockouts'],
];

/** The pregnancy, its way to care and its birth are the same whoever died of it. */
const OF_PREGNANCY: readonly Row[] = [
  ['m_age', 'p_mother_age', null],
  ['gravidity', 'p_gravidity', null],
  ['parity', 'p_parity', null],
  ['prev_stillbirths', 'p_prev_sb', null],
  ['prev_neonatal_deaths', 'p_prev_nnd', null],
  ['prev_cs', 'p_prev_cs', null],
  ['lmp_date', 'p_lmp', null],
  ['ga_weeks', 'p_ga_w', null],
  ['ga_days', 'p_ga_d', null],
  ['ga_method', 'p_ga_method', null],
  ['multiple_preg', 'p_multi', null],
  ['anc_n', 'p_anc_n', null],
  ['anc_first_ga', 'p_anc_first_ga', null],
  ['anc_malaria_ipt', 'p_ipt', null],
  ['anc_tt', 'p_tt', null],
  ['anc_syphilis', 'p_syphilis', null],
  ['anc_hiv', 'p_hiv', null],
  ['labour_onset_at', 'p_labour_onset_at', null],
  ['decision_at', 'p_decision_at', null],
  ['arrive1_at', 'p_arrive1_at', null],
  ['seen1_at', 'p_seen1_at', null],
  ['ref_decision_at', 'p_ref_decision_at', null],
  ['depart_at', 'p_depart_at', null],
  ['arrive2_at', 'p_arrive2_at', null],
  ['adm_fhs', 'p_fhs_adm', null],
  ['partograph', 'p_partograph', null],
  ['liquor', 'p_liquor', null],
  ['presentation', 'p_presentation', null],
  ['mode', 'p_mode', null],
  ['cs_decision_at', 'p_cs_decision_at', null],
  ['cs_incision_at', 'p_cs_incision_at', null],
  ['birth_attendant', 'p_attendant', null],
  ['birth_place', 'p_place', null],
  ['birth_at', 'p_birth_at', null],
];

/**
 * A newborn and an older child. The ways to care stay apart: the one brought a woman in labour, the other a sick child; so do the weights,
 * at birth and at death.
 */
const OF_CHILDREN: readonly Row[] = [
  [null, 'p_sex', 'c_sex'],
  [null, 'p_feed', 'c_feed'],
];

const FORMS = ['maternal_review', 'perinatal_review', 'child_review'];
const SHARED: readonly Row[] = [...OF_ALL, ...OF_PREGNANCY, ...OF_CHILDREN];

/** The questions that two review forms share, as pairs of codes; none when either is no review form. */
export function sharedQuestions(from: Form, to: Form): readonly (readonly [string, string])[] {
  const [left, right] = [FORMS.indexOf(from.name), FORMS.indexOf(to.name)];
  return SHARED.flatMap((row) => {
    const [mine, theirs] = [row[left] ?? null, row[right] ?? null];
    return mine === null || theirs === null ? [] : [[mine, theirs] as const];
  });
}

/** The answers of one review form under the codes of another, where both ask the same. */
export function carriedAnswers(from: Form, to: Form, answers: Answers): Answers {
  return Object.fromEntries(
    sharedQuestions(from, to).flatMap(([mine, theirs]) => {
      const answer = answers[mine];
      return answer === undefined ? [] : [[theirs, answer]];
    }),
  );
}
