import { route } from '@/server/route.ts';

const auth = route((app, request) => app.auth.handler(request));

export { auth as GET, auth as POST };
