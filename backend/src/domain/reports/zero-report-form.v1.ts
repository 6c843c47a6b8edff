import type { Form } from '../forms/form.js';
import { zeroReportComputations, zeroReportConditions } from './zero-report-computations.js';
import { zeroReportRules } from './zero-report-rules.js';

const COUNT = { type: 'int', need: 'required', kind: 'fact', packet: 'drop' } as const;
const PROCESS = { need: 'required', kind: 'process', packet: 'drop', neverMissing: true } as const;
const WEEKLY = { question: 'zr_period_type', in: ['EPI_WEEK'] } as const;
const MONTHLY = { question: 'zr_period_type', in: ['MONTH'] } as const;

/**
 * F8, the report that tells zero from silence: by week from a facility, by month from a village, which sends five numbers (stillbirths,
 * newborn deaths and births each together). Source: domain specification, 3.8.
 */
export const zeroReportFormV1 = {
  name: 'zero_report',
  version: 1,
  sections: [
    {
      code: 'period',
      questions: [
        { code: 'zr_facility', type: 'place', ...PROCESS },
        { code: 'zr_period_type', type: 'code', list: 'CL_ZR_PERIOD_TYPE', ...PROCESS },
        {
          code: 'zr_period',
          type: 'text',
          ...PROCESS,
          length: [7, 8],
          pattern: '^20\\d\\d-(W\\d\\d|\\d\\d)$',
        },
      ],
    },
    {
      code: 'deaths',
      questions: [
        { code: 'zr_deaths_wra', ...COUNT, hard: [0, 200] },
        { code: 'zr_deaths_mat', ...COUNT, hard: [0, 50], visibleWhen: WEEKLY },
        { code: 'zr_stillbirths', ...COUNT, hard: [0, 200], visibleWhen: MONTHLY },
        { code: 'zr_stillbirths_fresh', ...COUNT, hard: [0, 200], visibleWhen: WEEKLY },
        { code: 'zr_stillbirths_mac', ...COUNT, hard: [0, 200], visibleWhen: WEEKLY },
        { code: 'zr_nnd', ...COUNT, hard: [0, 200], visibleWhen: MONTHLY },
        { code: 'zr_nnd_0_6', ...COUNT, hard: [0, 200], visibleWhen: WEEKLY },
        { code: 'zr_nnd_7_27', ...COUNT, hard: [0, 200], visibleWhen: WEEKLY },
        { code: 'zr_child_1_59', ...COUNT, hard: [0, 500] },
        {
          code: 'zr_zero_confirmed',
          type: 'bool',
          ...PROCESS,
          visibleWhen: { named: 'all-zero' },
        },
      ],
    },
    {
      code: 'births',
      questions: [
        { code: 'zr_births', ...COUNT, hard: [0, 5000], visibleWhen: MONTHLY },
        { code: 'zr_live_births', ...COUNT, hard: [0, 5000], visibleWhen: WEEKLY },
        { code: 'zr_total_births', ...COUNT, hard: [0, 5000], visibleWhen: WEEKLY },
        { code: 'zr_assisted_births', ...COUNT, hard: [0, 5000], visibleWhen: WEEKLY },
      ],
    },
    {
      code: 'means',
      visibleWhen: WEEKLY,
      questions: [
        {
          code: 'zr_villages_reporting',
          ...COUNT,
          hard: [0, 200],
          visibleWhen: { context: 'hasVillages', in: [true] },
        },
        {
          code: 'zr_stockouts',
          type: 'codes',
          list: 'CL_STOCKOUTS',
          exclusive: ['NONE', 'NR'],
          need: 'expected',
          kind: 'fact',
          packet: 'drop',
        },
        {
          code: 'zr_ambulance_ok',
          type: 'code',
          list: 'CL_YN4',
          need: 'expected',
          kind: 'fact',
          packet: 'drop',
        },
        {
          code: 'zr_staff_present',
          type: 'int',
          need: 'expected',
          kind: 'fact',
          packet: 'drop',
          hard: [0, 50],
        },
      ],
    },
    {
      code: 'sending',
      questions: [
        {
          code: 'zr_submitted_at',
          type: 'datetime',
          need: 'optional',
          kind: 'process',
          packet: 'drop',
          past: 'event',
        },
        { code: 'zr_ontime', type: 'calc', need: 'computed', kind: 'computed', packet: 'drop' },
        { code: 'zr_completeness', type: 'calc', need: 'computed', kind: 'computed', packet: 'drop' },
      ],
    },
  ],
  conditions: zeroReportConditions,
  rules: zeroReportRules,
  computations: zeroReportComputations,
} as const satisfies Form;
