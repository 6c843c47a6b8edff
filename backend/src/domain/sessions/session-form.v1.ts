import type { Form } from '../forms/form.js';
import { factOf } from '../forms/read.js';
import { sessionRules } from './session-rules.js';

/**
 * F6, course of an audit session: what was read, how it went, whether the certificate is confirmed, how far there was agreement.
 * Attendance and charter are records of their own, the judgements are the opinion. Source: domain specification, 3.6.
 */
export const sessionFormV1 = {
  name: 'session',
  version: 1,
  sections: [
    {
      code: 'course',
      questions: [
        { code: 'session_date', type: 'calc', need: 'computed', kind: 'computed', packet: 'drop' },
        {
          code: 'conflict_declared',
          type: 'code',
          list: 'CL_YN4',
          need: 'required',
          kind: 'process',
          packet: 'drop',
          neverMissing: true,
        },
        {
          code: 'materials',
          type: 'codes',
          list: 'CL_MATERIALS',
          exclusive: ['NONE'],
          need: 'required',
          kind: 'process',
          packet: 'drop',
          neverMissing: true,
        },
        {
          code: 'minutes_note',
          type: 'longtext',
          need: 'required',
          kind: 'process',
          packet: 'drop',
          neverMissing: true,
          length: [100, 3000],
        },
        {
          code: 'duration_min',
          type: 'int',
          unit: 'min',
          need: 'expected',
          kind: 'process',
          packet: 'drop',
          hard: [5, 480],
        },
      ],
    },
    {
      code: 'agreement',
      questions: [
        {
          code: 'agrees_cert',
          type: 'code',
          list: 'CL_AGREES_CERT',
          need: 'required',
          kind: 'judgement',
          packet: 'drop',
          neverMissing: true,
        },
        {
          code: 'agrees_cert_reason',
          type: 'text',
          need: 'required',
          kind: 'judgement',
          packet: 'drop',
          neverMissing: true,
          length: [0, 300],
          visibleWhen: { question: 'agrees_cert', in: ['NO'] },
        },
        {
          code: 'consensus',
          type: 'code',
          list: 'CL_CONSENSUS',
          need: 'required',
          kind: 'process',
          packet: 'drop',
          neverMissing: true,
        },
        {
          code: 'no_recommendation_reason',
          type: 'text',
          need: 'required',
          kind: 'process',
          packet: 'drop',
          neverMissing: true,
          length: [0, 300],
          visibleWhen: { context: 'recommendations', in: [0] },
        },
      ],
    },
  ],
  rules: sessionRules,
  computations: [
    {
      question: 'session_date',
      compute: (_, context) => {
        const date = factOf(context, 'sessionDate');
        return typeof date === 'string' ? date : null;
      },
    },
  ],
} as const satisfies Form;
