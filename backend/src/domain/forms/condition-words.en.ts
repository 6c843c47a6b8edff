import type { ConditionWords } from './condition-words.js';

/** English words of conditions. */
export const conditionWordsEn: ConditionWords = {
  when: 'If {clause}',
  unless: 'Unless {clause}',
  and: ' and ',
  or: ', or if ',
  orValue: ' or ',
  quoted: '“{text}”',
  is: 'the answer to {question} is {values}',
  isNot: 'the answer to {question} is not {values}',
  isKnown: 'the answer to {question} is known',
  isKnownAndNot: 'the answer to {question} is known and is not {values}',
  atLeast: 'the answer to {question} is {n} or more',
  answered: '{question} is answered',
  rowHas: 'the table {question} holds {values}',
  inDocument: '{question} ({document})',
  not: 'it is not so that {clause}',
  yes: 'Yes',
  no: 'No',
  missing: { UNK: 'Unknown', NR: 'Not recorded', NA: 'Not applicable', REF: 'Refused' },
  named: {
    late: 'the death is notified late',
    delivered: 'she gave birth',
    labour: 'she was in labour',
    'labour-in-facility': 'she was in labour in a health facility',
    'delivered-vaginally': 'she gave birth vaginally',
    surgery: 'she was operated on (caesarean or laparotomy)',
    'pregnant-on-arrival': 'she was still pregnant on arrival',
    'alive-on-arrival': 'she reached a facility alive',
  },
  facts: {
    kind: {
      clause: 'the case is {values}',
      values: {
        MAT: 'a maternal death',
        SB: 'a stillbirth',
        NND: 'a neonatal death',
        CHILD: 'the death of a child (28 days to 59 months)',
      },
    },
    auditKind: {
      clause: 'the opinion is {values}',
      values: {
        audit: 'that of the audit',
        'counter-audit': 'that of a counter-audit',
        adjudication: 'that of the adjudication',
      },
    },
    stage: { clause: 'the death is {values}', values: { confirmation: 'being verified' } },
    recommendations: { clause: 'the session makes {values}', values: { '0': 'no recommendation' } },
  },
};
