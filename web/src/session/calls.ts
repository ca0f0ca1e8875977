// The calls around a session. Every answer that is a session replaces the one that is known.
import { api, take, type Schemas } from "../api/client.ts";
import { currentSession, dropSession, openSession, type Session } from "./store.ts";

async function opening(answer: Promise<Session>): Promise<Session> {
  const session = await answer;
  openSession(session);
  return session;
}

export const signIn = (name: string, password: string) => opening(take(api.POST("/api/v1/session", { body: { name, password } })));

export const showSecondFactor = (body: Schemas["SecondFactorRequest"]) => opening(take(api.POST("/api/v1/session/second-factor", { body })));

export const choosePassword = (body: Schemas["PasswordRequest"]) => opening(take(api.POST("/api/v1/session/password", { body })));

export const acceptInvitation = (body: Schemas["AcceptRequest"]) => opening(take(api.POST("/api/v1/invitations/accept", { body })));

export const acceptReset = (body: Schemas["AcceptRequest"]) => opening(take(api.POST("/api/v1/password-resets/accept", { body })));

export const askForReset = (name: string) => take(api.POST("/api/v1/password-resets", { body: { name } }));

export async function signOut() {
  try {
    await take(api.DELETE("/api/v1/session"));
  } finally {
    dropSession();
  }
}

/** Asks for the session as it is now, after something changed what it may do. */
export const refreshSession = () => opening(take(api.GET("/api/v1/session")));

let asked: Promise<unknown> | undefined;

/** Asks once whether the cookie still stands for somebody. */
export async function knownSession(): Promise<Session | undefined> {
  asked ??= refreshSession().catch(() => undefined);
  await asked;
  return currentSession();
}
