import type { FormTextsOf } from '../forms/form.js';
import type { recommendationFormV1 } from './recommendation-form.v1.js';

/** English texts of a recommendation. */
export const recommendationFormV1En: FormTextsOf<typeof recommendationFormV1> = {
  title: 'Recommendation',
  sections: { what: 'What?', who: 'Who?', means: 'With what means?', when: 'By when, and what proof?' },
  labels: {
    rec_factor: 'What was lacking',
    rec_problem: 'The fact observed',
    rec_action: 'The action',
    rec_strength: 'Strength of the action',
    rec_priority: 'Priority',
    rec_level: 'Who can act?',
    rec_audience: 'Who may see it?',
    rec_owner_role: 'Owner (a function)',
    rec_support: 'With the help of',
    rec_follow_member: 'Who follows up and reports?',
    rec_resources: 'Means needed',
    rec_cost_fcfa: 'Estimated cost',
    rec_fund_source: 'Who pays?',
    rec_start: 'Start',
    rec_deadline: 'Deadline',
    rec_indicator: 'How will we see that it is done?',
    rec_proof_type: 'Expected proof',
  },
  hints: {
    rec_factor: 'A factor retained by the audit.',
    rec_problem: 'A fact, without names or blame.',
    rec_action: 'A verb, an object, a place: “Buy a refrigerator for the maternity”.',
    rec_strength: 'Changing the system is stronger than reminding or training.',
    rec_audience: 'An action on skills stays within the care team.',
    rec_owner_role: 'One function only, even without an account.',
    rec_follow_member: 'Another person than the owner.',
    rec_deadline: 'At most 90 days at the CSCom and the ASACO, at most a year above.',
    rec_indicator: 'With a number: “20 ampoules in stock every Monday”.',
  },
};
