// What surrounds every page: the theme, the cache of answers, the addresses.
import { MantineProvider } from "@mantine/core";
import { MutationCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Problem } from "../api/problem.ts";
import { theme } from "../theme/theme.ts";
import { router } from "./router.tsx";

/** Refusals do not change by asking again; a server that cannot be reached may come back. */
function worthRetrying(failures: number, error: Error) {
  const status = error instanceof Problem ? error.facts.status : 0;
  return failures < 2 && (status === 0 || status === 503);
}

const queries: QueryClient = new QueryClient({
  defaultOptions: { queries: { retry: worthRetrying, staleTime: 5_000 } },
  mutationCache: new MutationCache({ onSuccess: () => queries.invalidateQueries() }),
});

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
