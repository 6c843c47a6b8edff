/** One line of the care grid: minutes after the onset, or why it was not given. */
export interface CareLine {
  readonly item: string;
  readonly status: 'GIVEN' | 'NOT_GIVEN' | 'NOT_AVAIL';
  readonly where: 'first' | 'second';
  readonly after?: number;
}

/** A factor with the evidence that a session would write. */
export interface FactorLine {
  readonly factor: string;
  readonly phase: string;
  readonly evidence: string;
}

/** What someone may conclude from a file. */
export interface Reading {
  readonly immediate: string;
  readonly underlying: string;
  readonly group: string;
  readonly class: 'DIRECT' | 'INDIRECT';
}

/** A way a woman dies, as files of health centres tell it: what was seen, what was done, what was lacking. */
export interface MaternalScenario {
  readonly name: string;
  readonly weeks: readonly [number, number];
  /** She had given birth, was in labour, or was still pregnant. */
  readonly moment: 'delivered' | 'labour' | 'pregnant';
  /** She dies at the second facility, on the way there, or at the first. */
  readonly dies: 'CSREF' | 'ROUTE2' | 'CSCOM';
  readonly signs: readonly string[];
  readonly admission: {
    readonly sbp: readonly [number, number];
    readonly pulse: readonly [number, number];
    readonly temp: readonly [number, number];
    readonly hb: readonly [number, number];
    readonly bleeding: 'NONE' | 'MODERATE' | 'SEVERE';
    readonly malaria: 'POS' | 'NEG' | 'ND';
    readonly protein: 'NEG' | '1' | '3' | 'ND';
    readonly consciousness: 'ALERT' | 'VOICE' | 'PAIN';
    readonly diagnoses: readonly string[];
  };
  readonly complications: readonly string[];
  readonly bloodLoss: readonly [number, number];
  readonly referral: readonly string[];
  readonly care: readonly CareLine[];
  readonly stockouts: readonly string[];
  readonly right: Reading;
  /** What a hurried session may conclude instead. */
  readonly wrong: Reading;
  readonly decisive: { readonly item: string; readonly where: 'first' | 'second' } | null;
  readonly factors: readonly FactorLine[];
  readonly narrative: string;
}

const late: FactorLine = {
  factor: 'F20',
  phase: 'CSCOM',
  evidence: 'Signes notés au partogramme, évacuation décidée plus d’une heure après.',
};
const ambulance: FactorLine = {
  factor: 'F11',
  phase: 'TRANSFER',
  evidence: 'Ambulance en panne, véhicule trouvé après un long délai.',
};
const unannounced: FactorLine = {
  factor: 'F12',
  phase: 'TRANSFER',
  evidence: 'Aucun appel noté au registre de la structure receveuse.',
};
const noBlood: FactorLine = {
  factor: 'F24',
  phase: 'CSREF',
  evidence: 'Registre du laboratoire : aucune poche du groupe disponible.',
};

/** The five that make most maternal deaths of rural centres, in the words of their files. */
export const MATERNAL_SCENARIOS: readonly MaternalScenario[] = [
  {
    name: 'postpartum-haemorrhage',
    weeks: [37, 41],
    moment: 'delivered',
    dies: 'CSREF',
    signs: ['BLEEDING'],
    admission: {
      sbp: [55, 85],
      pulse: [125, 155],
      temp: [35.4, 36.8],
      hb: [3.2, 6.8],
      bleeding: 'SEVERE',
      malaria: 'NEG',
      protein: 'NEG',
      consciousness: 'VOICE',
      diagnoses: ['PPH', 'ANAEMIA'],
    },
    complications: ['PPH', 'ANAEMIA'],
    bloodLoss: [1200, 2600],
    referral: ['PPH'],
    care: [
      { item: 'FLUIDS', status: 'GIVEN', where: 'first', after: 20 },
      { item: 'UTEROTONIC', status: 'NOT_AVAIL', where: 'first' },
      { item: 'COMPRESSION', status: 'NOT_GIVEN', where: 'first' },
      { item: 'TXA', status: 'NOT_AVAIL', where: 'first' },
      { item: 'UTEROTONIC', status: 'GIVEN', where: 'second', after: 300 },
      { item: 'TRANSFUSION', status: 'NOT_AVAIL', where: 'second' },
    ],
    stockouts: ['OXYTOCIN', 'TXA', 'BLOOD'],
    right: { immediate: 'R57.1', underlying: 'O72.1', group: 'MM3', class: 'DIRECT' },
    wrong: { immediate: 'R57.9', underlying: 'O85', group: 'MM4', class: 'DIRECT' },
    decisive: { item: 'UTEROTONIC', where: 'second' },
    factors: [
      {
        factor: 'F22',
        phase: 'CSCOM',
        evidence: 'Fiche de stock : ocytocine à zéro depuis plusieurs jours.',
      },
      late,
      ambulance,
      unannounced,
      noBlood,
    ],
    narrative:
      'Femme arrivée en travail au centre de santé, partogramme rempli après la naissance. Ocytocine en rupture, pas de gestion active de la troisième période. Saignement abondant peu après la naissance, massage utérin et perfusion. Évacuation décidée, ambulance en panne, départ sans accompagnement ni appel. Arrivée en état de choc, utérotoniques donnés, aucune poche de sang disponible. Décès peu après.',
  },
  {
    name: 'eclampsia',
    weeks: [31, 39],
    moment: 'pregnant',
    dies: 'CSREF',
    signs: ['CONVULSION', 'HEADACHE'],
    admission: {
      sbp: [165, 215],
      pulse: [96, 122],
      temp: [36.6, 37.8],
      hb: [8.2, 11.5],
      bleeding: 'NONE',
      malaria: 'NEG',
      protein: '3',
      consciousness: 'PAIN',
      diagnoses: ['ECL'],
    },
    complications: [],
    bloodLoss: [0, 0],
    referral: ['PE_ECL'],
    care: [
      { item: 'MGSO4', status: 'NOT_AVAIL', where: 'first' },
      { item: 'ANTIHTA', status: 'NOT_GIVEN', where: 'first' },
      { item: 'FLUIDS', status: 'GIVEN', where: 'first', after: 60 },
      { item: 'MGSO4', status: 'GIVEN', where: 'second', after: 330 },
      { item: 'ANTIHTA', status: 'GIVEN', where: 'second', after: 340 },
      { item: 'CAESAREAN', status: 'NOT_GIVEN', where: 'second' },
    ],
    stockouts: ['MGSO4'],
    right: { immediate: 'R40.2', underlying: 'O15.0', group: 'MM2', class: 'DIRECT' },
    wrong: { immediate: 'R40.2', underlying: 'O98.6', group: 'MM7', class: 'INDIRECT' },
    decisive: { item: 'MGSO4', where: 'second' },
    factors: [
      { factor: 'F22', phase: 'CSCOM', evidence: 'Sulfate de magnésium absent de la salle d’accouchement.' },
      { factor: 'F17', phase: 'CPN', evidence: 'Deux tensions au-dessus de 140/90 notées sans suite.' },
      late,
      ambulance,
      { factor: 'F02', phase: 'HOME', evidence: 'Maux de tête depuis deux jours avant la décision.' },
    ],
    narrative:
      'Femme enceinte, tension élevée notée aux deux dernières consultations sans traitement. Maux de tête depuis deux jours, puis convulsions à la maison. À l’arrivée au centre de santé, nouvelle convulsion, tension très haute, protéinurie à trois croix. Sulfate de magnésium en rupture, perfusion posée, évacuation décidée. À la structure de référence, sulfate et antihypertenseur donnés, césarienne non faite. Coma puis décès, non accouchée.',
  },
  {
    name: 'sepsis',
    weeks: [36, 40],
    moment: 'delivered',
    dies: 'CSCOM',
    signs: ['FEVER', 'ABD_PAIN'],
    admission: {
      sbp: [70, 95],
      pulse: [120, 150],
      temp: [38.8, 40.4],
      hb: [7.2, 10.2],
      bleeding: 'NONE',
      malaria: 'NEG',
      protein: 'NEG',
      consciousness: 'VOICE',
      diagnoses: ['SEPSIS'],
    },
    complications: ['SEPSIS'],
    bloodLoss: [200, 450],
    referral: [],
    care: [
      { item: 'ANTIBIOTIC', status: 'GIVEN', where: 'first', after: 240 },
      { item: 'FLUIDS', status: 'GIVEN', where: 'first', after: 60 },
      { item: 'OXYGEN', status: 'NOT_AVAIL', where: 'first' },
    ],
    stockouts: ['OXYGEN'],
    right: { immediate: 'A41.9', underlying: 'O85', group: 'MM4', class: 'DIRECT' },
    wrong: { immediate: 'A41.9', underlying: 'O98.6', group: 'MM7', class: 'INDIRECT' },
    decisive: { item: 'ANTIBIOTIC', where: 'first' },
    factors: [
      { factor: 'F03', phase: 'HOME', evidence: 'Trois jours de fièvre avant la décision, mari absent.' },
      { factor: 'F32', phase: 'CSCOM', evidence: 'Aucune visite après la naissance notée au registre.' },
      { factor: 'F18', phase: 'CSCOM', evidence: 'Paludisme noté d’abord, test négatif.' },
      { factor: 'F25', phase: 'CSCOM', evidence: 'Concentrateur d’oxygène en panne depuis un mois.' },
    ],
    narrative:
      'Accouchée au centre de santé, sortie le lendemain, aucune visite après la naissance. Fièvre et douleurs du bas-ventre à la maison, le mari absent, traitement du marché. Retour au centre au quatrième jour : 39,5 °C, pouls rapide, ventre douloureux, pertes malodorantes. Test de paludisme négatif. Perfusion posée, antibiotiques donnés plusieurs heures après l’arrivée, oxygène en panne. Décès dans la nuit avant toute évacuation.',
  },
  {
    name: 'malaria',
    weeks: [18, 30],
    moment: 'pregnant',
    dies: 'ROUTE2',
    signs: ['FEVER', 'CONVULSION'],
    admission: {
      sbp: [95, 115],
      pulse: [118, 140],
      temp: [39.2, 40.6],
      hb: [4.6, 6.6],
      bleeding: 'NONE',
      malaria: 'POS',
      protein: 'NEG',
      consciousness: 'PAIN',
      diagnoses: ['MALARIA', 'ANAEMIA'],
    },
    complications: [],
    bloodLoss: [0, 0],
    referral: ['ANAEMIA', 'NO_BLOOD'],
    care: [
      { item: 'ARTESUNATE', status: 'NOT_AVAIL', where: 'first' },
      { item: 'TRANSFUSION', status: 'NOT_AVAIL', where: 'first' },
      { item: 'GLUCOSE', status: 'NOT_GIVEN', where: 'first' },
      { item: 'FLUIDS', status: 'GIVEN', where: 'first', after: 120 },
    ],
    stockouts: ['ARTESUNATE', 'BLOOD'],
    right: { immediate: 'B50.0', underlying: 'O98.6', group: 'MM7', class: 'INDIRECT' },
    wrong: { immediate: 'R40.2', underlying: 'O15.0', group: 'MM2', class: 'DIRECT' },
    decisive: null,
    factors: [
      { factor: 'F02', phase: 'HOME', evidence: 'Quatre jours de fièvre avant la décision.' },
      { factor: 'F04', phase: 'HOME', evidence: 'Médicaments du marché puis tradithérapeute.' },
      { factor: 'F30', phase: 'CPN', evidence: 'Aucune dose de traitement préventif, pas de moustiquaire.' },
      { factor: 'F22', phase: 'CSCOM', evidence: 'Artésunate en rupture au dépôt.' },
      ambulance,
    ],
    narrative:
      'Femme enceinte, une seule consultation prénatale, aucune dose de traitement préventif, pas de moustiquaire. Fièvre pendant plusieurs jours, médicaments du marché puis tradithérapeute. Convulsions, décision de consulter prise par la belle-mère. À l’arrivée : réaction à la douleur seulement, fièvre élevée, test de paludisme positif, pâleur. Ni artésunate ni sang disponibles. Évacuation décidée, véhicule privé trouvé après une longue attente. Décès en route, non accouchée.',
  },
  {
    name: 'ruptured-uterus',
    weeks: [38, 41],
    moment: 'labour',
    dies: 'CSREF',
    signs: ['LABOUR_LONG', 'ABD_PAIN'],
    admission: {
      sbp: [50, 80],
      pulse: [130, 160],
      temp: [36.0, 37.6],
      hb: [4.0, 6.9],
      bleeding: 'MODERATE',
      malaria: 'ND',
      protein: 'NEG',
      consciousness: 'VOICE',
      diagnoses: ['RUPTURE', 'OBSTRUCTED'],
    },
    complications: [],
    bloodLoss: [0, 0],
    referral: ['OBSTRUCTED', 'RUPTURE'],
    care: [
      { item: 'FLUIDS', status: 'GIVEN', where: 'first', after: 420 },
      { item: 'ANTIBIOTIC', status: 'NOT_GIVEN', where: 'first' },
      { item: 'LAPAROTOMY', status: 'NOT_GIVEN', where: 'second' },
      { item: 'TRANSFUSION', status: 'NOT_AVAIL', where: 'second' },
    ],
    stockouts: ['BLOOD', 'CSKIT'],
    right: { immediate: 'R57.1', underlying: 'O71.1', group: 'MM3', class: 'DIRECT' },
    wrong: { immediate: 'R57.1', underlying: 'O75.8', group: 'MM5', class: 'DIRECT' },
    decisive: null,
    factors: [
      { factor: 'F17', phase: 'CSCOM', evidence: 'Partogramme non rempli pendant huit heures.' },
      late,
      { factor: 'F26', phase: 'CSREF', evidence: 'Bloc fermé la nuit, anesthésiste absent.' },
      noBlood,
      ambulance,
    ],
    narrative:
      'Multipare arrivée en travail au centre de santé. Dilatation stationnaire pendant de longues heures, partogramme non rempli, pas d’évacuation. Douleur brutale puis arrêt des contractions, pâleur, saignement modéré. Évacuation décidée, ambulance attendue longtemps. À la structure de référence, rupture utérine reconnue, bloc fermé, anesthésiste absent, aucune poche de sang. Décès avant l’intervention, non accouchée.',
  },
];
