// The calls around a session. Every answer is the session as it is now.
import { Problem, problemOf } from "../api/problem.ts";
import { currentSession, dropSession, openSession, sessionHeaders } from "./store.ts";
import type { Session } from "./types.ts";

async function send(method: string, path: string, body?: object): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: { ...sessionHeaders(method), ...(body ? { "Content-Type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  } catch {
    throw new Problem({ status: 0, code: "unreachable", title: "", detail: "" });
  }
  const document: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(document, response);
  return document;
}

async function change(path: string, body: object): Promise<Session> {
  const session = (await send("POST", path, body)) as Session;
  openSession(session);
  return session;
}

export const showTotp = (code: string) => change("/session/second-factor", { totp_code: code });
export const showRecoveryCode = (code: string) => change("/session/second-factor", { recovery_code: code });
export const choosePassword = (fresh: string, kept?: string) =>
  change("/session/password", { new_password: fresh, ...(kept ? { current_password: kept } : {}) });
export const acceptInvitation = (token: string, password: string) => change("/invitations/accept", { token, password });

export async function signOut() {
  try {
    await send("DELETE", "/session");
  } finally {
    dropSession();
  }
}

let asked: Promise<void> | undefined;

/** Asks once whether the cookie still stands for somebody. */
export function knownSession(): Promise<Session | undefined> {
  asked ??= send("GET", "/session").then(
    (session) => openSession(session as Session),
    () => undefined,
  );
  return asked.then(currentSession);
}

/** Asks again, after something changed what the session may do. */
export async function refreshSession() {
  openSession((await send("GET", "/session")) as Session);
}
