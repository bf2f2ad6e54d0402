import { signedIn } from '@halfpast/kernel';
import { route } from '@/server/route.ts';

/** A lesson as a file that calendars open. */
export const GET = route(async (app, request) => {
  const viewer = signedIn(await app.viewerOf(request.headers));
  const sessionId = new URL(request.url).pathname.split('/').at(-1) ?? '';
  const file = await app.getCalendarFile(viewer, sessionId);
  return new Response(file, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
      'content-disposition': 'attachment; filename="lesson.ics"',
    },
  });
});
