import { withoutNodesMode } from '@/server/auth.ts';
import { limited } from '@/server/http.ts';
import { route } from '@/server/route.ts';

const maxBytes = 100_000;

const auth = route(async (app, request) => app.signIn(withoutNodesMode(await limited(request, maxBytes))));

export { auth as GET, auth as POST };
