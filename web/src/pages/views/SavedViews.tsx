// Lists that somebody gave a name: for everybody of the enterprise, or for all staff. What is kept is what the address
// says of the list.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { Icon } from "../../ui/Icon.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Chip } from "../../ui/Toolbar.tsx";
import { queryOf, searchOf, type Search } from "./query.ts";
import { SaveViewButton } from "./SaveViewButton.tsx";
import classes from "./SavedViews.module.css";

interface Props {
  page: "certificates" | "applications";
  /** The list as it is on the screen; empty when nothing narrows it down. */
  search: Search;
  show: (search: Search) => void;
}

export function SavedViews({ page, search, show }: Props) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ["views", page], queryFn: () => take(api.GET("/api/v1/views", { params: { query: { page } } })) });
  const remove = useMutation({ mutationFn: (id: string) => take(api.DELETE("/api/v1/views/{id}", { params: { path: { id } } })) });
  const shown = queryOf(search);
  const views = query.data?.items ?? [];
  const known = views.some((view) => view.query === shown);
  if (views.length === 0 && shown === "") return null;
  return (
    <div className={classes.views} role="group" aria-label={t("views.title")}>
      {views.length > 0 && <span className={classes.title}>{t("views.title")}</span>}
      {views.map((view) => (
        <span key={view.id} className={classes.view}>
          <Chip on={view.query === shown} onClick={() => show(view.query === shown ? {} : searchOf(view.query))}>
            {view.name}
          </Chip>
          {view.query === shown && (
            <button type="button" className={classes.remove} aria-label={t("views.remove", { name: view.name })} title={t("views.remove", { name: view.name })} disabled={remove.isPending} onClick={() => remove.mutate(view.id)}>
              <Icon name="trash" size={15} />
            </button>
          )}
        </span>
      ))}
      {shown !== "" && !known && <SaveViewButton page={page} query={shown} />}
      {(query.error ?? remove.error) && <ProblemNotice error={query.error ?? remove.error} />}
    </div>
  );
}
