import { limited } from '@/server/http.ts';
import { route } from '@/server/route.ts';

const maxBytes = 5_000_000; // Inngest sends at most 4 MiB of a run's state

const inngest = route(async (app, request) => app.serveInngest(await limited(request, maxBytes)));

export { inngest as GET, inngest as POST, inngest as PUT };
