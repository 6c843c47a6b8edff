import type { IconName } from '../../ui/icons';

/** What a picture stands for, by the words that name it in French or English, most telling first. */
const PICTURES: readonly (readonly [RegExp, IconName])[] = [
  [/réfrig|frigo|refrigerat|fridge/i, 'fridge'],
  [/ambulance|évacu|carburant|evacuation|fuel/i, 'ambulance'],
  [/poches? de sang|sang\b|blood/i, 'droplets'],
  [/téléphon|appel|numéro|telephone|phone|call|number/i, 'phone'],
  [/garde|nuit|week-end|roster|night/i, 'moon'],
  [/ocytocine|ampoule|stock|kit|médicament|oxytocin|drug|supply/i, 'file'],
  [/causerie|village|femmes|talk|women|relais/i, 'users'],
  [/réparer|panne|pompe|repair|fix/i, 'wrench'],
  [/affich|liste|post |list/i, 'list-checks'],
  [/route|piste|road/i, 'road'],
  [/salle|bâtiment|maternité|building|room|maternity/i, 'hospital'],
  [/former|formation|exercice|train|drill/i, 'book'],
];

/** The picture of an action; the handshake when its words name nothing that can be drawn. */
export function pictureOf(what: string): IconName {
  return PICTURES.find(([words]) => words.test(what))?.[1] ?? 'handshake';
}
