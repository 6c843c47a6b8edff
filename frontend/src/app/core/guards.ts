import { inject } from '@angular/core';
import {
  RedirectCommand,
  Router,
  type CanActivateChildFn,
  type CanActivateFn,
  type CanMatchFn,
} from '@angular/router';
import { Session } from './session';

/**
 * Only for somebody signed in; the page asked for is opened after signing in. It matches rather than activates, so that nothing of a
 * page is fetched before its reader is known.
 */
export const signedIn: CanMatchFn = () => {
  const router = inject(Router);
  const session = inject(Session);
  if (session.view() !== null) return true;
  const url = router.currentNavigation()?.extractedUrl.toString() ?? '/';
  const queryParams = url === '/' ? {} : { suite: url };
  return new RedirectCommand(router.createUrlTree([session.door()], { queryParams }), { replaceUrl: true });
};

/** The second factor is given or made before anything; then a password given by somebody else is changed. */
export const farEnough: CanActivateChildFn = (_route, state) => {
  const view = inject(Session).view();
  const router = inject(Router);
  if (view !== null && view.step !== 'open') {
    if (state.url.startsWith('/verification')) return true;
    const queryParams = state.url === '/' ? {} : { suite: state.url };
    return new RedirectCommand(router.createUrlTree(['/verification'], { queryParams }), {
      replaceUrl: true,
    });
  }
  return view?.mustChangePassword !== true || state.url === '/code'
    ? true
    : new RedirectCommand(router.parseUrl('/code'), { replaceUrl: true });
};

/** Only for somebody not signed in. */
export const signedOut: CanActivateFn = () =>
  inject(Session).view() === null ? true : new RedirectCommand(inject(Router).parseUrl('/'));
