import { autopsyNeed } from '../../domain/cases/community-autopsy.js';
import type { Answers, Row } from '../../domain/forms/form.js';
import { DAY, dateOfDay, minutesOf } from '../../domain/forms/local-time.js';
import { textOf } from '../../domain/forms/read.js';
import { Seeded } from '../seeded.js';
import { lines, value } from './answered.js';
import type { Story } from './story.js';

const MOURNING_DAYS = 7;

/**
 * The autopsy in the family as far as it could be when the file was written; `null` when none is due. The same story gives the same
 * visit.
 */
export function familyVisit(story: Story, writtenAt: number): Answers | null {
  if (autopsyNeed(story.notification) !== 'required') return null;
  const random = new Seeded(story.diedAt);
  const died = Math.floor(story.diedAt / DAY);
  const last = Math.floor(writtenAt / DAY) - 1;
  const first = died + MOURNING_DAYS;
  if (last < first) return { va_consent: value('DEFERRED') };
  if (random.chance(0.08)) return { va_consent: value('REFUSED') };
  return { va_consent: value('GIVEN'), ...interviewOf(random, story, died, random.whole(first, last)) };
}

function interviewOf(random: Seeded, story: Story, died: number, interviewed: number): Answers {
  const guess = random.whole(1, 5);
  const ill = story.kind === 'SB' ? 0 : (daysIll(story, died) ?? guess);
  const isChild = story.kind === 'CHILD';
  const isBaby = isChild || story.kind === 'NND';
  const action = (provider: string, daysBefore: number, result: string, cost: number): Row => ({
    provider: value(provider),
    date: value(dateOfDay(died - Math.min(ill, daysBefore))),
    result: value(result),
    cost: value(cost),
  });
  return {
    va_date: value(dateOfDay(interviewed)),
    va_lang: value(random.pick(['BAMBARA', 'BAMBARA', 'PEUL', 'SONINKE'])),
    va_respondent: value(random.pick(['GP', 'SIB', isBaby ? 'MOTHER' : 'MIL'])),
    va_present_at_death: value('YES'),
    va_illness_start: value(dateOfDay(died - ill)),
    va_illness_days: value(ill),
    va_symptoms: value(story.kind === 'MAT' ? ['BLEEDING'] : isChild ? ['FEVER', 'DIARRHOEA'] : ['OTHER']),
    ...(story.kind === 'MAT' ? { va_pregnancy_recog: value('YES') } : {}),
    va_danger_recog: value(random.pick(['YES', 'NO', 'NO'])),
    va_first_action: value('DRUG_SHOP'),
    va_actions: lines(action('DRUG_SHOP', ill, 'SAME', 1000), action('CSCOM', 1, 'SENT_HOME', 2500)),
    va_reason_delay: value(random.pick([['NO_MONEY'], ['NOT_SEEN_SERIOUS'], ['NO_TRANSPORT', 'NIGHT']])),
    va_decider: value(random.pick(['HUSB', 'MIL', 'GP'])),
    va_money_source: value(random.pick([['DEBT'], ['SAVINGS'], ['RELATIVES']])),
    ...(isChild ? { va_child_vaccine: value(random.pick(['YES', 'NO'])) } : {}),
    ...(isBaby ? { va_feed: value('MIX') } : {}),
    va_itn_sleep: value(random.pick(['YES', 'NO'])),
    va_water: value(random.pick(['WELL', 'BOREHOLE'])),
    va_mother_needs: value(random.pick([['BEREAVEMENT'], ['CIVIL_REG'], ['CHILDREN', 'DEBT']])),
  };
}

/** Days of illness by the hours of the review, which family and register then tell alike. */
function daysIll({ review }: Story, died: number): number | undefined {
  const onset = minutesOf(textOf(review ?? {}, 'c_onset') ?? '');
  return onset === undefined ? undefined : died - Math.floor(onset / DAY);
}
