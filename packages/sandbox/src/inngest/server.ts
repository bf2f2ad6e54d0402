import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import type { Catalog } from './catalog.ts';
import { type Intake, incomingEvents, isReserved } from './events.ts';
import { opsSchema, readOps } from './protocol.ts';
import type { Reader } from './reader.ts';
import { parseRegistration, UnsupportedFeature } from './registration.ts';
import { isSignedBearer, sameText } from './signature.ts';
import type { Store } from './store.ts';
import { createViews } from './views.ts';

export type ServerDeps = {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly intake: Intake;
  readonly reader: Reader;
  readonly clock: () => Date;
  /** Without it any key may send events. */
  readonly eventKey: string | undefined;
  /** Without it the engine runs as Inngest's dev server does, and checks nobody. */
  readonly signingKey: string | undefined;
  /** Called when other functions are registered than before. */
  readonly onRegistered: () => void;
  readonly onError: (error: unknown) => void;
};

const checkpoint = z.object({ qi_id: z.string().regex(/^\d{1,18}$/), steps: opsSchema });
const maxBody = 4 * 1024 * 1024;

/** The HTTP side of Inngest that the SDK speaks to. */
export function createServer(deps: ServerDeps): Hono {
  const { store, catalog, intake, reader, clock, eventKey, signingKey, onRegistered, onError } = deps;
  const app = new Hono();
  const refuse = (c: Context, status: 400 | 401 | 404 | 409 | 503, error: string) =>
    c.json({ error, status }, status);
  const isSigned = (c: Context) => !signingKey || isSignedBearer(c.req.header('authorization'), signingKey);

  app.use(bodyLimit({ maxSize: maxBody }));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof z.ZodError) return refuse(c, 400, z.prettifyError(error));
    if (error instanceof SyntaxError) return refuse(c, 400, 'The body is not JSON');
    onError(error);
    return c.json({ error: 'The engine could not do that now', status: 500 }, 500);
  });

  app.post('/e/:key', async (c) => {
    if (eventKey && !sameText(c.req.param('key'), eventKey)) return refuse(c, 401, 'Event key not found');
    const events = incomingEvents.parse(await c.req.json());
    const reserved = events.find(({ name }) => isReserved(name));
    if (reserved) return refuse(c, 400, `Nobody but the engine sends "${reserved.name.slice(0, 60)}"`);
    // An event that comes before any function is known would start nothing, and be lost.
    if (catalog.functions().length === 0) return refuse(c, 503, 'No app has registered its functions yet');
    return c.json({ ids: await intake.accept(events, c.req.header('x-inngest-event-id-seed')), status: 200 });
  });

  app.post('/fn/register', async (c) => {
    if (!isSigned(c)) return refuse(c, 401, 'The signing key is not this engine’s');
    try {
      const modified = await catalog.register(parseRegistration(await c.req.json()));
      if (modified) onRegistered();
      return c.json({ ok: true, modified });
    } catch (error) {
      if (error instanceof UnsupportedFeature) return refuse(c, 400, error.message);
      throw error;
    }
  });

  app.post('/v1/checkpoint/:runId/async', async (c) => {
    if (!isSigned(c)) return refuse(c, 401, 'The signing key is not this engine’s');
    const { qi_id: lease, steps } = checkpoint.parse(await c.req.json());
    const now = clock();
    const { done, pending, failing, completed, unsupported } = readOps(steps, now);
    if (pending.length > 0 || failing || completed || unsupported)
      return refuse(c, 400, 'Only finished steps are saved on the way');
    const saved = await store.saveSteps(
      { runId: c.req.param('runId'), stepId: '', lease },
      { done, pending, release: false },
      now,
    );
    return saved === 'lost' ? refuse(c, 409, 'Somebody else holds this run now') : c.json({ status: 200 });
  });

  app.get('/health', (c) => c.json({ status: 'ok', functions: catalog.functions().length }));
  app.route('/', createViews(reader));
  app.notFound((c) => refuse(c, 404, 'There is nothing here'));
  return app;
}
