import type { FormTextsOf } from '../forms/form.js';
import type { sessionFormV1 } from './session-form.v1.js';

/** French texts of the course of a session. */
export const sessionFormV1Fr: FormTextsOf<typeof sessionFormV1> = {
  title: 'Déroulement de la séance',
  sections: { course: 'Déroulement', agreement: 'Accord de la séance' },
  labels: {
    session_date: 'Date de la séance',
    conflict_declared: 'Un conflit d’intérêts a-t-il été déclaré ?',
    materials: 'Pièces examinées',
    minutes_note: 'Déroulement de la séance, sans nom',
    duration_min: 'Durée',
    agrees_cert: 'La séance confirme-t-elle le certificat ?',
    agrees_cert_reason: 'En quoi l’avis diffère-t-il du certificat ?',
    consensus: 'Accord de la séance',
    no_recommendation_reason: 'Pourquoi aucune recommandation ?',
  },
  hints: {
    conflict_declared: 'Une personne concernée informe et ne vote pas.',
    minutes_note: 'De 100 à 3 000 caractères. Des fonctions, jamais de noms.',
    duration_min: '90 minutes au plus, en général.',
    consensus: 'Un avis partagé est noté tel quel. On ne vote pas sur une cause.',
  },
};
