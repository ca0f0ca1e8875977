// The REST API as openapi.json says it is: paths, bodies and answers are typed by that document.
import createClient, { type Middleware } from "openapi-fetch";
import { dropSession, sessionHeaders } from "../session/store.ts";
import { Problem, problemOf } from "./problem.ts";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

const credentials: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(sessionHeaders(request.method))) request.headers.set(name, value);
    return request;
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
