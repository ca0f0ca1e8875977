// Signing in with name and password.
import { Problem, problemOf } from "../api/problem.ts";
import { openSession } from "./store.ts";
import type { Session } from "./types.ts";

async function post(path: string, body: object) {
  const response = await fetch(`/api/v1${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).catch(() => {
    throw new Problem({ status: 0, code: "unreachable", title: "", detail: "" });
  });
  const document: unknown = await response.json().catch(() => undefined);
  return { response, document };
}

/** A server without sessions answers 404 and gives a key for an hour instead, which is kept in memory only. */
export async function signIn(name: string, password: string, fresh?: string): Promise<Session> {
  const first = await post("/session", { name, password });
  if (first.response.ok) {
    openSession(first.document as Session);
    return first.document as Session;
  }
  if (first.response.status !== 404 && first.response.status !== 405) throw problemOf(first.document, first.response);
  const second = await post("/sign-in", { name, password, ...(fresh ? { new_password: fresh } : {}) });
  if (!second.response.ok) throw problemOf(second.document, second.response);
  const { key, role, expires_at: expires } = second.document as { key: string; role: string; expires_at: string };
  const session: Session = {
    state: "open",
    user: { id: name, name, display_name: name, email: "", role },
    permissions: ["issue-certificates", "read-certificates", "revoke-certificates", "file-applications", "read-issuers", "read-audit", "manage-access"],
    csrf: "",
    factors: [],
    expires,
  };
  openSession(session, key);
  return session;
}
