import type { PhaseEntryTexts } from './phase-entry.js';

export const phaseEntryFr: PhaseEntryTexts = {
  entered: 'saisi par le point focal, d’après\u00a0: {how}, {from} de la structure, le {date}',
  invited: 'écrit et signé par la structure, sur invitation\u00a0: {from}, le {date}',
  how: { telephone: 'téléphone', visit: 'visite', paper: 'papier apporté', letter: 'lettre' },
  from: {
    OBG: 'gynécologue-obstétricien(ne)',
    MD: 'médecin',
    MIDWIFE: 'sage-femme',
    OBSTETRIC_NURSE: 'infirmière obstétricienne',
    NURSE: 'infirmier(ère)',
    MATRONE: 'matrone',
    COMMUNITY: 'agent communautaire',
    MANAGEMENT: 'gestionnaire',
    OTHER: 'autre soignant(e)',
  },
};
