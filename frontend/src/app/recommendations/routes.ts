import type { Routes } from '@angular/router';
import { codeTexts, eventTexts, reasonTexts, roleTexts, stateTexts } from '../core/domain-texts';
import { recommendationTexts } from './texts';

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
        loadComponent: () => import('./recommendation-list').then((m) => m.RecommendationList),
      },
      { path: 'nouvelle', loadComponent: () => import('./proposal-page').then((m) => m.ProposalPage) },
      {
        path: ':id',
        pathMatch: 'full',
        loadComponent: () => import('./recommendation-page').then((m) => m.RecommendationPage),
      },
      { path: ':id/modifier', loadComponent: () => import('./proposal-page').then((m) => m.ProposalPage) },
    ],
  },
];
