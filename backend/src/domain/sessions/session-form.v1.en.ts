import type { FormTextsOf } from '../forms/form.js';
import type { sessionFormV1 } from './session-form.v1.js';

/** English texts of the course of a session. */
export const sessionFormV1En: FormTextsOf<typeof sessionFormV1> = {
  title: 'Course of the session',
  sections: { course: 'Course', agreement: 'Agreement of the session' },
  labels: {
    session_date: 'Date of the session',
    conflict_declared: 'Was a conflict of interest declared?',
    materials: 'Documents examined',
    minutes_note: 'Course of the session, no names',
    duration_min: 'Duration',
    agrees_cert: 'Does the session confirm the certificate?',
    agrees_cert_reason: 'How does the opinion differ from the certificate?',
    consensus: 'Agreement of the session',
    no_recommendation_reason: 'Why no recommendation?',
  },
  hints: {
    conflict_declared: 'A person involved informs and does not vote.',
    minutes_note: 'From 100 to 3,000 characters. Functions, never names.',
    duration_min: '90 minutes at most, usually.',
    consensus: 'A divided opinion is recorded as it is. A cause is never put to the vote.',
  },
};
