import type { ConditionWords } from './condition-words.js';

/** French words of conditions. */
export const conditionWordsFr: ConditionWords = {
  when: 'Si {clause}',
  unless: 'Sauf si {clause}',
  and: ' et ',
  or: ', ou si ',
  orValue: ' ou ',
  quoted: '« {text} »',
  is: 'la réponse à {question} est {values}',
  isNot: 'la réponse à {question} n’est pas {values}',
  isKnown: 'la réponse à {question} est connue',
  isKnownAndNot: 'la réponse à {question} est connue et n’est pas {values}',
  atLeast: 'la réponse à {question} est {n} ou plus',
  answered: '{question} a une réponse',
  rowHas: 'le tableau {question} contient {values}',
  inDocument: '{question} ({document})',
  not: 'ce n’est pas le cas que {clause}',
  yes: 'Oui',
  no: 'Non',
  missing: { UNK: 'Inconnu', NR: 'Non noté', NA: 'Sans objet', REF: 'Refus' },
  named: {
    late: 'le décès est notifié hors délai',
    delivered: 'elle a accouché',
    labour: 'elle a été en travail',
    'labour-in-facility': 'elle a été en travail dans une structure de santé',
    'delivered-vaginally': 'elle a accouché par voie basse',
    surgery: 'elle a été opérée (césarienne ou laparotomie)',
    'pregnant-on-arrival': 'elle était encore enceinte à l’arrivée',
    'alive-on-arrival': 'elle est arrivée vivante dans une structure',
  },
  facts: {
    kind: {
      clause: 'le cas est {values}',
      values: {
        MAT: 'un décès maternel',
        SB: 'un mort-né',
        NND: 'un décès néonatal',
        CHILD: 'un décès d’enfant (28 jours à 59 mois)',
      },
    },
    auditKind: {
      clause: 'l’avis est {values}',
      values: {
        audit: 'celui de l’audit',
        'counter-audit': 'celui d’un contre-audit',
        adjudication: 'celui de l’arbitrage',
      },
    },
    stage: { clause: 'le décès est {values}', values: { confirmation: 'en cours de vérification' } },
    recommendations: { clause: 'la séance fait {values}', values: { '0': 'zéro recommandation' } },
  },
};
