import type { ComponentType, LazyExoticComponent } from 'react';
import { lazy } from 'react';
import type { PageName } from '../../lib/pages/page-names.ts';

/** The pages by the segment of their address; each is loaded when it is opened. */
export const pages: Readonly<Partial<Record<PageName, LazyExoticComponent<ComponentType>>>> = {
  '': lazy(() => import('../pages/home/home-page.tsx')),
  users: lazy(() => import('../pages/users/active-users-page.tsx')),
  licenses: lazy(() => import('../pages/licenses/licenses-page.tsx')),
};

export const NotFound = lazy(() => import('../pages/not-found/not-found-page.tsx'));
