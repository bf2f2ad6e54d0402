import type { Logger } from '@halfpast/kernel/logger';
import type { Account, Ruling } from '../domain/account.ts';
import type { Alert } from '../domain/alert.ts';
import type { Accounts } from './ports.ts';

type Deps = { readonly accounts: Pick<Accounts, 'change'>; readonly logger: Logger };

/** Applies a rule to an account; what it raises is logged, too. @returns the account after that */
export async function changeAccount(
  { accounts, logger }: Deps,
  paymentId: string,
  rule: (account: Account) => Ruling,
): Promise<Account> {
  const { account, raised } = await accounts.change(paymentId, rule);
  logAlerts(logger, raised);
  return account;
}

/** An operator who reads the log alone hears of it as well. */
export function logAlerts(logger: Logger, alerts: readonly Alert[]): void {
  for (const { kind, paymentId, sessionId, words } of alerts)
    logger.error({ kind, paymentId, sessionId }, words);
}
