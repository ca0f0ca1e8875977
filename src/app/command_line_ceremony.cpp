// `chancery ceremony ...` and `chancery hsm ...`.
#include "app/command_line_parts.h"

namespace chancery::app {

void add_ceremony(CLI::App& app, Line& line) {
  CLI::App& group = *add_group(app, "ceremony", "Acts that several people do together");
  CLI::App* credential =
      add_verb(group, line, "credential", "Make a person's credential; prints its public key",
               "chancery ceremony credential /media/ann --passphrase fd:3 3<secret");
  const auto credential_order = order_for(credential, line, make_credential);
  credential->add_option("folder", credential_order->folder, "the person's own medium")->required();
  credential->add_option("--passphrase", credential_order->passphrase,
                         "FILE or fd:N; asked for if absent");

  CLI::App* run = add_verb(group, line, "run", "Hold a ceremony after its script, or go on with it",
                           "chancery ceremony run root.toml --person ann=/media/ann --person "
                           "bob=/media/bob --person cho=/media/cho --config root-ca.toml --data "
                           "./offline");
  const auto run_order = order_for(run, line, run_ceremony);
  run->add_option("script", run_order->script_file, "TOML; see docs/ceremony.md")->required();
  run->add_option("--person", run_order->people, "ID=FOLDER of who is here; may be repeated")
      ->required();
  run->add_option("--passphrase", run_order->passphrases,
                  "ID=FILE or ID=fd:N; who has none is asked; may be repeated");
  run->add_option("--report", run_order->report_file, "a copy of the signed report");

  CLI::App* show_verb = add_verb(group, line, "show", "Show a ceremony, held or under way",
                                 "chancery ceremony show report.jsonl");
  show_verb
      ->add_option("which", *order_for(show_verb, line, show_ceremony),
                   "a report, or an id of the data directory")
      ->required();
  CLI::App* verify = add_verb(group, line, "verify", "Recompute a report and its signatures",
                              "chancery ceremony verify report.jsonl --script root.toml");
  const auto verify_order = order_for(verify, line, verify_ceremony);
  verify->add_option("report", verify_order->report, "a report, or an id of the data directory")
      ->required();
  verify->add_option("--script", verify_order->script_file, "kept elsewhere, to compare with");
  choose(add_verb(group, line, "list", "List the ceremonies of the data directory",
                  "chancery ceremony list --data ./offline"),
         line, list_ceremonies);
}

void add_hsm(CLI::App& app, Line& line) {
  CLI::App& group = *add_group(app, "hsm", "The PKCS#11 token that the configuration names");
  choose(add_verb(group, line, "doctor", "Look at module, slots, mechanisms and keys",
                  "chancery hsm doctor --config chancery.toml"),
         line, examine_token);
  CLI::App* bench = add_verb(group, line, "bench", "Signatures a second; makes and removes keys",
                             "chancery hsm bench --config chancery.toml --key p256 --sessions 1 8");
  const auto order = order_for(bench, line, bench_token);
  bench->add_option("--key", order->keys, "kinds of keys")->capture_default_str();
  bench->add_option("--sessions", order->sessions, "how many sign at once")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  bench->add_option("--milliseconds", order->milliseconds, "for each figure")
      ->capture_default_str()
      ->check(CLI::Range(50, 600'000));
}

}  // namespace chancery::app
