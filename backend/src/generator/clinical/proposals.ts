import type { Answers } from '../../domain/forms/form.js';
import { audienceOf, type Level } from '../../domain/recommendations/audience.js';
import { usualDeadline } from '../../domain/recommendations/deadlines.js';
import type { Seeded } from '../seeded.js';
import { value } from './answered.js';

interface Remedy {
  readonly problem: string;
  readonly action: string;
  readonly level: Level;
  readonly owner: string;
  readonly strength: 'STRONG' | 'INTERMEDIATE' | 'WEAK';
  readonly resources: readonly string[];
  readonly indicator: string;
  readonly proof: string;
}

const remedy = (
  level: Level,
  owner: string,
  strength: Remedy['strength'],
  words: Pick<Remedy, 'problem' | 'action' | 'indicator'>,
  proof: string,
  resources: readonly string[],
): Remedy => ({ ...words, level, owner, strength, proof, resources });

/** What a session usually recommends against a factor. Means where they lack; for skills, an exercise of the whole team. */
const REMEDIES: Readonly<Record<string, Remedy>> = {
  F01: remedy(
    'COMMUNITY',
    'ASACO_PRESIDENT',
    'INTERMEDIATE',
    {
      problem: 'Les premières consultations prénatales viennent tard.',
      action: 'Tenir chaque mois une consultation avancée dans les villages à plus de 5 km',
      indicator: '3 consultations avancées par mois',
    },
    'REGISTER_COUNT',
    ['STAFF_TIME'],
  ),
  F02: remedy(
    'COMMUNITY',
    'ASACO_PRESIDENT',
    'INTERMEDIATE',
    {
      problem: 'Les signes de danger ne sont pas reconnus à la maison.',
      action: 'Tenir chaque mois une causerie sur les 5 signes de danger avec le relais de chaque village',
      indicator: '6 villages sur 6 chaque mois',
    },
    'TRAINING_LIST',
    ['STAFF_TIME'],
  ),
  F03: remedy(
    'COMMUNITY',
    'ASACO_PRESIDENT',
    'INTERMEDIATE',
    {
      problem: 'La décision attend le retour du mari.',
      action: 'Faire signer par 6 chefs de village l’accord de décider sans attendre le mari',
      indicator: '6 accords signés',
    },
    'LETTER',
    ['NONE'],
  ),
  F04: remedy(
    'COMMUNITY',
    'ASACO_PRESIDENT',
    'WEAK',
    {
      problem: 'Le recours au centre vient après les soins à la maison.',
      action: 'Réunir les tradithérapeutes de l’aire avec le DTC, 1 fois par trimestre',
      indicator: '1 réunion par trimestre, 8 tradithérapeutes',
    },
    'TRAINING_LIST',
    ['NONE'],
  ),
  F11: remedy(
    'COMMUNE',
    'MAIRE',
    'STRONG',
    {
      problem: 'L’ambulance n’était pas en état de partir.',
      action: 'Réparer l’ambulance et payer chaque mois 100 litres de carburant',
      indicator: '1 ambulance qui roule, 100 litres par mois',
    },
    'RECEIPT',
    ['VEHICLE'],
  ),
  F12: remedy(
    'DISTRICT',
    'SRE',
    'INTERMEDIATE',
    {
      problem: 'La structure receveuse n’était pas prévenue.',
      action: 'Ouvrir une ligne d’appel au CSRéf et noter chaque appel dans 1 registre',
      indicator: '9 appels notés pour 10 évacuations',
    },
    'REGISTER_COUNT',
    ['STAFF_TIME'],
  ),
  F17: remedy(
    'CSCOM',
    'DTC',
    'INTERMEDIATE',
    {
      problem: 'Le partogramme a été rempli après la naissance.',
      action: 'Relire chaque lundi 5 partogrammes avec toute l’équipe',
      indicator: '5 partogrammes relus par semaine',
    },
    'REGISTER_COUNT',
    ['STAFF_TIME'],
  ),
  F18: remedy(
    'CSCOM',
    'DTC',
    'INTERMEDIATE',
    {
      problem: 'Le premier diagnostic n’a pas été revu.',
      action: 'Afficher 1 arbre de décision des fièvres et l’utiliser à chaque admission',
      indicator: '10 admissions vérifiées par mois',
    },
    'VISIT',
    ['STAFF_TIME'],
  ),
  F20: remedy(
    'CSCOM',
    'DTC',
    'INTERMEDIATE',
    {
      problem: 'L’évacuation a été décidée tard.',
      action: 'Fixer avec le CSRéf 1 règle d’évacuation en 30 minutes et l’exercer chaque mois',
      indicator: '1 exercice par mois, évacuations en moins de 30 minutes',
    },
    'TRAINING_LIST',
    ['STAFF_TIME'],
  ),
  F22: remedy(
    'ASACO',
    'ASACO_TRESORIER',
    'STRONG',
    {
      problem: 'Un médicament vital manquait.',
      action: 'Fixer un stock minimal de 20 doses et le compter chaque semaine',
      indicator: '20 doses au moins, 4 comptages par mois',
    },
    'STOCK_CARD',
    ['DRUG'],
  ),
  F24: remedy(
    'DISTRICT',
    'MCD',
    'STRONG',
    {
      problem: 'Aucune poche de sang n’était disponible.',
      action: 'Garder 2 poches de sang O négatif chaque nuit',
      indicator: '2 poches comptées chaque soir',
    },
    'REGISTER_COUNT',
    ['EQUIPMENT'],
  ),
  F25: remedy(
    'ASACO',
    'ASACO_PRESIDENT',
    'STRONG',
    {
      problem: 'Un appareil était en panne.',
      action: 'Acheter 2 ballons avec masques et vérifier chaque semaine le matériel de réanimation',
      indicator: '2 ballons en état, 4 vérifications par mois',
    },
    'RECEIPT',
    ['EQUIPMENT'],
  ),
  F26: remedy(
    'DISTRICT',
    'MCD',
    'STRONG',
    {
      problem: 'Le bloc était fermé la nuit.',
      action: 'Payer chaque mois une garde de nuit du bloc',
      indicator: '30 nuits de garde sur 30',
    },
    'REGISTER_COUNT',
    ['STAFF_TIME'],
  ),
  F27: remedy(
    'CSCOM',
    'DTC',
    'INTERMEDIATE',
    {
      problem: 'Aucune ventilation n’a été faite à la naissance.',
      action: 'Faire chaque semaine un exercice de réanimation du nouveau-né avec le mannequin',
      indicator: '4 exercices par mois',
    },
    'TRAINING_LIST',
    ['STAFF_TIME'],
  ),
  F29: remedy(
    'CSCOM',
    'DTC',
    'INTERMEDIATE',
    {
      problem: 'La méthode kangourou n’a pas été commencée.',
      action: 'Installer 1 coin kangourou et noter la température toutes les 4 heures',
      indicator: '6 températures notées par jour',
    },
    'REGISTER_COUNT',
    ['STAFF_TIME'],
  ),
  F30: remedy(
    'DISTRICT',
    'PHARMA',
    'INTERMEDIATE',
    {
      problem: 'Le traitement préventif manquait à la consultation.',
      action: 'Livrer chaque mois 200 doses de traitement préventif au centre',
      indicator: '200 doses livrées par mois',
    },
    'STOCK_CARD',
    ['DRUG'],
  ),
  F31: remedy(
    'CSCOM',
    'DTC',
    'INTERMEDIATE',
    {
      problem: 'Un signe de danger n’a pas conduit à l’évacuation.',
      action: 'Afficher 1 liste des signes de danger et la cocher à chaque consultation',
      indicator: '10 consultations vérifiées par mois',
    },
    'VISIT',
    ['NONE'],
  ),
  F32: remedy(
    'CSCOM',
    'DTC',
    'INTERMEDIATE',
    {
      problem: 'Aucune visite n’a suivi la naissance.',
      action: 'Appeler chaque mère à 3 jours et noter l’appel au registre',
      indicator: '9 mères appelées sur 10',
    },
    'REGISTER_COUNT',
    ['STAFF_TIME'],
  ),
};

/** A proposal as a session writes it. */
export interface ProposedRemedy {
  readonly factor: string;
  readonly level: Level;
  readonly answers: Answers;
}

/** Up to `most` proposals against the factors of an opinion, followed by a member of the care team. */
export function proposalsFor(
  random: Seeded,
  factors: readonly string[],
  most: number,
  follower: string,
  start: string,
): readonly ProposedRemedy[] {
  const known = factors.filter((factor) => REMEDIES[factor] !== undefined);
  return known.slice(0, most).flatMap((factor) => {
    const found = REMEDIES[factor];
    if (found === undefined) return [];
    const answers: Answers = {
      rec_factor: value(factor),
      rec_problem: value(found.problem),
      rec_action: value(found.action),
      rec_strength: value(found.strength),
      rec_priority: value(random.pick(['P1', 'P2', 'P3'])),
      rec_level: value(found.level),
      rec_audience: value(audienceOf(factor, found.level)),
      rec_owner_role: value(found.owner),
      rec_follow_member: value(follower),
      rec_resources: value(found.resources),
      rec_start: value(start),
      rec_deadline: value(usualDeadline(found.level, start)),
      rec_indicator: value(found.indicator),
      rec_proof_type: value(found.proof),
    };
    return [{ factor, level: found.level, answers }];
  });
}
