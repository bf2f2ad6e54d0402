import { route } from '@/server/route.ts';

const facade = route(async (app, request, requestId) => (await app.graphql()).facade(request, requestId));

export { facade as GET, facade as POST };
