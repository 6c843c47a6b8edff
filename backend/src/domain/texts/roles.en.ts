import type { RoleTexts } from './roles.js';

/** People appear by function, never by name. */
export const rolesEn: RoleTexts = {
  roles: {
    notifier: 'Community relay, health worker',
    clinician: 'Health professional',
    'centre-head': 'Head of the facility',
    'asaco-member': 'ASACO member',
    'action-owner': 'Action owner',
    'focal-point': 'MPDSR focal point',
    coordinator: 'Counter-audit coordination',
    'counter-auditor': 'Counter-auditor',
    region: 'Region',
    partner: 'Partner',
    'national-viewer': 'National level',
    administrator: 'Technical administration',
    system: 'Denba',
  },
  professions: {
    OBG: 'Obstetrician-gynaecologist',
    MD: 'Doctor',
    MIDWIFE: 'Midwife',
    OBSTETRIC_NURSE: 'Obstetric nurse',
    NURSE: 'Nurse',
    MATRONE: 'Matrone',
    COMMUNITY: 'Community worker',
    MANAGEMENT: 'Management',
    OTHER: 'Other profession',
  },
};
