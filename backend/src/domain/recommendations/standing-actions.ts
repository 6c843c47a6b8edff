/**
 * Actions every centre may need at any time. Because they come from this list and not from a case, one of them may reach the
 * ASACO alone, without waiting for company. Means only, never skills. [domain 8.2, 8.5]
 */
export const STANDING_ACTIONS: readonly { readonly fr: string; readonly en: string }[] = [
  {
    fr: 'Fixer un stock minimal d’ocytocine et le compter chaque semaine',
    en: 'Set a minimum stock of oxytocin and count it every week',
  },
  {
    fr: 'Acheter un réfrigérateur pour les médicaments de la maternité',
    en: 'Buy a refrigerator for the maternity drugs',
  },
  {
    fr: 'Garder un kit d’urgence gratuit et scellé en salle d’accouchement',
    en: 'Keep a free sealed emergency kit in the delivery room',
  },
  {
    fr: 'Réparer l’ambulance et fixer qui paie le carburant',
    en: 'Repair the ambulance and settle who pays the fuel',
  },
  {
    fr: 'Payer chaque mois la garde de nuit et du week-end',
    en: 'Pay the night and weekend roster every month',
  },
  {
    fr: 'Ouvrir une caisse de solidarité pour les évacuations',
    en: 'Open a solidarity fund for evacuations',
  },
  {
    fr: 'Afficher le numéro du CSRéf et garder un téléphone chargé',
    en: 'Post the number of the CSRéf and keep a telephone charged',
  },
  {
    fr: 'Tenir chaque mois une causerie sur les signes de danger dans chaque village',
    en: 'Hold a monthly talk on danger signs in each village',
  },
];

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

const KNOWN: ReadonlySet<string> = new Set(STANDING_ACTIONS.flatMap(({ fr, en }) => [plain(fr), plain(en)]));

/** Whether the words of an action are those of the standing list, accents, signs and capitals aside. */
export function isStanding(action: string): boolean {
  return KNOWN.has(plain(action));
}
