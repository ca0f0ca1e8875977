// Draws again every so often, so that "in 12 seconds" stays true.
import { useEffect, useReducer } from "react";

export function useNow(milliseconds: number) {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
}
