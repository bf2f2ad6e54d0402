import { route } from '@/server/route.ts';
import { serveTrpc } from '@/server/trpc/serve.ts';

const trpc = route(serveTrpc);

export { trpc as GET, trpc as POST };
