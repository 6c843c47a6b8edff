import type { ActionSheetTexts } from './action-sheet.js';

export const actionSheetFr: ActionSheetTexts = {
  title: 'Fiche mensuelle des actions',
  meeting: '{place} · réunion du comité de gestion · {month}',
  sheet: 'Feuille {page} sur {pages}',
  number: 'N° {month}',
  date: 'Date : ____ / {month}',
  present: 'Présents : ____ dont femmes : ____',
  columns: ['Quoi', 'Qui', 'Quand', 'Où en est-on', 'Ce qui bloque', 'Décision'],
  boxes: { done: 'Fait', 'in-progress': 'En cours', late: 'En retard', blocked: 'Bloqué' },
  tell: [
    'À dire à l’assemblée :',
    'nombre d’actions faites, ce qui bloque, ce que chacun peut faire. Jamais un cas, jamais un nom.',
  ],
  signatures: ['Présidente, signature', 'Trésorier, signature', 'Secrétaire, signature'],
  foot: 'Denba · Ni nom, ni blâme · cette feuille ne contient aucun renseignement médical',
  printed: 'imprimé le {date}',
};
