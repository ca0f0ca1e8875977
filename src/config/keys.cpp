// The table of keys. A key stands here once: reading, `config show`, errors and the README come
// from its row.
#include "config/binding.h"
#include "config/own_profile.h"

namespace chancery::config {

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

void add_profile(std::vector<Binding>& rows, const std::string& table,
                 ProfileSettings Config::*profile) {
  rows.push_back(bind_key(table + ".default_days", profile, &ProfileSettings::default_days,
                          number_form(0, kMostDays),
                          "Days from notBefore to notAfter when a request does not say; 0 means "
                          "the profile's own."));
  rows.push_back(bind_key(table + ".max_days", profile, &ProfileSettings::max_days,
                          number_form(0, kMostDays),
                          "The most days that a request may ask for; 0 means the profile's own. "
                          "More than the law in force allows refuses to start."));
  rows.push_back(bind_key(table + ".max_names", profile, &ProfileSettings::max_names,
                          number_form(0, kMostNames),
                          "The most names in one certificate; 0 means the profile's own."));
}

void add_tls_switches(std::vector<Binding>& rows, const std::string& table,
                      ProfileSettings Config::*profile) {
  rows.push_back(bind_key(table + ".common_name", profile, &ProfileSettings::common_name,
                          flag_form(),
                          "Whether a name is copied into the subject's commonName, for clients "
                          "that still look there (TLS BR 7.1.2.7.2 discourages it). Of more than "
                          "64 characters it is left out."));
  rows.push_back(bind_key(table + ".cps_subject", profile, &ProfileSettings::cps_subject,
                          flag_form(),
                          "Whether a subject has to be whole, as CPS 3.1.1 lists it: a commonName, "
                          "and of an organization both locality and state. What cannot have it is "
                          "refused when it is filed."));
  rows.push_back(bind_key(table + ".ip_addresses", profile, &ProfileSettings::ip_addresses,
                          flag_form(),
                          "Whether certificates may hold IP addresses (TLS BR 3.2.2.5)."));
}

std::vector<Binding> make_bindings() {
  std::vector<Binding> rows = {
      bind_key("listen.https", &Config::listen, &Listen::https, address_form(),
               "Where the API, ACME and the console are served, over TLS."),
      bind_key("listen.http", &Config::listen, &Listen::http, address_form(),
               "Where CRLs, OCSP and CA certificates are served to everybody, plain HTTP."),
      bind_key("listen.workers", &Config::listen, &Listen::workers, number_form(1, 1024),
               "Threads that run requests which compute, sign or wait for the database."),
      bind_key("listen.io_threads", &Config::listen, &Listen::io_threads, number_form(0, 1024),
               "Threads that move bytes and answer from memory; 0 means one per core."),
      bind_key("listen.max_connections", &Config::listen, &Listen::max_connections,
               number_form(1, 1'000'000),
               "Open connections over both listeners; one more is answered 503."),

      bind_key("public.base_url", &Config::public_urls, &Public::base_url, url_form("http"),
               "How relying parties reach the plain-HTTP listener. Written into every certificate "
               "(AIA, CRL distribution point), so choose it before issuing. \"\" means "
               "http://, then listen.http."),
      bind_key("public.api_url", &Config::public_urls, &Public::api_url, url_form("https"),
               "How clients reach the HTTPS listener; ACME and the API build their links from it. "
               "\"\" means https://, then listen.https."),

      bind_key("store.url", &Config::store, &Store::url,
               prefixed_form({"sqlite:", "postgresql://"}),
               "The database. \"\" means the SQLite file chancery.db in the data directory."),

      bind_key("log.level", &Config::log, &Logging::level,
               choice_form<LogLevel>({{"debug", LogLevel::debug},
                                      {"info", LogLevel::info},
                                      {"warning", LogLevel::warning},
                                      {"error", LogLevel::error}}),
               "The least important lines that are written."),
      bind_key("log.format", &Config::log, &Logging::format,
               choice_form<LogFormat>({{"text", LogFormat::text}, {"json", LogFormat::json}}),
               "key=value lines, or one JSON object a line."),

      bind_key("va.resolver", &Config::va, &Validation::resolver,
               text_form("\"ADDRESS[:PORT]\" | \"\""),
               "The DNS resolver that validation asks. \"\" means those of /etc/resolv.conf. "
               "Answers are validated here, whatever the resolver says."),
      bind_key("va.trust_anchor", &Config::va, &Validation::trust_anchor,
               text_form("\"root\" | \"none\" | \"FILE\""),
               "Where DNSSEC trust begins: the root zone's key, a file of DS or DNSKEY records, or "
               "none for an unsigned private DNS."),
      bind_key("va.http_port", &Config::va, &Validation::http_port, port_form(),
               "The port of http-01. Other than 80 only in tests."),
      bind_key("va.tls_port", &Config::va, &Validation::tls_port, port_form(),
               "The port of tls-alpn-01. Other than 443 only in tests."),
      bind_key("va.allow_private_addresses", &Config::va, &Validation::allow_private_addresses,
               flag_form(),
               "Whether validation may connect to loopback, private and other special addresses: "
               "for private networks and tests."),
      bind_key("va.caa_identities", &Config::va, &Validation::caa_identities,
               texts_form("[\"DOMAIN\", ...]"),
               "The issuer domain names by which CAA records permit this CA. [] means the host of "
               "public.base_url."),

      bind_key("policy.local_suffixes", &Config::policy, &Policy::local_suffixes,
               texts_form("[\"SUFFIX\", ...]"),
               "Name suffixes such as \"test\" or \"corp.internal\" that the public DNS does not "
               "know and that you vouch for: lifts the rules on reserved and internal names for "
               "them. For development and private networks; leave it empty for public trust."),

      bind_key("policy.public_suffix_list", &Config::policy, &Policy::public_suffix_list,
               text_form("\"FILE\" | \"\""),
               "The Public Suffix List, as text or DAFSA, by which names are judged (TLS BR "
               "3.2.2.6). \"\" means that of Debian's package publicsuffix."),
      bind_key("policy.public_suffix_url", &Config::policy, &Policy::public_suffix_url,
               prefixed_form({"https://", "http://"}),
               "Where the text of a fresh list is fetched, into the data directory; http for a "
               "mirror on this machine alone. The list's own home is "
               "https://publicsuffix.org/list/public_suffix_list.dat, not to be asked more than "
               "once a day. \"\" means that nothing is fetched."),
      bind_key("policy.public_suffix_refresh", &Config::policy, &Policy::public_suffix_refresh,
               duration_form(seconds(1), hours(24 * 30)),
               "How often the file is read again and the URL asked. A list that is broken, or "
               "lost most of its suffixes, is never used: the one before stays."),
      bind_key("policy.public_suffix_age", &Config::policy, &Policy::public_suffix_age,
               duration_form(hours(24), hours(24 * 3650)),
               "From which age on the list in use is reported as old."),

      bind_key(
          "policy.weak_key_lists", &Config::policy, &Policy::weak_key_lists,
          texts_form("[\"FILE\", ...]"),
          "Published lists of weak keys that are never certified (TLS BR 6.1.1.3 (5.1)): "
          "openssl-blacklist's files, or SHA-256 of moduli and x-coordinates (dwk_blocklists)."),

      bind_key("acme.require_eab", &Config::acme, &Acme::require_eab, flag_form(),
               "Whether a new ACME account needs an external account binding."),
      bind_key("acme.terms_of_service", &Config::acme, &Acme::terms_of_service, url_form("https"),
               "The agreement that new ACME accounts must accept. \"\" means none."),
      bind_key("acme.finalize_wait", &Config::acme, &Acme::finalize_wait,
               duration_form(seconds(0), seconds(20)),
               "How long a finalize request waits for its certificate before it is answered "
               "\"processing\"."),
      bind_key("acme.orders_per_account", &Config::acme, &Acme::orders_per_account, rate_form(),
               "New orders that one account may place."),
      bind_key("acme.certificates_per_name", &Config::acme, &Acme::certificates_per_name,
               rate_form(), "Certificates that may be ordered for one registered domain."),

      bind_key("keys.backend", &Config::keys, &Keys::backend,
               choice_form<KeyBackend>(
                   {{"software", KeyBackend::software}, {"pkcs11", KeyBackend::pkcs11}}),
               "Where new CA keys are made and kept: encrypted files, or a token."),
      bind_key("keys.module", &Config::keys, &Keys::module, text_form("\"FILE\" | \"\""),
               "The PKCS#11 library of the token; needed by the pkcs11 backend."),
      bind_key("keys.token", &Config::keys, &Keys::token, text_form("\"LABEL\" | \"\""),
               "The label of the token; needed by the pkcs11 backend."),
      bind_key(
          "keys.pin_file", &Config::keys, &Keys::pin_file, text_form("\"FILE\" | \"\""),
          "A file of mode 0600 that holds the token's user PIN; needed by the pkcs11 backend."),
      bind_key(
          "keys.key_file", &Config::keys, &Keys::key_file, text_form("\"FILE\" | \"\""),
          "A file of mode 0600 with the key that encrypts software keys. \"\" means keys.key in "
          "the data directory, made at first start."),
      bind_key("keys.passphrase_file", &Config::keys, &Keys::passphrase_file,
               text_form("\"FILE\" | \"\""),
               "A file of mode 0600 with a passphrase that encrypts software keys, in place of "
               "keys.key_file."),
      bind_key(
          "keys.activation_file", &Config::keys, &Keys::activation_file,
          text_form("\"FILE\" | \"\""),
          "Where a ceremony's step \"activate\" puts what opens the keys, best on a file system "
          "in memory: in place of keys.pin_file, keys.key_file and keys.passphrase_file, for "
          "keys that several people hold together."),

      bind_key("ceremony.required", &Config::ceremony, &Ceremony::required,
               choice_form<CeremonyRule>({{"public", CeremonyRule::public_trust},
                                          {"always", CeremonyRule::always},
                                          {"never", CeremonyRule::never}}),
               "For which hierarchies keys are made, roots sign and CAs end in ceremonies alone: "
               "those of public trust, all, or none. What one person does in spite of that is in "
               "the audit log."),

      bind_key(
          "linter.zlint", &Config::linter, &Linter::zlint, text_form("\"FILE\" | \"\""),
          "The program that shows certificates to zlint before they are signed and once more "
          "with their signature; `./dev build` makes it: build/zlint/zlint-sidecar. \"\" means "
          "not to."),
      bind_key("linter.pkimetal", &Config::linter, &Linter::pkimetal,
               prefixed_form({"http://", "https://"}),
               "The base URL of a pkimetal that is shown them as well. \"\" means none."),
      bind_key("linter.pkimetal_released", &Config::linter, &Linter::pkimetal_released,
               text_form("\"YYYY-MM-DD\" | \"\""),
               "When the release that runs there came out: its API does not tell, and a linter of "
               "three months is reported as overdue. \"\" means unknown."),
      bind_key("linter.stops_at", &Config::linter, &Linter::stops_at,
               choice_form<LintSeverity>({{"notice", LintSeverity::notice},
                                          {"warning", LintSeverity::warning},
                                          {"error", LintSeverity::error}}),
               "The least severity of an outside linter's finding that stops an issuance."),
      bind_key("linter.unavailable", &Config::linter, &Linter::unavailable,
               choice_form<LinterSilence>(
                   {{"refuse", LinterSilence::refuse}, {"pass", LinterSilence::pass}}),
               "What happens when an outside linter gives no answer: nothing is signed, or the "
               "certificate's record says who did not look."),
      bind_key("linter.timeout", &Config::linter, &Linter::timeout,
               duration_form(milliseconds(100), seconds(60)),
               "How long an issuance waits for all outside linters together."),
      bind_key("linter.processes", &Config::linter, &Linter::processes, number_form(1, 64),
               "The most processes of zlint at the same time."),

      bind_key("crl.period", &Config::crl, &Crl::period, duration_form(minutes(1), hours(24 * 90)),
               "How often a CRL is published when nothing is revoked; a revocation publishes one "
               "within a minute."),
      bind_key("crl.validity", &Config::crl, &Crl::validity,
               duration_form(minutes(2), hours(24 * 365)),
               "From thisUpdate to nextUpdate of a CRL; longer than crl.period."),

      bind_key("ocsp.validity", &Config::ocsp, &Ocsp::validity,
               duration_form(minutes(2), hours(24 * 10)),
               "From thisUpdate to nextUpdate of an OCSP response. For public trust 8 hours to 10 "
               "days (BR 4.9.10)."),

      bind_key("identity.session_idle", &Config::identity, &Identity::session_idle,
               duration_form(minutes(1), hours(24)),
               "After how long without a request a session of the console ends."),
      bind_key("identity.session_life", &Config::identity, &Identity::session_life,
               duration_form(minutes(5), hours(24 * 30)),
               "After how long a session of the console ends, whatever happens."),
      bind_key("identity.step_up_minutes", &Config::identity, &Identity::step_up_minutes,
               number_form(0, 1440),
               "How old the last proof by a second factor may be when somebody revokes, makes API "
               "keys, or changes people or factors; 0 means any age."),
      bind_key("identity.step_up_requests", &Config::identity, &Identity::step_up_requests,
               flag_form(),
               "Whether that holds as well when somebody in a browser applies for a certificate or "
               "has one issued."),

      bind_key("mail.smtp", &Config::mail, &Mail::smtp, prefixed_form({"smtp://", "smtps://"}),
               "The server that mails are handed to, as smtp://HOST[:PORT] (with STARTTLS where it "
               "is offered) or smtps://HOST[:PORT]. \"\" means none: invitations are then shown to "
               "whoever makes them, and no password is reset by mail."),
      bind_key("mail.from", &Config::mail, &Mail::from, text_form("\"ADDRESS\" | \"\""),
               "The sender's address; needed with mail.smtp."),
      bind_key(
          "mail.user", &Config::mail, &Mail::user, text_form("\"NAME\" | \"\""),
          "The name to sign in to that server with, over verified TLS only. \"\" means not to."),
      bind_key(
          "mail.ca_file", &Config::mail, &Mail::ca_file, text_form("\"FILE\" | \"\""),
          "A PEM file of the authorities that may vouch for that server. \"\" means those of the "
          "system."),
      bind_key("mail.password_file", &Config::mail, &Mail::password_file,
               text_form("\"FILE\" | \"\""), "A file of mode 0600 with the password of mail.user."),
      bind_key("mail.tell_approvers", &Config::mail, &Mail::tell_approvers, flag_form(),
               "Whether the specialists who looked into an organization, and whoever approved it, "
               "get a mail for each certificate that names it (NT-65)."),

      bind_key("ct.log_list", &Config::ct, &Ct::log_list, text_form("\"FILE\" | \"\""),
               "The CT logs, as Chrome or Apple publish them (JSON, schema version 3); read again "
               "when the file changes. With it, every certificate of a public TLS issuer gets the "
               "SCTs that browsers ask for, or is not issued. \"\" means no certificate "
               "transparency: browsers then refuse the certificates."),
      bind_key("ct.exempt_issuers", &Config::ct, &Ct::exempt_issuers, texts_form("[\"NAME\", ...]"),
               "Public TLS issuers whose certificates are not shown to logs."),
      bind_key("ct.deadline", &Config::ct, &Ct::deadline, duration_form(seconds(1), seconds(60)),
               "How long logs may take for all SCTs of a certificate together."),
      bind_key("ct.hedge", &Config::ct, &Ct::hedge, duration_form(milliseconds(20), seconds(30)),
               "After how long without an answer another log is asked beside the slow one."),
      bind_key("ct.test_logs", &Config::ct, &Ct::test_logs, flag_form(),
               "Whether the logs of type \"test\" are asked, and they alone. For trials."),
      bind_key("ct.ca_file", &Config::ct, &Ct::ca_file, text_form("\"FILE\" | \"\""),
               "PEM roots that the https certificates of logs must lead to. \"\" means the "
               "system's."),
  };
  add_profile(rows, "profiles.tls-dv", &Config::tls_dv);
  add_tls_switches(rows, "profiles.tls-dv", &Config::tls_dv);
  add_profile(rows, "profiles.private-server", &Config::private_server);
  add_profile(rows, "profiles.private-client", &Config::private_client);
  return rows;
}

}  // namespace

const std::vector<Binding>& bindings() {
  static const std::vector<Binding> table = make_bindings();
  return table;
}

}  // namespace chancery::config
