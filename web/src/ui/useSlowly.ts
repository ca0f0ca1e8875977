// A value that waits until it has been still for a moment: for searching while somebody types.
import { useEffect, useState } from "react";

export function useSlowly<T>(value: T, milliseconds = 180): T {
  const [slow, setSlow] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return slow;
}
