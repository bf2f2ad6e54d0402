import { type App, getApp } from './app.ts';
import { answer } from './http.ts';
import { refuseOtherSites } from './same-origin.ts';

/** A route handler around what the app does with a request. What it throws is answered as every refusal is. */
export const route =
  (handle: (app: App, request: Request, requestId: string) => Promise<Response>) =>
  (request: Request): Promise<Response> =>
    answer(
      () => getApp().logger,
      request,
      (asked, requestId) => {
        const app = getApp();
        refuseOtherSites(asked, app.env.PUBLIC_URL);
        return app.caller.during(asked, () => handle(app, asked, requestId));
      },
    );
