// The REST API as openapi.json says it is: paths, bodies and answers are typed by that document.
import createClient, { type Middleware } from "openapi-fetch";
import { dropSession, sessionHeaders } from "../session/store.ts";
import { stepUp } from "../session/step-up.ts";
import { Problem, problemOf } from "./problem.ts";
import { record } from "./recorder.ts";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

function sign(request: Request): Request {
  for (const [name, value] of Object.entries(sessionHeaders(request.method))) request.headers.set(name, value);
  return request;
}

async function wantsStepUp(response: Response): Promise<boolean> {
  if (response.status !== 403) return false;
  const document: unknown = await response.clone().json().catch(() => undefined);
  return (document as { code?: unknown } | undefined)?.code === "step_up_needed";
}

/** Requests that change something, as they were sent: a body can be read only once. */
const repeatable = new Map<string, Request>();

const credentials: Middleware = {
  onRequest({ request, id }) {
    sign(request);
    record(request);
    if (request.method !== "GET") repeatable.set(id, request.clone());
    return request;
  },
  async onResponse({ response, id }) {
    const again = repeatable.get(id);
    repeatable.delete(id);
    return again && (await wantsStepUp(response)) && (await stepUp()) ? fetch(sign(again)) : response;
  },
  onError({ id }) {
    repeatable.delete(id);
  },
};

export const api = createClient<paths>({ baseUrl: "/" });
api.use(credentials);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's document; throws a Problem for everything that is not a success. */
export async function take<T>(answer: Promise<Answer<T>>): Promise<T> {
  let settled: Answer<T>;
  try {
    settled = await answer;
  } catch {
    throw new Problem({ status: 0, code: "unreachable", title: "", detail: "" });
  }
  if (!settled.response.ok) {
    if (settled.response.status === 401) dropSession();
    throw problemOf(settled.error, settled.response);
  }
  return settled.data as T;
}
