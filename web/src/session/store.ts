// Who is signed in. The session itself is a cookie that no script can read; what is kept here is its description,
// and the token against forged requests that goes with it.
import { useSyncExternalStore } from "react";
import type { Session } from "./types.ts";

let current: Session | undefined;
let key: string | undefined;
const listeners = new Set<() => void>();

export function openSession(session: Session, bearer?: string) {
  current = session;
  key = bearer;
  for (const listener of listeners) listener();
}

export function dropSession() {
  if (!current) return;
  current = undefined;
  key = undefined;
  for (const listener of listeners) listener();
}

const SAFE = new Set(["GET", "HEAD"]);

export function sessionHeaders(method: string): Record<string, string> {
  if (key) return { Authorization: `Bearer ${key}` };
  return current && !SAFE.has(method) ? { "X-Chancery-Csrf": current.csrf } : {};
}

export function currentSession(): Session | undefined {
  return current;
}

export function isOpen(session: Session | undefined): session is Session {
  return session?.state === "open";
}

export function useSession(): Session | undefined {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentSession);
}

/** True when the signed-in person holds one of the permissions. */
export function useMay(...permissions: string[]): boolean {
  const session = useSession();
  return permissions.some((permission) => session?.permissions.includes(permission));
}
