import type { Inngest, InngestFunction } from 'inngest';
import { serve } from 'inngest/next';
import { NextRequest } from 'next/server';

/** The door through which Inngest calls `functions`; the SDK checks its signature. */
export function inngestDoor(client: Inngest, functions: readonly InngestFunction.Any[]) {
  const handler = serve({ client, functions });
  return (request: Request): Promise<Response> => handler(new NextRequest(request), undefined);
}
