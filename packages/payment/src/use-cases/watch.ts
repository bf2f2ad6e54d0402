import { DomainError, type Page, page, signedIn, type Viewer } from '@halfpast/kernel';
import type { RaisedAlert } from '../domain/alert.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { Watch } from './ports.ts';

type Deps = { readonly watch: Watch };

/** What an operator should know of, newest first. @throws DomainError FORBIDDEN for anybody else */
export const alerts =
  ({ watch }: Deps) =>
  async (viewer: Viewer | undefined, wanted: Page): Promise<readonly RaisedAlert[]> => {
    onlyOperators(viewer);
    return watch.alerts(page(wanted.first, wanted.after));
  };

/** All disputes, those first that aren't decided. @throws DomainError FORBIDDEN for anybody but an operator */
export const disputes =
  ({ watch }: Deps) =>
  async (viewer: Viewer | undefined, wanted: Pick<Page, 'first'>): Promise<readonly Dispute[]> => {
    onlyOperators(viewer);
    return watch.disputes(page(wanted.first));
  };

function onlyOperators(viewer: Viewer | undefined): void {
  if (signedIn(viewer).role !== 'operator') throw new DomainError('FORBIDDEN', 'This is for operators');
}
