// Lets somebody in: name, role, enterprise. The link goes by mail, or is handed over where no mail server is.
import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { enterprisesQuery, rolesQuery } from "../../api/people.ts";
import { useSession } from "../../session/store.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { InvitationLink } from "./InvitationLink.tsx";

type Role = Schemas["Role"];
const EMPTY = { name: "", display_name: "", email: "" };

/** `enterprise`: the one that is on the screen. */
export function InviteButton({ enterprise: shown }: { enterprise?: string }) {
  const { t } = useTranslation();
  const own = useSession()?.user.enterprise;
  const [open, setOpen] = useState(false);
  const [person, setPerson] = useState(EMPTY);
  const [role, setRole] = useState<Role>("applicant");
  const [enterprise, setEnterprise] = useState(shown ?? own?.id ?? "");
  const roles = useQuery(rolesQuery).data?.items.filter((each) => !(own || shown) || each.needs_enterprise) ?? [];
  const enterprises = useInfiniteQuery({ ...enterprisesQuery, enabled: open && !own && !shown }).data?.pages.flatMap((page) => page.items) ?? [];
  const needs = roles.find((each) => each.name === role)?.needs_enterprise ?? false;
  const body = { ...person, role, ...(needs ? { enterprise } : {}) };
  const invite = useMutation({ mutationFn: () => take(api.POST("/api/v1/users", { body })) });
  const close = () => {
    setOpen(false);
    setPerson(EMPTY);
    invite.reset();
  };
  const field = (name: keyof typeof EMPTY) => ({
    value: person[name],
    onChange: (e: React.ChangeEvent<HTMLInputElement>) => setPerson({ ...person, [name]: e.currentTarget.value }),
    required: true,
  });
  return (
    <>
      <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen(true)}>
        {t("people.invite")}
      </Button>
      <Dialog opened={open} onClose={close} title={t("people.invite")} closeOnClickOutside={!invite.data}>
        {invite.data ? (
          <InvitationLink user={invite.data} done={close} />
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              invite.mutate();
            }}
          >
            <Stack>
              <TextInput label={t("people.displayName")} {...field("display_name")} maxLength={100} data-autofocus />
              <TextInput label={t("people.signInName")} description={t("people.signInNameAbout")} {...field("name")} maxLength={64} autoCapitalize="none" />
              <TextInput label={t("people.email")} type="email" {...field("email")} maxLength={254} />
              <NativeSelect label={t("keys.role")} value={role} onChange={(e) => setRole(e.currentTarget.value as Role)} data={roles.map(({ name }) => ({ value: name, label: t(`role.${name}`) }))} />
              {needs && !own && !shown && (
                <NativeSelect label={t("people.enterprise")} value={enterprise} onChange={(e) => setEnterprise(e.currentTarget.value)} required data={[{ value: "", label: t("people.chooseEnterprise") }, ...enterprises.map(({ id, name }) => ({ value: id, label: name }))]} />
              )}
              {invite.error && <ProblemNotice error={invite.error} />}
              <AsCurl method="POST" path="/api/v1/users" body={body} />
              <Group justify="flex-end">
                <Button variant="default" onClick={close}>
                  {t("common.cancel")}
                </Button>
                <Button type="submit" loading={invite.isPending} disabled={needs && !enterprise}>
                  {t("people.inviteNow")}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Dialog>
    </>
  );
}
