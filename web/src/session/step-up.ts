// Sensitive acts may ask for a fresh second proof. Whoever needs one waits here until the dialog has it.
import { useSyncExternalStore } from "react";

let waiting: ((shown: boolean) => void) | undefined;
const listeners = new Set<() => void>();

function change(next: typeof waiting) {
  waiting = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog; true once the proof was shown, false when the person gave up. */
export function stepUp(): Promise<boolean> {
  waiting?.(false);
  return new Promise((resolve) => change(resolve));
}

/** The dialog goes with the next task, not within the key press that closed it, which dialogs below would take too. */
export function settleStepUp(shown: boolean) {
  const settled = waiting;
  settled?.(shown);
  setTimeout(() => {
    if (waiting === settled) change(undefined);
  });
}

export function useStepUpWanted(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting !== undefined,
  );
}
