import { route } from '@/server/route.ts';

const inngest = route((app, request) => app.serveInngest(request));

export { inngest as GET, inngest as POST, inngest as PUT };
