import type { RoleTexts } from './roles.js';

/** People appear by function, never by name. */
export const rolesFr: RoleTexts = {
  roles: {
    notifier: 'Relais, ASC',
    clinician: 'Soignant, soignante',
    'centre-head': 'Responsable de structure',
    'asaco-member': 'Membre de l’ASACO',
    'action-owner': 'Responsable d’action',
    'focal-point': 'Point focal SDMPR',
    coordinator: 'Coordination du contre-audit',
    'counter-auditor': 'Contre-auditeur, contre-auditrice',
    region: 'Région',
    partner: 'Partenaire',
    'national-viewer': 'Niveau national',
    administrator: 'Administration technique',
    system: 'Denba',
  },
  professions: {
    OBG: 'Gynécologue-obstétricien, gynécologue-obstétricienne',
    MD: 'Médecin',
    MIDWIFE: 'Sage-femme',
    OBSTETRIC_NURSE: 'Infirmière obstétricienne',
    NURSE: 'Infirmier, infirmière',
    MATRONE: 'Matrone',
    COMMUNITY: 'Agent communautaire',
    MANAGEMENT: 'Gestion',
    OTHER: 'Autre métier',
  },
};
