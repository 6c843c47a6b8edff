import type { FormTextsOf } from '../forms/form.js';
import type { recommendationFormV1 } from './recommendation-form.v1.js';

/** French texts of a recommendation. */
export const recommendationFormV1Fr: FormTextsOf<typeof recommendationFormV1> = {
  title: 'Recommandation',
  sections: {
    what: 'Quoi ?',
    who: 'Qui ?',
    means: 'Avec quels moyens ?',
    when: 'Avant quand, et quelle preuve ?',
  },
  labels: {
    rec_factor: 'Ce qui a manqué',
    rec_problem: 'Le fait constaté',
    rec_action: 'L’action',
    rec_strength: 'Force de l’action',
    rec_priority: 'Priorité',
    rec_level: 'Qui peut agir ?',
    rec_audience: 'Qui peut la voir ?',
    rec_owner_role: 'Responsable (une fonction)',
    rec_support: 'Avec l’aide de',
    rec_follow_member: 'Qui suit et rend compte ?',
    rec_resources: 'Moyens nécessaires',
    rec_cost_fcfa: 'Coût estimé',
    rec_fund_source: 'Qui finance ?',
    rec_start: 'Début',
    rec_deadline: 'Échéance',
    rec_indicator: 'À quoi verra-t-on que c’est fait ?',
    rec_proof_type: 'Preuve attendue',
  },
  hints: {
    rec_factor: 'Un facteur retenu par l’audit.',
    rec_problem: 'Un fait, sans nom et sans reproche.',
    rec_action: 'Un verbe, un objet, un lieu : « Acheter un réfrigérateur pour la maternité ».',
    rec_strength: 'Changer le système est plus fort que rappeler ou former.',
    rec_audience: 'Une action sur les compétences reste dans l’équipe de soins.',
    rec_owner_role: 'Une seule fonction, même sans compte.',
    rec_follow_member: 'Une autre personne que le responsable.',
    rec_deadline: '90 jours au plus au CSCom et à l’ASACO, un an au plus au-dessus.',
    rec_indicator: 'Avec un nombre : « 20 ampoules en stock chaque lundi ».',
  },
};
