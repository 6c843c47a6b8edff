import type { StateTexts } from './states.js';

/** States in French, as the stepper, the lists and the chips show them. */
export const statesFr: StateTexts = {
  case: {
    notified: 'Notifié',
    documenting: 'Documentation',
    ready: 'Prêt',
    audited: 'Audité',
    'counter-auditing': 'Contre-audit',
    adjudicating: 'Arbitrage',
    concluded: 'Conclu',
    responding: 'Riposte',
    closed: 'Clos',
    discarded: 'Écarté',
    duplicate: 'Doublon',
  },
  audit: {
    assigned: 'Attribué',
    'in-progress': 'En cours',
    sealed: 'Scellé',
    recused: 'Récusé',
    expired: 'Délai passé',
    withdrawn: 'Retiré',
  },
  packet: { draft: 'À relire', released: 'Remis', withdrawn: 'Retiré', destroyed: 'Détruit' },
  session: { planned: 'Planifiée', open: 'Ouverte', closed: 'Close', cancelled: 'Annulée' },
  recommendation: {
    proposed: 'Proposée',
    accepted: 'Acceptée',
    refused: 'Refusée',
    'in-progress': 'En cours',
    blocked: 'Bloquée',
    done: 'Réalisée, à vérifier',
    verified: 'Réalisée et vérifiée',
    effective: 'Effet confirmé',
    ineffective: 'Sans effet',
    cancelled: 'Abandonnée',
    merged: 'Regroupée avec une autre',
  },
  'zero-report': { expected: 'Attendu', received: 'Reçu', missing: 'Manquant' },
};
