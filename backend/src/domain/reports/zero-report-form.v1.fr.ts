import type { FormTextsOf } from '../forms/form.js';
import type { zeroReportFormV1 } from './zero-report-form.v1.js';

/** French texts of the zero report. */
export const zeroReportFormV1Fr: FormTextsOf<typeof zeroReportFormV1> = {
  title: 'Rapport zéro',
  sections: {
    period: 'Où et quand',
    deaths: 'Décès',
    births: 'Naissances',
    means: 'Moyens',
    sending: 'Envoi',
  },
  labels: {
    zr_facility: 'Structure ou village',
    zr_period_type: 'Période',
    zr_period: 'Semaine ou mois',
    zr_deaths_wra: 'Décès de femmes de 12 à 49 ans',
    zr_deaths_mat: 'Dont décès maternels suspectés',
    zr_stillbirths: 'Mort-nés',
    zr_stillbirths_fresh: 'Mort-nés frais',
    zr_stillbirths_mac: 'Mort-nés macérés',
    zr_nnd: 'Décès de nouveau-nés (0 à 27 jours)',
    zr_nnd_0_6: 'Décès néonatals, 0 à 6 jours',
    zr_nnd_7_27: 'Décès néonatals, 7 à 27 jours',
    zr_child_1_59: 'Décès d’enfants, 1 à 59 mois',
    zr_zero_confirmed: 'Registres vérifiés : aucun décès',
    zr_births: 'Naissances',
    zr_live_births: 'Naissances vivantes',
    zr_total_births: 'Naissances totales',
    zr_assisted_births: 'Accouchements assistés',
    zr_villages_reporting: 'Villages ayant rapporté',
    zr_stockouts: 'Ruptures de stock',
    zr_ambulance_ok: 'Ambulance en état de marche',
    zr_staff_present: 'Personnel qualifié présent',
    zr_submitted_at: 'Transmis le',
    zr_ontime: 'À l’heure',
    zr_completeness: 'Villages ayant rapporté (%)',
  },
  hints: {
    zr_deaths_wra: 'Toutes les causes, accidents compris.',
    zr_deaths_mat: 'Pendant la grossesse, l’accouchement ou les 42 jours qui suivent.',
    zr_zero_confirmed: 'Maternité, hospitalisation et consultation ont été regardées.',
    zr_total_births: 'Vivantes et mort-nés ensemble.',
    zr_assisted_births: 'Par une sage-femme, une infirmière obstétricienne, une matrone ou un médecin.',
    zr_staff_present: 'Personnes qui peuvent faire un accouchement, un jour ordinaire de la semaine.',
  },
};
