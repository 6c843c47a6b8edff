import type { CodeOf } from '../classification/code-list.js';
import type { Answers, Context } from '../forms/form.js';
import { DAY, dayOf } from '../forms/local-time.js';
import type { Moment } from '../forms/read.js';
import {
  documentOf,
  has,
  isAfter,
  missingOf,
  momentOf,
  momentOfDateAndTime,
  numberOf,
  rowsOf,
  textOf,
  valueOf,
} from '../forms/read.js';

/** When a child died towards the labour: code of CL_CA_TIMING. `NEO`: it was born alive. */
export type PerinatalTiming = CodeOf<'CL_CA_TIMING'>;

/** Type of a perinatal death, code of CL_P_TYPE, the same as in DHIS2. */
export type PerinatalType = CodeOf<'CL_P_TYPE'>;

/** END early neonatal (days 0–6), LND late neonatal (days 7–27), CHILD from day 28 on. */
export type AgeClass = 'END' | 'LND' | 'CHILD';

/** What decides the timing of a fetal death, over the whole path: home, road and every facility. */
export interface LabourFacts {
  readonly labourOnset: Moment | undefined;
  /** Labour took place before the birth; `undefined` when nothing says so or the contrary. */
  readonly laboured: boolean | undefined;
  /** The first facility found her in labour. */
  readonly inLabourAtFirst: boolean;
  /** Last time the heart was heard, in any facility. */
  readonly lastHeard: Moment | undefined;
  /** When the first facility listened, and what it heard: code of CL_FHS. */
  readonly firstLooked: Moment | undefined;
  readonly firstResult: string | undefined;
  /** Code of CL_P_MACERATION. */
  readonly maceration: string | undefined;
}

/** The timing, and whether only the look of the skin tells it. */
export interface TimingFinding {
  readonly timing: PerinatalTiming;
  readonly probable: boolean;
}

/** The heart was heard at or after the onset of labour, by the last or by the first listening. */
export function wasHeardInLabour(facts: LabourFacts): boolean {
  const { labourOnset, lastHeard, firstLooked, firstResult } = facts;
  if (firstResult === 'PRESENT' && facts.inLabourAtFirst) return true;
  if (labourOnset === undefined) return false;
  const heard = [lastHeard, firstResult === 'PRESENT' ? firstLooked : undefined];
  return heard.some((at) => at !== undefined && at.at >= labourOnset.at);
}

/**
 * Timing of a fetal death, first line that holds. An absent heart at an admission in labour proves nothing: the child may have died at
 * home, in the CSCom or on the road after labour began. An order that the uncertainty of the times leaves open is not taken for an
 * antepartum death. [domain 2.2]
 */
export function fetalDeathTiming(facts: LabourFacts): TimingFinding {
  const { labourOnset, firstLooked, firstResult, laboured, maceration } = facts;
  if (wasHeardInLabour(facts)) return { timing: 'INTRAPARTUM', probable: false };
  if (firstResult === 'ABSENT') {
    const isBeforeLabour =
      labourOnset !== undefined && firstLooked !== undefined && isAfter(labourOnset, firstLooked);
    if (isBeforeLabour || laboured === false) return { timing: 'ANTEPARTUM', probable: false };
  }
  if (maceration === 'MILD' || maceration === 'SEVERE') return { timing: 'ANTEPARTUM', probable: true };
  if (maceration === 'NONE' && laboured === true) return { timing: 'INTRAPARTUM', probable: true };
  return { timing: 'UNKNOWN', probable: true };
}

const WITHOUT_LABOUR = ['CS_P', 'UNK', 'UNDELIV'];

function laboured(review: Answers): boolean | undefined {
  if (momentOf(review, 'p_labour_onset_at') !== undefined || has(review, 'p_labour_adm', 'YES')) return true;
  if (missingOf(review, 'p_labour_onset_at') === 'NA' || has(review, 'p_mode', 'CS_P')) return false;
  const mode = textOf(review, 'p_mode');
  return mode === undefined || WITHOUT_LABOUR.includes(mode) ? undefined : true;
}

/** Reads the facts that decide the timing from a perinatal review. */
export function labourFactsOf(review: Answers): LabourFacts {
  return {
    labourOnset: momentOf(review, 'p_labour_onset_at'),
    laboured: laboured(review),
    inLabourAtFirst: has(review, 'p_labour_adm', 'YES'),
    lastHeard: momentOf(review, 'p_fhs_last'),
    firstLooked:
      momentOf(review, 'p_seen1_at') ??
      momentOf(review, 'p_arrive1_at') ??
      momentOf(rowsOf(review, 'p_facility_path')[0], 'arrival'),
    firstResult: textOf(review, 'p_fhs_adm'),
    maceration: textOf(review, 'p_maceration'),
  };
}

/** The timing that the facts of a review tell; `null` while nobody says whether the child showed a sign of life. */
export function perinatalTiming(review: Answers): TimingFinding | null {
  if (has(review, 'p_signs_of_life', 'YES')) return { timing: 'NEO', probable: false };
  return has(review, 'p_signs_of_life', 'NO') ? fetalDeathTiming(labourFactsOf(review)) : null;
}

/** The timing of the case that a judgement stands beside, from its perinatal review; `null` when there is none or it does not tell. */
export function timingOfCase(context: Context): PerinatalTiming | null {
  const review = documentOf(context, 'perinatal_review');
  return review === undefined ? null : (perinatalTiming(review)?.timing ?? null);
}

/** Death of the child: as reviewed, else as notified; of a stillborn, its birth. */
export function deathOfChild(review: Answers, notification: Answers | undefined): Moment | undefined {
  if (has(review, 'p_signs_of_life', 'NO')) {
    const birth = momentOf(review, 'p_birth_at');
    if (birth !== undefined) return birth;
  }
  return momentOf(review, 'p_death_at') ?? momentOfDateAndTime(notification, 'death_date', 'death_time');
}

/** Completed days of life, difference of dates with the day of birth as day 0; `undefined` when it is not known or reversed. */
export function ageInDays(review: Answers, notification: Answers | undefined): number | undefined {
  const born = dayOf((textOf(review, 'p_birth_at') ?? '').slice(0, 10));
  const death = deathOfChild(review, notification);
  if (born === undefined || death === undefined) return numberOf(notification, 'age_days');
  const days = Math.floor(death.at / DAY) - born;
  return days < 0 ? undefined : days;
}

/** The class of an age in completed days. [domain 2.2] */
export function ageClass(days: number): AgeClass {
  if (days <= 6) return 'END';
  return days <= 27 ? 'LND' : 'CHILD';
}

/** `p_type`: computed from the sign of life and the timing, never ticked. `null` while unknown, and from day 28 on. */
export function perinatalType(review: Answers, notification: Answers | undefined): PerinatalType | null {
  const timing = perinatalTiming(review)?.timing;
  if (timing === undefined) return null;
  if (timing === 'NEO') return (ageInDays(review, notification) ?? 0) <= 27 ? 'NEONATAL_DEATH' : null;
  return timing === 'UNKNOWN' ? 'STILLBIRTH_UNKNOWN_TIMING' : `${timing}_STILLBIRTH`;
}

/** Size of a child at birth: completed weeks first, weight when the age is not known, length when neither is. */
export interface BirthSize {
  readonly weeks: number | undefined;
  readonly grams: number | undefined;
  readonly centimetres: number | undefined;
}

function reaches(size: BirthSize, weeks: number, grams: number, centimetres: number): boolean | null {
  if (size.weeks !== undefined) return size.weeks >= weeks;
  if (size.grams !== undefined) return size.grams >= grams;
  return size.centimetres === undefined ? null : size.centimetres >= centimetres;
}

/** International threshold of a stillbirth: 28 weeks, 1000 g or 35 cm; `null` when nothing is known. [domain 2.2] */
export const reaches28Weeks = (size: BirthSize): boolean | null => reaches(size, 28, 1000, 35);

/** ICD threshold of a fetal death: 22 weeks, 500 g or 25 cm; under it an abortion. [domain 2.2] */
export const reaches22Weeks = (size: BirthSize): boolean | null => reaches(size, 22, 500, 25);

/** A number reviewed, else notified; an answer "unknown" in the review is not overruled by the notification. */
function numberAs(review: Answers, code: string, notification: Answers | undefined, notified: string) {
  if (valueOf(review, code) === undefined && missingOf(review, code) !== undefined) return undefined;
  return numberOf(review, code) ?? numberOf(notification, notified);
}

/** Size at birth as the review tells it, what it leaves open as the notification does. */
export function birthSizeOf(review: Answers, notification: Answers | undefined): BirthSize {
  return {
    weeks: numberAs(review, 'p_ga_w', notification, 'gestational_weeks'),
    grams: numberAs(review, 'p_weight', notification, 'birth_weight_g'),
    centimetres: numberOf(review, 'p_length'),
  };
}

/** What one death adds to each count. A perinatal death is a stillbirth from 28 weeks or an early neonatal death. */
export interface PerinatalCounts {
  readonly perinatal: 0 | 1;
  readonly stillbirth28: 0 | 1;
  readonly neonatal: 0 | 1;
}

/** The counts a reviewed death enters; a stillbirth of unknown size enters none. [domain 2.2] */
export function perinatalCounts(review: Answers, notification: Answers | undefined): PerinatalCounts {
  const type = perinatalType(review, notification);
  const days = ageInDays(review, notification);
  const isNeonatal = type === 'NEONATAL_DEATH';
  const isStillborn =
    type !== null && !isNeonatal && reaches28Weeks(birthSizeOf(review, notification)) === true;
  const isEarly = isNeonatal && days !== undefined && ageClass(days) === 'END';
  return {
    perinatal: isStillborn || isEarly ? 1 : 0,
    stillbirth28: isStillborn ? 1 : 0,
    neonatal: isNeonatal ? 1 : 0,
  };
}
