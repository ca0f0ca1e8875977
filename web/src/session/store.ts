// Who is signed in. The key lives in this module's memory only: a reload asks for the password again, and no
// script of another origin, no extension storage and no disk ever holds it.
import { useSyncExternalStore } from "react";

export interface Session {
  key: string;
  name: string;
  role: string;
  expiresAt: string;
}

let current: Session | undefined;
const listeners = new Set<() => void>();

function change(next: Session | undefined) {
  current = next;
  for (const listener of listeners) listener();
}

export function openSession(session: Session) {
  change(session);
}

export function dropSession() {
  if (current) change(undefined);
}

export function sessionHeaders(_method: string): Record<string, string> {
  return current ? { Authorization: `Bearer ${current.key}` } : {};
}

export function currentSession(): Session | undefined {
  return current;
}

export function useSession(): Session | undefined {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentSession);
}
