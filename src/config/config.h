// The configuration as typed values with their defaults. config/keys.cpp holds the one table from
// which reading, `chancery config show` and the documentation are made.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace chancery::config {

/// "HOST:PORT"; a host is a name, an IPv4 address or an IPv6 address (in brackets as text).
struct ListenAddress {
  std::string host;  ///< without brackets
  std::uint16_t port = 0;

  [[nodiscard]] std::string text() const;
  bool operator==(const ListenAddress&) const = default;
};

/// `count` acts within any span of `per`; a count of 0 is "off". As text: "300/3h".
struct RateLimit {
  std::uint32_t count = 0;
  Duration per{0};

  [[nodiscard]] bool is_off() const { return count == 0; }
  bool operator==(const RateLimit&) const = default;
};

enum class LogLevel : std::uint8_t { debug, info, warning, error };
enum class LogFormat : std::uint8_t { text, json };
enum class KeyBackend : std::uint8_t { software, pkcs11 };
enum class LintSeverity : std::uint8_t { notice, warning, error };
/// Which hierarchies are made, signed with their root and ended by several people alone.
enum class CeremonyRule : std::uint8_t { public_trust, always, never };
enum class LinterSilence : std::uint8_t { refuse, pass };

struct Listen {
  ListenAddress https{"localhost", 8443};
  ListenAddress http{"localhost", 8080};
  std::uint32_t workers = 16;
  std::uint32_t io_threads = 0;
  std::uint32_t max_connections = 10'000;
};

struct Public {
  std::string base_url;  ///< without trailing '/'; never empty in a Config that `load` returned
  std::string api_url;   ///< likewise
};

struct Store {
  std::string url;
};

struct Logging {
  LogLevel level = LogLevel::info;
  LogFormat format = LogFormat::text;
};

struct Validation {
  std::string resolver;
  std::string trust_anchor = "root";
  std::uint16_t http_port = 80;
  std::uint16_t tls_port = 443;
  bool allow_private_addresses = false;
  std::vector<std::string> caa_identities;
};

struct Policy {
  std::vector<std::string> local_suffixes;
  std::string public_suffix_list;
  std::string public_suffix_url;
  Duration public_suffix_refresh = std::chrono::hours(24);
  Duration public_suffix_age = std::chrono::hours(24 * 90);
  std::vector<std::string> weak_key_lists;
};

struct Acme {
  bool require_eab = false;
  std::string terms_of_service;
  Duration finalize_wait = std::chrono::milliseconds(1500);
  RateLimit orders_per_account;
  RateLimit certificates_per_name;
};

struct Keys {
  KeyBackend backend = KeyBackend::software;
  std::string module;
  std::string token;
  std::string pin_file;
  std::string key_file;
  std::string passphrase_file;
  std::string activation_file;
};

struct Ceremony {
  CeremonyRule required = CeremonyRule::public_trust;
};

struct Linter {
  std::string zlint;
  std::string pkimetal;
  std::string pkimetal_released;
  LintSeverity stops_at = LintSeverity::error;
  LinterSilence unavailable = LinterSilence::refuse;
  Duration timeout = std::chrono::seconds(5);
  std::uint32_t processes = 2;
};

struct Crl {
  Duration period = std::chrono::hours(24);
  Duration validity = std::chrono::hours(7 * 24);
};

struct Ocsp {
  Duration validity = std::chrono::hours(4 * 24);
};

struct Identity {
  Duration session_idle = std::chrono::minutes(30);
  Duration session_life = std::chrono::hours(12);
  std::uint32_t step_up_minutes = 0;
  bool step_up_requests = false;
};

struct Mail {
  std::string smtp;
  std::string from;
  std::string user;
  std::string password_file;
  std::string ca_file;
  bool tell_approvers = false;
};

struct Ct {
  std::string log_list;
  std::vector<std::string> exempt_issuers;
  Duration deadline = std::chrono::seconds(10);
  Duration hedge = std::chrono::milliseconds(500);
  bool test_logs = false;
  std::string ca_file;
};

/// What may be changed in one certificate profile; 0 means the profile's own number. That a number
/// is not beyond the law is checked by `profile`, at start.
struct ProfileSettings {
  std::uint32_t default_days = 0;
  std::uint32_t max_days = 0;
  std::uint32_t max_names = 0;
  bool common_name = false;   ///< tls-dv alone
  bool cps_subject = false;   ///< tls-dv alone
  bool ip_addresses = false;  ///< tls-dv alone
};

/// [profiles.NAME] of the operator's own. That names, numbers and identifiers keep the law is
/// checked by `profile`, at start.
struct OwnProfile {
  std::string name;
  std::uint32_t line = 0;  ///< where it begins in the file
  std::string base = {};
  std::string title = {};
  std::uint32_t default_days = 0;
  std::uint32_t max_days = 0;
  std::uint32_t max_names = 0;
  bool common_name = false;
  bool cps_subject = false;
  bool ip_addresses = false;
  std::vector<std::string> policies = {};  ///< dotted object identifiers
  std::vector<std::string> keys = {};      ///< "p256", "rsa3072"
  bool single_use_keys = false;
  std::vector<std::pair<std::string, std::uint32_t>> lines = {};  ///< key, line: for errors
};

struct Config {
  Listen listen;
  Public public_urls;  ///< [public]; that word is taken
  Store store;
  Logging log;
  Validation va;
  Policy policy;
  Acme acme;
  Keys keys;
  Ceremony ceremony;
  Linter linter;
  Crl crl;
  Ocsp ocsp;
  Identity identity;
  Mail mail;
  Ct ct;
  ProfileSettings tls_dv;  ///< [profiles.tls-dv], and so on
  ProfileSettings private_server;
  ProfileSettings private_client;
  std::vector<OwnProfile> own_profiles;
};

/// Reads TOML 1.0. Every key must be known, of the right type, and in its range; what is not
/// mentioned keeps its default. `file` only names the place in errors. Does NOT look at the files,
/// hosts or databases that values name.
/// Errors: kTomlMalformed, kUnknownKey (with the nearest known key), kValueRefused; each with
/// `file` and `line`.
[[nodiscard]] Result<Config> parse_config(std::string_view toml, std::string_view file);

/// Reads the file (at most 1 MiB) and then as `parse_config`. Errors: also kConfigUnreadable.
[[nodiscard]] Result<Config> load_config(const std::string& path);

/// What holds when there is no file.
[[nodiscard]] Config default_config();

/// `config` as a TOML file that `parse_config` reads back to the same values, each key under its
/// description. Secrets live in files that the configuration names; the one that may stand here,
/// the password in store.url, is shown as "***".
[[nodiscard]] std::string show_config(const Config& config);

/// One row of the documentation.
struct KeyDescription {
  std::string name;  ///< "listen.https"
  std::string form;  ///< what a value looks like
  std::string description;
  std::string default_value;  ///< as TOML
};

/// Every key, in the order of the table.
[[nodiscard]] std::vector<KeyDescription> describe_keys();

}  // namespace chancery::config
