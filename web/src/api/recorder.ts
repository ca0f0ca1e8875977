// The calls of the page on the screen, as commands that anybody can repeat. What is secret in them is left out.
import { useSyncExternalStore } from "react";

export interface Call {
  id: number;
  method: string;
  path: string;
  body?: string;
  /** The address of the page that asked. */
  page: string;
}

const MOST = 40;
const SECRET = /password|code|token|secret|credential|private_key/i;

let calls: Call[] = [];
let next = 0;
const listeners = new Set<() => void>();

function change(to: Call[]) {
  calls = to;
  for (const listener of listeners) listener();
}

export function withoutSecrets(text: string): string {
  return JSON.stringify(JSON.parse(text), (name, value) => (SECRET.test(name) && name !== "profile" ? "…" : value), 2);
}

export async function record(request: Request) {
  const { pathname, search } = new URL(request.url);
  const text = request.method === "GET" ? "" : await request.clone().text();
  const call: Call = { id: next++, method: request.method, path: pathname + search, page: window.location.pathname, ...(text ? { body: withoutSecrets(text) } : {}) };
  change([call, ...calls.filter((known) => known.method !== call.method || known.path !== call.path)].slice(0, MOST));
}

export function useCalls(): Call[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => calls,
  );
}

export function asCurl({ method, path, body }: Pick<Call, "method" | "path" | "body">): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  return [
    `curl ${method === "GET" ? "" : `-X ${method} `}${quoted(window.location.origin + path)} \\`,
    `  -H 'Authorization: Bearer KEY'${body ? " \\" : ""}`,
    ...(body ? [`  -H 'Content-Type: application/json' \\`, `  -d ${quoted(body)}`] : []),
  ].join("\n");
}
