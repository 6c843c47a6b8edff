import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router, type Routes } from '@angular/router';
import { codeTexts, eventTexts, reasonTexts, roleTexts, stateTexts } from '../core/domain-texts';
import { Permissions } from '../core/permissions';
import { recommendationTexts } from './texts';

/** Owners outside the care team know recommendations as bare actions only. */
const orActions: CanActivateFn = ({ params }) => {
  const may = inject(Permissions);
  if (may.can('read', 'Recommendation') || !may.can('read', 'Action')) return true;
  const id = params['id'] as string | undefined;
  const target = inject(Router).createUrlTree(id === undefined ? ['/actions'] : ['/actions', id]);
  return new RedirectCommand(target, { replaceUrl: true });
};

export const routes: Routes = [
  {
    path: '',
    canActivate: [
      recommendationTexts.ready,
      stateTexts.ready,
      eventTexts.ready,
      reasonTexts.ready,
      roleTexts.ready,
      codeTexts.ready,
    ],
    children: [
      {
        path: '',
        pathMatch: 'full',
        canActivate: [orActions],
        loadComponent: () => import('./recommendation-list').then((m) => m.RecommendationList),
      },
      { path: 'nouvelle', loadComponent: () => import('./proposal-page').then((m) => m.ProposalPage) },
      {
        path: ':id',
        pathMatch: 'full',
        canActivate: [orActions],
        loadComponent: () => import('./recommendation-page').then((m) => m.RecommendationPage),
      },
      { path: ':id/modifier', loadComponent: () => import('./proposal-page').then((m) => m.ProposalPage) },
    ],
  },
];
