import { healthOf } from '@/server/health.ts';
import { route } from '@/server/route.ts';

export const GET = route(async (app) => {
  const health = await healthOf(app);
  return Response.json(health, { status: health.database === 'up' ? 200 : 503 });
});
