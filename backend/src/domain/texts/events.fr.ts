import type { EventTexts } from './events.js';

/** Verbs of the buttons and sentences of the timeline, in plain French. */
export const eventsFr: EventTexts = {
  case: {
    notify: { verb: 'Notifier un décès', done: 'Décès notifié' },
    confirm: { verb: 'Confirmer le décès', done: 'Décès confirmé' },
    'change-kind': { verb: 'Changer le type de décès', done: 'Type de décès changé' },
    widen: { verb: 'Demander la revue complète', done: 'Revue complète demandée' },
    'find-link': {
      verb: 'Passer à la revue complète',
      done: 'Lien avec une structure trouvé : revue complète',
    },
    discard: { verb: 'Écarter ce cas', done: 'Cas écarté' },
    'mark-duplicate': { verb: 'Marquer comme doublon', done: 'Cas marqué comme doublon' },
    'unmark-duplicate': { verb: 'Retirer la marque de doublon', done: 'Marque de doublon retirée' },
    freeze: {
      verb: 'Geler le dossier',
      done: 'Dossier gelé',
      warning:
        'Une fois gelé, le dossier ne change plus. L’audit et le contre-audit liront exactement ce texte.',
    },
    'waive-audit': {
      verb: 'Renoncer à l’audit',
      done: 'Audit non faisable, motif gardé',
      warning:
        'Le cas sera conclu sans audit. Il reste compté partout. Une deuxième personne doit confirmer.',
    },
    unfreeze: { verb: 'Dégeler le dossier', done: 'Dossier dégelé' },
    'proceed-with-one': {
      verb: 'Conclure avec un seul avis',
      done: 'Cas conclu avec un seul contre-audit',
      warning: 'Le deuxième avis ne sera plus attendu. Une deuxième personne doit confirmer.',
    },
    waive: {
      verb: 'Renoncer au contre-audit',
      done: 'Contre-audit non fait, motif gardé',
      warning: 'L’avis de l’audit restera seul. Une deuxième personne doit confirmer.',
    },
    close: { verb: 'Clore le cas', done: 'Cas clos' },
    reopen: {
      verb: 'Rouvrir le cas',
      done: 'Cas rouvert',
      warning:
        'Un nouveau tour commence. Les avis en cours et le dossier anonymisé sont retirés. Une deuxième personne doit confirmer.',
    },
    hold: { verb: 'Suspendre le cas', done: 'Cas suspendu, délais arrêtés' },
    'lift-hold': { verb: 'Lever la suspension', done: 'Suspension levée' },
    transfer: { verb: 'Transférer le cas', done: 'Cas transféré' },
    'enter-phase': { verb: 'Saisir sa partie', done: 'Partie saisie pour une structure' },
    'erase-identity': {
      verb: 'Effacer l’identité',
      done: 'Identité effacée',
      warning:
        'Le nom, le téléphone, la date de naissance et les photos sont détruits pour toujours. Le cas reste. Une deuxième personne doit confirmer.',
    },
    'seal-audit': { verb: 'Enregistrer l’audit scellé', done: 'Audit scellé' },
    select: { verb: 'Retenir pour contre-audit', done: 'Cas retenu pour contre-audit' },
    skip: { verb: 'Ne pas retenir', done: 'Cas non retenu par le tirage, conclusion provisoire' },
    compare: { verb: 'Comparer les avis', done: 'Avis comparés' },
    adjudicate: { verb: 'Enregistrer l’arbitrage', done: 'Arbitrage rendu' },
    respond: { verb: 'Ouvrir la riposte', done: 'Riposte ouverte' },
  },
  audit: {
    assign: { verb: 'Désigner', done: 'Place attribuée' },
    'declare-none': { verb: 'Je n’ai aucun lien : ouvrir', done: 'Absence de lien déclarée, dossier ouvert' },
    recuse: {
      verb: 'J’ai un lien : me récuser',
      done: 'Récusation',
      warning: 'Ce dossier vous sera retiré. Se récuser n’est jamais un reproche.',
    },
    withdraw: {
      verb: 'Retirer le dossier',
      done: 'Dossier retiré',
      warning: 'La personne ne pourra plus lire ce dossier. La place sera de nouveau libre.',
    },
    seal: { verb: 'Sceller l’avis', done: 'Avis scellé', warning: 'Une fois scellé, l’avis ne change plus.' },
    revise: { verb: 'Réviser l’audit', done: 'Révision de l’audit ouverte' },
    expire: { verb: 'Clore le délai', done: 'Délai passé, place libérée' },
  },
  packet: {
    build: { verb: 'Préparer le dossier anonymisé', done: 'Dossier anonymisé préparé' },
    release: { verb: 'Remettre le dossier anonymisé', done: 'Dossier anonymisé remis' },
    withdraw: { verb: 'Retirer le dossier anonymisé', done: 'Dossier anonymisé retiré' },
    destroy: { verb: 'Détruire le dossier anonymisé', done: 'Dossier anonymisé détruit' },
  },
  session: {
    plan: { verb: 'Planifier la séance', done: 'Séance planifiée' },
    open: { verb: 'Ouvrir la séance', done: 'Séance ouverte' },
    close: { verb: 'Clore la séance', done: 'Séance close' },
    cancel: { verb: 'Annuler la séance', done: 'Séance annulée' },
  },
  recommendation: {
    propose: { verb: 'Proposer', done: 'Recommandation proposée' },
    accept: { verb: 'Accepter', done: 'Recommandation acceptée' },
    refuse: { verb: 'Refuser', done: 'Recommandation refusée' },
    start: { verb: 'Commencer', done: 'Travail commencé' },
    report: { verb: 'Dire où on en est', done: 'Point de suivi' },
    block: { verb: 'Bloqué', done: 'Travail bloqué' },
    unblock: { verb: 'Reprendre', done: 'Travail repris' },
    escalate: { verb: 'Demander au niveau supérieur', done: 'Niveau supérieur sollicité' },
    finish: { verb: 'Fait', done: 'Travail fait, à vérifier' },
    return: { verb: 'Renvoyer', done: 'Travail à reprendre' },
    verify: {
      verb: 'Vérifier',
      done: 'Travail vérifié',
      warning: 'Vous confirmez avoir vu la preuve. La vérification ne se retire plus.',
    },
    'check-effect': { verb: 'Dire l’effet', done: 'Effet constaté' },
    cancel: { verb: 'Abandonner', done: 'Recommandation abandonnée' },
    merge: { verb: 'Regrouper avec une autre', done: 'Recommandation regroupée' },
  },
  'zero-report': {
    expect: { verb: 'Attendre le rapport zéro', done: 'Rapport zéro attendu' },
    submit: { verb: 'Envoyer le rapport zéro', done: 'Rapport zéro reçu' },
    correct: { verb: 'Corriger le rapport', done: 'Rapport corrigé' },
    miss: { verb: 'Compter le rapport comme manquant', done: 'Rapport zéro manquant' },
    remind: { verb: 'Relancer les rapports en retard', done: 'Rapports relancés' },
  },
};
