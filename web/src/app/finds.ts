// What the palette finds: places and acts by their words, certificates and applications by asking the server.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { NavigateOptions } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { applicationsQuery, certificatesQuery } from "../api/queries.ts";
import { titleOf } from "../pages/certificates/Names.tsx";
import { useApplies, useMay } from "../session/store.ts";
import type { IconName } from "../ui/Icon.tsx";
import { useSlowly } from "../ui/useSlowly.ts";
import { usePlaces } from "./Navigation.tsx";

export interface Find {
  id: string;
  icon: IconName;
  text: string;
  note?: string;
  link: NavigateOptions;
}

const SHORTEST = 2;
const ROWS = 6;

export function useFinds(text: string): Find[] {
  const { t } = useTranslation();
  const slow = useSlowly(text, 120);
  const reads = useMay("read-certificates", "file-applications");
  const applies = useApplies();
  const asks = reads && slow.length >= SHORTEST;
  const certificates = useInfiniteQuery({ ...certificatesQuery({ search: slow }, ROWS), enabled: asks, placeholderData: keepPreviousData });
  const applications = useInfiniteQuery({ ...applicationsQuery({ domain: slow.toLowerCase() }, ROWS), enabled: asks, placeholderData: keepPreviousData });
  const places: Find[] = usePlaces()
    .flatMap((group) => group.places)
    .map((place) => ({ id: place.text, icon: place.icon, text: t(`nav.${place.text}`), link: { to: place.to } as NavigateOptions }));
  const acts: Find[] = applies ? [{ id: "apply", icon: "plus", text: t("applications.apply"), link: { to: "/apply" } }] : [];
  const fits = ({ text: name }: Find) => name.toLowerCase().includes(text.toLowerCase());
  const found: Find[] = asks
    ? [
        ...(certificates.data?.pages[0]?.items ?? []).map((row): Find => ({ id: row.id, icon: "certificates", text: titleOf(row), note: t(`state.${row.status}`), link: { to: "/certificates/$id", params: { id: row.id } } })),
        ...(applications.data?.pages[0]?.items ?? []).map((row): Find => ({ id: row.id, icon: "applications", text: row.name, note: t(`state.${row.status}`), link: { to: "/applications/$id", params: { id: row.id } } })),
      ]
    : [];
  return [...acts, ...places].filter(fits).concat(found);
}
