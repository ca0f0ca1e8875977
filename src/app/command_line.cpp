#include "app/command_line.h"

#include <CLI/CLI.hpp>

#include "app/command_line_parts.h"
#include "app/version.h"

namespace chancery::app {
namespace {

constexpr int kMisused = 2;
constexpr int kInternal = 70;  // EX_SOFTWARE

void add_running(CLI::App& app, Line& line) {
  choose(add_verb(app, line, "serve", "Serve until SIGTERM; makes what a first start needs",
                  "chancery serve --data ./data"),
         line, serve);
  choose(add_verb(app, line, "init", "Do the first start without serving",
                  "chancery init --data ./data --json"),
         line, init);
}

void add_api_keys(CLI::App& app, Line& line) {
  CLI::App* group = add_group(app, "api-key", "Keys for the REST API");
  CLI::App* create =
      add_verb(*group, line, "create", "Make a key; it is printed once",
               "chancery api-key create --data ./data --role registration-officer --name deploy");
  const auto order = order_for(create, line, create_api_key);
  create->add_option("--role", order->role, "what it may do, e.g. registration-officer")
      ->required();
  create->add_option("--name", order->name, "what it is for")->required();
  create->add_option("--account", order->account, "enterprise that it acts for; made when new");
  create->add_option("--scope", order->scopes,
                     "a permission, e.g. read-certificates; may be repeated; all of the role's if "
                     "absent");
  create->add_option("--expires", order->expires, "RFC 3339 time or date; never if absent");
  choose(add_verb(*group, line, "list", "List the keys, without their secrets",
                  "chancery api-key list --data ./data"),
         line, list_api_keys);
  CLI::App* withdraw = add_verb(*group, line, "withdraw", "Withdraw a key for good",
                                "chancery api-key withdraw 1a2b3c4d5e6f7 --data ./data");
  withdraw->add_option("id", *order_for(withdraw, line, withdraw_api_key), "its id")->required();
  CLI::App* reset =
      add_verb(app, line, "reset-administrator", "Give an administrator a one-time password",
               "chancery reset-administrator admin --data ./data");
  const auto name = order_for(reset, line, reset_administrator);
  *name = "admin";
  reset->add_option("name", *name, "the user; made when new")->capture_default_str();
}

void add_user_act(CLI::App& group, Line& line, const std::string& name, const std::string& what,
                  Result<void> (*run)(const Common&, const std::string&)) {
  CLI::App* verb =
      add_verb(group, line, name, what, "chancery user " + name + " ann --data ./data");
  verb->add_option("name", *order_for(verb, line, run), "the user's name")->required();
}

void add_people(CLI::App& app, Line& line) {
  CLI::App* group = add_group(app, "user", "People of the console");
  CLI::App* create = add_verb(*group, line, "create", "Invite somebody; the link is printed once",
                              "chancery user create ann --email ann@example.com --role "
                              "registration-officer --data ./data");
  const auto order = order_for(create, line, create_user);
  create->add_option("name", order->name, "what is typed to sign in")->required();
  create->add_option("--display-name", order->display_name, "the person's name");
  create->add_option("--email", order->email, "where mail reaches the person")->required();
  create->add_option("--role", order->role, "what the person may do")->required();
  create->add_option("--enterprise", order->enterprise,
                     "for enterprise-operator and applicant; made when new");
  choose(add_verb(*group, line, "list", "List them", "chancery user list --data ./data"), line,
         list_users);
  add_user_act(*group, line, "suspend", "Keep somebody out at once", suspend_user);
  add_user_act(*group, line, "restore", "End a suspension or a lock", restore_user);
  add_user_act(*group, line, "reset", "Take password and second factors away, and invite anew",
               reset_user);
}

void add_external_accounts(CLI::App& app, Line& line) {
  CLI::App* group = add_group(app, "eab", "Keys that bind new ACME accounts to known applicants");
  CLI::App* create = add_verb(*group, line, "create", "Make a key; it is printed once",
                              "chancery eab create --name web-team --data ./data");
  const auto order = order_for(create, line, create_external_key);
  create->add_option("--name", order->name, "whom it is for")->required();
  create->add_option("--days", order->days, "how long it may open an account")
      ->capture_default_str()
      ->check(CLI::Range(1, 3650));
  choose(add_verb(*group, line, "list", "List the keys, without their secrets",
                  "chancery eab list --data ./data"),
         line, list_external_keys);
  CLI::App* revoke_verb = add_verb(*group, line, "revoke", "Let a key open no account any more",
                                   "chancery eab revoke 1a2b3c4d5e6f7 --data ./data");
  revoke_verb->add_option("id", *order_for(revoke_verb, line, revoke_external_key), "its key id")
      ->required();
}

void add_certificates(CLI::App& app, Line& line) {
  CLI::App* issue_verb =
      add_verb(app, line, "issue", "Issue from a CSR file, under a private profile",
               "chancery issue --csr server.csr --out server.pem --data ./data");
  const auto issue_order = order_for(issue_verb, line, issue);
  issue_verb->add_option("--csr", issue_order->csr_file, "PKCS#10, PEM or DER; - is stdin")
      ->required();
  issue_verb->add_option("--profile", issue_order->profile, "see `chancery profile list`")
      ->capture_default_str();
  issue_verb->add_option("--issuer", issue_order->issuer, "name; the newest that fits if absent");
  issue_verb->add_option("--days", issue_order->days, "validity; the profile's if absent");
  issue_verb->add_option("--out", issue_order->out_file, "a PEM file; standard output if absent");
  issue_verb->add_flag("--chain", issue_order->chain, "append the issuers without the root");
  issue_verb->add_flag("--dry-run", issue_order->dry_run,
                       "show what would be signed, and sign and store nothing");

  CLI::App* show_verb =
      add_verb(app, line, "show", "Show one certificate", "chancery show 01f0c3...  --data ./data");
  show_verb->add_option("certificate", *order_for(show_verb, line, show), "id or serial number")
      ->required();

  CLI::App* search_verb = add_verb(app, line, "search", "Search certificates",
                                   "chancery search --name \"*.example.com\" --data ./data");
  const auto search_order = order_for(search_verb, line, search);
  search_verb->add_option("--name", search_order->name,
                          "DNS name, address or mailbox; *.example.com finds all below");
  search_verb->add_option("--serial", search_order->serial, "hexadecimal");
  search_verb->add_option("--key-hash", search_order->key_hash, "SHA-256 of the public key info");
  search_verb->add_option("--expires-before", search_order->expires_before, "time or date");
  search_verb->add_option("--expires-after", search_order->expires_after, "time or date");
  search_verb->add_option("--issuer", search_order->issuer, "name of the issuer");
  search_verb->add_option("--limit", search_order->limit, "rows a page")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  search_verb->add_option("--page", search_order->page, "mark that the page before printed");

  CLI::App* revoke_verb = add_verb(app, line, "revoke", "Revoke a certificate for good",
                                   "chancery revoke 01f0c3... --reason superseded --data ./data");
  const auto revoke_order = order_for(revoke_verb, line, revoke);
  revoke_verb->add_option("certificate", revoke_order->which, "id or serial number")->required();
  revoke_verb
      ->add_option("--reason", revoke_order->reason,
                   "unspecified, keyCompromise, affiliationChanged, superseded, "
                   "cessationOfOperation, privilegeWithdrawn")
      ->capture_default_str();
  revoke_verb->add_option("--comment", revoke_order->comment, "kept in the audit record");

  CLI::App* crl = add_group(app, "crl", "Revocation lists");
  CLI::App* publish = add_verb(*crl, line, "publish", "Make and publish lists now",
                               "chancery crl publish --issuer private-sub --data ./data");
  publish->add_option("--issuer", *order_for(publish, line, publish_crls), "all if absent");
}

void add_key_blocks(CLI::App& app, Line& line) {
  CLI::App* group = add_group(app, "keys", "Subscribers' keys that nobody may use again");
  CLI::App* block = add_verb(*group, line, "block", "Refuse a compromised key for ever",
                             "chancery keys block leaked.pem --note \"found on a mailing list\"");
  const auto order = order_for(block, line, block_key);
  block->add_option("key", order->key, "a file with the key, a certificate or a CSR; or its hash")
      ->required();
  block->add_option("--note", order->note, "how it became known");
  CLI::App* list =
      add_verb(*group, line, "list", "List the blocked keys", "chancery keys list --data ./data");
  const auto window = order_for(list, line, list_blocked_keys);
  list->add_option("--after", window->after, "the last hash of the page before");
  list->add_option("--limit", window->limit, "how many")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
}

struct AuditWindow {
  std::int64_t first = 0;
  int limit = 50;
};

Result<void> show_audit_window(const Common& common, const AuditWindow& window) {
  return show_audit(common, window.first, window.limit);
}

struct ProfileAt {
  std::string name;
  std::string at;
};

Result<void> show_profile_at(const Common& common, const ProfileAt& order) {
  return show_profile(common, order.name, order.at);
}

void add_inspection(CLI::App& app, Line& line) {
  CLI::App* audit = add_group(app, "audit", "The append-only log of decisions");
  CLI::App* verify = add_verb(*audit, line, "verify", "Recompute the log and its checkpoints",
                              "chancery audit verify --data ./data");
  verify->add_option("--checkpoint", order_for(verify, line, verify_audit)->checkpoint_files,
                     "a note kept elsewhere, to compare with");
  CLI::App* show_verb = add_verb(*audit, line, "show", "Show records",
                                 "chancery audit show --first 100 --data ./data");
  const auto window = order_for(show_verb, line, show_audit_window);
  show_verb->add_option("--first", window->first, "sequence number to start at")
      ->capture_default_str();
  show_verb->add_option("--limit", window->limit, "how many")
      ->capture_default_str()
      ->check(CLI::Range(1, 10000));

  CLI::App* profile = add_group(app, "profile", "Certificate profiles as tables with citations");
  choose(add_verb(*profile, line, "list", "List the profiles", "chancery profile list"), line,
         list_profiles);
  CLI::App* one = add_verb(*profile, line, "show", "Show a profile as it is in force at a date",
                           "chancery profile show tls-dv --at 2027-03-15");
  const auto at = order_for(one, line, show_profile_at);
  one->add_option("name", at->name, "see `chancery profile list`")->required();
  one->add_option("--at", at->at, "time or date; now if absent");

  CLI::App* lint =
      add_verb(app, line, "lint", "Show what our lints say about certificates, or which they are",
               "chancery lint server.pem");
  const auto files = order_for(lint, line, lint_files);
  lint->add_option("files", files->files, "certificates, PEM or DER; the lints if absent");
  lint->add_flag("--private", files->is_private,
                 "hold them to the RFCs and the house's rules, not to those of public trust");
  choose(add_verb(app, line, "linters", "List the outside linters with their age",
                  "chancery linters --config chancery.toml"),
         line, list_linters);

  CLI::App* ct = add_group(app, "ct", "Certificate transparency");
  choose(add_verb(*ct, line, "logs", "List the CT logs with state and health",
                  "chancery ct logs --data ./data --config chancery.toml"),
         line, list_ct_logs);
  CLI::App* submit = add_verb(*ct, line, "submit-ca",
                              "Show CA certificates of public trust to the CT logs, and keep SCTs",
                              "chancery ct submit-ca --data ./data --config chancery.toml");
  const auto shown = order_for(submit, line, submit_ca_certificates);
  submit->add_option("issuers", shown->issuers, "names of issuers; all of public TLS if absent");
  CLI::App* config = add_group(app, "config", "The configuration");
  choose(add_verb(*config, line, "show", "Show every key with its value and meaning",
                  "chancery config show --config chancery.toml"),
         line, show_config);
}

int exit_status(const Common& common, const Result<void>& outcome) {
  if (outcome) {
    return 0;
  }
  common.output().print_error(outcome.error());
  const auto kind = outcome.error().error_class();
  const bool ours = kind == ErrorClass::internal || kind == ErrorClass::fatal;
  return ours ? kInternal : 1;
}

}  // namespace

int run_command_line(int count, char** words) {
  CLI::App app("Chancery: a certificate authority and registration authority", "chancery");
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string(kVersion));
  Line line;
  add_running(app, line);
  add_api_keys(app, line);
  add_people(app, line);
  add_external_accounts(app, line);
  add_hierarchy(app, line);
  add_ceremony(app, line);
  add_hsm(app, line);
  add_certificates(app, line);
  add_key_blocks(app, line);
  add_inspection(app, line);
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kMisused;
  }
  return exit_status(line.common, line.chosen());
}

}  // namespace chancery::app
